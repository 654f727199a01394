"""What every backend promises of sites that are left alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

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
