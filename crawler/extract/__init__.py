"""From the bytes of a page to its article (pure: bytes, address and what is known of the site)."""

from crawler.extract import decode, dom
from crawler.extract.choose import Choice
from crawler.extract.outline import Outline
from crawler.extract.select import Selection
from crawler.visit import Body
from storage.errors import EmptyPage
from storage.model import Article, Block, BlockKind

RULES = "stet-article 1"


def extract(body: Body, known: object = None) -> Article:  # noqa: ARG001
    text, long = decode.decode(body.content, body.content_type)
    page = dom.parse(text)
    outline = Outline(page.root)
    selection = Selection(Choice(outline), "")
    blocks = [Block(kind=BlockKind.PARAGRAPH, text=outline.pieces[n].text) for n in selection.body]
    if not blocks:
        raise EmptyPage
    headline = next((p.text for p in outline.pieces if p.kind == "h1"), "")
    return Article(url=body.url, headline=headline, blocks=tuple(blocks), partial=page.partial or outline.partial or long)
