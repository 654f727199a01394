"""Which regions of a page hold its article (pure)."""

from itertools import accumulate
from urllib.parse import urlsplit

from lxml import etree

from crawler.extract.hints import Hint
from crawler.extract.others import cards, other_articles
from crawler.extract.outline import HEADINGS, PARTS, Outline, Piece, Region
from crawler.extract.words import TAIL

#: A piece of less weight is no prose, and up to the second only if it ends like a sentence.
LEAST_SENTENCE, LEAST_PROSE = 30, 100
#: A region is entered while it holds this share of the prose of the one around it. Swept over .6, .65, .68,
#: .7 and .75 on four corpora: less keeps fewer segments of trafilatura-seg, more lowers zh-wced and wcxb-dev.
ENTERED = 0.7
#: Or while it holds half of it, and so many times as much as any region beside it.
OUTWEIGHED = 4
#: A region with the name of an article's body is entered from this share on.
NAMED = 0.4
#: One within it, from this share on: .8 loses true text of two sites, .95 keeps what stands around four.
INNERMOST = 0.9
#: Words that name furniture are wrong on a page where this share of its prose stands under them.
SPARED = 0.6
#: The same, where the words stand on paragraphs themselves.
SPARED_PARTS = 0.15
#: No word is wrong while this share of the prose stands under none.
UNMARKED = 0.3
#: Furniture by name with so much prose, and less than this share of its characters in links, is none.
BODY_PROSE, BODY_LINKED = 1_500, 0.08
#: A standfirst or byline by name with more prose is none.
LONGEST_STANDFIRST = 1_500
#: A page with so much prose in captions, and this share of all of it, tells its story there.
#: Swept on trafilatura-seg: .6 takes a landing page's cards for a gallery.
CAPTIONED_PROSE, CAPTIONED = 700, 0.7
#: A figure with more prose than this is no picture and its caption.
CAPTION_WEIGHT = 700
#: A form's box holds no more pieces and prose than this, and no greater share of the page's prose. Swept over
#: 6, 8, 10 pieces and prose of 160, 250, 400, 500 on six corpora: with more, what a form asks of goes too.
FORM_PIECES, FORM_PROSE, FORM_SHARE = 8, 250, 0.2
#: With less text, a box around a field holds its label only.
FORM_SAYS = 30

_FORMS = frozenset(("div", "section", "aside", "form"))
_FIELDS = frozenset(("email", "text", "tel", "radio"))
_ENDS = tuple('.!?…。！？؟।:：;；”»"’)]）」』')
_CAPTION_KINDS = frozenset(("figcaption", "caption"))
_NO_PROSE = frozenset(("figcaption", "caption", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
_BESIDE = frozenset(("aside", "footer"))
_SHORT = frozenset((Hint.STANDFIRST, Hint.BYLINE))
_CAPTIONS = frozenset((Hint.CAPTION, Hint.CREDIT))


def prose(piece: Piece) -> int:
    """Return how much of a piece is prose: its weight, or 0 for links, labels and headings."""
    if piece.linked * 2 > len(piece.text) or piece.kind in _NO_PROSE:
        return 0
    if piece.weight < LEAST_SENTENCE or (piece.weight < LEAST_PROSE and not piece.text.endswith(_ENDS)):
        return 0
    return piece.weight


def _told(piece: Piece) -> bool:
    """Return whether a piece reads like prose, be it a caption."""
    return piece.weight >= LEAST_PROSE and piece.linked * 2 <= len(piece.text) and piece.kind not in HEADINGS


class Choice:
    """What the names on a page say of its pieces, and which regions hold the article.

    `role[n]` is the hint that holds for piece n: FURNITURE, CAPTION, CREDIT, BYLINE, STANDFIRST or NOTHING;
    `masses[n]` its prose, `total` their running sums; `headline` is the piece that holds it, or -1.
    """

    def __init__(self, outline: Outline, headline: str, url: str) -> None:
        self.outline = outline
        self.host = urlsplit(url).hostname or ""
        self.headline = next(
            (n for n, p in enumerate(outline.pieces) if p.kind in HEADINGS and p.text == headline), -1
        )
        self.captioned = self._captioned()
        self.masses = [self._prose(piece) for piece in outline.pieces]
        self.spared = _spared(outline.regions, list(accumulate(self.masses, initial=0)), self.headline)
        self._total = list(accumulate(self.masses, initial=0))
        self.bodies = self._bodies()
        self._asking = _asking(outline)
        self.role = self._roles()
        self._drop(cards(outline, self._total, url))
        self._drop(other_articles(outline, list(accumulate(self.masses, initial=0)), self.headline, url))
        if all(role is Hint.FURNITURE for role, mass in zip(self.role, self.masses, strict=True) if mass):
            self.role = [Hint.NOTHING if role is Hint.FURNITURE else role for role in self.role]
        for number, role in enumerate(self.role):
            if role is Hint.FURNITURE or role in _CAPTIONS:
                self.masses[number] = 0
        self.total = list(accumulate(self.masses, initial=0))
        self.regions = self._chosen()

    def _captioned(self) -> bool:
        """Return whether a page tells its story in captions: a gallery, a listicle of pictures."""
        regions = self.outline.regions
        under = [False] * len(regions)
        for number, region in enumerate(regions):
            hint = region.mark.hint
            under[number] = hint is Hint.CAPTION or (
                hint is Hint.NOTHING and region.parent >= 0 and under[region.parent]
            )
        # A caption may stand on a page twice, for small and for large screens.
        pieces = {piece.text: piece for piece in self.outline.pieces if _told(piece)}.values()
        captions = sum(
            piece.weight for piece in pieces if under[piece.region] or piece.kind in _CAPTION_KINDS
        )
        return captions >= CAPTIONED_PROSE and captions > CAPTIONED * sum(piece.weight for piece in pieces)

    def _prose(self, piece: Piece) -> int:
        return (
            piece.weight if self.captioned and piece.kind in _CAPTION_KINDS and _told(piece) else prose(piece)
        )

    def _roles(self) -> list[Hint]:
        by_region: list[Hint] = []
        for region in self.outline.regions:
            above = by_region[region.parent] if region.parent >= 0 else Hint.NOTHING
            by_region.append(self._role(region, above))
        return [by_region[piece.region] for piece in self.outline.pieces]

    def _role(self, region: Region, above: Hint) -> Hint:
        if above is Hint.FURNITURE or self._is_form(region):
            return Hint.FURNITURE
        hint = region.mark.hint
        if any(body.start == region.start and body.end == region.end for body in self.bodies):
            return Hint.NOTHING
        if (
            hint is Hint.BODY
            or region.mark.words in self.spared
            or self._holds_core(region)
            or self._heads_prose(region)
            or (hint in _SHORT and self._total[region.end] - self._total[region.start] > LONGEST_STANDFIRST)
        ):
            hint = Hint.NOTHING
        if self.captioned and hint is Hint.CAPTION:
            hint = Hint.NOTHING
        if hint is Hint.NOTHING and region.tag == "figure" and self._small(region) and not self.captioned:
            return Hint.CAPTION
        if above is Hint.CAPTION and region.tag in ("table", "blockquote", "pre", "ul", "ol"):
            return Hint.NOTHING
        return (
            above
            if hint is Hint.NOTHING
            or (above in _CAPTIONS and hint is not Hint.FURNITURE and hint is not Hint.CREDIT)
            or (above is Hint.BYLINE and hint is Hint.STANDFIRST)
            else hint
        )

    def _is_form(self, region: Region) -> bool:
        """Return whether a region is a small box in which a reader writes or votes: a newsletter's."""
        return (
            region.element in self._asking
            and region.tag in _FORMS
            and region.end - region.start <= FORM_PIECES
            and self._total[region.end] - self._total[region.start]
            <= min(FORM_PROSE, FORM_SHARE * self._total[-1])
            and region.mark.hint is not Hint.BODY
            and not region.start <= self.headline < region.end
        )

    def _drop(self, regions: list[Region]) -> None:
        for region in regions:
            self.role[region.start : region.end] = [Hint.FURNITURE] * (region.end - region.start)
            self.masses[region.start : region.end] = [0] * (region.end - region.start)

    def _bodies(self) -> list[Region]:
        """Return the regions under a body's name that hold most of the page's prose."""
        least = NAMED * self._total[-1]
        found = (r for r in self.outline.regions if r.mark.hint is Hint.BODY)
        return [r for r in found if self._total[-1] and self._total[r.end] - self._total[r.start] >= least]

    def _holds_core(self, region: Region) -> bool:
        if region.mark.hint not in (Hint.FURNITURE, Hint.BYLINE, Hint.STANDFIRST, Hint.CAPTION, Hint.CREDIT):
            return False
        if region.mark.hint is Hint.FURNITURE and (
            region.start <= self.headline < region.end or self._reads_like_body(region)
        ):
            return True
        return any(region.start <= body.start and body.end <= region.end for body in self.bodies)

    def _heads_prose(self, region: Region) -> bool:
        """Return whether a region is a heading right above a long paragraph beside it, and no label."""
        if region.tag not in HEADINGS or region.end - region.start != 1 or region.end >= len(self.masses):
            return False
        heading, below = self.outline.pieces[region.start], self.outline.pieces[region.end]
        return (
            self.masses[region.end] >= LEAST_PROSE
            and self.outline.regions[below.region].parent == region.parent
            and 2 * heading.linked <= len(heading.text)
            and not TAIL.match(heading.text)
        )

    def _reads_like_body(self, region: Region) -> bool:
        """Return whether a region holds much prose and hardly a link."""
        if self._total[region.end] - self._total[region.start] < BODY_PROSE:
            return False
        pieces = self.outline.pieces[region.start : region.end]
        return sum(p.linked for p in pieces) < BODY_LINKED * sum(len(p.text) for p in pieces)

    def _small(self, region: Region) -> bool:
        return sum(self.masses[region.start : region.end]) < CAPTION_WEIGHT

    def mass(self, number: int) -> int:
        """Return the prose in a region."""
        region = self.outline.regions[number]
        return self.total[region.end] - self.total[region.start]

    def _chosen(self) -> list[int]:
        regions = self.outline.regions
        number = 0
        while self.mass(number) and (inner := self._inner(regions[number])) is not None:
            if regions[number].mark.hint is Hint.BODY and regions[inner].mark.hint is not Hint.BODY:
                break
            number = inner
        if regions[number].mark.hint is Hint.BODY:
            return [self._innermost(number)]
        return self._named(number) or [number]

    def _innermost(self, number: int) -> int:
        """Return the last of the regions under a body's name in each other that hold most of the prose."""
        last, end = number, self.outline.regions[number].end
        for n in range(number + 1, len(self.outline.regions)):
            region = self.outline.regions[n]
            if region.start >= end:
                break
            if region.mark.hint is Hint.BODY and self.mass(n) >= INNERMOST * self.mass(last):
                last = n
        return last

    def _inner(self, region: Region) -> int | None:
        """Return the child that holds a region's article, or None where the region itself is its text."""
        children = sorted(region.children, key=self.mass, reverse=True)
        if not children or self.outline.regions[children[0]].tag in PARTS:
            return None
        inside = self.total[region.end] - self.total[region.start]
        best = self.mass(children[0])
        if best >= ENTERED * inside:
            return children[0]
        beside = self.mass(children[1]) if len(children) > 1 else 0
        if 2 * best < inside or best < OUTWEIGHED * beside or self._in_article(region):
            return None
        return (
            None
            if any(self.mass(n) for n in children if self.outline.regions[n].tag in PARTS)
            else children[0]
        )

    def _in_article(self, region: Region) -> bool:
        while region.tag not in ("article", "main") and region.mark.hint is not Hint.BODY:
            if region.parent < 0:
                return False
            region = self.outline.regions[region.parent]
        return True

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


def _asking(outline: Outline) -> set[etree._Element]:
    """Return the elements right around a field to be filled in: the innermost boxes that say what for.

    Not what stands around them: a form that is put into a part of the body takes nothing with it.
    """
    inputs = outline.regions[0].element.iter("input")
    fields = [field for field in inputs if field.get("type", "text").lower() in _FIELDS]
    if not fields:
        return set()
    weights = list(accumulate((piece.weight for piece in outline.pieces), initial=0))
    said = {
        region.element
        for region in outline.regions
        if region.tag not in PARTS and weights[region.end] - weights[region.start] >= FORM_SAYS
    }
    return {next((box for box in field.iterancestors() if box in said), field) for field in fields}


def _spared(regions: list[Region], total: list[int], headline: int) -> set[str]:
    """Return the words that name nothing on this page, because much of its prose stands under them.

    What stands beside the article, by its element, is left out unless the headline stands in it too.
    """
    under: dict[str, int] = {}
    covered: dict[str, int] = {}
    on_parts: dict[str, int] = {}
    marked = end = beside = 0
    for region in regions:
        words = region.mark.words
        if region.tag in _BESIDE and headline >= 0 and not region.start <= headline < region.end:
            beside = max(beside, region.end)
        if not words or region.mark.hint is Hint.BODY or region.start < beside:
            continue
        mass = total[region.end] - total[region.start]
        if region.start >= end:
            marked, end = marked + mass, region.end
        if region.start >= covered.get(words, 0):
            table = on_parts if region.tag in PARTS else under
            table[words] = table.get(words, 0) + mass
            covered[words] = region.end
    spared = {words for words, mass in on_parts.items() if mass > SPARED_PARTS * total[-1]}
    if total[-1] - marked < UNMARKED * total[-1]:
        spared.update(words for words, mass in under.items() if mass > SPARED * total[-1])
    return spared
