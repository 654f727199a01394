"""Captions and the credits beside them (pure)."""

import re
from collections.abc import Iterator

from crawler.extract.hints import Hint
from crawler.extract.outline import Outline, Piece
from crawler.extract.select import Selection
from crawler.extract.words import CREDIT, credit_pattern
from storage.model import Block, BlockKind
from storage.text import squash

#: A line longer than this is no credit.
LONGEST_CREDIT = 120

_BESIDE = frozenset((Hint.CAPTION, Hint.CREDIT))
#: A bracket after a caption's last sentence that names an agency and a person: `(Agency Photo/Name)`.
_SLASHED = re.compile(r"(?<=[.!?。”\"])\s*[(\[]([^()\[\]]{2,60}/[^()\[\]]{2,60})[)\]]$")


def captions(selection: Selection) -> Iterator[tuple[int, Block]]:
    """Yield each caption once, by the number of its piece, with the credit that stands beside it."""
    role = selection.choice.role
    told: set[str] = set()
    pending: tuple[int, str, str] | None = None
    for n in selection.captions:
        caption, credit = _apart(selection.pieces[n], selection.choice.outline, role[n])
        beside = pending is not None and all(role[m] in _BESIDE for m in range(pending[0], n))
        if not caption or caption in told:
            if pending and beside and credit and not pending[2]:
                pending = (pending[0], pending[1], credit)
            continue
        if pending:
            yield pending[0], Block(kind=BlockKind.CAPTION, text=pending[1], credit=pending[2])
        told.add(caption)
        pending = (n, caption, credit)
    if pending:
        yield pending[0], Block(kind=BlockKind.CAPTION, text=pending[1], credit=pending[2])


def _apart(piece: Piece, outline: Outline, role: Hint) -> tuple[str, str]:
    """Return a caption without its credit, and the credit: as the markup says, else as the words do."""
    named = "".join(bit.text for bit in piece.bits if bit.ink.credit)
    if named.strip() and role is not Hint.CREDIT:
        rest = "".join(bit.text for bit in piece.bits if not bit.ink.credit)
        return squash(rest).rstrip(" ,;|/–-("), squash(named).strip(" ()|/–-")
    for described in _descriptions(outline, piece.region):
        rest = piece.text.removeprefix(described)
        if rest != piece.text and 0 < len(rest.strip()) <= LONGEST_CREDIT and _begins_bit(piece, described):
            return described, rest.strip(" ()|/–-")
    return _by_words(piece.text, is_credit=role is Hint.CREDIT)


def _descriptions(outline: Outline, region: int) -> Iterator[str]:
    """Yield what the pictures of the figure around a region say that they show."""
    figure = outline.figure_of(region)
    if figure is not None:
        for image in figure.iter("img"):
            if described := squash(image.get("alt") or ""):
                yield described


def _begins_bit(piece: Piece, described: str) -> bool:
    """Return whether an element ends where a description ends."""
    text = ""
    for bit in piece.bits:
        text += bit.text
        if squash(text) == described:
            return True
    return False


def _by_words(text: str, *, is_credit: bool) -> tuple[str, str]:
    if len(text) <= LONGEST_CREDIT and (is_credit or CREDIT.opens(text)):
        return "", text
    match = _SLASHED.search(text) or credit_pattern().search(text)
    if match is None or len(text) - match.start() > LONGEST_CREDIT or not match.start():
        return text, ""
    return text[: match.start()].rstrip(" ,;|/–-("), match[1].rstrip(")")
