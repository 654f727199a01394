"""A clock that is set, and nights on which local time jumps: no storm of visits, and no standstill."""

import asyncio
import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.config import Config, CrawlSection, VisitSection
from monitor.feeds import add
from monitor.revisits import Revisits
from monitor.schedule import Schedule
from storage.backends import open_archive
from tests.records import NOON, read, snapshot

PAGES, BUDGET = 400, 120
TICK = timedelta(minutes=1)


class World:
    """Ticks of the service over many pages, by a clock that can be set."""

    def __init__(self, archive):
        self.archive = archive
        self.now = NOON
        visit = VisitSection(per_hour=BUDGET, tick=TICK.total_seconds(), shortest=1)
        self.revisits = Revisits(archive, Config(visit=visit, crawl=CrawlSection(delay=0)))
        self.made = []  #: visits of each tick
        for number in range(PAGES):
            archive.add_page(f"https://paper.example/{number}", "paper.example", NOON)

    def tick(self):
        due = self.revisits.due(self.now)
        for page in due:
            visit = read(page, 0, f"<p>{page.id}</p>".encode(), snapshot(f"It cost {page.id} million."))
            made = replace(visit.capture, requested_at=self.now, received_at=self.now + self.step())
            visit = replace(visit, capture=made, page=replace(visit.page, last_visit_at=made.received_at))
            if self.archive.revisions(page.id):
                visit = replace(visit, step=type(visit.step).AGAIN, snapshot=None)
            self.archive.commit_visit(self.revisits.learn(visit))
        self.made.append(len(due))
        self.now += TICK

    def step(self):
        """Times of visits differ, as they do."""
        return timedelta(milliseconds=1 + self.archive.last_capture_id() % 1000)

    def run(self, minutes):
        for _ in range(minutes):
            self.tick()


@pytest.fixture
def world(tmp_path):
    with open_archive(tmp_path / "stet.db", create=True) as archive:
        yield World(archive)


@pytest.mark.parametrize("days", [-1, 1, -400])
@pytest.mark.parametrize("ran", [20, 130])
def test_a_clock_that_is_set_brings_no_storm_and_no_standstill(world, ran, days):
    world.run(ran)
    world.now += timedelta(days=days)
    world.run(90)

    hours = [sum(world.made[begin : begin + 60]) for begin in range(len(world.made) - 59)]
    # What was made before cannot be told from what was made long ago: a quarter of an hour's share at most.
    assert max(hours) <= BUDGET * 1.25 + 1
    assert max(world.made) <= BUDGET / 4 + 1
    assert sum(world.made[ran : ran + 2]) > 0
    assert sum(world.made[ran:]) >= BUDGET


@pytest.mark.parametrize("days", [-1, 1])
def test_a_feed_is_visited_again_after_the_clock_was_set(tmp_path, days):
    with open_archive(tmp_path / "stet.db", create=True) as archive:
        feed, _ = add(archive, "https://paper.example/feed", NOON)
        after = replace(feed, last_visit_at=NOON, next_visit_at=NOON + timedelta(minutes=15))
        archive.commit_feed_visit(after, [])

        assert [] == list(archive.feeds(due_at=NOON + TICK))
        assert [feed.id] == [one.id for one in archive.feeds(due_at=NOON + timedelta(days=days))]


@pytest.fixture
def berlin(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    os.environ.pop("TZ")
    time.tzset()


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)])
def test_a_night_on_which_summer_time_begins_or_ends_has_as_many_ticks_as_others(berlin, month, day):
    night = datetime(2026, month, day, 0, 30, tzinfo=UTC)

    async def job():
        return

    async def ticks():
        schedule = Schedule(lambda _: None)
        schedule.every(60, job, name="tick")
        schedule.start()
        (made,) = schedule._scheduler.get_jobs()
        schedule.stop()
        last, count = night, 0
        while last < night + timedelta(hours=2):
            last = made.trigger.get_next_fire_time(last, last)
            count += 1
        return count

    assert 120 == asyncio.run(ticks())


@pytest.mark.parametrize("days", [-1, 1])
def test_the_schedule_goes_on_when_the_clock_is_set(monkeypatch, days):
    shift = timedelta(0)

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + shift

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Clock)
    monkeypatch.setattr("apscheduler.executors.base.datetime", Clock)
    monkeypatch.setattr("monitor.schedule.datetime", Clock)
    ran = 0

    async def job():
        nonlocal ran
        ran += 1

    async def run():
        nonlocal shift
        schedule = Schedule(lambda _: None)
        schedule.every(0.05, job, name="tick")
        schedule.start()
        await _until(lambda: ran >= 3)
        shift = timedelta(days=days)
        before = ran
        await _until(lambda: ran >= before + 5)
        schedule.stop()
        return ran - before

    # Going on is one tick after another, not all of a day at once.
    assert 5 <= asyncio.run(run()) < 50


async def _until(over):
    async with asyncio.timeout(20):
        while not over():  # noqa: ASYNC110 - no event tells it
            await asyncio.sleep(0.01)
