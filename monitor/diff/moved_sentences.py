"""Sentences that stand word for word elsewhere now: their runs say that they moved (pure, linear)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from monitor.diff.tokens import UNSPACED, Reader
from storage.model import Change, ChangeKind, Field, Run, RunKind

#: Characters of a sentence that moved, one of a script without spaces counted as four: "He said so." stands
#: anywhere.
LEAST = 20

_ENDERS = ".!?…。！？؟।॥۔"
_CLOSERS = "\"'”’»“)]」』》）"
# Possessive, and never begun within a run of signs: a page of dots is read once.
_SIGNS = rf"(?<![{_ENDERS}])[{_ENDERS}]++[{re.escape(_CLOSERS)}]*+(?:(?<=[。！？」』])|(?=\s|$))"
_END = re.compile(rf"{_SIGNS}\s*+|\n++")
_ENDS_HERE = re.compile(rf"{_SIGNS}|\s*(?:\n|$)")
# No end of a sentence for sure: "Dr.", "U.S.", "3. Mai". One that is missed is told as removed and added.
_SHORTENED = re.compile(r"(?:\b[A-ZÀ-ÞА-Я]\w{0,2}|\b\d{1,2})\.$")
_ENDED = re.compile(rf"(?:[{_ENDERS}][{re.escape(_CLOSERS)}]*|\n|^)\s*$")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_BEFORE = 20  # characters looked at before a run
_FIELDS = (Field.STANDFIRST, Field.BODY, Field.NOTE)


class _Piece(NamedTuple):
    """A sentence of a run, with the white space behind it; `key` is empty where it is not a whole one."""

    text: str
    key: str


#: Which piece of which run of which change.
_Place = tuple[int, int, int]


def with_moved_sentences(changes: Sequence[Change], reader: Reader) -> list[Change]:
    """Return the changes, with runs of their own for whole sentences that went here and came there.

    Laws: the runs of each change rebuild its texts as before; as many sentences moved away as moved here, of
    each wording; the k-th that went is the k-th that came.
    """
    pieces: dict[tuple[int, int], list[_Piece]] = {}
    went: dict[str, list[_Place]] = defaultdict(list)
    came: dict[str, list[_Place]] = defaultdict(list)
    for number, change in enumerate(changes):
        for place, kind, found in _read(change, reader):
            pieces[number, place] = found
            side = went if kind is RunKind.REMOVED else came
            for at, piece in enumerate(found):
                if piece.key:
                    side[piece.key].append((number, place, at))
    moved = {
        place for key in went for pair in zip(went[key], came.get(key, ()), strict=False) for place in pair
    }
    touched = {number for number, _, _ in moved}
    return [
        replace(change, runs=tuple(_parted(change.runs, number, pieces, moved)))
        if number in touched
        else change
        for number, change in enumerate(changes)
    ]


def _read(change: Change, reader: Reader) -> Iterator[tuple[int, RunKind, list[_Piece]]]:
    """Yield the place, kind and pieces of each run that went or came."""
    if change.kind is ChangeKind.KEPT or change.field not in _FIELDS:
        return
    old = new = 0
    for place, run in enumerate(change.runs):
        if run.kind is not RunKind.KEPT and _is_long(run.old or run.new):
            text, start = (change.old, old) if run.kind is RunKind.REMOVED else (change.new, new)
            yield place, run.kind, _pieces(text, start, start + len(run.old or run.new), reader)
        old += len(run.old)
        new += len(run.new)


def _pieces(text: str, start: int, end: int, reader: Reader) -> list[_Piece]:
    ends = [one.end() for one in _END.finditer(text, start, end) if not _is_shortened(text, one)]
    if not ends or ends[-1] < end:
        ends.append(end)
    starts = [start, *ends[:-1]]
    whole_first = _ENDED.search(text[max(0, start - _BEFORE) : start]) is not None
    whole_last = _ENDED.search(text[max(start, end - _BEFORE) : end]) is not None or bool(
        _ENDS_HERE.match(text, end)
    )
    return [
        _Piece(
            text[a:b],
            _key(text[a:b], reader) if (a > start or whole_first) and (b < end or whole_last) else "",
        )
        for a, b in zip(starts, ends, strict=True)
    ]


def _is_shortened(text: str, end: re.Match[str]) -> bool:
    """Return whether what ends a piece is the dot of an abbreviation or of a number."""
    signs = end.start() + 1
    return _SHORTENED.search(text[max(0, signs - _BEFORE) : signs]) is not None


def _key(sentence: str, reader: Reader) -> str:
    """Return what is the same of a sentence wherever it stands; "" of one that is too short."""
    return reader.form(sentence).rstrip(_ENDERS + _CLOSERS) if _is_long(sentence) else ""


def _is_long(text: str) -> bool:
    return len(text) >= LEAST or (
        4 * len(text) >= LEAST
        and not text.isascii()
        and len(text) + 3 * len(_UNSPACED.findall(text)) >= LEAST
    )


def _parted(
    runs: Iterable[Run], number: int, pieces: dict[tuple[int, int], list[_Piece]], moved: set[_Place]
) -> Iterator[Run]:
    """Yield the runs, each cut where moved sentences begin and end."""
    for place, run in enumerate(runs):
        found = list(enumerate(pieces.get((number, place), ())))
        for is_moved, some in groupby(found, key=lambda one: (number, place, one[0]) in moved):
            text = "".join(piece.text for _, piece in some)
            if run.kind is RunKind.REMOVED:
                yield replace(run, old=text, moved=is_moved)
            else:
                yield replace(run, new=text, moved=is_moved)
        if not found:
            yield run
