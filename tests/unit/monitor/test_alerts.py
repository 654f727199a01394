"""What is told when something begins or ends, and what is told of it later."""

import json
from dataclasses import replace

import pytest

from monitor.alerts import WALL, page_alert, site_alert, standing, told_by
from monitor.config import Config
from monitor.journal import ArchiveJournal
from monitor.rests import Rests
from monitor.service import Stet
from storage.backends import open_archive
from storage.model import Outcome, Page, PageState, Step, Visit
from storage.sites import SiteRest
from tests.newsroom import SEVEN, SIX, URL, Newsroom
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


# --- later


@pytest.fixture
def night(tmp_path):
    """An archive of a night in which a wall came and went, and a site failed twice; what was told of it."""
    told = []
    with open_archive(tmp_path / "stet.db") as archive:
        room = Newsroom(archive)
        rests = Rests(archive, lambda: NOON, told.append)
        room.journal = ArchiveJournal(archive, lambda *_: at(9999), lambda *_: None, rests=rests)
        pages = [room.watch(f"https://paper.example/{number}") for number in range(4)]
        other = room.watch("https://post.example/1")
        room.visit(other, 0, Outcome.SET_ASIDE, SIX, reason=WALL)
        for minute, page in enumerate(pages, 1):
            room.visit(page, minute, Outcome.READ, SIX)
        for begin in (10, 200):
            for minute, page in enumerate(pages, begin):
                room.visit(page, minute, Outcome.FAILED, status=503, reason="http_503")
            room.visit(pages[0], begin + 100, Outcome.NOT_MODIFIED, status=304)
        room.visit(pages[1], 400, Outcome.SET_ASIDE, SEVEN, reason=WALL)
        room.visit(pages[1], 401, Outcome.SET_ASIDE, SEVEN, reason=WALL)
        room.visit(pages[1], 402, Outcome.FAILED, reason="timeout")
        room.visit(pages[1], 403, Outcome.SET_ASIDE, SEVEN, reason=WALL)
        room.visit(other, 500, Outcome.READ, SIX)
        room.visit(pages[1], 501, Outcome.READ, SIX)
        room.visit(pages[2], 502, Outcome.SET_ASIDE, SEVEN, reason=WALL)
        room.visit(pages[2], 503, Outcome.SET_ASIDE, SEVEN, reason=WALL)
    return tmp_path / "stet.db", told


def since(path, minutes):
    with Stet(Config(), path, clock=lambda: at(600)) as stet:
        return list(stet.alerts_since(at(minutes)))


def test_what_visits_told_is_told_again_from_what_is_kept_of_them(night):
    path, told = night

    found = since(path, 0)

    assert 10 == len(told)
    assert told == [alert.line for alert in found]
    assert sorted(found, key=lambda alert: alert.at) == found
    assert {("paper.example", None), ("paper.example", 2), ("paper.example", 3), ("post.example", 5)} == {
        (alert.site, alert.page_id) for alert in found
    }


@pytest.mark.parametrize("minutes", [11, 12.5, 150, 300.5, 402.5, 500.5, 503, 9999])
def test_what_is_told_since_a_time_is_the_rest_of_it_all(night, minutes):
    path, _ = night

    assert [alert for alert in since(path, 0) if alert.at >= at(minutes)] == since(path, minutes)


def test_the_first_time_that_there_is_asks_for_all(night):
    path, told = night

    assert len(told) == len(since(path, (NOON.min.replace(tzinfo=NOON.tzinfo) - NOON).total_seconds() / 60))


def test_what_stands_is_told_with_since_when_it_does(night):
    path, _ = night
    with Stet(Config(), path, clock=lambda: at(600)) as stet:
        found = stet.standing_alerts()

    told = [("paper.example", 3, "page 3 is behind a wall: https://paper.example/2", at(502.01))]
    assert told == [(alert.site, alert.page_id, alert.line, alert.at) for alert in found]


def test_a_site_that_fails_stands_for_its_pages_until_it_is_read_again():
    walled = [(PAGE, at(3)), (replace(PAGE, id=4, site="post.example"), at(2))]
    resting, looked_at = (standing([RESTING], walled, at(minutes)) for minutes in (14, 16))

    assert ["paper.example rests until 2026-03-02 12:15 UTC (http_503)", "page 4 is behind"] == [
        resting[0].line,
        resting[1].line[:16],
    ]
    assert ["paper.example failed last (http_503): one visit looks at it next", resting[1].line] == [
        alert.line for alert in looked_at
    ]
    assert NOON == resting[0].at
    assert [] == standing([FAILING], [], at(14))


def test_a_rest_that_a_server_asks_for_is_told_by_its_answer():
    asked = capture(
        PAGE, 1, outcome=Outcome.FAILED, reason="http_429", status=429, headers=(("Retry-After", "600"),)
    )

    (alert,) = told_by([asked], lambda _: "", NOON)

    assert "paper.example rests until 2026-03-02 12:11 UTC (http_429)" == alert.line


# --- the command


@pytest.fixture
def walled(filled):
    """The archive with a page that was found behind a wall, after it was read."""
    with open_archive(filled / "stet.db") as archive:
        room = Newsroom(archive)
        room.visit(archive.page(1), 8, Outcome.SET_ASIDE, SEVEN, reason="WallPage")
    return filled


def test_alerts_tell_what_stands_now_and_what_began_since(call, walled):
    line = f"2026-03-02 12:08  page 1 is behind a wall: {URL}"

    assert f"now  {line}\n     {line}\n" == call("alerts", "--since", "2026-03-02").out
    later = call("alerts", "--since", "2026-03-03")
    assert (1, f"now  {line}\n") == (later.code, later.out)
    told = json.loads(call("alerts", "--since", "2026-03-02", "--json").out)
    assert {"now": [1], "lately": [1]} == {when: [one["page_id"] for one in told[when]] for when in told}


def test_without_alerts_that_is_said(call, filled):
    said = call("alerts", "--since", "2026-03-01")

    assert (0, "", "no alerts since 2026-03-01 00:00 UTC") == (said.code, said.out, said.line)
    assert 0 == call("alerts").code


def test_alerts_are_narrowed_by_site(call, walled):
    assert 1 == call("alerts", "--site", "paper.example").code
    with open_archive(walled / "stet.db") as archive:
        archive.add_page("https://post.example/1", "post.example", at(0))
    assert (0, "") == (
        call("alerts", "--site", "post.example").code,
        call("alerts", "--site", "post.example").out,
    )


@pytest.mark.parametrize(
    ("arguments", "told"), [(["--since", "soon"], "is no time"), (["--site", "x"], "no page")]
)
def test_alerts_of_what_is_unknown_are_a_mistake(call, filled, arguments, told):
    assert told in call("alerts", *arguments).line
