from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from monitor.diff.subsequence import heaviest, longest

ROWS = st.permutations(range(7)).map(list)


def increasing(values):
    for size in range(len(values), -1, -1):
        for places in combinations(range(len(values)), size):
            row = [values[place] for place in places]
            if row == sorted(set(row)):
                yield places


@given(ROWS)
def test_the_longest_is_as_long_as_any(values):
    found = longest(values)
    assert [values[p] for p in found] == sorted(values[p] for p in found)
    assert max(len(places) for places in increasing(values)) == len(found)


@given(ROWS, st.lists(st.integers(1, 20), min_size=7, max_size=7))
def test_the_heaviest_weighs_as_much_as_any(values, weights):
    found = heaviest(values, weights)
    assert [values[p] for p in found] == sorted(values[p] for p in found)
    assert max(sum(weights[p] for p in places) for places in increasing(values)) == sum(
        weights[p] for p in found
    )


def test_of_nothing_nothing_stays():
    assert ([], []) == (longest([]), heaviest([], []))
