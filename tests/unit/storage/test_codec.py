from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.codec import from_json, time_from_text, time_to_text, to_json
from storage.model import Article, Block, BlockKind, DateClaim, DateSource, Paywall, Span, SpanKind
from tests.records import NOON, article

TIMES = st.datetimes(timezones=st.just(UTC))


@given(TIMES, TIMES)
def test_times_sort_as_their_texts_do(one, other):
    assert (one < other) == (time_to_text(one) < time_to_text(other))
    assert one == time_from_text(time_to_text(one))


def test_a_time_of_another_zone_is_stored_in_utc():
    kyiv = datetime(2026, 3, 2, 14, tzinfo=timezone(timedelta(hours=2)))

    assert "2026-03-02T12:00:00.000000Z" == time_to_text(kyiv)


def test_a_naive_time_is_refused():
    with pytest.raises(ValueError, match="aware"):
        time_to_text(datetime(2026, 3, 2))  # noqa: DTZ001


BLOCKS = st.builds(
    Block,
    kind=st.sampled_from(BlockKind),
    text=st.text(),
    spans=st.lists(
        st.builds(
            Span,
            kind=st.sampled_from(SpanKind),
            start=st.integers(0, 9),
            end=st.integers(0, 9),
            target=st.text(),
        )
    ).map(tuple),
    credit=st.text(),
)
CLAIMS = st.builds(DateClaim, source=st.sampled_from(DateSource), text=st.text(), at=st.none() | TIMES)
ARTICLES = st.builds(
    Article,
    url=st.text(),
    headline=st.text(),
    blocks=st.lists(BLOCKS, max_size=4).map(tuple),
    byline=st.lists(st.text(), max_size=2).map(tuple),
    published=st.lists(CLAIMS, max_size=2).map(tuple),
    paywall=st.sampled_from(Paywall),
    live_blog=st.booleans(),
)


@given(ARTICLES)
def test_an_article_is_read_as_it_was_written(made):
    assert made == from_json(to_json(made), Article)


def test_an_article_of_another_version_is_read_by_what_is_known():
    text = '{"url": "u", "headline": "h", "blocks": [], "mood": "sad"}'

    assert Article(url="u", headline="h", blocks=()) == from_json(text, Article)


def test_a_record_refuses_a_time_that_is_not_utc():
    elsewhere = NOON.astimezone(timezone(timedelta(hours=2)))
    with pytest.raises(ValueError, match="UTC"):
        DateClaim(source=DateSource.META, text="", at=elsewhere)


def test_equal_articles_are_equal_texts():
    assert to_json(article("a", language="en")) == to_json(article("a", language="en"))
