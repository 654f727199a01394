"""Which paragraphs of two articles are each other's: kept, changed, moved, split, merged (pure)."""

import zlib
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from monitor.diff.likeness import Places, alike
from monitor.diff.rejoined import rejoined
from monitor.diff.subsequence import heaviest, longest
from monitor.diff.tokens import Reader

# A paragraph's say in what counts as moved: all count alike from a line of text on (in a jump over two
# neighbours the one moved, however long), shorter ones less; then length, then content decide, so that
# comparing backwards tells the same moves.
_FULL_SAY = 60
_SAYS = 20_000  # paragraphs above which all count alike: bounds a file of one-letter lines


class Tie(NamedTuple):
    """Blocks of the old and of the new that are each other's, by place; one side may be several, or none."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    same: bool = False  #: word for word
    moved: bool = False

    @property
    def regroups(self) -> bool:
        """Whether one text of a side is several of the other."""
        return len(self.old) > 1 or len(self.new) > 1


def tie(old: Sequence[str], new: Sequence[str], light: frozenset[str], reader: Reader) -> list[Tie]:
    """Return every block of both in exactly one tie, in no particular order.

    Texts in `light` are the ones that moved where either they or their neighbours did.

    O(n log n) in the count of blocks; the order of equal blocks does not matter to it.
    """
    head = _common(old, new, reader)
    tail = _common(old[head:][::-1], new[head:][::-1], reader)
    ties = [Tie((i,), (i,), same=True) for i in range(head)]
    lead, trail = len(old) - tail, len(new) - tail
    middle = _middle(old[head:lead], new[head:trail], light, reader)
    ties += [_shifted(t, head) for t in middle] if head else middle
    return ties + [Tie((lead + k,), (trail + k,), same=True) for k in range(tail)]


def _shifted(one: Tie, by: int) -> Tie:
    return one._replace(old=tuple([i + by for i in one.old]), new=tuple([j + by for j in one.new]))


def _common(old: Sequence[str], new: Sequence[str], reader: Reader) -> int:
    for size, (a, b) in enumerate(zip(old, new, strict=False)):
        if a != b and reader.form(a) != reader.form(b):
            return size
    return min(len(old), len(new))


def _middle(old: Sequence[str], new: Sequence[str], light: frozenset[str], reader: Reader) -> list[Tie]:
    pairs = _equal(old, new, reader)
    taken, used = {i for i, _ in pairs}, {j for _, j in pairs}
    left = [i for i in range(len(old)) if i not in taken]
    right = [j for j in range(len(new)) if j not in used]
    ties = [Tie((i,), (j,), same=True) for i, j in pairs]
    if left and right:
        ties += [Tie(a, b) for a, b in _reworded(old, new, left, right, pairs, reader)]
    ties = _with_moves(ties, old, new, light)
    tied = {i for t in ties for i in t.old}, {j for t in ties for j in t.new}
    ties += [Tie((i,), ()) for i in left if i not in tied[0]]
    return ties + [Tie((), (j,)) for j in right if j not in tied[1]]


def _reworded(
    old: Sequence[str],
    new: Sequence[str],
    left: list[int],
    right: list[int],
    pairs: list[tuple[int, int]],
    reader: Reader,
) -> list[tuple[Places, Places]]:
    """Return which of the unmatched are each other's: first those only cut elsewhere, then by likeness."""
    groups = rejoined(old, new, left, right, reader)
    taken, used = {i for a, _ in groups for i in a}, {j for _, b in groups for j in b}
    left, right = [i for i in left if i not in taken], [j for j in right if j not in used]
    if not left or not right:
        return groups
    pairs = sorted(pairs + [(a[0], b[0]) for a, b in groups])
    return groups + alike(old, new, left, right, pairs, reader)


def _equal(old: Sequence[str], new: Sequence[str], reader: Reader) -> list[tuple[int, int]]:
    """Pair the k-th occurrence with the k-th, first as written, then in comparison form."""
    pairs = _occurrences(list(enumerate(old)), list(enumerate(new)))
    taken, used = {i for i, _ in pairs}, {j for _, j in pairs}
    rest = [(i, reader.form(text)) for i, text in enumerate(old) if i not in taken]
    others = [(j, reader.form(text)) for j, text in enumerate(new) if j not in used]
    return sorted(pairs + _occurrences(rest, others))


def _occurrences(old: list[tuple[int, str]], new: list[tuple[int, str]]) -> list[tuple[int, int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for j, text in reversed(new):
        places[text].append(j)
    return [(i, places[text].pop()) for i, text in old if places.get(text)]


def _with_moves(ties: list[Tie], old: Sequence[str], new: Sequence[str], light: frozenset[str]) -> list[Tie]:
    """Mark as moved what stands outside the heaviest run of ties in one order."""
    ordered = sorted(ties, key=lambda t: t.old)
    values = [t.new[0] for t in ordered]
    if all(a < b for a, b in pairwise(values)):
        return ordered
    if len(values) > _SAYS:
        stay = set(longest(values))
    else:
        stay = set(heaviest(values, [_say(t, old, new, light) for t in ordered]))
    return [t._replace(moved=True) if place not in stay else t for place, t in enumerate(ordered)]


def _say(one: Tie, old: Sequence[str], new: Sequence[str], light: frozenset[str]) -> int:
    sides = sorted(("\n".join(old[i] for i in one.old), "\n".join(new[j] for j in one.new)))
    size = sum(map(len, sides)) // 2
    full = 1 if light.intersection(sides) else min(size, _FULL_SAY)
    return full << 64 | size << 32 | zlib.crc32("\0".join(sides).encode("utf-8", "replace"))
