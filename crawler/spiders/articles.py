"""Visits pages of which the address is known."""

import dataclasses
from collections.abc import AsyncIterator, Coroutine, Iterable
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.middlewares import refused_reason
from crawler.pace import Paces
from crawler.pipelines import Ledger, answered, failed, read
from crawler.politeness import leave_alone
from crawler.urls import canonical, site
from crawler.visit import Errand, Fetched
from crawler.workers import Workers
from storage.model import Outcome

Articles = list[dict[str, Any]]


class ArticlesSpider(Spider):
    """Runs each errand once and records what came of it.

    `scrapy crawl articles -a url=ADDRESS -O FILE` runs it without an archive: then what it yields
    is the article.
    """

    name = "articles"

    def __init__(
        self,
        url: str = "",
        errands: Iterable[Errand] = (),
        ledger: Ledger | None = None,
        workers: Workers | None = None,
        paces: Paces | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.paces = paces or Paces()
        self.errands = [Errand(page_id=0, url=canonical(url))] if url else errands
        self.ledger = ledger or Ledger(None)
        self.workers = workers or Workers()
        self.closes_workers = workers is None

    async def start(self) -> AsyncIterator[Request]:
        """Yield the errands' requests, so many at a time as memory is meant to hold."""
        for errand in self.errands:
            await self.ledger.room.acquire()
            try:
                request = self.request(errand)
            except ValueError:
                self.ledger.record(failed(errand, errand.url, {}, "bad_address"))
            else:
                yield request

    def request(self, errand: Errand) -> Request:
        """Return the request for a page, conditional where the archive holds one of its answers."""
        headers = {"If-None-Match": errand.etag, "If-Modified-Since": errand.last_modified}
        return Request(
            errand.url,
            headers={name: value for name, value in headers.items() if value},
            callback=self.parse,
            errback=self.fail,
            cb_kwargs={"errand": errand},
            dont_filter=True,
        )

    def parse(self, response: Response, errand: Errand) -> Coroutine[Any, Any, Articles] | None:
        """Record an answer; one with new bytes once its article is read."""
        fetched = answered(errand, response)
        if fetched.outcome is Outcome.READ:
            return self._read(fetched)
        self._record(fetched)
        return None

    def fail(self, failure: Failure) -> None:
        """Record that no answer came."""
        request: Request = failure.request  # type: ignore[attr-defined]
        reason = refused_reason(failure.value or Exception(), request)
        if reason == "internal_error":
            self.logger.error("Visiting %s failed", request.url, exc_info=failure.value)
        wait = getattr(failure.value, "retry_after", None)
        self._record(failed(request.cb_kwargs["errand"], request.url, request.meta, reason, wait))

    async def closed(self, reason: str) -> None:  # noqa: ARG002 (Scrapy's)
        """End the worker processes, if they were started here."""
        if self.closes_workers:
            self.workers.close()

    async def _read(self, fetched: Fetched) -> Articles:
        outdated = self.ledger.outdated(fetched.errand)
        whole = await read(fetched, self.workers, outdated)
        self._record(whole)
        if self.ledger.journal is None and whole.article:
            return [dataclasses.asdict(whole.article)]
        return []

    def _record(self, fetched: Fetched) -> None:
        if fetched.outcome in (Outcome.FAILED, Outcome.SET_ASIDE):
            self.logger.info("%s: %s", fetched.errand.url, fetched.reason)
        self.ledger.record(fetched)
        if fetched.outcome in (Outcome.FAILED, Outcome.SET_ASIDE):
            leave_alone(self.crawler, site(fetched.errand.url))
