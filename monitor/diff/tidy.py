"""Hunks as a person would mark them: slid to where a sentence begins, joined over mere particles (pure).

The semantic cleanup of diff-match-patch does the same for characters. Tokens need a rule of their own: a
word between two changed ones ("[-six-]{+seven+} men [-died-]{+fled+}") is kept, a particle between two
rewritten halves is not.
"""

import re
from typing import NamedTuple

from monitor.diff.tokens import UNSPACED

_ENDERS = ".!?…。！？।॥؟۔"
_CLOSERS = "\"'”’»)]」』》）"
_PAUSES = ",;:–—-，、；：،؛"
_SLIDE = 200  # tokens a hunk is slid at most: bounds what repeated words cost
_ROUNDS = 4
_SHORT = 3  # letters: articles, prepositions
_CHANCE = 3  # characters changed beside one that is the same by chance, in scripts without spaces
_UNSPACED_CHARACTER = re.compile(f"[{UNSPACED}]")


class Span(NamedTuple):
    """Tokens `old:old_end` stand against `new:new_end`, the same if kept."""

    kept: bool
    old: int
    old_end: int
    new: int
    new_end: int


def tidied(spans: list[Span], before: list[str], after: list[str]) -> list[Span]:
    """Return the spans slid and joined; over the same tokens in the same order."""
    slid = _slid(spans, before, after)
    for _ in range(_ROUNDS):
        joined = _joined(slid, before, after)
        if len(joined) == len(slid):
            break
        slid = joined
    return slid


def _slid(spans: list[Span], before: list[str], after: list[str]) -> list[Span]:
    """Move pure additions and removals along what repeats, to where they read best."""
    slid = list(spans)
    for place in range(1, len(slid) - 1):
        left, hunk, right = slid[place - 1 : place + 2]
        if not left.kept or not right.kept or (hunk.old < hunk.old_end and hunk.new < hunk.new_end):
            continue
        tokens, start, end = (
            (after, hunk.new, hunk.new_end) if hunk.old == hunk.old_end else (before, hunk.old, hunk.old_end)
        )
        # At an end of the text nothing need be kept beside a hunk, elsewhere a token keeps two hunks apart.
        most_left = left.old_end - left.old - (place > 1)
        most_right = right.old_end - right.old - (place < len(slid) - 2)
        shift = _best_shift(tokens, start, end, most_left, most_right)
        slid[place - 1 : place + 2] = _shifted(left, hunk, right, shift)
    return [span for span in slid if span.old < span.old_end or span.new < span.new_end]


def _best_shift(tokens: list[str], start: int, end: int, most_left: int, most_right: int) -> int:
    shifts = [0]
    while -shifts[-1] < min(most_left, _SLIDE) and _same(
        tokens, start + shifts[-1] - 1, end + shifts[-1] - 1
    ):
        shifts.append(shifts[-1] - 1)
    right = 0
    while right < min(most_right, _SLIDE) and _same(tokens, start + right, end + right):
        right += 1
        shifts.append(right)
    return max(shifts, key=lambda s: (_edge(tokens, start + s) + _edge(tokens, end + s), s))


def _same(tokens: list[str], one: int, other: int) -> bool:
    return tokens[one].rstrip() == tokens[other].rstrip()


def _edge(tokens: list[str], place: int) -> int:
    """Return how well a hunk may begin or end before the token at `place`."""
    if place in (0, len(tokens)):
        return 4
    here = tokens[place - 1].rstrip()
    if tokens[place - 1].endswith("\n"):
        return 4
    if here[-1:] in _ENDERS or (here in _CLOSERS and tokens[place - 2].rstrip()[-1:] in _ENDERS):
        return 3
    if here in _PAUSES:
        return 2
    return 0 if tokens[place][0] in _PAUSES + _ENDERS + _CLOSERS else 1


def _shifted(left: Span, hunk: Span, right: Span, by: int) -> list[Span]:
    return [
        left._replace(old_end=left.old_end + by, new_end=left.new_end + by),
        Span(False, hunk.old + by, hunk.old_end + by, hunk.new + by, hunk.new_end + by),
        right._replace(old=right.old + by, new=right.new + by),
    ]


def _joined(spans: list[Span], before: list[str], after: list[str]) -> list[Span]:
    """Join two hunks over what weighs less than either of them."""
    joined: list[Span] = []
    place = 0
    while place < len(spans):
        here = spans[place : place + 2]
        if joined and len(here) > 1 and _joins(joined[-1], here[0], here[1], before, after):
            joined[-1] = joined[-1]._replace(old_end=here[1].old_end, new_end=here[1].new_end)
            place += 2
        else:
            joined.append(here[0])
            place += 1
    return joined


def _joins(left: Span, between: Span, right: Span, before: list[str], after: list[str]) -> bool:
    if left.kept or not between.kept:
        return False
    removed = left.old_end - left.old + right.old_end - right.old
    added = left.new_end - left.new + right.new_end - right.new
    if not removed or not added:
        return False
    sizes = sorted((_size(left), _size(right)))
    if between.old_end - between.old == 1:
        token = before[between.old].rstrip()
        if not token[0].isalnum():
            # `go[-.”-]{+,” she said.+}`, not `go{+,” she said+}.[-”-]`
            return any(_signs(hunk, before, after) for hunk in (left, right)) or sizes[0] > 1
        if sizes[1] >= _CHANCE and len(token) == 1 and _UNSPACED_CHARACTER.match(token):
            return True  # `[-トランプ-]{+バイデン+}`, not `[-トラ-]{+バイデ+}ン[-プ-]`
    return between.old_end - between.old < sizes[0] and _weight(before, between) < sizes[0]


def _signs(hunk: Span, before: list[str], after: list[str]) -> bool:
    """Whether a hunk only takes signs away, or only adds some."""
    old, new = before[hunk.old : hunk.old_end], after[hunk.new : hunk.new_end]
    return not (old and new) and not any(token[0].isalnum() for token in old + new)


def _size(span: Span) -> int:
    return max(span.old_end - span.old, span.new_end - span.new)


def _weight(tokens: list[str], span: Span) -> int:
    """Return a sign as one, a particle as two, another word as six."""
    return sum(_token_weight(token) for token in tokens[span.old : span.old_end])


def _token_weight(token: str) -> int:
    if not token[0].isalnum():
        return 1
    return 2 if len(token.rstrip()) <= _SHORT and not token[0].isdigit() else 6
