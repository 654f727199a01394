"""Which regions of a page hold its article (pure)."""

from itertools import accumulate

from crawler.extract.hints import Hint
from crawler.extract.outline import Outline, Piece, Region

#: A region is entered while it holds this share of the prose of the one around it.
ENTERED = 0.7
#: A region with the name of an article's body is entered from this share on.
NAMED = 0.5
#: Words that name furniture are wrong on a page where this share of its prose stands under them.
SPARED = 0.4

_ENDS = tuple(".!?…。！？؟।:：;；”»\"’)）」』")
_NO_PROSE = frozenset(("figcaption", "caption", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
_PARTS = frozenset(("p", "li", "ul", "ol", "dl", "table", "tbody", "tr", "td", "blockquote", "pre", "h1", "h2", "h3"))
_CAPTIONS = frozenset((Hint.CAPTION, Hint.CREDIT))


def prose(piece: Piece) -> int:
    """Return how much of a piece is prose: its weight, or 0 for links, labels and headings."""
    if piece.linked * 2 > len(piece.text) or piece.kind in _NO_PROSE:
        return 0
    if piece.weight < 30 or (piece.weight < 100 and not piece.text.endswith(_ENDS)):
        return 0
    return piece.weight


class Choice:
    """What the names on a page say of its pieces, and which regions hold the article.

    `role[n]` is the hint that holds for piece n: FURNITURE, CAPTION, CREDIT, BYLINE, STANDFIRST or NOTHING.
    """

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.masses = [prose(piece) for piece in outline.pieces]
        self.spared = _spared(outline.regions, list(accumulate(self.masses, initial=0)))
        self.role = self._roles()
        for number, role in enumerate(self.role):
            if role is Hint.FURNITURE or role in _CAPTIONS:
                self.masses[number] = 0
        self.total = list(accumulate(self.masses, initial=0))
        self.regions = self._chosen()

    def _roles(self) -> list[Hint]:
        by_region: list[Hint] = []
        for region in self.outline.regions:
            above = by_region[region.parent] if region.parent >= 0 else Hint.NOTHING
            by_region.append(self._role(region, above))
        return [by_region[piece.region] for piece in self.outline.pieces]

    def _role(self, region: Region, above: Hint) -> Hint:
        if above is Hint.FURNITURE:
            return above
        hint = region.mark.hint
        if hint is Hint.BODY or region.mark.words in self.spared:
            hint = Hint.NOTHING
        if hint is Hint.NOTHING and region.tag == "figure":
            return Hint.CAPTION
        if above is Hint.CAPTION and region.tag in ("table", "blockquote", "pre", "ul", "ol"):
            return Hint.NOTHING
        return above if hint is Hint.NOTHING or (above in _CAPTIONS and hint is not Hint.FURNITURE and hint is not Hint.CREDIT) else hint

    def mass(self, number: int) -> int:
        """Return the prose in a region."""
        region = self.outline.regions[number]
        return self.total[region.end] - self.total[region.start]

    def _chosen(self) -> list[int]:
        regions = self.outline.regions
        number = 0
        while (inside := self.mass(number)) and regions[number].children:
            best = max(regions[number].children, key=self.mass)
            share = self.mass(best) / inside
            if regions[best].tag in _PARTS or share < ENTERED:
                break
            if regions[number].mark.hint is Hint.BODY and regions[best].mark.hint is not Hint.BODY:
                break
            number = best
        if regions[number].mark.hint is Hint.BODY:
            return [number]
        return self._named(number) or [number]

    def _named(self, number: int) -> list[int]:
        """Return the regions under one of the body's names that hold most of the prose of a region."""
        outer = self.outline.regions[number]
        groups: dict[str, list[int]] = {}
        for n in range(number + 1, len(self.outline.regions)):
            region = self.outline.regions[n]
            if region.start >= outer.end:
                break
            if region.mark.hint is Hint.BODY:
                group = groups.setdefault(region.mark.words, [])
                if not group or region.start >= self.outline.regions[group[-1]].end:
                    group.append(n)
        best = max(groups.values(), key=lambda group: sum(map(self.mass, group)), default=[])
        return best if sum(map(self.mass, best)) >= NAMED * self.mass(number) else []


def _spared(regions: list[Region], total: list[int]) -> set[str]:
    """Return the words that name nothing on this page, because much of its prose stands under them."""
    under: dict[str, int] = {}
    covered: dict[str, int] = {}
    for region in regions:
        words = region.mark.words
        if words and region.mark.hint is not Hint.BODY and region.start >= covered.get(words, 0):
            under[words] = under.get(words, 0) + total[region.end] - total[region.start]
            covered[words] = region.end
    return {words for words, mass in under.items() if mass > SPARED * total[-1]}
