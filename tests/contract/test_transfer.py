"""What every backend promises of facts on their way to another archive: `storage.archive.Archive`."""

import pytest

from storage.asked import PageFilter
from storage.errors import NotFound
from storage.model import Review, Verdict
from tests.records import NOON, at, read, seen, snapshot


@pytest.fixture
def page(archive):
    return archive.add_page("https://paper.example/a", "paper.example", NOON)


def review(edit_id, minutes=10):
    return Review(edit_id=edit_id, verdict=Verdict.MINOR, note="n", reviewer="ada", at=at(minutes))


def test_captures_of_all_pages_come_as_they_were_stored(archive, page):
    other = archive.add_page("https://paper.example/b", "paper.example", NOON)
    made = snapshot("x")
    visits = [read(page, 5, b"a", made), read(other, 2, b"b", made), seen(page, 9)]
    numbers = [archive.commit_visit(visit) for visit in visits]

    assert numbers == [one.id for one in archive.every_capture()]
    assert [page.id, other.id, page.id] == [one.page_id for one in archive.every_capture()]


def test_a_capture_is_found_by_its_times(archive, page):
    archive.commit_visit(read(page, 1, b"a", snapshot("x")))
    wanted = archive.capture(archive.commit_visit(seen(page, 2)))

    assert wanted == archive.capture_of(page.id, wanted.requested_at, wanted.received_at)
    with pytest.raises(NotFound):
        archive.capture_of(page.id, wanted.requested_at, at(50))
    with pytest.raises(NotFound):
        archive.capture_of(99, wanted.requested_at, wanted.received_at)


def test_a_review_is_restored_once_also_where_its_capture_brings_no_edit(archive, page):
    capture_id = archive.commit_visit(read(page, 1, b"a", snapshot("x")))

    assert [True, False, True] == [
        archive.restore_review(one)
        for one in (review(capture_id), review(capture_id), review(capture_id, 11))
    ]
    assert [at(10), at(11)] == [one.at for one in archive.reviews(capture_id)]
    with pytest.raises(NotFound):
        archive.restore_review(review(99))


def test_a_moment_stands_still_while_another_writes(archive, opened, page):
    writer = opened()

    with archive.one_moment():
        before = list(archive.pages(PageFilter()))
        writer.add_page("https://paper.example/b", "paper.example", NOON)
        during = list(archive.pages(PageFilter()))

    assert before == during
    assert 2 == len(list(archive.pages(PageFilter())))
