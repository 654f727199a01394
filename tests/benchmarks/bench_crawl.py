"""Pages a second of a crawl beside bare Scrapy, from a server on this machine.

    python -m tests.benchmarks.bench_crawl [--rounds 5] [--pages 1000] [--articles 600]

Each row is a process of its own, all with 16 requests at once to one site. The pages are those of a corpus
where there is one beside the project, otherwise made up. "bare" is Scrapy as it comes, with a spider that
looks at nothing and stores nothing. "stet" is all that a visit comes to: what the archive knows goes with
the request, extraction in worker processes, judging, learning, and a durable transaction for each visit.
304 is compared with bare Scrapy answered 304; equal bytes with bare Scrapy answered 200; new pages with
Scrapy that runs trafilatura in its reactor.

Rows alternate in rounds, and a ratio is the median of those of the rounds: what else the machine does then
touches both sides. Beside the clock stands processor time, which other programs disturb little: of the
crawling process, and of all that it started (its workers), for a page. From both follow the pages a second
that it leaves room for: one process takes one core at most, all of them `CORES`. The server is not counted;
it takes less than a hundredth of what a new page does.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from crawler.run import run_until_complete
from tests.benchmarks.pages_server import ETAG, PLAIN, ROOT, family, serving

#: Revisits and what they are compared with take `--pages` pages, rows that read articles `--articles`.
REVISITS = ("bare, 304", "stet, 304", "bare, 200", "stet, equal bytes")
NEW = ("bare, trafilatura in the reactor", "stet, new pages")
ROWS = (*REVISITS, *NEW)
#: Ours, what it is compared with, and the share to be reached.
GOALS = (
    ("stet, 304", "bare, 304", 0.7),
    ("stet, equal bytes", "bare, 200", 0.6),
    ("stet, new pages", "bare, trafilatura in the reactor", 3.0),
)
NEW_PAGES_GOAL = 150  #: a second, on 2 cores; or the share above
CORES = 2
AT_ONCE = 16
_PREPARE = "the archive of the revisits"
_ARCHIVE = "stet.db"
CONFIG = f"""
[crawl]
allow = ["127.0.0.0/8"]
delay = 0
throttle = false
per_site = {AT_ONCE}
workers = {{workers}}
[visit]
shortest = 0
"""


class Took(NamedTuple):
    """What a row took, in seconds a page."""

    clock: float
    crawler: float  #: processor time of the crawling process
    workers: float  #: processor time of all that it started

    @property
    def by_processor(self) -> float:
        """The least that its processor time allows, on `CORES` cores."""
        return max(self.crawler, (self.crawler + self.workers) / CORES)


class _Stopwatch:
    def __init__(self) -> None:
        self.began = self._read()

    def took(self, pages: int) -> Took:
        return Took(*((now - then) / pages for now, then in zip(self._read(), self.began, strict=True)))

    def _read(self) -> Took:
        started = sum(map(_processor_time, family(os.getpid()))) - _processor_time(os.getpid())
        return Took(time.perf_counter(), time.process_time(), started)


def _processor_time(process: int) -> float:
    """Return the seconds of a process and of its children that have ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has ended
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def measure(row: str, port: int, pages: int, workers: int, folder: Path) -> Took:
    """Run one row in this process; `folder` is where the archive of the revisits stands."""
    if row.startswith("bare"):
        return _bare(row, _urls(port, "/", pages))
    (folder / "stet.toml").write_text(CONFIG.format(workers=workers))
    if row == _PREPARE:
        return _stet([*_urls(port, "/", pages), *_urls(port, PLAIN, pages)], folder)
    with tempfile.TemporaryDirectory() as own:
        shutil.copy(folder / "stet.toml", own)
        if row not in NEW:
            shutil.copy(folder / _ARCHIVE, own)
        return _stet(_urls(port, PLAIN if row == "stet, equal bytes" else "/", pages), Path(own))


def _urls(port: int, path: str, pages: int) -> list[str]:
    return [f"http://127.0.0.1:{port}{path}{number}" for number in range(pages)]


def _bare(row: str, urls: list[str]) -> Took:
    import scrapy  # noqa: PLC0415 (only the row that needs it)
    from scrapy.crawler import AsyncCrawlerRunner  # noqa: PLC0415 (only the row that needs it)

    if row in NEW:
        import trafilatura  # noqa: PLC0415 (only the row that needs it)
    headers = {"If-None-Match": ETAG} if row.endswith("304") else {}

    class Bare(scrapy.Spider):
        name = "bare"
        handle_httpstatus_list = (304,)

        async def start(self):
            for url in self.urls:
                yield scrapy.Request(url, headers=headers)

        def parse(self, response):
            if row in NEW:
                trafilatura.extract(response.body)

    settings = {"CONCURRENT_REQUESTS": AT_ONCE, "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE}
    runner = AsyncCrawlerRunner(settings)

    async def main() -> Took:
        await runner.crawl(Bare, urls=_beforehand(urls))
        watch = _Stopwatch()
        await runner.crawl(Bare, urls=urls)
        return watch.took(len(urls))

    return run_until_complete(main)


def _beforehand(urls: list[str]) -> list[str]:
    """Return addresses to visit before the clock runs: all is loaded then, and the workers have started."""
    return [f"{urls[0]}000{number}" for number in range(4)]


def _stet(urls: list[str], folder: Path) -> Took:
    from monitor.config import load  # noqa: PLC0415 (only the row that needs it)
    from monitor.service import Stet  # noqa: PLC0415 (only the row that needs it)

    async def main() -> Took:
        with Stet(load(folder / "stet.toml"), folder / _ARCHIVE, create=True) as stet:
            await _visit(stet, _beforehand(urls))
            return await _visit(stet, urls)

    return run_until_complete(main)


async def _visit(stet, urls: list[str]) -> Took:
    outcomes: dict[str, int] = {}

    def count(visit, _):
        outcome = str(visit.capture.outcome)
        outcomes[outcome] = outcomes.get(outcome, 0) + 1

    pages = [stet.watch(url)[0] for url in urls]
    watch = _Stopwatch()
    await stet.visit(pages, count)
    took = watch.took(len(pages))
    print(f"    {outcomes}", file=sys.stderr)
    return took


def main() -> None:
    """Print the table, and how ours stand to bare Scrapy's."""
    chosen = _arguments()
    if chosen.row:
        print(json.dumps(measure(chosen.row, chosen.port, chosen.pages, chosen.workers, chosen.folder)))
        return
    took: dict[str, list[Took]] = {row: [] for row in chosen.rows}
    with serving() as port, tempfile.TemporaryDirectory() as folder:
        common = ["--port", str(port), "--folder", folder, "--workers", str(chosen.workers)]
        if any(row.startswith("stet") for row in set(took) & set(REVISITS)):
            _in_child(_PREPARE, chosen.pages, common)
        for number in range(chosen.rounds):
            print(f"round {number + 1} of {chosen.rounds}", file=sys.stderr)
            for row in chosen.rows:
                took[row].append(_in_child(row, chosen.articles if row in NEW else chosen.pages, common))
    print(f"{'medians of ' + str(chosen.rounds) + ' rounds':<34}{'pages/s':>8}    ms CPU a page", end="")
    print(f"    pages/s by CPU, {CORES} cores")
    for row, rounds in took.items():
        print(_line(row, rounds))
    for ours, other, goal in GOALS:
        if ours in took and other in took:
            print(_ratio(ours, other, took), f"(goal {goal})")
    print(f"new pages: goal {NEW_PAGES_GOAL} pages/s, or the ratio")


def _line(row: str, rounds: list[Took]) -> str:
    clock, crawler, workers = (median(values) for values in zip(*rounds, strict=True))
    told = f"{row:<34}{1 / clock:8.0f}   {1000 * crawler:6.2f}"
    told += f" + {1000 * workers:5.2f}" if row == "stet, new pages" else " " * 8
    return f"{told}    {1 / median(one.by_processor for one in rounds):8.0f}"


def _ratio(ours: str, other: str, took: dict[str, list[Took]]) -> str:
    pairs = list(zip(took[other], took[ours], strict=True))
    clock = _middle(theirs.clock / own.clock for theirs, own in pairs)
    processor = _middle(theirs.by_processor / own.by_processor for theirs, own in pairs)
    return f"{ours} : {other} = {clock} by the clock, {processor} by processor time"


def _middle(values: Iterable[float]) -> str:
    """Return the median, and what it lies between."""
    found = sorted(values)
    return f"{median(found):.2f} [{found[0]:.2f}, {found[-1]:.2f}]"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=ROWS)
    parser.add_argument("--row", choices=(*ROWS, _PREPARE), help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_child(row: str, pages: int, common: list[str]) -> Took:
    command = [sys.executable, "-m", "tests.benchmarks.bench_crawl", "--row", row, "--pages", str(pages)]
    done = subprocess.run([*command, *common], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return Took(*json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    main()
