"""Articles read in processes of their own, which can be killed and may not take much memory.

lxml cannot be interrupted: a page made to be slow is stopped by ending the process that reads it.
This needs Unix: workers come from a fork server and are bounded by its resource limits.
"""

import asyncio
import logging
import resource
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import ModuleType
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from crawler.urls import site
from crawler.visit import Body, CrawlConfig
from storage.errors import NotAnArticle, StetError, Unparseable
from storage.model import Article

logger = logging.getLogger(__name__)

T = TypeVar("T")

MEMORY = 1536 * 2**20  #: bytes of address space of a worker, of which it starts with a fifth
TASKS = 2000  #: pages that a worker reads before a fresh one takes its place
LARGEST = CrawlConfig().max_body  #: bytes of a page that is read
_ATTEMPTS = 2  #: a pool that broke down is set up again once for each page


class Workers:
    """A pool of worker processes, started when it is first needed.

    One serves all the crawls of a process and is closed at its end. Not for use by several
    threads at once.
    """

    def __init__(self, count: int = 2, seconds: float = 5.0) -> None:
        self.count = count
        self.seconds = seconds
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the pool."""
        self.close()

    async def extract(self, body: Body) -> Article:
        """Return the article of `body`, waiting on the running asyncio loop.

        Raises NotAnArticle; Unparseable where time or memory ran out or the worker died.
        """
        for _ in range(_ATTEMPTS):
            try:
                return await asyncio.wrap_future(self._schedule(body))
            except BrokenProcessPool:
                self.close()
            except Exception as error:  # whatever a page brings about, it is set aside
                raise self._set_aside(error) from error
        raise Unparseable

    def extract_now(self, body: Body) -> Article:
        """Return the article of `body`, blocking. Raises as `extract` does."""
        for _ in range(_ATTEMPTS):
            try:
                return self._schedule(body).result()
            except BrokenProcessPool:
                self.close()
            except Exception as error:  # whatever a page brings about, it is set aside
                raise self._set_aside(error) from error
        raise Unparseable

    async def call(self, function: Callable[..., T], *args: Any) -> T:
        """Return what `function` makes of `args` in a worker, waiting on the running asyncio loop.

        Raises its StetError; Unparseable where time or memory ran out or the worker died.
        """
        for _ in range(_ATTEMPTS):
            try:
                future = self._running().schedule(function, args=args, timeout=self.seconds)
                return await asyncio.wrap_future(future)
            except BrokenProcessPool:
                self.close()
            except StetError:
                raise
            except Exception as error:
                raise self._set_aside(error) from error
        raise Unparseable

    def close(self) -> None:
        """End all workers, whatever they are at."""
        if self._pool is not None:
            pool, self._pool = self._pool, None
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _schedule(self, body: Body) -> "Future[Article]":
        if len(body.content) > LARGEST:
            raise Unparseable(f"The page is larger than {LARGEST >> 20} MiB: it is not read.")
        return self._running().schedule(_extract, args=(body,), timeout=self.seconds)

    def _running(self) -> ProcessPool:
        """Return the pool, started anew where it was ended."""
        if self._pool is None or not self._pool.active:
            self.close()
            self._pool = ProcessPool(self.count, TASKS, _bound, (MEMORY,), _context())
        return self._pool

    def _set_aside(self, error: Exception) -> NotAnArticle:
        """Return the error that a capture is set aside for."""
        if isinstance(error, NotAnArticle):
            return error
        if isinstance(error, TimeoutError):
            return Unparseable(f"The page took longer than {self.seconds:g} s to read.")
        if isinstance(error, (ProcessExpired, MemoryError, RecursionError)):
            return Unparseable("The page took more memory to read than is allowed.")
        logger.error("Extraction failed: please report the page", exc_info=error)
        return Unparseable(f"The rules of extraction failed on the page ({type(error).__name__}).")


def extract_bounded(body: Body, seconds: float = 5.0) -> Article:
    """Return the article of `body`, read in one worker process that may take `seconds`.

    For a single page: starting the process takes about a second. Raises NotAnArticle.
    """
    with Workers(1, seconds) as workers:
        return workers.extract_now(body)


def _context() -> ForkServerContext:
    """Return how workers start: from a clean process, since forking one with threads may hang."""
    context = _Forkserver()
    context.set_forkserver_preload(["crawler.workers", "crawler.extract"])
    return context


class _Worker(ForkServerProcess):
    """A process that does not load the program that started it, as multiprocessing would have it.

    That program is the whole command line or service: a second and 30 MB that no page needs.
    """

    def start(self) -> None:
        program = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            super().start()
        finally:
            sys.modules["__main__"] = program


class _Forkserver(ForkServerContext):
    Process = _Worker


def _bound(memory: int) -> None:
    """Bound the worker that this runs in, and let it be ended at once, even while in C."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _extract(body: Body) -> Article:
    # Imported here, lxml and the rules' data stay out of the crawler's own process.
    from crawler.extract import SiteFurniture, extract  # noqa: PLC0415
    from crawler.extract.learn import LEARNED_BY  # noqa: PLC0415

    if not body.furniture:
        return extract(body)
    return extract(body, SiteFurniture(host=site(body.url), version=LEARNED_BY, lines=body.furniture))
