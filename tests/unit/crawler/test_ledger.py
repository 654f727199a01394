"""What is handed to the journal, and when."""

import asyncio

import pytest

from crawler.failures import STOPPED
from crawler.pipelines import TOGETHER, Ledger, failed
from crawler.visit import Errand
from storage.errors import DiskFull


class Journal:
    """Keeps what it is told at once, until its disk is full."""

    def __init__(self, room=99):
        self.told = []
        self.heard = asyncio.Semaphore(0)
        self.room = room

    def record(self, *visits):
        if len(self.told) == self.room:
            raise DiskFull
        self.told.append([visit.errand.page_id for visit in visits])
        self.heard.release()


def ended(page_id, reason="timeout"):
    return failed(Errand(page_id=page_id, url="https://paper.example/"), "https://paper.example/", {}, reason)


def run(script):
    async def main():
        await asyncio.wait_for(script(), 30)

    asyncio.run(main())


def test_visits_that_end_together_are_handed_over_together_and_the_next_after_them():
    journal = Journal()

    async def script():
        ledger = Ledger(journal)
        for page_id in (1, 2, 3):
            ledger.record(ended(page_id))
        assert [] == journal.told
        await journal.heard.acquire()
        ledger.record(ended(4))
        await journal.heard.acquire()

    run(script)
    assert [[1, 2, 3], [4]] == journal.told


def test_what_is_handed_over_at_once_is_not_handed_over_again():
    journal = Journal()

    async def script():
        ledger = Ledger(journal)
        ledger.record(ended(1))
        ledger.hand_over()
        ledger.record(ended(2))
        await asyncio.sleep(5 * TOGETHER)

    run(script)
    assert [[1], [2]] == journal.told


def test_a_visit_that_was_dropped_is_not_recorded_and_makes_room():
    journal = Journal()

    async def script():
        ledger = Ledger(journal)
        for _ in range(ledger.room._value):
            await ledger.room.acquire()
        ledger.record(ended(1, STOPPED))
        ledger.hand_over()
        await ledger.room.acquire()

    run(script)
    assert [] == journal.told


@pytest.mark.parametrize("room", [0, 1])
def test_the_first_error_of_the_journal_is_kept_and_nothing_recorded_after_it(room):
    journal = Journal(room)

    async def script():
        ledger = Ledger(journal)
        for page_id in range(room + 2):
            ledger.record(ended(page_id))
            ledger.hand_over()
        await ledger.broken.wait()
        assert isinstance(ledger.error, DiskFull)

    run(script)
    assert [[page_id] for page_id in range(room)] == journal.told
