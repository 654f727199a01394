"""From the bytes of a page to its article (pure: bytes, address and what is known of the site)."""

from crawler.extract import decode, dom
from crawler.extract.blocks import blocks
from crawler.extract.choose import Choice
from crawler.extract.metadata import read_metadata
from crawler.extract.outline import Outline
from crawler.extract.select import Selection
from crawler.visit import Body
from storage.errors import EmptyPage
from storage.model import Article

RULES = "stet-article 1"


def extract(body: Body, known: object = None) -> Article:  # noqa: ARG001
    """Return the article of a page.

    Raises NotHtml, EmptyPage, WallPage or Unparseable where there is none.
    """
    text, long = decode.decode(body.content, body.content_type)
    page = dom.parse(text)
    outline = Outline(page.root)
    said = read_metadata(page, outline, body.url)
    selection = Selection(Choice(outline, said.headline, body.url), said)
    found = blocks(selection, body.url)
    if not found:
        raise EmptyPage
    return Article(
        url=body.url,
        headline=said.headline,
        blocks=found,
        canonical_url=said.canonical_url,
        standfirst=" ".join(outline.pieces[n].text for n in selection.standfirst),
        byline=said.byline,
        published=said.published,
        modified=said.modified,
        section=said.section,
        language=said.language,
        correction=said.correction,
        paywall=said.paywall,
        live_blog=said.live_blog,
        partial=page.partial or outline.partial or long,
    )
