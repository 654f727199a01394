"""What people mean by the times that they write."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from monitor.times import read_time
from storage.errors import Mistake

NOW = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-02-28", "2026-02-28"), ("yesterday", "2026-03-01"), (" Today ", "2026-03-02")],
)
def test_a_day_is_meant_as_a_whole(text, day):
    first = datetime.fromisoformat(f"{day}T00:00Z")

    found = read_time(text, NOW)

    assert (first, first + DAY) == (found.first, found.after)
    assert first + DAY - timedelta(microseconds=1) == found.last


@pytest.mark.parametrize("text", ["2026-03-02T14:30", "2026-03-02T16:30+02:00", "2026-03-02 14:30"])
def test_a_moment_is_meant_as_it_is(text):
    found = read_time(text, NOW)

    assert [datetime(2026, 3, 2, 14, 30, tzinfo=UTC)] * 2 == [found.first, found.after]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2026-03-02T14:30", "14:30:59.999999"),
        ("2026-03-02 14:30", "14:30:59.999999"),
        ("2026-03-02T1430Z", "14:30:59.999999"),
        ("2026-03-02T16:30+02:00", "14:30:59.999999"),
        ("2026-03-02T14:30:00", "14:30:00"),
        ("2026-03-02T14:30:07.5", "14:30:07.500000"),
        ("2026-03-02T14", "14:00:00"),
    ],
)
def test_at_a_minute_reaches_to_its_end(text, last):
    assert datetime.fromisoformat(f"2026-03-02T{last}Z") == read_time(text, NOW).last


def test_today_is_the_day_in_utc_whatever_zone_the_clock_tells():
    new_york = NOW.astimezone(timezone(timedelta(hours=-5)))

    assert read_time("today", NOW) == read_time("today", new_york)


def test_the_last_day_that_there_is_has_an_end():
    assert 9999 == read_time("9999-12-31", NOW).after.year
    assert 9999 == read_time("9999-12-31T23:59", NOW).last.year


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13-01", "2026-03-02T25:00", "0001-01-01T00:00+14:00", "2", "١٢", "1e9", "\x1b"]
)
def test_what_is_no_time_is_a_mistake_that_says_what_to_write(text):
    with pytest.raises(Mistake, match="is no time: write 2026-03-02, 2026-03-02T14:30, today"):
        read_time(text, NOW)
