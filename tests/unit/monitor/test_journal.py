"""Visits that end together are stored together; one that cannot be stored takes no other with it."""

import itertools
from datetime import timedelta

import pytest

from crawler.visit import Errand, Fetched
from monitor import journal as journals
from monitor.journal import ArchiveJournal
from monitor.rests import Rests
from storage.backends import open_archive
from storage.errors import ArchiveBusy, NotFound
from storage.model import Outcome
from tests.records import NOON, at

SITE = "paper.example"


@pytest.fixture
def archive(tmp_path):
    with open_archive(tmp_path / "stet.db") as opened:
        yield opened


@pytest.fixture
def told():
    return []


@pytest.fixture
def journal(archive, told):
    rests = Rests(archive, lambda: NOON, lambda line: told.append(line.split()[1]))
    return ArchiveJournal(
        archive, lambda *_: at(500), lambda visit, _: told.append(visit.page.id), rests=rests
    )


def watch(archive, many):
    return [archive.add_page(f"https://{SITE}/{number}", SITE, NOON) for number in range(many)]


def unanswered(page, wait=None):
    return Fetched(
        errand=Errand(page_id=page.id, url=page.url),
        requested_at=at(1),
        received_at=at(2),
        final_url=page.url,
        outcome=Outcome.FAILED,
        reason="http_503",
        status=503,
        retry_after=wait,
    )


def test_what_is_stored_together_is_told_once_all_of_it_is_stored(archive, journal, told):
    pages = watch(archive, 3)
    journal.record(*map(unanswered, pages))

    assert [1, 2, "rests", 3] == told
    assert [1, 1, 1] == [archive.page(page.id).failures for page in pages]


def test_each_visit_knows_what_the_one_before_it_found(archive, journal):
    (page,) = watch(archive, 1)
    journal.record(unanswered(page), unanswered(page))

    assert 2 == archive.page(page.id).failures


def test_a_visit_that_cannot_be_stored_takes_no_other_with_it(archive, journal, told):
    first, second, third, fourth = watch(archive, 4)
    archive.forget(third.id)
    with pytest.raises(NotFound):
        journal.record(*map(unanswered, (first, second, third, fourth)))

    assert [1, 2] == told
    assert [1, 1, 0] == [archive.page(page.id).failures for page in (first, second, fourth)]
    assert ("page 1", "page 2") == archive.rests()[0].failing


def test_what_an_archive_that_is_busy_does_not_take_is_not_tried_one_by_one(archive, told, monkeypatch):
    asked = []

    def busy():
        asked.append(1)
        raise ArchiveBusy("another program holds it")

    monkeypatch.setattr(archive, "together", busy)
    journal = ArchiveJournal(archive, lambda *_: None, lambda *_: told.append("stored"))
    with pytest.raises(ArchiveBusy):
        journal.record(*map(unanswered, watch(archive, 3)))

    assert [1] == asked
    assert [] == told


def test_other_writers_do_not_wait_for_all_visits_that_end_together(archive, journal, told, monkeypatch):
    clock = itertools.count(step=journals.LOCKED / 2)
    monkeypatch.setattr(journals, "monotonic", lambda: next(clock))
    began = []
    together = archive.together
    monkeypatch.setattr(archive, "together", lambda: began.append(len(told)) or together())
    pages = watch(archive, 3)
    journal.record(*map(unanswered, pages))

    assert [0, 1, 2] == began
    assert [1, 2, "rests", 3] == told


def test_a_site_that_asks_for_rest_is_told_of_once(archive, journal, told):
    pages = watch(archive, 2)
    journal.record(*(unanswered(page, timedelta(hours=1)) for page in pages))

    assert ["rests", 1, 2] == told
