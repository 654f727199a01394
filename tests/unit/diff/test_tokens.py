import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.diff.tokens import Reader, read, spaced, tokenise
from storage.text import comparison_form


@given(st.text())
def test_tokens_join_to_the_text(text):
    assert text == "".join(tokenise(text))


def test_a_number_with_its_separators_is_one_token():
    assert ["1,200.50 ", "12:30 ", "10 000 ", "2,5"] == tokenise("1,200.50 12:30 10 000 2,5")


def test_a_year_before_a_number_is_no_group_of_thousands():
    assert ["2020 ", "300 ", "people"] == tokenise("2020 300 people")


def test_words_keep_apostrophes_marks_and_soft_hyphens():
    assert ["don’t ", "co\u00adoperate ", "cafe\u0301s"] == tokenise("don’t co\u00adoperate cafe\u0301s")


SIGNS = ("👨\u200d👩\u200d👧", "👍🏽", "🇩🇪", "1\ufe0f\u20e3", "🏴\U000e0067\U000e0062\U000e007f")
WORDS = ("EU:n", "Lehrer*innen", "col·legi", 'צה"ל')
NUMBERS = ("1.2bn", "10.30am", "5km", "1’200", "-5", "١٬٢٠٠", "٣٫٤")


@pytest.mark.parametrize("token", [*SIGNS, *WORDS, *NUMBERS])
def test_what_is_read_as_one_is_one_token(token):
    assert ["so ", f"{token} ", "so"] == tokenise(f"so {token} so")


def test_neither_a_range_nor_two_flags_are_one_token():
    assert ["10", "-", "15 ", "🇩🇪", "🇫🇷"] == tokenise("10-15 🇩🇪🇫🇷")


def test_initials_are_one_token():
    assert ["the ", "U.S. ", "army"] == tokenise("the U.S. army")


def test_scripts_without_spaces_are_parted_by_character():
    assert ["北", "京", "กำ", "ลั", "ง"] == tokenise("北京กำลัง")


def test_thai_vowels_stay_with_their_consonant():
    assert ["ไท", "ย", "เรา", "มา"] == tokenise("ไทยเรามา")


def test_keys_forget_typography():
    assert read('"I won\'t - go..."').keys == read("“I won’t — go…”").keys


def test_spaced_keys_know_where_a_space_stands():
    assert ["a ", ",", "b"] == spaced(read("a ,b"))


@given(st.text(st.characters(max_codepoint=0x7F)) | st.text())
def test_a_reader_gives_the_comparison_form(text):
    assert comparison_form(text) == Reader().form(text)
