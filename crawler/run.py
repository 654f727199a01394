"""The only place that starts Scrapy.

run_until_complete(main)    once in a process: a reactor cannot be started again
    main awaits crawl(errands, journal, config) as often as it likes
"""

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings
from scrapy.utils.reactor import install_reactor as install

from crawler.feeds import FeedErrand, FeedJournal
from crawler.guard import GuardedResolver
from crawler.pace import Manners
from crawler.pipelines import Ledger
from crawler.politeness import drop_waiting
from crawler.spiders.articles import ArticlesSpider
from crawler.spiders.feeds import FeedsSpider
from crawler.visit import CrawlConfig, Errand, Journal
from crawler.workers import Workers

T = TypeVar("T")

GRACE = 3.0  #: seconds that visits in flight are given to end when the crawl is stopped
_LEAVE = 2.0  #: seconds that the caller's own clean-up is given after that
_TICK = 0.1
_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

_crawls: set["_Crawl"] = set()
_workers: dict[tuple[int, float], Workers] = {}


async def crawl(
    errands: Iterable[Errand], journal: Journal, config: CrawlConfig, manners: Manners | None = None
) -> None:
    """Visit each page once, and record each visit in `journal` as it ends.

    Call it within `run_until_complete`, as often as needed. A visit that was not made when the
    crawl was stopped, or because its site rests, is not recorded. The private ranges and the pool
    of workers are the process's: give all crawls of a process the same configuration.
    Raises what `journal.record` raised, after a clean stop.
    """
    await _run(_Crawl(ArticlesSpider, errands, journal, config, manners or Manners()))


async def read_feeds(
    errands: Iterable[FeedErrand], journal: FeedJournal, config: CrawlConfig, manners: Manners | None = None
) -> None:
    """Visit each feed once, and record each visit in `journal` as it ends; all else is as in `crawl`."""
    await _run(_Crawl(FeedsSpider, errands, journal, config, manners or Manners()))


async def _run(running: "_Crawl") -> None:
    _crawls.add(running)
    try:
        await running.run()
    finally:
        _crawls.discard(running)


async def stop(grace: float = GRACE) -> None:
    """Stop all crawls: nothing new is sent, and what is in flight has `grace` seconds to end."""
    await asyncio.gather(*(running.stop(grace) for running in tuple(_crawls)))


def install_reactor() -> None:
    """Install the asyncio reactor, if none is installed yet."""
    install(_REACTOR)


def run_until_complete(main: Callable[[], Awaitable[T]]) -> T:
    """Start the reactor, run `main` on it, stop the reactor and return what `main` returned.

    Raises what `main` raised. SIGINT and SIGTERM stop all crawls, then cancel `main`, then raise
    KeyboardInterrupt; within `GRACE` + 3 seconds. A second signal does not wait.
    Works once in a process.
    """
    # A name server that does not answer would hold a thread, and so the exit, for half a minute.
    os.environ.setdefault("RES_OPTIONS", "timeout:2 attempts:2")
    install_reactor()
    from twisted.internet import reactor  # noqa: PLC0415 (importing it earlier installs another)

    supervisor = _Supervisor(main, reactor)
    reactor.callWhenRunning(supervisor.start)
    try:
        with supervisor.signals():
            supervisor.reactor.run(installSignalHandlers=False)
    finally:
        close_workers()
    return supervisor.result()


def close_workers() -> None:
    """End the worker processes of all crawls; the next crawl starts new ones."""
    while _workers:
        _workers.popitem()[1].close()


def settings_for(config: CrawlConfig) -> Settings:
    """Return Scrapy's settings: `crawler.settings`, and over them what `config` says."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(
        {
            "USER_AGENT": config.user_agent,
            "STET_ALLOW": list(config.allow),
            "ROBOTSTXT_OBEY": config.obey_robots,
            "AUTOTHROTTLE_ENABLED": config.throttle,
            "AUTOTHROTTLE_START_DELAY": config.delay,
            "DOWNLOAD_DELAY": config.delay,
            "CONCURRENT_REQUESTS": config.concurrency,
            "CONCURRENT_REQUESTS_PER_DOMAIN": config.per_site,
            "DOWNLOAD_TIMEOUT": config.timeout,
            "STET_DEADLINE": config.deadline,
            "STET_MAX_HEADERS": config.max_headers,
            "DOWNLOAD_MAXSIZE": config.max_body,
            "REDIRECT_MAX_TIMES": config.redirects,
            "RETRY_TIMES": config.retries,
        },
        priority="cmdline",
    )
    return settings


class _Crawl:
    """One crawl while it is on."""

    def __init__(
        self,
        spider: type[Spider],
        errands: Iterable[Errand | FeedErrand],
        journal: Journal | FeedJournal,
        config: CrawlConfig,
        manners: Manners,
    ) -> None:
        self.spider = spider
        self.errands = errands
        self.config = config
        self.paces = manners.paces
        self.ledger = Ledger(journal, manners.resting)
        self.abandoned = asyncio.Event()
        self.crawler: Crawler | None = None

    async def run(self) -> None:
        """Crawl to the end, to a stop, or to an error of the journal, which is raised again."""
        from twisted.internet import reactor  # noqa: PLC0415 (importing it earlier installs another)

        runner = AsyncCrawlerRunner(settings_for(self.config))
        self.crawler = runner.create_crawler(self.spider)
        GuardedResolver.from_crawler(self.crawler, reactor).install_on_reactor()
        work = runner.crawl(
            self.crawler,
            errands=self.errands,
            ledger=self.ledger,
            workers=_shared_workers(self.config),
            paces=self.paces,
        )
        ends = [asyncio.ensure_future(event.wait()) for event in (self.ledger.broken, self.abandoned)]
        try:
            await asyncio.wait({work, *ends}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in ends:
                end.cancel()
            self.ledger.hand_over()
        if self.ledger.error:
            await self.stop(GRACE)
            raise self.ledger.error
        if work.done():
            work.result()

    async def stop(self, grace: float) -> None:
        """Send nothing more, and give up after `grace` seconds on what is in flight."""
        if self.crawler is None or not self.crawler.crawling:
            return
        self.ledger.stopping = True
        closing = asyncio.ensure_future(self.crawler.stop_async())
        loop = asyncio.get_running_loop()
        until = loop.time() + grace
        while not closing.done() and loop.time() < until:
            drop_waiting(self.crawler, lambda _: True)
            await asyncio.wait({closing}, timeout=_TICK)
        self.abandoned.set()


def _shared_workers(config: CrawlConfig) -> Workers:
    key = (config.workers, config.extraction_seconds)
    if key not in _workers:
        _workers[key] = Workers(*key)
    return _workers[key]


class _Supervisor(Generic[T]):
    """Runs one coroutine on the reactor, and ends it when a signal comes."""

    def __init__(self, main: Callable[[], Awaitable[T]], reactor: Any) -> None:
        self.main = main
        self.reactor = reactor
        self.signalled = asyncio.Event()
        self.work: asyncio.Future[T] | None = None
        self.supervision: asyncio.Future[None] | None = None

    def start(self) -> None:
        """Begin, on the running reactor."""
        self.supervision = asyncio.ensure_future(self._supervise())

    def result(self) -> T:
        """Return what `main` returned, or raise what it raised or KeyboardInterrupt."""
        if self.work is None or self.work.cancelled() or not self.work.done():
            raise KeyboardInterrupt
        result = self.work.result()
        if self.signalled.is_set():
            raise KeyboardInterrupt
        return result

    @contextmanager
    def signals(self) -> Iterator[None]:
        """Take SIGINT and SIGTERM once; what they did before holds for the second."""
        previous = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

        def restore() -> None:
            for number, handler in previous.items():
                signal.signal(number, handler)

        def first(number: int, frame: object) -> None:  # noqa: ARG001 (a handler's)
            restore()
            self.reactor.callFromThread(self.signalled.set)

        for number in previous:
            signal.signal(number, first)
        try:
            yield
        finally:
            restore()

    async def _supervise(self) -> None:
        self.work = asyncio.ensure_future(self.main())
        signalled = asyncio.ensure_future(self.signalled.wait())
        await asyncio.wait({self.work, signalled}, return_when=asyncio.FIRST_COMPLETED)
        if not self.work.done():
            await stop()
            self.work.cancel()
            await asyncio.wait({self.work}, timeout=_LEAVE)
        signalled.cancel()
        self.reactor.stop()


logging.getLogger("scrapy").addHandler(logging.NullHandler())
