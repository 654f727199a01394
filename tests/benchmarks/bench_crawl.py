"""Pages a second of a crawl beside bare Scrapy, from a server on this machine.

    python tests/benchmarks/bench_crawl.py [--pages 1000] [--workers 2]

Each row is a process of its own. The pages are those of a corpus where there is one beside the
project, otherwise made up; "bare" is Scrapy as it comes, with a spider that looks at nothing.
"""

import argparse
import asyncio
import gzip
import hashlib
import json
import multiprocessing
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CORPUS = ROOT.parent / "shared" / "corpora" / "fundus-dev" / "html"
ETAG = '"1"'
ROWS = (
    "bare, 200",
    "bare, 304",
    "bare, trafilatura in the reactor",
    "stet, 304",
    "stet, equal bytes",
    "stet, new pages",
)
GOALS = (("stet, 304", "bare, 304", 0.7), ("stet, equal bytes", "bare, 200", 0.6))
AT_ONCE = 16


def bodies() -> list[bytes]:
    """Return the pages to serve."""
    if CORPUS.exists():
        return [gzip.decompress(path.read_bytes()) for path in sorted(CORPUS.glob("*.html.gz"))]
    text = b"<p>The council said what the bridge cost, who paid for it and when it will open again.</p>"
    noise = b"<script>" + b"window.state = {};" * 4000 + b"</script>"
    return [b"<html><body><article>" + text * 40 + b"</article>" + noise + b"</body></html>"]


# --- the server, in a process of its own ----------------------------------------------------


class _Pages(asyncio.Protocol):
    pages: list[bytes]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.waiting = b""

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while b"\r\n\r\n" in self.waiting:
            head, _, self.waiting = self.waiting.partition(b"\r\n\r\n")
            self.transport.write(self.answer(head))

    def answer(self, head: bytes) -> bytes:
        path = head.split(b" ", 2)[1]
        if path == b"/robots.txt":
            return b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"
        if b"if-none-match:" in head.lower():
            return f"HTTP/1.1 304 Same\r\nETag: {ETAG}\r\n\r\n".encode()
        body = self.pages[int(path[1:]) % len(self.pages)]
        kind = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: {ETAG}\r\nContent-Length: {len(body)}"
        return kind.encode() + b"\r\n\r\n" + body


def serve(port: "multiprocessing.Queue[int]") -> None:
    """Serve until ended."""
    _Pages.pages = bodies()

    async def listen() -> None:
        server = await asyncio.get_running_loop().create_server(_Pages, "127.0.0.1", 0)
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(listen())


# --- one row, in a process of its own -------------------------------------------------------


def measure(row: str, port: int, pages: int, workers: int) -> float:
    """Return pages a second."""
    run = _bare if row.startswith("bare") else _stet
    return pages / run(row, [f"http://127.0.0.1:{port}/{number}" for number in range(pages)], workers)


def _bare(row: str, urls: list[str], _: int) -> float:
    import scrapy  # noqa: PLC0415 (only the row that needs it)
    import trafilatura  # noqa: PLC0415 (only the row that needs it)
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415 (only the row that needs it)

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

    process = AsyncCrawlerProcess({"CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE, "LOG_LEVEL": "WARNING"})
    started = time.perf_counter()
    process.crawl(Bare)
    process.start()
    return time.perf_counter() - started


class _Count:
    def __init__(self) -> None:
        self.outcomes: dict[str, int] = {}

    def outdated(self, _: int) -> None:
        return None

    def record(self, fetched) -> None:
        self.outcomes[fetched.outcome] = self.outcomes.get(fetched.outcome, 0) + 1


def _stet(row: str, urls: list[str], workers: int) -> float:
    from crawler.run import crawl, run_until_complete  # noqa: PLC0415 (only the row that needs it)
    from crawler.visit import CrawlConfig, Errand  # noqa: PLC0415 (only the row that needs it)

    pages = bodies()
    digests = [hashlib.sha256(page).hexdigest() if "equal" in row else "" for page in pages]
    etag = ETAG if row.endswith("304") else ""
    errands = [
        Errand(page_id=n, url=url, etag=etag, body_sha256=digests[n % len(pages)])
        for n, url in enumerate(urls)
    ]
    config = CrawlConfig(
        allow=("127.0.0.1/32",),
        delay=0,
        throttle=False,
        per_site=AT_ONCE,
        concurrency=AT_ONCE,
        workers=workers,
    )
    count = _Count()

    async def main() -> float:
        if not etag and "equal" not in row:
            await crawl(errands[:4], count, config)  # starts the workers
        count.outcomes.clear()
        started = time.perf_counter()
        await crawl(errands, count, config)
        return time.perf_counter() - started

    took = run_until_complete(main)
    print(f"{row}: {count.outcomes}", file=sys.stderr)
    return took


def main() -> None:
    """Print the table, and how ours stand to bare Scrapy's."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=1000)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--row", choices=ROWS, help=argparse.SUPPRESS)
    arguments.add_argument("--port", type=int, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.row:
        print(json.dumps(measure(chosen.row, chosen.port, chosen.pages, chosen.workers)))
        return
    port: multiprocessing.Queue[int] = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(port,), daemon=True)
    server.start()
    number = port.get()
    rates = {row: _in_child(row, number, chosen.pages, chosen.workers) for row in ROWS}
    server.terminate()
    server.join()
    for row, rate in rates.items():
        print(f"{row:<36}{rate:8.0f} pages/s")
    for ours, bare, goal in GOALS:
        print(f"{ours} : {bare} = {rates[ours] / rates[bare]:.2f} (goal {goal})")


def _in_child(row: str, port: int, pages: int, workers: int) -> float:
    command = [sys.executable, __file__, "--row", row, "--port", str(port)]
    command += ["--pages", str(pages), "--workers", str(workers)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return float(json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    main()
