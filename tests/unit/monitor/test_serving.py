"""The service's ticks over an archive that cannot be written for a while; no reactor, no network."""

import asyncio
import itertools
import os
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlite_utils.utils import sqlite3

from crawler.visit import Body, Errand, Fetched
from monitor.config import Config, VisitSection
from monitor.service import Stet
from monitor.serving import Announcer, serve
from storage.model import Outcome
from tests.records import NOON, article

PAGES = 5


class Unplugged(Stet):
    """Makes its visits by itself: each finds other words."""

    asked = 0

    async def visit(self, pages, on_visit, *_):
        journal = self.journal(on_visit)
        for page in pages:
            self.asked += 1
            content = os.urandom(100_000)
            journal.record(
                Fetched(
                    errand=Errand(page_id=page.id, url=page.url),
                    requested_at=self.now(),
                    received_at=self.now(),
                    final_url=page.url,
                    outcome=Outcome.READ,
                    status=200,
                    body=Body(content=content, url=page.url),
                    article=article(f"It cost {self.asked} millions. " * 20),
                )
            )


@pytest.fixture
def stet(tmp_path):
    config = Config(visit=VisitSection(tick=0.1, shortest=0))
    minutes = itertools.count()
    with Unplugged(
        config, tmp_path / "stet.db", create=True, clock=lambda: NOON + timedelta(hours=next(minutes))
    ) as opened:
        for number in range(PAGES):
            opened.watch(f"https://paper.example/{number}")
        yield opened


def serve_until(stet, over):
    """Serve until `over` holds of what was told so far; return it."""
    told = []

    async def run():
        announcer = Announcer(
            visit=lambda *_: None,
            passed=lambda tally: told.append(tally.summary()),
            trouble=lambda line: told.append(f"! {line}"),
            address=lambda _: None,
            alert=lambda _: None,
        )
        service = asyncio.ensure_future(serve(stet, announcer, web=None))
        async with asyncio.timeout(20):
            while not over(told):  # noqa: ASYNC110 - no event tells it
                await asyncio.sleep(0.01)
        service.cancel()
        await asyncio.gather(service, return_exceptions=True)

    asyncio.run(run())
    return told


@contextmanager
def full_disk(stet):
    db = stet.archive._db.conn
    db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
    yield lambda: db.execute("PRAGMA max_page_count = 1000000")


@contextmanager
def locked(stet):
    stet.archive._db.execute("PRAGMA busy_timeout = 20")
    holder = sqlite3.connect(stet.path)
    holder.execute("BEGIN IMMEDIATE")
    yield holder.rollback
    holder.close()


@pytest.mark.parametrize(("hindrance", "said"), [(full_disk, "make room"), (locked, "another program")])
def test_a_visit_that_cannot_be_stored_is_told_once_and_made_again(stet, hindrance, said):
    before = stet.archive.count()
    with hindrance(stet) as clear:
        # One attempt, and then one page a tick: whoever serves the pages is not asked in vain for all.
        told = serve_until(stet, lambda _: stet.asked >= 4)
        assert before == stet.archive.count()
        assert 1 == len(told)
        assert told[0].startswith("! ")
        assert said in told[0]
        clear()

    told = serve_until(stet, lambda told: len(told) > 0)
    assert PAGES <= stet.archive.count()["captures"]
    assert not told[0].startswith("!")
    assert [] == list(stet.verify())


def test_the_end_of_a_trouble_is_told_once(stet):
    with full_disk(stet) as clear:

        def over(told):
            if stet.asked == 3:
                clear()
            return len(told) >= 4

        told = serve_until(stet, over)

    assert [True, True, False, False] == [line.startswith("!") for line in told[:4]]
    assert "! visits are stored again" == told[1]
    assert told[2].startswith("1 visits")
    assert told[3].startswith(f"{PAGES - 1} visits") or told[3].startswith(f"{PAGES} visits")
