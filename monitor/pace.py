"""How often a feed is visited: learned from which visits found something, and at what hour (pure).

Finds come as a Poisson process with a rate for each hour of the day (UTC). A visit that found something
counts for the expected number of times that a feed adds entries, given at least one; of each hour the
rate is pooled with that of the whole day. What came in the last hours counts besides, so that a feed
that wakes is visited often at once.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from storage.sites import FeedPace

#: A feed is visited when what it is expected to have added since has waited so long, all together: time
#: between visits then goes with one over the root of the rate, which for a given number of visits makes
#: the whole of the waiting least. Five simulated feeds (busy, daytime, office hours, daily, weekly) over 28
#: days: 15 minutes fixed 480 visits a day and 7.4 minutes until an entry is found; 2.5 minutes here 294 and
#: 6.4, 3 minutes 277 and 6.6, 4 minutes 233 and 8.1, 6 minutes 197 and 9.5. To run again:
#: `tests/unit/monitor/test_pace.py`, which holds four of them.
WAITING = timedelta(minutes=3)
SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(days=1)
#: Of a feed of which nothing is known: finds, and the hours in which they came; first wait 15 minutes.
PRIOR_FOUND, PRIOR_HOURS = 3.5, 2.0
#: The rate of the day counts for an hour of the day as so many hours of that hour would.
POOLED_HOURS = 4.0
#: After this time what was learned counts half; a rhythm changes in weeks.
MEMORY = timedelta(days=14)
#: After this time what came lately counts half.
LATELY = timedelta(hours=3)

_DAY = 24
_HOUR = timedelta(hours=1)
_STEP = timedelta(minutes=5)
_NONE = (0.0,) * _DAY


def learned(pace: FeedPace, since: datetime, now: datetime, *, found: bool) -> FeedPace:
    """Return what is known after a visit; `since` is that of the visit before.

    Of a longer time than LONGEST only the end is told: a feed lists its newest entries. A clock that was
    set back teaches nothing.
    """
    since = max(since, now - LONGEST)
    if since >= now:
        return pace
    known = _forgotten(pace, now - since)
    parts = [(hour, time, rate(pace, hour) * time) for hour, time in _hours(since, now)]
    expected = sum(part for _, _, part in parts)
    times = expected / -math.expm1(-expected) if found else 0.0
    hours, finds = list(known.hours), list(known.found)
    for hour, time, part in parts:
        hours[hour] = round(hours[hour] + time, 4)
        finds[hour] = round(finds[hour] + times * part / expected, 4)
    return replace(known, found=tuple(finds), hours=tuple(hours), lately=round(known.lately + times, 4))


def wait(pace: FeedPace, now: datetime) -> timedelta:
    """Return the time until the next visit, in steps of five minutes."""
    unseen = waited = 0.0
    passed, step = timedelta(0), _STEP / _HOUR
    rates = [rate(pace, hour) for hour in range(_DAY)]
    while waited < WAITING / _HOUR and passed < LONGEST:
        middle = passed + _STEP / 2
        coming = max(rates[(now + middle).hour], _lately(pace, middle)) * step
        waited += (unseen + coming / 2) * step
        unseen += coming
        passed += _STEP
    return max(SHORTEST, passed)


def rate(pace: FeedPace, hour: int) -> float:
    """Return how many times an hour something is found, at an hour of the day in UTC."""
    found, hours = pace.found or _NONE, pace.hours or _NONE
    return (POOLED_HOURS * _whole(pace) + found[hour]) / (POOLED_HOURS + hours[hour])


def a_day(pace: FeedPace) -> float:
    """Return how many times a day something is found."""
    return _DAY * _whole(pace)


def _whole(pace: FeedPace) -> float:
    """Return how many times an hour something is found, of the whole day."""
    return (PRIOR_FOUND + sum(pace.found)) / (PRIOR_HOURS + sum(pace.hours))


def _lately(pace: FeedPace, passed: timedelta) -> float:
    """Return how many times an hour something is found, by what came lately."""
    return pace.lately * math.log(2) / (LATELY / _HOUR) * _half(passed, LATELY)


def _forgotten(pace: FeedPace, passed: timedelta) -> FeedPace:
    kept = _half(passed, MEMORY)
    return FeedPace(
        found=tuple(kept * one for one in pace.found or _NONE),
        hours=tuple(kept * one for one in pace.hours or _NONE),
        lately=pace.lately * _half(passed, LATELY),
    )


def _half(passed: timedelta, life: timedelta) -> float:
    return float(0.5 ** (passed / life))


def _hours(since: datetime, until: datetime) -> Iterator[tuple[int, float]]:
    """Yield the hours of the day that a time touches, and how much of each, in hours."""
    while since < until:
        end = min(until, since.replace(minute=0, second=0, microsecond=0) + _HOUR)
        yield since.hour, (end - since) / _HOUR
        since = end
