"""What introduces an article: the paragraphs between its headline and its body (pure)."""

from collections.abc import Callable

from crawler.extract.choose import Choice
from crawler.extract.dates import is_dateline, is_full_dateline
from crawler.extract.hints import Hint
from crawler.extract.metadata import Metadata, alike
from crawler.extract.outline import Piece
from crawler.extract.words import LINE, plain

#: A standfirst and the page's description, of so many characters, share so much of the shorter's words.
LEAST_DESCRIPTION, DESCRIBED = 30, 0.9
#: A standfirst weighs at least and at most this.
STANDFIRST = range(40, 1500)
#: A heading of this weight between headline and body is a standfirst.
LONG_HEADING = 60
#: Where no headline is seen, a standfirst stands so close above the body.
CLOSE = 4

#: A headline of so many characters is known again within a line.
LEAST_TITLE = 20

#: A line with a date set apart in it is no standfirst up to this length.
LONGEST_DATED = 100

_TEASERS = frozenset(("teaser", "teasers"))
_STANDFIRSTS = frozenset(("p", "h2", "h3", "h4"))
#: What these hints hold for is no body.
NOT_BODY = frozenset((Hint.FURNITURE, Hint.CAPTION, Hint.CREDIT, Hint.BYLINE))


class Standfirst:
    """Chooses among the pieces that are not dead: below a label under which only furniture stands."""

    def __init__(
        self, choice: Choice, said: Metadata, dead: list[bool], beside_the_flow: Callable[[int], bool]
    ) -> None:
        self._choice, self._said, self._dead = choice, said, dead
        self._beside_the_flow = beside_the_flow
        self._pieces = choice.outline.pieces

    def chosen(self, body: list[int]) -> list[int]:
        """Return what stands between headline and body and introduces it."""
        masses, role = self._choice.masses, self._choice.role
        first = self._first(body)
        start = self._choice.headline + 1 if 0 <= self._choice.headline < first else max(0, first - 12)
        opening = " ".join(self._pieces[n].text for n in body if n >= first)[:3000]
        found = [
            n
            for n in range(start, min(first, len(self._pieces)))
            if self._introduces(n) and not self._opens(n, opening)
        ]
        named = [n for n in found if role[n] is Hint.STANDFIRST or self._described(n)]
        if named:
            return named[:3]
        plainly = [n for n in found if self._pieces[n].kind in _STANDFIRSTS]
        plainly = [n for n in plainly if masses[n]] or plainly
        if self._choice.headline >= 0:
            return plainly[:1]
        return [n for n in plainly[-1:] if first - n <= CLOSE]

    def _first(self, body: list[int]) -> int:
        """Return the first paragraph of the body proper: a lead above the byline is none."""
        masses, role = self._choice.masses, self._choice.role
        told = [n for n in body if masses[n] and role[n] is not Hint.STANDFIRST]
        if not told:
            return len(self._pieces)
        if len(told) > 1 and 0 <= self._choice.headline < told[0] <= self._choice.headline + CLOSE:
            between = range(told[0] + 1, told[1])
            apart = self._beside_the_flow(told[0]) and not self._beside_the_flow(told[1])
            if apart and any(role[n] is Hint.BYLINE for n in between):
                return told[1]
        return told[0]

    def _opens(self, n: int, opening: str) -> bool:
        """Return whether a piece only tells the body's opening beforehand."""
        return self._pieces[n].text.rstrip(" .…[]").removesuffix("...")[:80] in opening

    def _introduces(self, n: int) -> bool:
        piece = self._pieces[n]
        if piece.weight not in STANDFIRST or piece.linked * 2 > len(piece.text) or n == self._choice.headline:
            return False
        role = self._choice.role[n]
        if self._dead[n] or LINE.match(piece.text) or self._is_title(piece) or is_dateline(piece.text):
            return False
        if len(piece.text) <= LONGEST_DATED and is_full_dateline(piece.text):
            return False
        if role is Hint.CAPTION:
            return piece.kind == "p" and self._described(n)
        if role in NOT_BODY:
            return role is Hint.FURNITURE and (self._described(n) or self._is_teaser(n))
        prose = self._choice.masses[n] > 0 or (piece.kind in _STANDFIRSTS and piece.weight >= LONG_HEADING)
        return role is Hint.STANDFIRST or prose or self._described(n)

    def _is_title(self, piece: Piece) -> bool:
        """Return whether a piece only tells the headline again, perhaps with its kicker."""
        headline = self._said.headline
        return bool(headline) and (
            plain(piece.text) == plain(headline)
            or (
                len(headline) > LEAST_TITLE and headline in piece.text and len(piece.text) < 2 * len(headline)
            )
        )

    def _is_teaser(self, n: int) -> bool:
        """Return whether a paragraph that names itself a teaser stands right below the headline."""
        piece = self._pieces[n]
        own = self._choice.outline.regions[piece.region]
        return (
            n == self._choice.headline + 1
            and own.tag == "p"
            and own.mark.words in _TEASERS
            and not piece.linked
            and self._choice.outline.regions[own.parent].mark.hint is not Hint.FURNITURE
        )

    def _described(self, n: int) -> bool:
        text, said = self._pieces[n].text, self._said.description
        return len(said) > LEAST_DESCRIPTION and len(text) < 2 * len(said) and alike(text, said) > DESCRIBED
