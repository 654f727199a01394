"""Visits feeds: pages and files that list articles."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import time
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from twisted.python.failure import Failure

from crawler.download import RECEIVED_AT
from crawler.feeds import FeedContents, FeedErrand, FeedFetched, FeedLink, joined, parse_feed
from crawler.middlewares import refused_reason
from crawler.pace import Paces
from crawler.pipelines import Ledger, retry_after
from crawler.politeness import leave_alone
from crawler.urls import site
from crawler.workers import Workers
from storage.errors import NotAFeed, Unparseable
from storage.model import Outcome
from storage.sites import FeedKind

#: Parts of a sitemap index that are read in one visit, those changed last.
MAX_PARTS = 5
#: A part's time may be a mere day: one that changed on the day of the last visit is read again.
SLACK = timedelta(days=1)
ACCEPT = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,"
    "text/html;q=0.5,*/*;q=0.1"
)
_OK, _NOT_MODIFIED = 200, 304
_MISSING = frozenset({404, 410, 451})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What came of one request; without contents, why there are none."""

    outcome: Outcome
    reason: str = ""
    contents: FeedContents | None = None
    retry_after: timedelta | None = None


class FeedsSpider(Spider):
    """Runs each feed's errand once and records what it lists."""

    name = "feeds"

    def __init__(
        self,
        errands: Iterable[FeedErrand] = (),
        ledger: Ledger | None = None,
        workers: Workers | None = None,
        paces: Paces | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.paces = paces or Paces()
        self.errands = errands
        self.ledger = ledger or Ledger(None)
        self.workers = workers or Workers()
        self.closes_workers = workers is None

    async def start(self) -> AsyncIterator[Request]:
        """Yield the errands' requests, conditional where the archive knows the last answer."""
        for errand in self.errands:
            await self.ledger.room.acquire()
            conditions = {"If-None-Match": errand.etag, "If-Modified-Since": errand.last_modified}
            yield Request(
                errand.url,
                headers={"Accept": ACCEPT, **{name: value for name, value in conditions.items() if value}},
                callback=self.parse,
                errback=self.fail,
                cb_kwargs={"errand": errand},
                dont_filter=True,
            )

    async def parse(self, response: Response, errand: FeedErrand) -> None:
        """Record what a feed lists, with the newest parts of a sitemap index."""
        answer = await self._read(response, errand, conditional=bool(errand.etag or errand.last_modified))
        if answer.contents and answer.contents.kind is FeedKind.SITEMAP_INDEX:
            answer = await self._with_parts(answer.contents, errand)
        self._record(errand, response.meta, answer, response)

    def fail(self, failure: Failure) -> None:
        """Record that no answer came."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error: Any = failure.value
        reason = refused_reason(error, request)
        if reason == "internal_error":
            self.logger.error("Visiting %s failed", request.url, exc_info=error)
        wait = getattr(error, "retry_after", None)
        answer = _Answer(outcome=Outcome.FAILED, reason=reason, retry_after=wait)
        self._record(request.cb_kwargs["errand"], request.meta, answer)

    async def closed(self, reason: str) -> None:  # noqa: ARG002 (Scrapy's)
        """End the worker processes, if they were started here."""
        if self.closes_workers:
            self.workers.close()

    async def _read(self, response: Response, errand: FeedErrand, *, conditional: bool = False) -> _Answer:
        status = response.status
        if status == _NOT_MODIFIED and conditional:
            return _Answer(outcome=Outcome.NOT_MODIFIED)
        if status in _MISSING:
            return _Answer(outcome=Outcome.MISSING, reason=f"http_{status}")
        if status != _OK:
            return _Answer(outcome=Outcome.FAILED, reason=f"http_{status}", retry_after=retry_after(response))
        if "dataloss" in response.flags:
            return _Answer(outcome=Outcome.FAILED, reason="truncated")
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        try:
            contents = await self.workers.call(
                parse_feed, response.body, response.url, content_type, dict(errand.patterns)
            )
        except (NotAFeed, Unparseable) as error:
            return _Answer(outcome=Outcome.FAILED, reason=error.reason)
        return _Answer(outcome=Outcome.READ, contents=contents)

    async def _with_parts(self, index: FeedContents, errand: FeedErrand) -> _Answer:
        """Return what an index's parts list; a part that is not there or no sitemap counts as empty.

        If another part cannot be read, the visit failed: it is made again as a whole.
        """
        parts = []
        for link in newest_parts(index.feeds, errand.read_at):
            answer = await self._part(link, errand)
            if answer.outcome is Outcome.FAILED and answer.reason != NotAFeed.__name__:
                return answer
            parts += [answer.contents] if answer.contents else []
        return _Answer(outcome=Outcome.READ, contents=joined(index, parts))

    async def _part(self, link: FeedLink, errand: FeedErrand) -> _Answer:
        request = Request(link.url, headers={"Accept": ACCEPT}, callback=NO_CALLBACK, dont_filter=True)
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001 (whatever kept the part away, the visit failed)
            wait = getattr(error, "retry_after", None)
            return _Answer(outcome=Outcome.FAILED, reason=refused_reason(error, request), retry_after=wait)
        return await self._read(response, errand)

    def _record(
        self, errand: FeedErrand, meta: Any, answer: _Answer, response: Response | None = None
    ) -> None:
        read = response is not None and answer.outcome is Outcome.READ
        fetched = FeedFetched(
            errand=errand,
            received_at=datetime.fromtimestamp(meta.get(RECEIVED_AT, time()), UTC),
            outcome=answer.outcome,
            reason=answer.reason,
            etag=_header(response, "ETag") if read else errand.etag,
            last_modified=_header(response, "Last-Modified") if read else errand.last_modified,
            contents=answer.contents,
            retry_after=answer.retry_after,
        )
        self.ledger.record(fetched)
        if answer.outcome is Outcome.FAILED:
            leave_alone(self.crawler, site(errand.url))


def newest_parts(parts: Iterable[FeedLink], read_at: datetime | None) -> list[FeedLink]:
    """Return the parts of an index to read: those changed since, newest first, then those without a time."""
    dated = [one for one in parts if one.updated_at]
    undated = [one for one in parts if not one.updated_at]
    changed = [one for one in dated if read_at is None or one.updated_at > read_at - SLACK]  # type: ignore[operator]
    changed.sort(key=lambda one: one.updated_at, reverse=True)  # type: ignore[arg-type, return-value]
    return [*changed, *undated][:MAX_PARTS]


def _header(response: Response | None, name: str) -> str:
    value = response.headers.get(name) if response is not None else None
    return value.decode("latin-1") if value else ""
