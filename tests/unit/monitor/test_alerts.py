"""What is told when something begins or ends."""

from dataclasses import replace

from monitor.alerts import page_alert, site_alert
from storage.model import Outcome, Page, PageState, Step, Visit
from storage.sites import SiteRest
from tests.records import NOON, at, capture, seen

PAGE = Page(
    id=3,
    url="https://paper.example/a",
    site="paper.example",
    state=PageState.WATCHED,
    added_at=NOON,
    next_visit_at=NOON,
)
FINE = SiteRest(site="paper.example")
FAILING = replace(FINE, failing=("page 1",), since=NOON, at=NOON, reason="http_503")
RESTING = replace(FAILING, until=at(15), pauses=1)


def test_a_site_is_told_of_when_it_begins_to_rest_and_when_it_works_again():
    assert "paper.example rests until 2026-03-02 12:15 UTC (http_503)" == site_alert(FAILING, RESTING)
    assert "paper.example works again; it failed since 2026-03-02 12:00 UTC" == site_alert(RESTING, FINE)


def test_nothing_is_told_where_nothing_began_or_ended():
    for before, after in ((FINE, FAILING), (RESTING, replace(RESTING, until=at(99))), (FAILING, FINE)):
        assert "" == site_alert(before, after)


def set_aside(page, reason):
    made = capture(page, 1, outcome=Outcome.SET_ASIDE, reason=reason)
    return Visit(page=replace(page, reason=reason), capture=made, step=Step.NONE)


def test_a_wall_is_told_of_once_and_when_it_is_gone():
    walled = replace(PAGE, reason="WallPage")

    assert "page 3 is behind a wall: https://paper.example/a" == page_alert(PAGE, set_aside(PAGE, "WallPage"))
    assert "" == page_alert(walled, set_aside(walled, "WallPage"))
    assert "page 3 is read again: https://paper.example/a" == page_alert(walled, seen(walled, 2))
    assert "" == page_alert(PAGE, seen(PAGE, 2))
    assert "" == page_alert(PAGE, set_aside(PAGE, "EmptyPage"))
