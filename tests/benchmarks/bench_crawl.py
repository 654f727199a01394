"""Pages a second of a crawl beside bare Scrapy, from a server on this machine.

    python -m tests.benchmarks.bench_crawl [--pages 1000] [--workers 2]

Each row is a process of its own, all with 16 requests at once to one site. The pages are those of a corpus
where there is one beside the project, otherwise made up. "bare" is Scrapy as it comes, with a spider that
looks at nothing and stores nothing. "stet" is all that a visit comes to: what the archive knows goes with
the request, extraction in worker processes, judging, learning, and a durable transaction for each visit.
304 is compared with bare Scrapy answered 304; equal bytes with bare Scrapy answered 200; new pages with
Scrapy that runs trafilatura in its reactor. The processor time is the crawling process's own, without
its workers'.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.pages_server import ETAG, PLAIN, ROOT, serving

ROWS = (
    "bare, 200",
    "bare, 304",
    "bare, trafilatura in the reactor",
    "stet, 304",
    "stet, equal bytes",
    "stet, new pages",
)
#: Ours, what it is compared with, and the share to be reached.
GOALS = (
    ("stet, 304", "bare, 304", 0.7),
    ("stet, equal bytes", "bare, 200", 0.6),
    ("stet, new pages", "bare, trafilatura in the reactor", 3.0),
)
NEW_PAGES_GOAL = 150  #: a second, on 2 cores; or the share above
AT_ONCE = 16
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


def measure(row: str, port: int, pages: int, workers: int) -> tuple[float, float]:
    """Return pages a second, and milliseconds of processor time of the crawling process for a page."""
    folder = PLAIN if row == "stet, equal bytes" else "/"
    urls = [f"http://127.0.0.1:{port}{folder}{number}" for number in range(pages)]
    took, cpu = _bare(row, urls) if row.startswith("bare") else _stet(row, urls, workers)
    return pages / took, 1000 * cpu / pages


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(started: tuple[float, float]) -> tuple[float, float]:
    return time.perf_counter() - started[0], time.process_time() - started[1]


def _bare(row: str, urls: list[str]) -> tuple[float, float]:
    import scrapy  # noqa: PLC0415 (only the row that needs it)
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415 (only the row that needs it)

    if "trafilatura" in row:
        import trafilatura  # noqa: PLC0415 (only the row that needs it)
    headers = {"If-None-Match": ETAG} if row.endswith("304") else {}

    class Bare(scrapy.Spider):
        name = "bare"
        handle_httpstatus_list = (304,)

        async def start(self):
            for url in urls:
                yield scrapy.Request(url, headers=headers)

        def parse(self, response):
            if "trafilatura" in row:
                trafilatura.extract(response.body)

    settings = {"CONCURRENT_REQUESTS": AT_ONCE, "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE}
    process = AsyncCrawlerProcess({**settings, "LOG_LEVEL": "WARNING"})
    started = _now()
    process.crawl(Bare)
    process.start()
    return _since(started)


def _stet(row: str, urls: list[str], workers: int) -> tuple[float, float]:
    from crawler.run import run_until_complete  # noqa: PLC0415 (only the row that needs it)
    from monitor.config import load  # noqa: PLC0415 (only the row that needs it)
    from monitor.service import Stet  # noqa: PLC0415 (only the row that needs it)

    outcomes: dict[str, int] = {}

    def count(visit, _):
        outcome = visit.capture.outcome
        outcomes[outcome] = outcomes.get(outcome, 0) + 1

    async def timed(stet, pages) -> tuple[float, float]:
        outcomes.clear()
        started = _now()
        await stet.visit(pages, count)
        return _since(started)

    async def main() -> tuple[float, float]:
        with Stet(config, Path(folder) / "stet.db", create=True) as stet:
            await timed(stet, [stet.watch(f"{urls[0]}000{n}")[0] for n in range(4)])  # starts the workers
            pages = [stet.watch(url)[0] for url in urls]
            took = await timed(stet, pages)
            if row == "stet, new pages":
                return took
            return await timed(stet, [stet.archive.page(page.id) for page in pages])

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "stet.toml").write_text(CONFIG.format(workers=workers))
        config = load(Path(folder) / "stet.toml")
        took = run_until_complete(main)
    print(f"{row}: {outcomes}", file=sys.stderr)
    return took


def main() -> None:
    """Print the table, and how ours stand to bare Scrapy's."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=ROWS)
    parser.add_argument("--row", choices=ROWS, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.row:
        print(json.dumps(measure(chosen.row, chosen.port, chosen.pages, chosen.workers)))
        return
    rates = {}
    with serving() as port:
        for row in chosen.rows:
            rates[row], cpu = _in_child(row, port, chosen.pages, chosen.workers)
            print(f"{row:<36}{rates[row]:8.0f} pages/s{cpu:8.2f} ms CPU a page", flush=True)
    for ours, other, goal in GOALS:
        if ours in rates and other in rates:
            print(f"{ours} : {other} = {rates[ours] / rates[other]:.2f} (goal {goal})")
    print(f"new pages: goal {NEW_PAGES_GOAL} pages/s, or the ratio")


def _in_child(row: str, port: int, pages: int, workers: int) -> tuple[float, float]:
    command = [sys.executable, "-m", "tests.benchmarks.bench_crawl", "--row", row, "--port", str(port)]
    command += ["--pages", str(pages), "--workers", str(workers)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    rate, cpu = json.loads(done.stdout.splitlines()[-1])
    return rate, cpu


if __name__ == "__main__":
    main()
