import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text import clean, comparison_form, squash


@given(st.text())
def test_the_comparison_form_of_a_comparison_form_is_itself(text):
    assert comparison_form(text) == comparison_form(comparison_form(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It’s “done”", 'It\'s "done"'),
        ("1990–2005", "1990-2005"),
        ("co\u00adoperate", "cooperate"),
        ("a\u00a0\u2009b\n c", "a b c"),
        ("cafe\u0301", "café"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("wait…", "wait..."),
    ],
)
def test_typography_is_no_difference(one, other):
    assert comparison_form(one) == comparison_form(other)


@pytest.mark.parametrize(
    ("one", "other"), [("six", "seven"), ("Six", "six"), ("don't", "dont"), ("1,5", "1.5"), ("а", "a")]
)
def test_words_are_a_difference(one, other):
    assert comparison_form(one) != comparison_form(other)


def test_controls_and_lone_surrogates_are_shown_as_replaced():
    assert "a\ufffdb\ufffdc\n" == clean("a\x00b\ud800c\n")


def test_white_space_is_squashed():
    assert "a b" == squash(" a \n\t\u00a0 b ")
