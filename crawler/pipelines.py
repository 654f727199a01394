"""From an answer or a failure to one visit that is recorded."""

import asyncio
import dataclasses
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from time import time
from typing import Any

from scrapy.http import Headers, Response

from crawler.download import RECEIVED_AT, REQUESTED_AT
from crawler.failures import STOPPED
from crawler.feeds import FeedFetched, FeedJournal
from crawler.pace import never
from crawler.retry_after import asked_wait
from crawler.visit import Body, Errand, Fetched, Journal
from crawler.workers import Workers
from storage.errors import NotAnArticle
from storage.model import Article, Outcome
from storage.text import sha256

#: Seconds in which visits that end are handed over together. Making one durable takes milliseconds (2 to 5
#: where this was swept, with `tests/benchmarks/bench_crawl`: of .01 to .1, more than .02 gained nothing).
TOGETHER = 0.02
OPEN_ERRANDS = 2000  #: visits begun and not recorded; more wait outside, to bound memory
_MISSING = frozenset({404, 410, 451})
_OK, _NOT_MODIFIED = 200, 304
_WHOLE = b"</html>"
_TAIL = 1024  #: bytes at the end of a body in which its last tag is looked for
# What a page may be called. Anything may hide behind the last three and behind no type at all:
# extraction looks at the bytes.
_PAGE_TYPES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "application/xml",
        "text/xml",
        "text/plain",
        "application/octet-stream",
        "",
    }
)


class Ledger:
    """The caller's journal while a crawl is on: keeps its first error, and counts what is open.

    Visits that end within `TOGETHER` are handed over together: until they are durable nothing else goes on,
    and that takes as long for one as for twenty.
    """

    def __init__(self, journal: Journal | FeedJournal | None, resting: Callable[[str], bool] = never) -> None:
        """`resting` tells whether a site is to be left alone now."""
        self.journal: Any = journal
        self.resting = resting
        self.error: Exception | None = None
        self.broken = asyncio.Event()
        self.stopping = False
        self.room = asyncio.Semaphore(OPEN_ERRANDS)
        self._ended: list[Fetched | FeedFetched] = []

    def outdated(self, errand: Errand) -> Body | None:
        """Return what the journal wants to have read again."""
        outdated: Body | None = self.journal.outdated(errand) if self.journal else None
        return outdated

    def record(self, fetched: Fetched | FeedFetched) -> None:
        """Hand `fetched` to the journal within `TOGETHER`, unless the visit was dropped."""
        self._ended.append(fetched)
        if len(self._ended) == 1:
            asyncio.get_running_loop().call_later(TOGETHER, self.hand_over)

    def hand_over(self) -> None:
        """Hand all visits that have ended to the journal now, unless it broke before."""
        ended, self._ended = self._ended, []
        for _ in ended:
            self.room.release()
        visits = [fetched for fetched in ended if fetched.reason != STOPPED]
        if self.journal is None or self.error or not visits:
            return
        try:
            self.journal.record(*visits)
        except Exception as error:  # noqa: BLE001 (crawl() raises it again)
            self.error = error
            self.broken.set()


def answered(errand: Errand, response: Response) -> Fetched:
    """Return the visit that `response` ended. READ stands for a body that is still to be read."""
    outcome, reason = judge(errand, response)
    body = None
    if outcome is Outcome.READ:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        body = Body(
            content=response.body,
            url=response.url,
            content_type=content_type,
            furniture=errand.furniture,
        )
    requested_at, received_at = _times(response.meta)
    return Fetched(
        errand=errand,
        requested_at=requested_at,
        received_at=received_at,
        final_url=response.url,
        outcome=outcome,
        reason=reason,
        status=response.status,
        headers=_headers(response.headers),
        body=body,
        retry_after=retry_after(response),
    )


def retry_after(response: Response) -> timedelta | None:
    """Return how long the server asks to be left alone, a day at most."""
    told = {name: _header(response, name) for name in ("retry-after", "date")}
    return asked_wait(response.status, told, datetime.now(UTC))


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")


def failed(
    errand: Errand, url: str, meta: Mapping[str, Any], reason: str, wait: timedelta | None = None
) -> Fetched:
    """Return the visit that ended without an answer, last tried at `url`.

    `wait` is how long the server asked to be left alone, where its robots.txt did.
    """
    requested_at, received_at = _times(meta)
    return Fetched(
        errand=errand,
        requested_at=requested_at,
        received_at=received_at,
        final_url=url,
        outcome=Outcome.FAILED,
        reason=reason,
        retry_after=wait,
    )


def judge(errand: Errand, response: Response) -> tuple[Outcome, str]:
    """Return what came of a visit, before its body is read, and why."""
    status = response.status
    if status == _OK:
        return _judge_body(errand, response)
    if status == _NOT_MODIFIED and (errand.etag or errand.last_modified):
        return Outcome.NOT_MODIFIED, ""
    return Outcome.MISSING if status in _MISSING else Outcome.FAILED, f"http_{status}"


def _judge_body(errand: Errand, response: Response) -> tuple[Outcome, str]:
    if not _is_whole(response):
        return Outcome.FAILED, "truncated"
    if errand.body_sha256 and sha256(response.body) == errand.body_sha256:
        return Outcome.SAME_BYTES, ""
    if _media_type(response) not in _PAGE_TYPES:
        return Outcome.FAILED, "not_html"
    return Outcome.READ, ""


async def read(fetched: Fetched, workers: Workers, outdated: Body | None) -> Fetched:
    """Return `fetched` with the article of its body, or set aside with the reason.

    `outdated`, the newest kept body where older rules read it, is read by the same rules.
    """
    if fetched.body is None:
        raise ValueError("only a visit with a body can be read")
    try:
        article = await workers.extract(fetched.body)
    except NotAnArticle as error:
        return dataclasses.replace(
            fetched, outcome=Outcome.SET_ASIDE, reason=error.reason, message=str(error)
        )
    earlier = await _read_again(workers, outdated) if outdated else None
    return dataclasses.replace(fetched, article=article, earlier=earlier)


async def _read_again(workers: Workers, outdated: Body) -> Article | None:
    """Return the article of a kept body; None where today's rules find none in it."""
    try:
        return await workers.extract(outdated)
    except NotAnArticle:
        return None


def _is_whole(response: Response) -> bool:
    """Whether all of the body came.

    Where neither a length nor chunks mark its end ("partial" in Scrapy), a connection that broke
    looks like one that was closed: then the page must have closed its html.
    """
    if "dataloss" in response.flags:
        return False
    return "partial" not in response.flags or _WHOLE in response.body[-_TAIL:].lower()


def _media_type(response: Response) -> str:
    header = response.headers.get("Content-Type") or b""
    return header.split(b";")[0].strip().lower().decode("latin-1")


def _times(meta: Mapping[str, Any]) -> tuple[datetime, datetime]:
    """Return when the first request left and the last answer came; now, where none did."""
    now = time()
    requested = meta.get(REQUESTED_AT, now)
    received = max(meta.get(RECEIVED_AT, now), requested)
    return datetime.fromtimestamp(requested, UTC), datetime.fromtimestamp(received, UTC)


def _headers(headers: Headers) -> tuple[tuple[str, str], ...]:
    """Return the headers as they came, without cookies, which are credentials."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        if name != b"Set-Cookie"
        for value in values
    )
