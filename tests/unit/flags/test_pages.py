"""Flags between whole pages, by the labelled pairs of tests/golden/flags/pages."""

from collections import Counter

import pytest

from tests.benchmarks.labelled_pages import page_pairs

PAIRS = list(page_pairs())
MAIN = ("en", "de", "fr", "es", "ru")


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_two_pages_raise_what_their_label_says(pair):
    raised = pair.raised()
    assert pair.known == (pair.must - raised) | (raised - pair.must - pair.may)


def test_every_main_language_has_thirty_pairs_and_many_others_some():
    counts = Counter(pair.language for pair in PAIRS)
    assert all(counts[language] >= 30 for language in MAIN)
    assert len(counts) >= 15


def test_few_flags_are_known_to_be_wrong():
    assert 50 * sum(len(pair.known) for pair in PAIRS) < sum(len(pair.must) for pair in PAIRS)
