import pytest

from monitor.flags.reading.language import language
from monitor.flags.reading.numbers import quantities


@pytest.mark.parametrize(
    ("tongue", "text", "expected"),
    [
        ("en", "twenty-five", 25),
        ("en", "two hundred and five", 205),
        ("en", "1.2 million", 1_200_000),
        ("en", "one hundred thousand", 100_000),
        ("en", "1,200", 1200),
        ("de", "dreihundertfünfundzwanzig", 325),
        ("de", "siebzehntausend", 17_000),
        ("de", "1.200", 1200),
        ("fr", "quatre-vingt-dix-sept", 97),
        ("fr", "soixante-quinze", 75),
        ("fr", "vingt et un", 21),
        ("es", "treinta y cinco", 35),
        ("es", "doscientos cincuenta mil", 250_000),
        ("ru", "двадцать пять", 25),
        ("ru", "двести тысяч", 200_000),
        ("ru", "10 тыс", 10_000),
    ],
)
def test_a_number_is_read(tongue, text, expected):
    assert [expected] == [int(q.value) for q in quantities(text, language(tongue))]


@pytest.mark.parametrize("text", ["06:00", "0600", "6 a.m.", "6am"])
def test_a_time_is_read_in_many_forms(text):
    assert [("time", 360)] == [(q.kind, int(q.value)) for q in quantities(text, language("en"))]


def test_two_numbers_in_words_are_two():
    assert [5, 6] == [int(q.value) for q in quantities("five and six", language("en"))]


def test_an_article_may_be_a_one():
    assert [True] == [q.soft for q in quantities("a dog", language("en"))]


def test_units_are_one_in_all_spellings():
    units = [q.unit for text in ("5%", "5 percent", "5 per cent") for q in quantities(text, language("en"))]
    assert ["%", "%", "%"] == units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共投入工人86名", [86]),
        ("８６公里", [86]),
        ("八十六名工人", [86]),
        ("二〇二六年", [2026]),
        ("3万5千人", [35_000]),
        ("1亿2000万元", [120_000_000]),
        ("3万亿元", [3_000_000_000_000]),
        ("百分之三十五", [35]),
        ("三成", [30]),
        ("3,120人次", [3120]),
        ("５.６億円", [560_000_000]),
        ("노동자 86명이", [86]),
        ("86만 명", [860_000]),
        ("스물다섯 명", [25]),
        ("삼백오십 명", [350]),
        ("๘๖ คน", [86]),
        ("แปดสิบหกคน", [86]),
        ("十分高兴，统一行动", []),
        ("이 사람", []),
        ("สามารถ", []),
    ],
)
def test_a_number_is_read_in_scripts_that_part_no_words(text, expected):
    assert expected == [int(q.value) for q in quantities(text, language("en"))]
