from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.revisit import LONGEST, LONGEST_RETRY, Rhythm
from storage.model import PageState
from tests.records import NOON
from tests.unit.monitor.test_visits import PAGE


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [(0, 15), (2, 15), (4, 60), (30, 180), (24 * 8, 3 * 24 * 60), (24 * 31, 30 * 24 * 60)],
)
def test_the_longer_a_page_stands_the_seldomer_it_is_visited(hours, minutes):
    now = NOON + timedelta(hours=hours)

    assert now + timedelta(minutes=minutes) == Rhythm().next_visit_at(PAGE, now)


def test_an_edit_makes_a_page_new_again():
    now = NOON + timedelta(days=40)
    page = replace(PAGE, last_edit_at=now - timedelta(minutes=1))

    assert now + timedelta(minutes=15) == Rhythm().next_visit_at(page, now)


def test_a_paused_page_is_not_visited():
    assert Rhythm().next_visit_at(replace(PAGE, state=PageState.PAUSED), NOON) is None


def test_a_miss_is_confirmed_soon_and_a_failure_tried_less_and_less():
    waits = [
        Rhythm().next_visit_at(replace(PAGE, failures=failures), NOON) - NOON for failures in (1, 2, 3, 30)
    ]

    assert [timedelta(minutes=15), timedelta(minutes=30), timedelta(minutes=60), LONGEST_RETRY] == waits
    assert NOON + timedelta(minutes=15) == Rhythm().next_visit_at(replace(PAGE, missing=1), NOON)


@given(st.integers(-(10**6), 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_next_visit_is_always_ahead_and_never_never(minutes, failures, missing):
    """Also where the clock was set back or forward."""
    page = replace(PAGE, failures=failures, missing=missing)
    now = NOON + timedelta(minutes=minutes)

    wait = Rhythm().next_visit_at(page, now) - now

    assert timedelta(minutes=15) <= wait <= LONGEST
