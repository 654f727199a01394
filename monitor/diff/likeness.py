"""Which of the unmatched paragraphs are reworded, split or merged ones of the other side (pure)."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from monitor.diff.tokens import Reader, Tokens

Places = tuple[int, ...]

# Swept by the note (research/diffs-and-flags.md, step 4) on 400 real pairs of revisions.
_DICE = 0.5
_CONTAINED = 0.75
_FREQUENT = 10  # a bigram in more paragraphs than this says nothing
_CANDIDATES = 4
# Between the same two neighbours less likeness is enough to be the reworded one.
_DICE_IN_PLACE = 0.35
_FEW = 8  # paragraphs of a gap that are all looked at
_BETWEEN = 2  # paragraphs that came between two halves of one that was split
_STEM = 2  # syllables of a Korean word that are compared: particles are written onto it
_HANGUL = re.compile("[\uac00-\ud7a3]")
_ENOUGH = 4  # words that must be contained: two common words prove nothing


class Words:
    """The words of some paragraphs, by place."""

    def __init__(self, texts: Sequence[str], places: Sequence[int], reader: Reader) -> None:
        self.sequences = {i: _words(reader.tokens(texts[i])) for i in places}
        self.bags = {i: Counter(words) for i, words in self.sequences.items()}
        self.size = {i: len(words) for i, words in self.sequences.items()}


def _words(tokens: Tokens) -> list[str]:
    words = [key.lower() for key in tokens.keys if key[:1].isalnum()]
    if not _HANGUL.search("".join(words)):
        return words
    return [word[:_STEM] if _HANGUL.match(word) else word for word in words]


def alike(
    old: Sequence[str],
    new: Sequence[str],
    left: Sequence[int],
    right: Sequence[int],
    pairs: Sequence[tuple[int, int]],
    reader: Reader,
) -> list[tuple[Places, Places]]:
    """Return which of the places `left` of the old are which of the places `right` of the new.

    `pairs` are the places already matched, in order of the old. Each place comes once at most; where one
    side has several, they stand in a row.
    """
    gaps = _gaps(left, right, pairs)
    sure = {
        i: j for (i, *more), (j, *others) in gaps if not more and not others and _mostly_same(old[i], new[j])
    }
    rest, others = [i for i in left if i not in sure], sorted({*right}.difference(sure.values()))
    if not rest or not others:
        return [((i,), (j,)) for i, j in sure.items()]
    before, after = Words(old, rest, reader), Words(new, others, reader)
    matched = _greedy(_scores(before, after, [gap for gap in gaps if gap[0][0] not in sure]))
    return [((i,), (j,)) for i, j in sure.items()] + _with_parts(matched, before, after)


def _mostly_same(old: str, new: str) -> bool:
    """Whether both begin and end with the same words, more than half of either."""
    shorter, longer = sorted((old, new), key=len)
    head = _common_start(shorter, longer)
    tail = _common_start(shorter[head:][::-1], longer[::-1])
    return 2 * (head + tail) > len(longer)


def _common_start(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _gaps(
    left: Sequence[int], right: Sequence[int], pairs: Sequence[tuple[int, int]]
) -> list[tuple[list[int], list[int]]]:
    """Return the unmatched places that stand between the same matched neighbours."""
    behind, behind_new = dict(pairs), {j: i for i, j in pairs}
    gaps: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    matched, matched_new = dict.fromkeys(behind, -1), dict.fromkeys(behind_new, -1)
    last = -1
    for i in sorted([*left, *matched]):
        last = i if i in matched else last
        if i not in matched:
            gaps[last][0].append(i)
    last = -1
    for j in sorted([*right, *matched_new]):
        last = behind_new[j] if j in matched_new else last
        if j not in matched_new:
            gaps[last][1].append(j)
    return [gap for _, gap in sorted(gaps.items()) if gap[0] and gap[1]]


def _scores(
    before: Words, after: Words, gaps: list[tuple[list[int], list[int]]]
) -> list[tuple[float, int, int]]:
    """Return likely pairs with their likeness, the likest first."""
    scores: dict[tuple[int, int], float] = {}
    for i, j in _sharing_bigrams(before, after):
        dice, contained = _likeness(before, after, i, j)
        if dice >= _DICE or contained >= _CONTAINED:
            scores[i, j] = max(dice, contained - _DICE)
    for olds, news in gaps:
        for i, j in _in_place(olds, news):
            dice, contained = _likeness(before, after, i, j)
            if dice >= _DICE_IN_PLACE or contained >= _CONTAINED:
                scores[i, j] = max(scores.get((i, j), 0.0), dice, contained - _DICE)
    return sorted(
        ((score, i, j) for (i, j), score in scores.items()), key=lambda s: (-s[0], abs(s[1] - s[2]), s)
    )


def _likeness(before: Words, after: Words, i: int, j: int) -> tuple[float, float]:
    """Return Dice's coefficient, and how much of the shorter is contained in the longer."""
    common = _common(before.bags[i], after.bags[j])
    shorter = min(before.size[i], after.size[j])
    total = before.size[i] + after.size[j]
    if not total:
        return 0.0, 0.0
    return 2 * common / total, common / shorter if shorter >= _ENOUGH else 0.0


def _common(one: Counter[str], other: Counter[str]) -> int:
    """Return how many words both hold, in a quarter of the time of `(one & other).total()`."""
    counts = other.get
    common = 0
    for word, count in one.items():
        there = counts(word)
        if there:
            common += min(count, there)
    return common


def _sharing_bigrams(before: Words, after: Words) -> list[tuple[int, int]]:
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, words in before.sequences.items():
        for gram in dict.fromkeys(pairwise(words)):
            index[gram].append(i)
    pairs = []
    for j, words in after.sequences.items():
        hits: dict[int, int] = defaultdict(int)
        for gram in dict.fromkeys(pairwise(words)):
            found = index.get(gram, ())
            if len(found) <= _FREQUENT:
                for i in found:
                    hits[i] += 1
        best = sorted((-count, abs(i - j), i) for i, count in hits.items())[:_CANDIDATES]
        pairs += [(i, j) for _, _, i in best]
    return pairs


def _in_place(olds: list[int], news: list[int]) -> list[tuple[int, int]]:
    if len(olds) <= _FEW and len(news) <= _FEW:
        return [(i, j) for i in olds for j in news]
    return list(zip(olds, news, strict=False))


def _greedy(scores: list[tuple[float, int, int]]) -> dict[int, int]:
    matched: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in scores:
        if i not in matched and j not in used:
            matched[i] = j
            used.add(j)
    return matched


def _with_parts(matched: dict[int, int], before: Words, after: Words) -> list[tuple[Places, Places]]:
    """Add to each pair the neighbours on one side that hold the rest of the other's words: split, merged."""
    splits = _parts({i: (j,) for i, j in matched.items()}, before, after)
    still = {j: i for i, (j, *more) in splits.items() if not more}
    merges = _parts({j: (i,) for j, i in still.items()}, after, before)
    taken = {i for i, places in splits.items() if len(places) > 1}
    groups = [((i,), splits[i]) for i in sorted(taken)]
    return groups + [(merges[j], (j,)) for j in sorted(merges) if still[j] not in taken]


def _parts(matched: dict[int, Places], whole: Words, part: Words) -> dict[int, Places]:
    """Return of each whole the places of its parts, in a row."""
    free = set(part.bags) - {j for places in matched.values() for j in places}
    grown = dict(matched)
    for i in sorted(matched):
        first = matched[i][0]
        if first + 1 not in free and first - 1 not in free:
            continue
        rest = whole.bags[i] - part.bags[first]
        for step in (1, -1):
            j = first + step
            while places := _next_part(rest, part, free, j, step):
                rest -= part.bags[places[-1]]
                free.difference_update(places)
                grown[i] = tuple(sorted((*grown[i], *places)))
                j = places[-1] + step
    return grown


def _next_part(rest: Counter[str], part: Words, free: set[int], first: int, step: int) -> Places:
    """Return the places up to the next that holds more of the whole: itself, after what came between."""
    places: list[int] = []
    for j in range(first, first + step * (_BETWEEN + 1), step):
        if j not in free:
            return ()
        places.append(j)
        if _holds(rest, part, j):
            return tuple(places)
    return ()


def _holds(rest: Counter[str], part: Words, j: int) -> bool:
    return part.size[j] > 1 and _common(rest, part.bags[j]) >= _CONTAINED * part.size[j]
