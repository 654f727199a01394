"""What every backend promises of pages that are one article: `storage.archive.Archive`."""

from dataclasses import replace

import pytest

from storage.asked import PageFilter
from storage.errors import NotFound
from storage.model import Outcome, PageState, Step, Visit
from tests.records import NOON, at, capture, edit, read, snapshot

URL = "https://paper.example/"


@pytest.fixture
def pages(archive):
    return [archive.add_page(f"{URL}{path}", "paper.example", NOON) for path in "abc"]


def put(archive, page, minutes=1, **more):
    """Store a page as it is after a visit that said nothing of its article."""
    after = replace(page, **more)
    archive.commit_visit(
        Visit(page=after, capture=capture(page, minutes, outcome=Outcome.NOT_MODIFIED), step=Step.NONE)
    )
    return after


def retired(archive, page, same_as):
    return put(archive, page, state=PageState.SAME, same_as=same_as.id, next_visit_at=None)


def test_pages_of_one_place_are_found_but_for_those_that_are_the_same_or_apart(archive, pages):
    one, two, three = (put(archive, page, place="paper.example/a") for page in pages)
    archive.set_state(three.id, PageState.PAUSED, None)
    assert [one.id, two.id, three.id] == [page.id for page in archive.pages_at("paper.example/a", 8)]
    assert [one.id, two.id] == [page.id for page in archive.pages_at("paper.example/a", 2)]

    retired(archive, two, one)
    archive.set_apart(three.id, at(5))

    assert [one.id] == [page.id for page in archive.pages_at("paper.example/a", 8)]
    assert [] == archive.pages_at("", 8)


def test_a_page_that_is_the_same_is_never_due_and_keeps_its_captures(archive, pages):
    one, two, _ = pages
    after = retired(archive, two, one)

    assert after == archive.page(two.id)
    assert two.id not in [page.id for page in archive.pages(PageFilter(due_at=at(99)))]
    assert 1 == len(list(archive.captures(two.id)))


def test_a_page_set_apart_is_watched_and_stays_apart(archive, pages):
    one, two, _ = pages
    retired(archive, two, one)

    archive.set_apart(two.id, at(5))
    archive.set_state(two.id, PageState.PAUSED, None)
    archive.set_state(two.id, PageState.WATCHED, at(6))

    found = archive.page(two.id)
    assert (PageState.WATCHED, two.id, at(6)) == (found.state, found.same_as, found.next_visit_at)
    with pytest.raises(NotFound):
        archive.set_apart(99, at(5))


def test_a_page_that_is_paused_is_the_same_as_no_other(archive, pages):
    one, two, _ = pages
    retired(archive, two, one)

    archive.set_state(two.id, PageState.PAUSED, None)

    assert archive.page(two.id).same_as is None


def test_those_that_are_the_same_follow_a_page_that_becomes_so_itself(archive, pages):
    one, two, three = pages
    retired(archive, three, two)

    retired(archive, two, one)

    assert [one.id, one.id] == [archive.page(page.id).same_as for page in (two, three)]


def test_when_a_page_goes_those_that_were_the_same_are_due(archive, pages):
    one, two, _ = pages
    archive.commit_visit(read(one, 1, b"<p>a</p>", snapshot("A")))
    retired(archive, two, one)
    gone = capture(one, 3, outcome=Outcome.MISSING, status=404)

    archive.commit_visit(
        Visit(page=replace(one, state=PageState.GONE), capture=gone, step=Step.GONE, edit=edit(one, 2, 3))
    )

    found = archive.page(two.id)
    assert (PageState.SAME, gone.received_at) == (found.state, found.next_visit_at)


def test_a_forgotten_article_does_not_come_back_by_another_address(archive, pages):
    one, two, _ = pages
    retired(archive, two, one)

    archive.forget(one.id)

    found = archive.page(two.id)
    assert (PageState.PAUSED, None, None) == (found.state, found.same_as, found.next_visit_at)
    assert [] == list(archive.verify())


def test_what_was_tried_of_a_site_is_told_newest_first(archive, pages):
    one, two, three = pages
    four = archive.add_page(f"{URL}d", "paper.example", NOON)
    archive.add_page("https://other.example/", "other.example", NOON)
    archive.commit_visit(read(replace(one, body_sha256="0"), 1, b"<p>a</p>", snapshot("A")))
    for page, outcome in ((two, Outcome.SET_ASIDE), (three, Outcome.FAILED)):
        told = capture(page, 2, outcome=outcome)
        archive.commit_visit(Visit(page=page, capture=told, step=Step.NONE))

    assert [(two.url, False), (one.url, True)] == archive.tried("paper.example", 9)
    assert [] == archive.tried("paper.example", 1)
    assert four.last_visit_at is None
