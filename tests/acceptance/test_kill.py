"""kill -9 in the middle of crawl, discovery, rebuild and migration: nothing is lost, doubled or torn.

A quick run kills each twice; `make soak` kills 200 times in all.
"""

import random
import sqlite3
import time
from contextlib import closing

import pytest

from storage.backends.sqlite import SqliteArchive
from storage.backends.sqlite.schema import migrations
from tests.migrating import copied_back, migrate_and_kill
from tests.servers import Answer, page

LISTED = 12  #: articles that each feed lists, of which half are in the feed before it, too


def kills(many):
    """Take few kills of a small archive, or many of a larger one."""
    cases = [(2, 24), pytest.param(many, 60, marks=pytest.mark.soak)]
    return pytest.mark.parametrize(("kills", "pages"), cases)


def changing(site, pages):
    """Each visit of a page finds an edit in it."""
    counts = {}

    def route(asked):
        counts[asked.path] = counts.get(asked.path, 0) + 1
        return page(f"Visit {counts[asked.path]} to {asked.path} found this.", title=f"Report {asked.path}")

    for number in range(pages):
        site.routes[f"/p/{number}"] = route


def watch_all(desk, site, pages):
    changing(site, pages)
    (desk.folder / "list.txt").write_text("\n".join(site.url(f"/p/{number}") for number in range(pages)))
    desk.call("watch", "--from", "list.txt")


def run_and_kill(desk, chance, *arguments, commits):
    """Kill a command after some of its commits, at any point of the next; tell whether it was at work."""
    enough, seen = chance.randint(0, commits), -1
    with closing(sqlite3.connect(desk.folder / "stet.db")) as reader:
        version = None
        running = desk.start(*arguments)
        while running.poll() is None and seen < enough:
            found = reader.execute("PRAGMA data_version").fetchone()[0]
            seen, version = seen + (found != version), found
            time.sleep(0.001)
    time.sleep(chance.random() * 0.02)
    at_work = running.poll() is None
    running.kill()
    running.communicate()
    return at_work


def rows(desk, sql):
    with closing(sqlite3.connect(desk.folder / "stet.db")) as reader:
        return reader.execute(sql).fetchall()


def check(desk):
    """Verify the archive, and return how many there are of each noun."""
    with SqliteArchive(desk.folder / "stet.db", create=False) as archive:
        assert [] == list(archive.verify())
        return archive.count()


@kills(60)
def test_a_crawl_that_is_killed_leaves_whole_visits_only(desk, site, kills, pages):
    watch_all(desk, site, pages)
    chance = random.Random(kills)
    before = check(desk)
    for _ in range(kills):
        run_and_kill(desk, chance, "crawl", "--all", commits=pages * 2 // 3)
        after = check(desk)
        assert all(after[noun] >= before[noun] for noun in after), (before, after)
        before = after

    passed = desk.call("crawl", "--all", "--json").json
    assert {"read": pages} == passed["outcomes"]
    counted = check(desk)
    # Every read of a page that changes each time is a revision, and every one but the first an edit.
    assert counted["captures"] == counted["revisions"] == counted["edits"] + pages
    assert counted["captures"] > pages


def add_feeds(desk, site, first, many):
    """Add feeds of which each lists half of what the one before does, with other tails to the addresses."""
    for number in range(first, first + many):
        links = [
            site.url(f"/a/{entry}?utm_source=feed{number}")
            for entry in range(number * LISTED // 2, number * LISTED // 2 + LISTED)
        ]
        entries = "".join(f"<item><title>Report</title><link>{link}</link></item>" for link in links)
        text = f"<rss version='2.0'><channel><title>News {number}</title>{entries}</channel></rss>"
        headers = (("Content-Type", "application/rss+xml"),)
        site.routes[f"/feed/{number}"] = Answer(headers=headers, body=text.encode())
    addresses = [site.url(f"/feed/{number}") for number in range(first, first + many)]
    desk.call("feed", "add", "--later", *addresses)


def check_finds(desk):
    """A feed's visit is there with all that it found, or not at all; each article is one page."""
    listed = rows(
        desk,
        "SELECT f.last_visit_at IS NOT NULL, count(n.url), count(n.page_id) FROM feeds AS f "
        "LEFT JOIN finds AS n ON n.feed_id = f.id GROUP BY f.id",
    )
    assert {(0, 0, 0), (1, LISTED, LISTED)} >= set(listed)
    (found,) = rows(desk, "SELECT count(DISTINCT n.page_id), (SELECT count(*) FROM pages) FROM finds AS n")
    assert found[0] == found[1]
    return sum(visited for visited, _, _ in listed)


@kills(50)
def test_discovery_that_is_killed_leaves_whole_visits_to_feeds_only(desk, site, kills, pages):
    chance, visited = random.Random(kills), 0
    many = pages // 3
    for number in range(kills):
        add_feeds(desk, site, many * number, many)
        run_and_kill(desk, chance, "crawl", commits=many - 2)
        check(desk)
        before, visited = visited, check_finds(desk)
        assert before <= visited <= many * (number + 1)

    desk.call("crawl")
    check(desk)
    assert many * kills == check_finds(desk)
    assert [((many * kills + 1) * LISTED // 2,)] == rows(desk, "SELECT count(*) FROM pages")


def derived(desk):
    """Return what is derived, without numbers of rows that are given anew."""
    asked = (
        "SELECT page_id, number, gone, first_capture_id, last_capture_id, captures FROM revisions",
        "SELECT id, page_id, old_number, new_number, severity, signature FROM edits",
        "SELECT edit_id, field, kind, removed, added FROM changes",
        "SELECT edit_id, name, version FROM flags",
        "SELECT page_id, digest, rules, text FROM snapshots",
    )
    return [sorted(rows(desk, sql)) for sql in asked]


@kills(45)
def test_a_rebuild_that_is_killed_leaves_what_was_there(desk, site, kills, pages):
    watch_all(desk, site, pages)
    for _ in range(2):
        desk.call("crawl", "--all")
    before, there = check(desk), derived(desk)
    chance = random.Random(kills)
    at_work = 0
    for _ in range(kills):
        at_work += run_and_kill(desk, chance, "rebuild", commits=pages * 2 // 3)
        assert before == check(desk)
        assert there == derived(desk)

    assert at_work > 0
    assert {"pages": pages, "revisions": 2 * pages} == desk.call("rebuild", "--json").json
    assert before == check(desk)


@kills(45)
def test_a_migration_that_is_killed_half_way_leaves_the_old_archive(desk, site, kills, pages):
    watch_all(desk, site, pages)
    for _ in range(2):
        desk.call("crawl", "--all")
    before = check(desk)
    chance = random.Random(kills)
    names = [step.name for step in migrations._migrations]
    for _ in range(kills):
        applied = chance.randint(1, len(names) - 1)
        copied_back(desk.folder / "stet.db", desk.folder / "old.db", names[applied])
        facts = held(desk.folder / "old.db")

        migrate_and_kill(desk.folder / "old.db", chance.random())
        with closing(sqlite3.connect(desk.folder / "old.db")) as reader:
            done = [row[0] for row in reader.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
        assert names[:applied] == done
        assert facts == held(desk.folder / "old.db")

        with SqliteArchive(desk.folder / "old.db", create=False) as migrated:
            assert [] == list(migrated.verify())
            assert before == migrated.count()
        with closing(sqlite3.connect(desk.folder / "old.db")) as reader:
            done = [row[0] for row in reader.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
        assert names == done


def held(path):
    """Return the facts of an archive."""
    with closing(sqlite3.connect(path)) as reader:
        return [
            reader.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608 - names of ours
            for table in ("captures", "bodies", "reviews", "revisions", "snapshots")
        ]
