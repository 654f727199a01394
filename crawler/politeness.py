"""Scrapy's slots, one a host, with the pace that `crawler.pace` keeps."""

from collections import deque
from collections.abc import Callable
from typing import Any, Self

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler

from crawler.download import SPENT
from crawler.failures import STOPPED, Refused
from crawler.pace import Paces
from crawler.urls import site


class PacedSlots(dict[str, Slot]):
    """The slots of one crawl: a new one goes on where the last one of its host ended."""

    def __init__(self, paces: Paces) -> None:
        super().__init__()
        self.paces = paces

    def __setitem__(self, host: str, slot: Slot) -> None:
        slot.lastseen, slot.delay = self.paces.begin(host, slot.delay)
        super().__setitem__(host, slot)

    def pop(self, host: str, *default: Any) -> Any:
        """Take a slot that was idle for a while."""
        if host in self:
            self.keep(host)
        return super().pop(host, *default)

    def keep(self, host: str) -> None:
        """Tell when a host was last asked, and how fast it may be."""
        self.paces.end(host, self[host].lastseen, self[host].delay)


class Politeness:
    """Keeps the distance between two requests to a host, across crawls (a Scrapy extension)."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.paces = Paces()
        self.holds = False
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the extension."""
        return cls(crawler)

    def _opened(self, spider: Any) -> None:
        self.paces = spider.paces
        self.crawler.engine.downloader.slots = PacedSlots(self.paces)

    def _closed(self) -> None:
        for host in self._slots():
            self._slots().keep(host)

    def _slots(self) -> PacedSlots:
        slots: PacedSlots = self.crawler.engine.downloader.slots  # type: ignore[assignment]
        return slots

    def ask_wait(self, host: str, seconds: float) -> None:
        """Keep the delay of a host at what its robots.txt asks for, or more."""
        if not seconds and not self.paces.wait(host):
            return
        self.paces.ask_wait(host, seconds)
        if not self.holds:
            self.holds = True
            self.crawler.signals.connect(self._hold, signals.response_downloaded)
        self._hold_host(host)

    def _hold(self, request: Request) -> None:
        """Raise again what AutoThrottle, which hears of an answer first, has lowered."""
        self._hold_host(request.meta.get("download_slot", ""))

    def _hold_host(self, host: str) -> None:
        slot = self._slots().get(host)
        if slot is not None:
            slot.delay = max(slot.delay, self.paces.wait(host))


class RestsMiddleware:
    """Drops visits, before their first request, to sites that are to be left alone."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise Refused(STOPPED) if the site rests; the visit is not recorded."""
        found = waiting_site(request)
        if found and self.crawler.spider.ledger.resting(found):  # type: ignore[union-attr]
            raise Refused(STOPPED)


def waiting_site(request: Request) -> str:
    """Return the site of a visit of which no request was sent yet; else nothing."""
    errand = request.cb_kwargs.get("errand")
    return site(errand.url) if errand is not None and SPENT not in request.meta else ""


def leave_alone(crawler: Crawler, wanted: str) -> None:
    """Drop the visits to a site that wait for their turn, if it rests since the last one."""
    ledger = crawler.spider.ledger  # type: ignore[union-attr]
    ledger.hand_over()
    if ledger.resting(wanted):
        drop_waiting(crawler, lambda request: waiting_site(request) == wanted)


def drop_waiting(crawler: Crawler, unwanted: Callable[[Request], bool]) -> None:
    """Fail requests that wait for their turn with a site; Scrapy would still send them."""
    for slot in crawler.engine.downloader.slots.values():
        waiting = list(slot.queue)
        dropped = [one for one in waiting if unwanted(one[0])]
        if dropped:
            slot.queue = deque(one for one in waiting if not unwanted(one[0]))
        for _, deferred in dropped:
            deferred.errback(Refused(STOPPED))
