"""kill -9 in the middle of a crawl: nothing is lost, doubled or torn."""

import random
import sqlite3
import time

import pytest

from tests.servers import page

PAGES = 60


def changing(site):
    """Each visit of a page finds an edit in it."""
    counts = {}

    def route(asked):
        counts[asked.path] = counts.get(asked.path, 0) + 1
        return page(f"Visit {counts[asked.path]} to {asked.path} found this.", title=f"Report {asked.path}")

    for number in range(PAGES):
        site.routes[f"/p/{number}"] = route


def stored(desk):
    """Return how many visits the archive holds, while a crawl writes."""
    reader = sqlite3.connect(desk.folder / "stet.db")
    try:
        return reader.execute("SELECT count(*) FROM captures").fetchone()[0]
    finally:
        reader.close()


def crawl_and_kill(desk, chance):
    """Kill a crawl after some of its visits were stored."""
    enough = stored(desk) + chance.randint(0, PAGES - 20)
    running = desk.start("crawl", "--all")
    while running.poll() is None and stored(desk) < enough:
        time.sleep(0.002)
    time.sleep(chance.random() * 0.02)
    running.kill()
    running.communicate()


def check(desk):
    verified = desk.call("verify", "--json")
    assert [] == verified.json["problems"]
    return verified.json["counted"]


@pytest.mark.parametrize(
    "kills", [3, pytest.param(10, marks=pytest.mark.soak), pytest.param(200, marks=pytest.mark.soak)]
)
def test_a_crawl_that_is_killed_leaves_whole_visits_only(desk, site, kills):
    changing(site)
    (desk.folder / "list.txt").write_text("\n".join(site.url(f"/p/{number}") for number in range(PAGES)))
    desk.call("watch", "--from", "list.txt")
    chance = random.Random(kills)
    before = check(desk)
    for _ in range(kills):
        crawl_and_kill(desk, chance)
        after = check(desk)
        assert all(after[noun] >= before[noun] for noun in after), (before, after)
        before = after

    passed = desk.call("crawl", "--all", "--json").json
    assert {"read": PAGES} == passed["outcomes"]
    counted = check(desk)
    # Every read of a page that changes each time is a revision, and every one but the first an edit.
    assert counted["captures"] == counted["revisions"] == counted["edits"] + PAGES
    assert counted["captures"] > PAGES
