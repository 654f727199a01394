import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text import clean, comparison_form, squash


def nfc(text):
    return unicodedata.normalize("NFC", text)


@given(st.text())
def test_the_comparison_form_of_a_comparison_form_is_itself(text):
    assert comparison_form(text) == comparison_form(comparison_form(text))


@given(st.text(st.characters() | st.sampled_from(list("`‘”–…\u00ad\u200b\u0301 \t\x1c"))))
def test_short_cuts_change_no_comparison_form(text):
    folds = str.maketrans({"…": "...", **dict.fromkeys("‘’‚‛′ʼ`´", "'"), **dict.fromkeys("“”„‟″«»", '"')})
    folds |= str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
    seen = re.sub(
        "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]", "", nfc(text)
    )

    assert re.sub(r"\s+", " ", nfc(seen.translate(folds))).strip() == comparison_form(text)


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
