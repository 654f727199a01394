"""Crawls in a process of their own: a reactor cannot be started twice in one.

    result = crawl([errand(site.url("/a"))], allow=["127.0.0.0/8"])
    result.of(site.url("/a"))["outcome"]

As a program it reads what to do as JSON from its input, and prints a line of JSON for each visit
that it records and one at the end.
"""

import dataclasses
import itertools
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LOOPBACK = ["127.0.0.0/8", "::1/128"]
#: Nothing waits for politeness, and what takes long is cut off soon.
QUICK = {"delay": 0.0, "throttle": False, "per_site": 16, "timeout": 10.0, "deadline": 20.0, "workers": 1}
_PATIENCE = 120  #: seconds until a child that hangs is ended and the test fails


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """What came of the crawls of one process."""

    visits: list[dict[str, Any]]  #: in the order in which they were recorded
    error: str  #: the name of the error that crawl() raised, else empty
    memory: int  #: the most that the process held, in bytes; without its workers
    log: str
    status: int  #: with which it ended

    def of(self, url: str) -> dict[str, Any]:
        """Return the one visit of `url`."""
        (visit,) = [visit for visit in self.visits if visit["url"] == url]
        return visit

    def came_of(self, url: str) -> tuple[str, str]:
        """Return the outcome and the reason of the one visit of `url`."""
        visit = self.of(url)
        return visit["outcome"], visit["reason"]


def crawl(*crawls: list[str | dict[str, Any]], **order: Any) -> Crawled:
    """Run the crawls one after another in one process; addresses or fields of errands.

    `order` holds fields of CrawlConfig, and of `Order` below.
    """
    with start(*crawls, **order) as child:
        out, log = child.communicate(timeout=_PATIENCE)
    return finished(out, log, child.returncode)


def start(*crawls: list[str | dict[str, Any]], **order: Any) -> "subprocess.Popen[str]":
    """Start the crawls in a process that leads a group of its own, and return it."""
    numbers = itertools.count(1)
    errands = [[{"page_id": next(numbers), **_fields(errand)} for errand in errands] for errands in crawls]
    ours = {name: order.pop(name) for name in ("names", "fail_at", "outdated") if name in order}
    child = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.crawling"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    config = {"allow": LOOPBACK, **QUICK, **order}
    child.stdin.write(json.dumps({"config": config, "crawls": errands, **ours}))
    child.stdin.close()
    child.stdin = None
    return child


def _fields(errand: str | dict[str, Any]) -> dict[str, Any]:
    return {"url": errand} if isinstance(errand, str) else errand


def finished(out: str, log: str, status: int) -> Crawled:
    """Return what a child printed."""
    lines = [json.loads(line) for line in out.splitlines()]
    end = lines.pop() if lines and "memory" in lines[-1] else {"memory": 0, "error": ""}
    return Crawled(visits=lines, error=end["error"], memory=end["memory"], log=log, status=status)


# --- the child -----------------------------------------------------------------------------


class _Journal:
    def __init__(self, fail_at: int, outdated: dict[str, str]) -> None:
        self.fail_at = fail_at
        self.stored = outdated
        self.count = 0

    def outdated(self, errand: Any) -> Any:
        from crawler.visit import Body  # noqa: PLC0415 (after names are faked)

        html = self.stored.get(str(errand.page_id))
        body = Body(content=(html or "").encode(), url="https://example.com/", content_type="text/html")
        return body if html else None

    def record(self, *visits: Any) -> None:
        from storage.errors import DiskFull  # noqa: PLC0415 (after names are faked)

        for fetched in visits:
            self.count += 1
            if self.count == self.fail_at:
                raise DiskFull
            print(json.dumps(_as_json(fetched)), flush=True)  # noqa: T201 (this is how the child answers)


def _as_json(fetched: Any) -> dict[str, Any]:
    article, body = fetched.article, fetched.body
    return {
        "page_id": fetched.errand.page_id,
        "url": fetched.errand.url,
        "final_url": fetched.final_url,
        "outcome": fetched.outcome,
        "reason": fetched.reason,
        "message": fetched.message,
        "status": fetched.status,
        "headers": fetched.headers,
        "body": len(body.content) if body else None,
        "text": article.full_text() if article else None,
        "article": dataclasses.asdict(article) if article else None,
        "earlier": fetched.earlier.full_text() if fetched.earlier else None,
        "retry_after": fetched.retry_after.total_seconds() if fetched.retry_after else None,
        "took": (fetched.received_at - fetched.requested_at).total_seconds(),
    }


def _fake_names(names: dict[str, list[str]]) -> None:
    """Let names resolve to one address after another, as a rebinding name server would."""
    answers: dict[str, Iterator[str]] = {name: itertools.cycle(found) for name, found in names.items()}
    real = socket.getaddrinfo

    def getaddrinfo(host: Any, *rest: Any, **more: Any) -> Any:
        return real(next(answers[host]) if host in answers else host, *rest, **more)

    socket.getaddrinfo = getaddrinfo


def _most_memory() -> int:
    """Return the most bytes that this program held; getrusage would count its parent's at the fork."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024 if found else 0


def main() -> None:
    """Do what the input says."""
    order = json.load(sys.stdin)
    _fake_names(order.get("names", {}))

    from crawler import run  # noqa: PLC0415 (after names are faked)
    from crawler.pace import Manners  # noqa: PLC0415 (after names are faked)
    from crawler.visit import CrawlConfig, Errand  # noqa: PLC0415 (after names are faked)

    journal = _Journal(order.get("fail_at", 0), order.get("outdated", {}))
    config = CrawlConfig(**{**order["config"], "allow": tuple(order["config"]["allow"])})

    manners = Manners()

    async def crawl_all() -> None:
        for errands in order["crawls"]:
            await run.crawl([Errand(**errand) for errand in errands], journal, config, manners)

    error = ""
    try:
        run.run_until_complete(crawl_all)
    except (Exception, KeyboardInterrupt) as raised:  # noqa: BLE001 (its name is the answer)
        error = type(raised).__name__
    memory = _most_memory()
    print(json.dumps({"memory": memory, "error": error}), flush=True)  # noqa: T201 (this is how it answers)


if __name__ == "__main__":
    main()
