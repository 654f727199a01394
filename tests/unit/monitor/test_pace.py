"""How often a feed is visited: the figures in `monitor.pace`, and what it must not do."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from monitor.pace import LONGEST, SHORTEST, a_day, learned, wait
from storage.sites import FeedPace
from tests.records import NOON

MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIXED = timedelta(minutes=15)
DAYS = 14


def entries(rate, days=DAYS):
    """Times of entries, as a Poisson process whose rate an hour depends on the hour of the day."""
    rng, now, most = random.Random(7), MIDNIGHT, 8.0
    found = []
    while now < MIDNIGHT + days * DAY:
        now += timedelta(hours=rng.expovariate(most))
        if rng.random() * most < rate(now):
            found.append(now)
    return found


def visited(added, *, until, by_rhythm):
    """Return how many visits a feed had, and how long each entry waited, in minutes."""
    pace, last, now, visits, waits, seen = FeedPace(), MIDNIGHT, MIDNIGHT + FIXED, 0, [], 0
    while now < until:
        visits += 1
        new = [one for one in added[seen:] if one <= now]
        waits += [(now - one) / timedelta(minutes=1) for one in new]
        seen += len(new)
        pace = learned(pace, last, now, found=bool(new))
        last, now = now, now + (wait(pace, now) if by_rhythm else FIXED)
    return visits, waits


FEEDS = {
    "busy": entries(lambda now: 5 if 6 <= now.hour < 23 else 1.5),
    "daytime": entries(lambda now: 3 if 7 <= now.hour < 18 else 0),
    "office": entries(lambda now: 1 if 8 <= now.hour < 18 and now.weekday() < 5 else 0.02),
    "daily": [MIDNIGHT + day * DAY + timedelta(hours=9, minutes=day * 7 % 30) for day in range(DAYS)],
}


def test_fewer_visits_find_no_later_than_fixed_ones():
    """The table behind WAITING."""
    told = {}
    for by_rhythm in (False, True):
        runs = [visited(added, until=MIDNIGHT + DAYS * DAY, by_rhythm=by_rhythm) for added in FEEDS.values()]
        waits = [one for _, found in runs for one in found]
        told[by_rhythm] = sum(visits for visits, _ in runs), sum(waits) / len(waits)

    assert told[True][0] < 0.75 * told[False][0]
    assert told[True][1] <= told[False][1]


@pytest.mark.parametrize(
    ("name", "visits", "minutes"), [("busy", 150, 6), ("daytime", 85, 10), ("daily", 35, 30)]
)
def test_each_kind_of_feed_has_its_rhythm(name, visits, minutes):
    made, waits = visited(FEEDS[name], until=MIDNIGHT + DAYS * DAY, by_rhythm=True)

    assert made / DAYS <= visits
    assert sum(waits) / len(waits) <= minutes


def test_a_new_feed_starts_with_a_quarter_of_an_hour():
    assert FIXED == wait(FeedPace(), NOON)


def after(days, *, found, step=HOUR):
    pace, now = FeedPace(), MIDNIGHT
    while now < MIDNIGHT + days * DAY:
        pace = learned(pace, now, now + step, found=found(now))
        now += step
    return pace


ASLEEP = after(200, found=lambda _: False)


def test_waits_stay_within_their_bounds():
    assert SHORTEST == wait(after(3, found=lambda _: True, step=timedelta(minutes=5)), NOON)
    assert timedelta(hours=3) < wait(ASLEEP, NOON) <= LONGEST


def test_a_feed_that_wakes_is_visited_often_at_once():
    awake = learned(ASLEEP, NOON, NOON + HOUR, found=True)

    assert wait(awake, NOON + HOUR) <= timedelta(hours=1) < wait(ASLEEP, NOON) / 3


def test_at_night_a_daytime_feed_is_left_alone():
    pace = after(DAYS + 1 / 6, found=lambda now: 7 <= now.hour < 18, step=FIXED)

    assert wait(pace, MIDNIGHT + 4 * HOUR) >= 2 * wait(pace, NOON)


def test_what_is_found_a_day_is_told():
    twice = after(30, found=lambda now: (now.hour, now.minute) in ((9, 0), (17, 30)), step=FIXED)

    assert 2 == pytest.approx(a_day(twice), rel=0.2)
    assert a_day(ASLEEP) < 0.5


def test_a_clock_that_was_set_back_teaches_nothing():
    known = after(3, found=lambda _: True)

    assert known == learned(known, NOON, NOON - DAY, found=True)


def test_a_long_pause_counts_for_its_end_only():
    pace = learned(FeedPace(), NOON - 90 * DAY, NOON, found=False)

    assert 24 == pytest.approx(sum(pace.hours), rel=0.01)
