"""Pieces that belong to other articles than the page's own (pure)."""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from crawler.extract.hints import Hint
from crawler.extract.outline import HEADINGS, Outline, Piece, Region
from crawler.extract.words import LINE

#: An article element with this share of the prose of the largest may be the page's own.
OWN = 0.2
#: A card that leads to another article holds no more pieces, and weighs no more, than this.
CARD_PIECES = 8
CARD_WEIGHT = 600
#: Elements of a card that are looked through for its picture.
CARD_ELEMENTS = 60


#: A page with a greater share of its prose in cards or other articles is made of them: they are its own.
MADE_OF = 0.6

_PICTURES = frozenset(("img", "picture"))
_BOXES = frozenset(("article", "section", "div", "li", "aside"))


def other_articles(outline: Outline, total: list[int], headline: int, url: str) -> list[Region]:
    """Return the `article` elements that are not the page's own: the next of an endless page, teasers.

    The page's own holds its headline, or else the most prose; one that holds little but the headline is
    its head. Others beside or in it are foreign if they
    have what an article of its own has: a main heading, a date, or a heading that is a link. `total` are
    running sums of prose.
    """
    articles = [region for region in outline.regions if region.tag == "article" and region.end > region.start]
    if not articles:
        return []

    def mass(region: Region) -> int:
        return total[region.end] - total[region.start]

    largest = max(articles, key=mass)
    holding = (
        r for r in reversed(articles) if r.start <= headline < r.end and mass(r) >= OWN * mass(largest)
    )
    own = next(holding, largest if 2 * mass(largest) > total[-1] else outline.regions[0])
    host = urlsplit(url).hostname or ""
    found = [
        region
        for region in articles
        if not (region.start <= own.start and own.end <= region.end)
        and not region.start <= headline < region.end
        and not (own.start <= region.start and region.end <= own.end and 2 * mass(region) > mass(own))
        and _is_whole(outline, region, host)
    ]
    within = sum(mass(region) for region in found if own.start <= region.start and region.end <= own.end)
    if 2 * within > mass(own):
        found = [region for region in found if not (own.start <= region.start and region.end <= own.end)]
    holds_headline = own is not outline.regions[0] and own.start <= headline < own.end
    return found if holds_headline or sum(map(mass, found)) <= MADE_OF * total[-1] else []


def _is_whole(outline: Outline, region: Region, host: str) -> bool:
    pieces = outline.pieces[region.start : region.end]
    if any(piece.kind == "h1" for piece in pieces) or _link_heading(pieces, host):
        return True
    if region.element.find(".//time") is not None:
        return True
    if sum(piece.weight for piece in pieces) > CARD_WEIGHT:
        return False
    links = [piece for piece in pieces if piece.linked and not _is_furniture(outline, piece, region)]
    # A link within a sentence is no sign of a card; one around a picture alone is.
    if links and not any(2 * piece.linked > len(piece.text) for piece in links):
        return False
    told = [bit.ink.link for piece in links for bit in piece.bits if bit.ink.link]
    pictured = [
        a.get("href") for a in region.element.iterfind(".//a[@href]") if not "".join(a.itertext()).strip()
    ]
    return any(_same_site(target, host) for target in (*told, *pictured))


def _is_furniture(outline: Outline, piece: Piece, within: Region) -> bool:
    """Return whether a piece is the label of a share row, or of a box that names itself furniture."""
    box = outline.regions[piece.region]
    while box is not within and box.parent >= 0:
        if box.mark.hint is Hint.FURNITURE:
            return True
        box = outline.regions[box.parent]
    return LINE.match(piece.text)


def cards(outline: Outline, total: list[int], url: str) -> list[Region]:
    """Return the boxes that only announce other articles of the site.

    Each is small, with a heading that is a link to the site; they stand two or more beside each other, or
    the picture in one alone leads to the same address. A page that consists of them has none.
    """
    host = urlsplit(url).hostname or ""
    by_parent: dict[int, list[Region]] = {}
    for region in outline.regions:
        if (
            0 < region.end - region.start <= CARD_PIECES
            and region.tag in _BOXES
            and _leads_away(outline, region, host)
        ):
            by_parent.setdefault(region.parent, []).append(region)
    found = [
        region
        for beside in by_parent.values()
        for region in beside
        if len(beside) > 1 or _is_pictured(outline, region)
    ]
    prose = sum(total[region.end] - total[region.start] for region in found)
    return found if prose <= MADE_OF * total[-1] else []


def _leads_away(outline: Outline, region: Region, host: str) -> bool:
    pieces = outline.pieces[region.start : region.end]
    return sum(piece.weight for piece in pieces) <= CARD_WEIGHT and _link_heading(pieces, host)


def _is_pictured(outline: Outline, region: Region) -> bool:
    """Return whether the picture in a box leads where its heading does, as that of a card does."""
    heading = next(piece for piece in outline.pieces[region.start : region.end] if piece.kind in HEADINGS)
    target = next((bit.ink.link for bit in heading.bits if bit.ink.link), None)
    links = (a for a in first_elements(region.element) if a.tag == "a" and a.get("href") == target)
    return any(element.tag in _PICTURES for link in links for element in first_elements(link))


def first_elements(element: etree._Element) -> Iterator[etree._Element]:
    """Yield an element and those first within it, as many as a card may hold before its picture."""
    return islice(element.iter(etree.Element), CARD_ELEMENTS)


def _link_heading(pieces: list[Piece], host: str) -> bool:
    """Return whether the first heading is a link to the same site."""
    heading = next((piece for piece in pieces if piece.kind in HEADINGS), None)
    if heading is None or heading.linked < 0.8 * len(heading.text):
        return False
    return _same_site(next((bit.ink.link for bit in heading.bits if bit.ink.link), ""), host)


def _same_site(target: str, host: str) -> bool:
    if target.startswith("#"):
        return False
    found = _host(target)
    return found is not None and (found or host).removeprefix("www.") == host.removeprefix("www.")


def same_publisher(target: str, host: str) -> bool:
    """Return whether an address leads to a host of the same name but for what stands before it."""
    found = _host(target)
    return not found or found.split(".")[-2:] == host.split(".")[-2:]


def _host(target: str) -> str | None:
    """Return the host of an address, "" where it names none, or None where it is broken."""
    try:
        return urlsplit(target.strip()).hostname or ""
    except ValueError:
        return None
