"""What a visit to a feed comes to."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.feeds import FeedContents, FeedEntry, FeedErrand, FeedFetched
from monitor import feeds
from monitor.feeds import INTERVAL, LONGEST_RETRY
from monitor.pace import wait
from storage.errors import Mistake
from storage.model import Outcome
from storage.sites import Feed, FeedKind, FeedLimits, FeedPace
from tests.records import NOON, at

FEED = Feed(
    id=7,
    url="https://paper.example/feed",
    site="paper.example",
    added_at=NOON,
    next_visit_at=NOON,
    etag="old",
)


def entry(path, **more):
    return FeedEntry(url=f"https://paper.example{path}", **more)


def fetched(*entries, outcome=Outcome.READ, **more):
    contents = FeedContents(kind=FeedKind.ATOM, title="The Paper", entries=entries)
    return FeedFetched(
        errand=FeedErrand(feed_id=7, url=FEED.url),
        received_at=NOON,
        outcome=outcome,
        contents=contents if outcome is Outcome.READ else None,
        **more,
    )


def found(limits, *entries):
    return [
        one.url.removeprefix("https://paper.example")
        for one in feeds.finds(replace(FEED, limits=limits), fetched(*entries))
    ]


def test_a_feed_that_was_read_keeps_what_it_said():
    after = feeds.feed_after(
        replace(FEED, failures=3, reason="dns"), fetched(etag="new", last_modified="Mon")
    )

    assert (
        replace(
            FEED,
            kind=FeedKind.ATOM,
            title="The Paper",
            etag="new",
            last_modified="Mon",
            last_visit_at=NOON,
            next_visit_at=NOON + wait(FeedPace(), NOON),
        )
        == after
    )


def test_a_feed_that_did_not_change_stays_as_it_is():
    known = replace(FEED, kind=FeedKind.RSS, title="Known")

    after = feeds.feed_after(known, fetched(outcome=Outcome.NOT_MODIFIED, etag="old"))

    assert replace(known, last_visit_at=NOON, next_visit_at=NOON + wait(FeedPace(), NOON)) == after


def test_failures_are_waited_for_longer_and_longer_up_to_a_day():
    feed, waits = replace(FEED, kind=FeedKind.RSS), []
    for _ in range(12):
        feed = feeds.feed_after(feed, fetched(outcome=Outcome.FAILED, reason="timeout"))
        waits.append(feed.next_visit_at - NOON)

    assert [2 * INTERVAL, 4 * INTERVAL, 8 * INTERVAL] == waits[:3]
    assert LONGEST_RETRY == waits[-1]
    assert (12, "timeout", FeedKind.RSS) == (feed.failures, feed.reason, feed.kind)


def test_a_feed_after_a_failure_and_an_index_are_asked_for_whole():
    known = replace(FEED, last_modified="Mon", last_visit_at=at(-15))
    broken, index = replace(known, failures=1), replace(known, kind=FeedKind.SITEMAP_INDEX)

    assert [("old", "Mon", at(-15)), ("", "", None), ("", "", at(-15))] == [
        (one.etag, one.last_modified, one.read_at) for one in feeds.errands([known, broken, index])
    ]


def test_finds_keep_the_order_and_words_of_the_feed():
    (one, two) = feeds.finds(FEED, fetched(entry("/b", title="B", updated_at=at(-1)), entry("/a")))

    assert ("https://paper.example/b", "paper.example", "B", NOON, at(-1)) == (
        one.url,
        one.site,
        one.title,
        one.found_at,
        one.updated_at,
    )
    assert "https://paper.example/a" == two.url


def test_of_more_than_the_limit_the_newest_are_taken():
    entries = (entry("/old", published_at=at(-9)), entry("/none"), entry("/new", published_at=at(-1)))

    assert ["/new", "/old"] == found(FeedLimits(pages=2), *entries)


def test_old_articles_are_passed_over_where_their_age_is_known():
    old, young = NOON - timedelta(days=3), NOON - timedelta(days=1)
    entries = (entry("/old", published_at=old), entry("/young", updated_at=young), entry("/unknown"))

    assert ["/young", "/unknown"] == found(FeedLimits(days=2), *entries)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (FeedLimits(include=("/news/",)), ["/news/a", "/news/sport/b"]),
        (FeedLimits(exclude=("/sport/",)), ["/news/a", "/live/c"]),
        (FeedLimits(include=("*/news/*",), exclude=("*/b",)), ["/news/a"]),
        (FeedLimits(include=("*/live/?", "https://paper.example/news/a")), ["/news/a", "/live/c"]),
    ],
)
def test_patterns_choose_addresses(limits, expected):
    assert expected == found(limits, entry("/news/a"), entry("/news/sport/b"), entry("/live/c"))


def test_a_pattern_of_many_stars_ends():
    hostile = FeedLimits(include=("*a" * 99 + "b",))

    assert [] == found(hostile, *(entry("/" + "a" * 4000) for _ in range(20)))


@pytest.mark.parametrize("pattern", ["", "x" * 201])
def test_a_pattern_without_words_or_too_long_is_a_mistake(pattern):
    with pytest.raises(Mistake, match="pattern"):
        feeds.add(None, "https://paper.example/feed", NOON, FeedLimits(include=(pattern,)))


@pytest.mark.parametrize(
    ("new", "updated", "listed", "expected"),
    [
        (1, 0, 9, True),
        (0, 0, 9, False),
        (0, 4, 9, True),
        (0, 9, 9, False),
        (3, 9, 12, True),
        (0, 0, 0, False),
    ],
)
def test_a_visit_brought_something_unless_all_entries_say_they_were_updated(new, updated, listed, expected):
    assert expected is feeds.brought_something(new, updated, listed)


@pytest.mark.parametrize(("known", "hours"), [({}, 0.25), ({"failures": 1}, 0), ({"last_visit_at": None}, 0)])
def test_a_visit_teaches_unless_it_is_the_first_or_follows_a_failure(known, hours):
    feed = replace(FEED, **{"last_visit_at": at(-15), **known})

    after = feeds.feed_after(feed, fetched(), found=True)

    assert hours == pytest.approx(sum(after.pace.hours))
    assert (hours > 0) == (after.pace.lately > 0)


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({}, "not visited yet"),
        ({"last_visit_at": at(-5), "next_visit_at": at(10)}, "after 15 min: rhythm not known"),
        ({"failures": 2, "last_visit_at": at(-5), "next_visit_at": at(10)}, "failed 2×: tried again"),
        (
            {
                "last_visit_at": at(0),
                "next_visit_at": at(150),
                "pace": FeedPace(found=(0.0,) * 24, hours=(10.0,) * 24),
            },
            "after 2.5 h: new 0.3× a day",
        ),
    ],
)
def test_why_a_feed_is_visited_then_is_told(known, why):
    assert why == feeds.why(replace(FEED, **known))


def test_what_was_visited_of_a_site_goes_with_the_errand_of_its_section():
    section, plain = replace(FEED, kind=FeedKind.SECTION), replace(FEED, kind=FeedKind.RSS)

    def tried(host):
        return [(f"https://{host}/news/{word}", True) for word in "abc"]

    assert [{"news/<word>": True}, {}] == [one.patterns for one in feeds.errands([section, plain], tried)]
