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
        ("nl", "drieënzestig", 63),
        ("nl", "honderdtwintig", 120),
        ("nl", "zevenendertig", 37),
        ("it", "quarantadue", 42),
        ("it", "centoventi", 120),
        ("it", "duecentomila", 200_000),
        ("sv", "tvåhundrafyrtiofem", 245),
        ("da", "femoghalvfjerds", 75),
        ("no", "tohundreogtrettifem", 235),
        ("ar", "خمسة عشر", 15),
        ("ar", "اثنان وأربعون", 42),
        ("uk", "п'ятдесят дев'ять", 59),
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


@pytest.mark.parametrize(
    ("tongue", "text", "expected"),
    [
        ("en", "May 23rd, 2024", ("date", 20240523)),
        ("en", "23 May", ("date", 523)),
        ("de", "23.5.", ("date", 523)),
        ("es", "el 23 de mayo de 2024", ("date", 20240523)),
        ("ru", "23 мая 2024 года", ("date", 20240523)),
        ("fr", "23/05/2024", ("date", 20240523)),
        ("es", "8 de la tarde", ("time", 1200)),
        ("fr", "18 h 15", ("time", 1095)),
        ("en", "ten o'clock", ("time", 600)),
        ("en", "midnight", ("time", 0)),
        ("en", "Pius XII", ("ordinal", 12)),
        ("en", "half a million", ("amount", 500_000)),
        ("en", "two dozen", ("amount", 24)),
        ("de", "zwölfjährig", ("amount", 12)),
        ("ru", "семнадцатилетний", ("amount", 17)),
        ("ru", "3-е место", ("ordinal", 3)),
    ],
)
def test_what_several_words_tell_is_one(tongue, text, expected):
    assert [expected] == [(q.kind, int(q.value)) for q in quantities(text, language(tongue))]


@pytest.mark.parametrize("text", ["05/06/2024", "Then I left", "32 May", "It rose to 4.5."])
def test_what_is_no_date_and_no_numeral_is_none(text):
    assert not {"date", "ordinal"} & {q.kind for q in quantities(text, language("en"))}


def test_the_currency_before_a_sum_is_its_unit():
    units = [
        q.unit for text in ("$5", "US$5", "C$5", "EUR 5", "5 euros") for q in quantities(text, language("en"))
    ]
    assert ["$", "$", "C$", "€", "€"] == units
