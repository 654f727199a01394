"""What it costs to choose what to visit now, in an archive of a million pages.

    python -m tests.benchmarks.bench_tick [--pages 1000000] [--due 5000] [--keep FILE]

The archive is made up: pages of 500 sites, each visited a few times, some thousands of them due.
Printed are the median, the best and the worst of many calls of `monitor.revisits.Revisits.due`, in
milliseconds of processor time, and what its parts take: the choice (the budget, the index query, the
ranking), which is to take 5 ms at most, and the reading of the chosen pages.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from monitor.config import Config, VisitSection
from monitor.revisit import Aim
from monitor.revisits import CANDIDATES, Revisits
from storage.backends import open_archive
from storage.backends.sqlite.rows import text

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SITES = 500
VISITS = 3_000  #: in the last hour, of a budget of 3,600
GOAL = 5.0  # milliseconds
_HOUR = 3600.0


def fill(archive, pages: int, due: int, host: str = "") -> None:
    """Make up an archive: `due` of its pages may be visited now, a tenth of these were never read.

    All pages are at `host` where one is given.
    """
    rng = random.Random(1)
    with archive._writing():
        archive._db.conn.executemany(
            """INSERT INTO pages
               VALUES (?, ?, ?, 'watched', ?, ?, ?, NULL, '"e"', '', ?, 0, 0, 'Bridge', '')""",
            _pages(rng, pages, due, host),
        )
        archive._db.conn.executemany("INSERT INTO rates VALUES (?, ?, ?, ?, ?, ?, ?)", _rates(rng, archive))
        archive._db.conn.executemany(
            "INSERT INTO captures VALUES (NULL, ?, ?, ?, ?, ?, 'not_modified', '', 304, ?, NULL)",
            _captures(pages),
        )
        archive._db.conn.executemany(
            "INSERT INTO site_rates VALUES (?, ?, ?, ?, ?, ?)",
            [(f"site{n}.example", rng.random() * 90, 50.0, 30, 10, 6) for n in range(SITES)],
        )
        bins = [("age", n, 30.0 / (n + 1), 20.0 * (n + 1)) for n in range(12)]
        bins += [("pause", n, 9.0 - n, 8.0) for n in range(5)]
        archive._db.conn.executemany("INSERT INTO hazards VALUES (?, ?, ?, ?)", [*bins, ("bar", 0, 0, 0.2)])


def _pages(rng: random.Random, pages: int, due: int, host: str) -> Iterator[tuple]:
    dues = set(rng.sample(range(1, pages + 1), due))
    for number in range(1, pages + 1):
        new = number in dues and rng.random() < 0.1
        last = NOW - timedelta(hours=0.3 + rng.expovariate(0.2))
        wait = timedelta(minutes=rng.random() * 20 * (-1 if number in dues else 4000))
        site = f"site{rng.randrange(SITES)}.example"
        yield (
            number,
            f"{host or f'https://{site}'}/a-bridge-opens-after-years-of-delay/{number}",
            site,
            text(last - timedelta(days=30)),
            text(NOW + wait),
            None if new else text(last),
            "" if new else f"{number:064x}",
        )


def _rates(rng: random.Random, archive) -> list[tuple]:
    rows = archive._db.conn.execute("SELECT id, last_visit_at FROM pages WHERE last_visit_at IS NOT NULL")
    told = []
    for page_id, last in rows:
        seen = datetime.fromisoformat(last).timestamp()
        changed = seen - rng.random() * 30 * _HOUR if rng.random() < 0.4 else None
        born = seen - rng.expovariate(0.01) * _HOUR - 30 * _HOUR
        told.append(
            (page_id, born, seen, 0.2 + rng.random(), 0.3 + rng.random(), changed, rng.random() < 0.02)
        )
    return told


def _captures(pages: int) -> Iterator[tuple]:
    headers = json.dumps([[f"X-Header-{n}", "a value of the usual length"] for n in range(14)])
    for number in range(4 * VISITS):
        when = text(NOW - timedelta(hours=1) * (4 * VISITS - number) / VISITS)
        page_id = 1 + number * 7919 % pages
        url = f"https://site.example/{page_id}/a-bridge-opens-after-years-of-delay.html"
        yield page_id, url, url, when, when, headers


def timed(function: Callable[[], object], times: int) -> tuple[float, float, float]:
    """Return the median, the best and the worst of many calls, in milliseconds of processor time."""
    took = []
    for _ in range(times):
        started = time.process_time()
        function()
        took.append(1000 * (time.process_time() - started))
    return statistics.median(took), min(took), max(took)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=1_000_000)
    parser.add_argument("--due", type=int, default=5_000)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--keep", type=Path, help="the archive's file, made where it is not there")
    wanted = parser.parse_args()
    with nullcontext(wanted.keep.parent) if wanted.keep else tempfile.TemporaryDirectory() as folder:
        path = wanted.keep or Path(folder) / "stet.db"
        made = path.exists()
        with open_archive(path, create=True) as archive:
            if not made:
                fill(archive, wanted.pages, wanted.due)
            _report(archive, wanted.times)


def _report(archive, times: int) -> None:
    for aim in Aim:
        revisits = Revisits(archive, Config(visit=VisitSection(aim=aim)))
        chosen = [page.id for page in revisits.due(NOW)]
        candidates = archive.candidates(NOW, revisits.rhythm.shortest, CANDIDATES)
        print(
            f"aim {aim}: {len(candidates)} candidates, {len(chosen)} chosen; goal {GOAL:g} ms for the choice"
        )
        parts = {
            "choice and reading": partial(revisits.due, NOW),
            "the choice": partial(revisits.chosen, NOW),
            "  the index query": partial(archive.candidates, NOW, revisits.rhythm.shortest, CANDIDATES),
            "  the ranking": partial(revisits.rank, candidates, NOW, len(chosen)),
            "the chosen pages": partial(archive.pages_of, chosen),
        }
        for name, function in parts.items():
            median, best, worst = timed(function, times)
            print(f"{name:<20}{median:7.2f} ms median{best:7.2f} best{worst:7.2f} worst", flush=True)


if __name__ == "__main__":
    main()
