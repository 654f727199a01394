import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import BadQuery
from storage.query import Query, parse


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("six million", '"six" AND "million"'),
        ('"six million"', '"six million"'),
        ('"six million', '"six million"'),
        ("mill*", '"mill"*'),
        ("a -b", '("a") NOT ("b")'),
        ("a OR b c", '("a" OR "b") AND "c"'),
        ("a OR", '"a"'),
        ("NEAR(a", '"NEAR a"'),
        ("can't", '"can t"'),
        ("{headline}: x", '"headline" AND "x"'),
    ],
)
def test_what_is_typed_is_asked(typed, match):
    assert Query(match=match) == parse(typed)


@pytest.mark.parametrize("typed", ["", "   ", "OR", '""', "-six", "*", "()", "- -"])
def test_a_search_for_nothing_is_refused(typed):
    with pytest.raises(BadQuery, match="word"):
        parse(typed)


def test_scripts_without_spaces_are_asked_for_as_they_stand():
    assert Query(match='"Stet"', contains=("大桥",)) == parse("大桥 Stet")


@pytest.mark.hostile(29)
@given(st.text(max_size=60))
def test_the_engine_understands_whatever_is_typed(typed):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(headline, text)")
    try:
        query = parse(typed)
    except BadQuery:
        return
    if query.match:
        db.execute("SELECT * FROM t WHERE t MATCH ?", (query.match,)).fetchall()
    db.close()
