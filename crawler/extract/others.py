"""Pieces that belong to other articles than the page's own (pure)."""

from urllib.parse import urlsplit

from crawler.extract.outline import HEADINGS, Outline, Region

#: An article element with this share of the prose of the largest may be the page's own.
OWN = 0.2
#: A card that leads to another article holds no more pieces, and weighs no more, than this.
CARD_PIECES = 8
CARD_WEIGHT = 600


_BOXES = frozenset(("article", "section", "div", "li", "aside"))


def other_articles(outline: Outline, total: list[int], headline: int) -> list[Region]:
    """Return the `article` elements outside the page's own: the next of an endless page, stacked posts.

    The page's own holds its headline, or else the most prose. `total` are running sums of prose.
    """
    outer: list[Region] = []
    for region in outline.regions:
        if region.tag == "article" and not (outer and region.start < outer[-1].end) and region.end > region.start:
            outer.append(region)
    if len(outer) < 2:
        return []

    def mass(region: Region) -> int:
        return total[region.end] - total[region.start]

    largest = max(outer, key=mass)
    if not mass(largest):
        return []
    own = next((r for r in outer if r.start <= headline < r.end and mass(r) >= OWN * mass(largest)), None)
    if own is None:
        above = [r for r in outer if mass(r) >= OWN * mass(largest)]
        own = largest if headline < 0 or len(above) < 2 else None
    return [r for r in outer if r is not own] if own else [r for r in outer if mass(r) < OWN * mass(largest)]


def cards(outline: Outline, url: str) -> list[Region]:
    """Return the boxes that only announce other articles of the site: two or more beside each other,
    each small, each with a heading that is a link to the same site.
    """
    host = urlsplit(url).hostname or ""
    by_parent: dict[int, list[Region]] = {}
    for region in outline.regions:
        if 0 < region.end - region.start <= CARD_PIECES and region.tag in _BOXES and _leads_away(outline, region, host):
            by_parent.setdefault(region.parent, []).append(region)
    return [region for beside in by_parent.values() if len(beside) > 1 for region in beside]


def _leads_away(outline: Outline, region: Region, host: str) -> bool:
    pieces = outline.pieces[region.start : region.end]
    if sum(piece.weight for piece in pieces) > CARD_WEIGHT:
        return False
    for piece in pieces:
        if piece.kind in HEADINGS and piece.linked >= 0.8 * len(piece.text):
            target = next((bit.link for bit in piece.bits if bit.link), "")
            return _same_site(target, host)
    return False


def _same_site(target: str, host: str) -> bool:
    if target.startswith("#"):
        return False
    try:
        found = urlsplit(target.strip()).hostname or host
    except ValueError:
        return False
    return found.removeprefix("www.") == host.removeprefix("www.")
