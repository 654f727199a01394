"""Which pieces of the chosen regions are the article's own (pure)."""

from crawler.extract.choose import Choice
from crawler.extract.hints import Hint
from crawler.extract.outline import Piece
from crawler.extract.words import LINE, START, TAIL

#: A line longer than this is no label, whatever it says.
LONGEST_LABEL = 100
#: A piece with this share of its characters in links leads away.
LINKED = 0.8

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class Selection:
    """The pieces of an article, by number, in order."""

    def __init__(self, choice: Choice, headline: str) -> None:
        self.choice = choice
        self.outline = choice.outline
        self.headline = headline
        self.dead = [False] * len(self.outline.pieces)
        for number in choice.regions:
            region = self.outline.regions[number]
            self._end_at_tails(region.start, region.end)
        self.body = [n for number in choice.regions for n in self._of(number)]

    def _of(self, number: int) -> list[int]:
        region = self.outline.regions[number]
        return [n for n in range(region.start, region.end) if self._kept(n)]

    def _kept(self, n: int) -> bool:
        piece = self.outline.pieces[n]
        role = self.choice.role[n]
        if self.dead[n] or role in (Hint.FURNITURE, Hint.CAPTION, Hint.CREDIT, Hint.BYLINE) or piece.kind == "h1":
            return False
        if len(piece.text) <= LONGEST_LABEL and LINE.match(piece.text):
            return False
        linked = piece.linked / len(piece.text)
        if linked > 0.3 and START.opens(piece.text):
            return False
        return not (piece.kind not in _HEADINGS and linked > LINKED)

    def _end_at_tails(self, start: int, end: int) -> None:
        pieces = self.outline.pieces
        for n in range(start, end):
            if not self.dead[n] and _is_label(pieces[n]) and TAIL.match(pieces[n].text):
                self._kill_tail(n, end)

    def _kill_tail(self, n: int, end: int) -> None:
        """Kill what stands under the label `n`: its box, or in the body's flow up to the next prose."""
        regions, total = self.outline.regions, self.choice.total
        number = regions[self.outline.pieces[n].region].parent
        while number >= 0 and regions[number].end - regions[number].start <= 1:
            number = regions[number].parent
        box = regions[number]
        before = total[n] - total[box.start]
        inside = total[box.end] - total[box.start]
        if before == 0 and inside < 0.3 * total[-1]:
            self.dead[box.start : box.end] = [True] * (box.end - box.start)
            return
        for m in range(n, min(end, box.end)):
            if self.choice.masses[m] >= 100:
                break
            self.dead[m] = True


def _is_label(piece: Piece) -> bool:
    if len(piece.text) > LONGEST_LABEL:
        return False
    return piece.kind in _HEADINGS or piece.kind not in ("p", "li", "td") or all(b.strong for b in piece.bits if b.text.strip())
