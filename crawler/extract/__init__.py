"""From the bytes of a page to its article (pure: bytes, address and what is known of the site)."""

from collections.abc import Collection
from dataclasses import replace

from crawler.extract import decode, dom
from crawler.extract.blocks import blocks
from crawler.extract.choose import Choice
from crawler.extract.closed import is_closed
from crawler.extract.learn import Read, learn, without_furniture
from crawler.extract.metadata import Metadata, read_metadata
from crawler.extract.outline import Outline
from crawler.extract.paths import paths
from crawler.extract.script_body import script_body, shorter_in_markup
from crawler.extract.select import Selection
from crawler.extract.site import SiteFurniture
from crawler.extract.sites import apply_site_rule
from crawler.extract.walls import is_wall
from crawler.extract.words import END, withdraws
from crawler.rules import RULES
from crawler.visit import Body
from storage.errors import EmptyPage, WallPage
from storage.model import Article, Block, BlockKind, DateSource, Paywall

__all__ = ["RULES", "SiteFurniture", "extract", "learn", "read"]

#: A page with less text than this and no prose in it holds no article.
LEAST_TEXT = 200
#: With fewer characters in its blocks, all that a page says is asked whether it is a wall's.
WALL_TEXT = 400
#: A block of so many characters or fewer is a label.
LABEL = 40


def extract(body: Body, known: SiteFurniture | None = None) -> Article:
    """Return the article of a page; `known` is what was learned of its site.

    Pure and deterministic. Reads at most 8 MiB, 256 levels, 100,000 elements and 1,000 attributes a tag,
    and marks an article of a page that is larger as partial. Raises NotHtml, EmptyPage, WallPage or
    Unparseable where there is no article.
    """
    article, outline, numbers = _made(body)
    if known is None:
        return article
    return replace(article, blocks=without_furniture(article.blocks, paths(outline, numbers), known))


def read(body: Body) -> Read:
    """Return the article of a page of whose site nothing is known, and where its blocks stand.

    As `extract` otherwise.
    """
    article, outline, numbers = _made(body)
    return Read(article, paths(outline, numbers))


def _made(body: Body) -> tuple[Article, Outline, Collection[int]]:
    """Return the article, and the numbers of its blocks' pieces in the outline."""
    text, long = decode.decode(body.content, body.content_type)
    page = dom.parse(text)
    apply_site_rule(page.root, body.url)
    outline = Outline(page.root)
    said = read_metadata(page, outline, body.url)
    choice = Choice(outline, said.headline, body.url)
    selection = Selection(choice, said)
    found = _blocks(page, said, selection, body.url)
    _refuse(said, choice, tuple(found.values()), page)
    article = Article(
        url=body.url,
        headline=said.headline,
        blocks=tuple(found.values()),
        canonical_url=said.canonical_url,
        standfirst=" ".join(outline.pieces[n].as_written() for n in selection.standfirst),
        byline=said.byline,
        published=said.published,
        modified=said.modified,
        section=said.section,
        language=said.language,
        correction=said.correction,
        paywall=_paywall(said, selection),
        live_blog=said.live_blog,
        partial=page.partial or outline.partial or long,
    )
    return article, outline, found.keys()


def _paywall(said: Metadata, selection: Selection) -> Paywall:
    """Return what a page says of its paywall, or where it says nothing, whether one ends its article."""
    if said.paywall is Paywall.UNKNOWN and is_closed(selection):
        return Paywall.CLOSED
    return said.paywall


def _blocks(page: dom.Page, said: Metadata, selection: Selection, url: str) -> dict[int, Block]:
    """Return the blocks of the markup by the number of their piece; those of the page's scripts below 0."""
    found = blocks(selection, url)
    shown = selection.prose()
    if not shorter_in_markup(shown):
        return found
    hidden = script_body(page, said.linked)
    if sum(map(len, hidden)) <= 3 * shown:
        return found
    told = {n - len(hidden): Block(kind=BlockKind.PARAGRAPH, text=text) for n, text in enumerate(hidden)}
    return told | {n: block for n, block in found.items() if block.kind is BlockKind.CAPTION}


def _refuse(said: Metadata, choice: Choice, found: tuple[Block, ...], page: dom.Page) -> None:
    """Raise WallPage or EmptyPage where there is no article."""
    own = [block.text for block in found if not (END.opens(block.text) or block.text.startswith("©"))]
    names = (said.title, said.headline, *_main_headings(choice))
    text = " ".join(own) if sum(map(len, own)) >= WALL_TEXT else _told(choice)
    if is_wall(names, text, sum(choice.masses), says_article=_says_article(said), markup=page.start):
        raise WallPage
    told = any(len(line) > LABEL for line in own) or (_main_headings(choice) and any(map(withdraws, own)))
    if sum(map(len, own)) < LEAST_TEXT and not told:
        raise EmptyPage


def _says_article(said: Metadata) -> bool:
    """Return whether a page's markup says that it is an article, as that of a wall does not."""
    return bool(said.linked) or any(claim.source is DateSource.META for claim in said.published)


def _main_headings(choice: Choice) -> list[str]:
    return [piece.text for piece in choice.outline.pieces if piece.kind == "h1"][:3]


def _told(choice: Choice) -> str:
    """Return what a page says that hardly holds an article, without its links."""
    pieces = choice.outline.pieces
    return " ".join(piece.text for piece in pieces if piece.linked * 2 <= len(piece.text))
