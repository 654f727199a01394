"""Which pairs of positions stay in order: increasing subsequences (pure)."""

from bisect import bisect_left
from collections.abc import Sequence


def longest(values: Sequence[int]) -> list[int]:
    """Return the places in `values` of a longest strictly increasing subsequence; O(n log n)."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        rank = bisect_left(ends, value)
        before.append(places[rank - 1] if rank else -1)
        if rank == len(ends):
            ends.append(value)
            places.append(place)
        else:
            ends[rank] = value
            places[rank] = place
    return _trace(before, places[-1] if places else -1)


def heaviest(values: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Return the places in `values` of the strictly increasing subsequence of most weight; O(n log n)."""
    ranks = {value: rank for rank, value in enumerate(sorted(set(values)), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)  # (weight, place): prefix maxima
    before: list[int] = []
    top = (0, -1)
    for place, value in enumerate(values):
        weight, last = _best(tree, ranks[value] - 1)
        before.append(last)
        entry = (weight + weights[place], place)
        _raise(tree, ranks[value], entry)
        top = max(top, entry, key=lambda pair: (pair[0], -pair[1]))
    return _trace(before, top[1])


def _best(tree: list[tuple[int, int]], rank: int) -> tuple[int, int]:
    best = (0, -1)
    while rank:
        if tree[rank][0] > best[0]:
            best = tree[rank]
        rank &= rank - 1
    return best


def _raise(tree: list[tuple[int, int]], rank: int, entry: tuple[int, int]) -> None:
    while rank < len(tree):
        if entry[0] > tree[rank][0]:
            tree[rank] = entry
        rank += rank & -rank


def _trace(before: list[int], place: int) -> list[int]:
    chain = []
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]
