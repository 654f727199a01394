"""How long a server asks to be left alone, and what it cannot make of that."""

from datetime import timedelta

import pytest

from crawler.retry_after import LONGEST, asked_wait
from tests.records import NOON

DATE = "Mon, 02 Mar 2026 12:00:00 GMT"


def asked(value, status=429, date=""):
    return asked_wait(status, {"retry-after": value, "date": date}, NOON)


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        ("120", 2),
        (" 60 ", 1),
        ("Mon, 02 Mar 2026 12:30:00 GMT", 30),
        ("Monday, 02-Mar-26 12:30:00 GMT", 30),
        ("Mon Mar  2 12:30:00 2026", 30),
    ],
)
def test_seconds_and_dates_are_read(value, minutes):
    assert timedelta(minutes=minutes) == asked(value) == asked(value, 503)


def test_a_date_is_taken_by_the_servers_own_clock():
    assert timedelta(minutes=5) == asked(
        "Mon, 02 Mar 2020 12:05:00 GMT", date="Mon, 02 Mar 2020 12:00:00 GMT"
    )


@pytest.mark.parametrize("value", ["99999999", "9" * 64, "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_years_are_a_day(value):
    assert LONGEST == asked(value)
    assert LONGEST == asked(value, date=DATE)


@pytest.mark.parametrize(
    "value",
    [
        *("", "0", "-5", "1.5", "1e9", "+5", "soon", "²", "\N{ARABIC-INDIC DIGIT FIVE}", "9" * 65, "5, 10"),
        *("\0", "Mon", "Mon, 99 Foo 99999 99:99:99 GMT", "Mon, 02 Mar 2026 11:00:00 GMT", DATE),
        "Fri, 31 Dec 9999 23:59:59 -2359",
        *("Mon, 02 Mar 99999999 12:00:00 GMT", "Thu, 01 Jan 0001 00:00:00 +2359", "x" * 10_000, "," * 60),
        "Mon, 02 Mar 2026 12:30:00 GMT" + " " * 5_000 + "x",
    ],
)
def test_nothing_comes_of_what_is_no_time_to_come(value):
    assert asked(value) is None


def test_a_hostile_date_of_the_server_does_no_harm():
    assert LONGEST == asked(DATE, date="Thu, 01 Jan 0001 00:00:00 GMT")
    assert asked(DATE, date="Fri, 31 Dec 9999 23:59:59 GMT") is None
    assert timedelta(minutes=30) == asked("Mon, 02 Mar 2026 12:30:00 GMT", date="x" * 10_000)


@pytest.mark.parametrize("status", [200, 301, 404, 500, 502])
def test_other_answers_ask_for_nothing(status):
    assert asked("120", status) is None
