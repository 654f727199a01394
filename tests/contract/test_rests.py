"""What every backend promises of sites that are left alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.model import PageState
from storage.sites import Feed, SiteRest
from tests.records import NOON, at, read, seen, snapshot

SITE = "paper.example"
REST = SiteRest(
    site=SITE,
    failing=("page 1", "feed 2"),
    pauses=2,
    since=at(-60),
    at=NOON,
    until=at(30),
    reason="http_503",
)


@pytest.fixture
def page(archive):
    return archive.add_page("https://paper.example/bridge", SITE, at(-5))


def first(page):
    return read(page, 1, b"<p>six</p>", snapshot("six"))


def may_be_visited(archive, now):
    return [one[0] for one in archive.candidates(now, timedelta(0), 10)]


def test_nothing_rests_at_first(archive):
    assert [] == archive.rests()


def test_a_rest_is_stored_with_its_visit_and_read_by_another_connection(opened, archive, page):
    archive.commit_visit(first(page), REST)
    failing = replace(REST, site="a.example", until=None)
    archive.store_rest(failing)

    assert [failing, REST] == archive.rests() == opened().rests()


def test_a_rest_takes_the_place_of_what_was_stored_and_goes_when_nothing_fails(archive, page):
    archive.store_rest(REST)
    longer = replace(REST, until=at(60), pauses=3)
    archive.commit_visit(first(page), longer)
    assert [longer] == archive.rests()

    archive.commit_visit(seen(page, 2))
    assert [longer] == archive.rests()

    archive.commit_visit(seen(page, 3), SiteRest(site=SITE))
    assert [] == archive.rests()


def test_a_rest_is_stored_with_its_visit_or_not_at_all(archive, page):
    with pytest.raises(Exception, match="no revision"):
        archive.commit_visit(seen(page, 1), REST)

    assert [] == archive.rests()


def test_a_rest_is_stored_with_the_visit_of_a_feed(archive):
    feed = archive.add_feed(
        Feed(id=0, url="https://paper.example/f", site=SITE, added_at=NOON, next_visit_at=NOON)
    )
    archive.commit_feed_visit(feed, [], REST)
    assert [REST] == archive.rests()

    with pytest.raises(KeyboardInterrupt):
        archive.commit_feed_visit(feed, broken(), SiteRest(site=SITE))
    assert [REST] == archive.rests()


def broken():
    raise KeyboardInterrupt
    yield


def test_pages_and_feeds_of_a_site_that_rests_are_not_due(archive, page):
    other = archive.add_page("https://other.example/", "other.example", at(-5))
    feed = archive.add_feed(
        Feed(id=0, url="https://paper.example/f", site=SITE, added_at=NOON, next_visit_at=NOON)
    )
    archive.store_rest(REST)

    assert [[other.id], [page.id, other.id]] == [may_be_visited(archive, now) for now in (at(29), at(30))]
    assert [[], [feed]] == [list(archive.feeds(due_at=now)) for now in (at(29), at(30))]


@pytest.mark.parametrize(
    "stored", [REST, replace(REST, until=NOON + timedelta(days=9999)), replace(REST, until=None)]
)
@pytest.mark.parametrize("hours", [-9000, -25, -24, -0.1, -0.05, 0, 0.4, 0.6, 23.9, 24, 25, 9000])
def test_the_archive_says_as_the_record_does_what_rests(archive, page, stored, hours):
    archive.store_rest(stored)
    archive.set_state(page.id, page.state, NOON - timedelta(days=999))
    now = NOON + timedelta(hours=hours)

    assert stored.resting(now) == (may_be_visited(archive, now) == [])


def test_a_site_that_was_left_alone_is_to_be_looked_at_once_its_rest_is_over(archive):
    archive.store_rest(REST)
    archive.store_rest(replace(REST, site="failing.example", until=None))

    assert [{}, {SITE: REST.failing}] == [archive.looked_at(now) for now in (at(29), at(30))]


def test_however_many_pages_of_sites_that_rest_are_due_others_are_visited(archive, monkeypatch):
    monkeypatch.setattr("storage.backends.sqlite.due._LOOKED_THROUGH", 3)
    archive.store_rest(REST)
    sites = [SITE] * 5 + ["a.example", "z.example"] + [SITE] * 5
    pages = [archive.add_page(f"https://{s}/{n}", s, at(n - 20)) for n, s in enumerate(sites)]
    paused = archive.add_page("https://a.example/paused", "a.example", at(-20))
    archive.set_state(paused.id, PageState.PAUSED, at(-20))

    assert {pages[5].id, pages[6].id} == set(may_be_visited(archive, at(1)))
    assert 12 == len(archive.candidates(at(30), timedelta(0), 20))


def test_from_minute_to_minute_other_sites_come_first(archive, monkeypatch):
    for name in ("_LOOKED_THROUGH", "_SITES_VISITED"):
        monkeypatch.setattr(f"storage.backends.sqlite.due.{name}", 1)
    archive.store_rest(REST)
    for number, site in enumerate([SITE, "a.example", "b.example", "c.example", SITE]):
        archive.add_page(f"https://{site}/{number}", site, at(number - 20))

    seen = [may_be_visited(archive, at(minute)) for minute in range(9)]

    assert {(2,), (3,), (4,)} == {tuple(ids) for ids in seen}
