"""When a whole site is left alone: the rule, a pure function."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.revisit.rest import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    Told,
    feed_key,
    one_feed_each,
    page_key,
    site_after,
    with_one_look,
)
from storage.model import Outcome
from storage.sites import LONGEST_REST, Feed, SiteRest
from tests.records import NOON, at

SITE = "paper.example"
FINE = SiteRest(site=SITE)


def told(what, minutes, reason="timeout", outcome=Outcome.FAILED, wait=None):
    asked = None if wait is None else timedelta(minutes=wait)
    what = page_key(what) if isinstance(what, int) else what
    return Told(what=what, at=at(minutes), outcome=outcome, reason=reason, retry_after=asked)


def seen(what, minutes):
    return told(what, minutes, "", Outcome.NOT_MODIFIED)


def after(*visits, rest=FINE):
    for visit in visits:
        rest = site_after(rest, visit)
    return rest


RESTING = after(told(1, 0), told(2, 1), told(3, 2))


def test_several_pages_that_fail_in_a_row_put_their_site_to_rest():
    assert after(told(1, 0), told(2, 1)).until is None
    assert (at(2) + FIRST_PAUSE, 1, at(0), "timeout") == (
        RESTING.until,
        RESTING.pauses,
        RESTING.since,
        RESTING.reason,
    )


def test_one_broken_page_never_does():
    assert after(*(told(1, minutes, "http_500") for minutes in range(99))).until is None


def test_a_page_that_is_read_between_them_clears_what_failed():
    assert FINE == after(told(1, 0), told(2, 1), seen(9, 2))
    assert after(told(1, 0), told(2, 1), seen(9, 2), told(3, 3)).until is None


@pytest.mark.parametrize("reason", ["robots", "not_html", "blocked_address", "EmptyPage", "http_400"])
def test_what_tells_of_the_page_only_tells_nothing_of_its_site(reason):
    assert FINE == after(*(told(page, page, reason) for page in range(9)))
    assert RESTING == after(told(4, 99, reason), rest=RESTING)


@pytest.mark.parametrize(
    "reason", ["dns", "http_503", "http_599", "http_429", "http_403", "robots_unreachable", "connection_lost"]
)
def test_what_tells_of_the_site_does(reason):
    assert after(*(told(page, page, reason) for page in range(3))).resting(at(3))


def test_walls_before_several_pages_put_their_site_to_rest():
    assert after(*(told(page, page, "WallPage", Outcome.SET_ASIDE) for page in range(3))).resting(at(3))


def test_the_pause_doubles_with_each_look_up_to_a_bound_and_a_read_page_ends_it():
    rest, pauses = RESTING, []
    for page in range(12):
        begun = rest.at
        pauses.append(rest.until - begun)
        rest = site_after(rest, replace(told(page, 0), at=rest.until))

    assert [FIRST_PAUSE * 2**doubled for doubled in range(4)] == pauses[:4]
    assert LONGEST_PAUSE == pauses[-1]
    assert at(0) == rest.since
    assert FINE == site_after(rest, replace(seen(1, 0), at=rest.until))


def test_what_was_on_its_way_when_the_rest_began_tells_nothing():
    assert RESTING == after(*(told(page, 3) for page in range(500)), seen(7, 3), rest=RESTING)


def test_retry_after_puts_a_site_to_rest_at_once_for_as_long_as_it_says():
    rest = after(told(1, 0, "http_429", wait=90))

    assert (at(90), 1, "http_429") == (rest.until, rest.pauses, rest.reason)
    assert at(120) == after(told(2, 1, "http_503", wait=119), rest=rest).until
    assert rest == after(told(2, 1, "http_503", wait=5), rest=rest)


def test_a_server_that_asks_for_moments_again_and_again_is_left_alone_for_longer():
    first = after(told(1, 0, wait=1))
    second = after(told(2, 2, wait=1), rest=first)

    assert (at(1), at(2) + 2 * FIRST_PAUSE) == (first.until, second.until)
    assert at(2 + 600) == after(told(2, 2, wait=600), rest=first).until


def test_a_feed_that_is_read_takes_back_its_own_failure_only():
    feed = feed_key(1)
    resting = after(told(feed, 0, wait=5))

    assert FINE == after(seen(feed, 6), rest=resting)
    assert ("page 1", "page 2") == after(told(1, 0), told(2, 1), told(feed, 2), seen(feed, 99)).failing
    assert after(told(1, 0), told(2, 1), told(feed, 2), seen(feed, 99)).probed


def test_a_page_that_is_missing_tells_that_its_site_works():
    assert FINE == after(told(9, 99, "http_404", Outcome.MISSING), rest=RESTING)


@pytest.mark.parametrize("days", [-400, -2, -1, 1, 2, 400])
def test_a_clock_that_jumps_leaves_no_site_alone_for_ever(days):
    assert RESTING.resting(at(5))
    assert not RESTING.resting(at(5) + timedelta(days=days))


def test_whatever_is_stored_no_rest_is_longer_than_a_day():
    endless = replace(RESTING, until=NOON + timedelta(days=9999))

    assert endless.resting(RESTING.at + LONGEST_REST - timedelta(seconds=1))
    assert not endless.resting(RESTING.at + LONGEST_REST)


def test_one_page_looks_and_not_one_that_failed_last():
    sites = {1: SITE, 2: SITE, 3: SITE, 4: SITE, 5: SITE, 6: "other.example"}
    ranked = [(1.0 - number / 10, 0.0, number) for number in sites]

    assert [6, 4] == [one[2] for one in with_one_look(ranked, sites.get, {SITE: RESTING})]
    assert [2] == [one[2] for one in with_one_look(ranked[1:3], sites.get, {SITE: RESTING})]
    assert ranked == with_one_look(ranked, sites.get, {SITE: after(told(1, 0))})


def test_one_feed_looks():
    feeds = [
        Feed(id=number, url=f"https://{site}/{number}", site=site, added_at=NOON, next_visit_at=NOON)
        for number, site in enumerate([SITE, "other.example", SITE, "other.example"])
    ]

    assert [0, 1, 3] == [feed.id for feed in one_feed_each(feeds, {SITE: RESTING})]
