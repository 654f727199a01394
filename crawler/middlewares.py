"""What is asked before a request is sent, and what becomes of a redirect."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawler.failures import STOPPED, Refused, reason_of
from crawler.guard import GuardedResolver
from crawler.pipelines import retry_after
from crawler.politeness import Politeness

READ_ROBOTS = 500 * 1024  #: bytes of robots.txt that are read: RFC 9309, 2.5
KEEP_ROBOTS = 3600.0  #: seconds; RFC 9309, 2.4 allows a day
RETRY_ROBOTS = 300.0  #: seconds until an unreachable robots.txt is asked for again, if it does not say
LONGEST_WAIT = 60.0  #: seconds of a Crawl-delay that are kept; some ask for days
_SITES = 10_000  #: sites whose robots.txt is remembered
_ROBOTS = "stet_robots"  #: marks the request for robots.txt itself
_UNREACHABLE = "robots_unreachable"
_SCHEMES = frozenset({"http", "https"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ANSWERED = range(200, 300)
_TOO_MANY, _SERVER_ERROR = 429, 500


def refused_reason(error: BaseException, request: Request) -> str:
    """Return the word for `error`, telling a host that may not be reached from one that is not there."""
    from twisted.internet import reactor  # noqa: PLC0415 (importing it installs one)

    reason = reason_of(error)
    guard = getattr(reactor, "nameResolver", None)
    host = urlparse_cached(request).hostname or ""
    if reason == "dns" and isinstance(guard, GuardedResolver) and guard.refuses(host):
        return "blocked_address"
    return reason


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """What a site's robots.txt says, until when."""

    until: float
    parser: RobotParser | None = None  #: None where all is allowed or all refused
    refusal: str = ""  #: why all is refused
    wait: float = 0.0  #: seconds between two visits that the site asks for
    rests: bool = False  #: whether the site asked to be left alone until then


class RobotsMiddleware:
    """Obeys robots.txt as RFC 9309 asks, where Scrapy's own crawls on when a server fails.

    2xx: its rules. 4xx: everything may be visited. 5xx, 429 and no answer: nothing may, and it is
    asked for again after `RETRY_ROBOTS`. Redirects are followed. The rules of a site are kept for
    all the crawls of a process. A Crawl-delay is kept where it is longer than ours.
    """

    remembered: OrderedDict[str, _Rules] = OrderedDict()  # noqa: RUF012 (shared by all crawls)

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self.crawler = crawler
        self.product: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self.asking: dict[str, asyncio.Future[_Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware; raises NotConfigured where robots.txt is not to be obeyed."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise Refused if the site does not allow the request."""
        if _ROBOTS in request.meta:
            return
        url = urlparse_cached(request)
        if url.scheme not in _SCHEMES:
            raise Refused("blocked_scheme")
        site = f"{url.scheme}://{url.netloc}"
        rules = self.remembered.get(site)
        if rules is None or rules.until < monotonic():
            rules = await self._rules(site)
        if rules.refusal:
            left = timedelta(seconds=max(1.0, rules.until - monotonic()))
            raise Refused(rules.refusal, left if rules.rests else None)
        if rules.parser is not None and not rules.parser.allowed(request.url, self.product):
            raise Refused("robots")
        politeness = self.crawler.get_extension(Politeness)
        if politeness is not None:
            politeness.ask_wait(url.hostname or "", rules.wait)

    async def _rules(self, site: str) -> _Rules:
        """Return what robots.txt of `site` says, asking once however many want to know."""
        if site not in self.asking:
            self.asking[site] = asyncio.ensure_future(self._ask(site))
        try:
            return await asyncio.shield(self.asking[site])
        finally:
            self.asking.pop(site, None)

    async def _ask(self, site: str) -> _Rules:
        request = Request(f"{site}/robots.txt", priority=1000, meta={_ROBOTS: True}, callback=NO_CALLBACK)
        try:
            rules = self._read(await self.crawler.engine.download_async(request))
        except Exception as error:  # noqa: BLE001 (whatever kept robots.txt away, it is unreachable)
            rules = _unreachable(refused_reason(error, request))
        if rules.refusal in {"", _UNREACHABLE}:  # a site that is not there at all may be back at once
            self.remembered[site] = rules
            self.remembered.move_to_end(site)
            if len(self.remembered) > _SITES:
                self.remembered.popitem(last=False)
        return rules

    def _read(self, response: Response) -> _Rules:
        if response.status >= _SERVER_ERROR or response.status == _TOO_MANY:
            return _unreachable(_UNREACHABLE, retry_after(response))
        if response.status not in _ANSWERED:
            return _Rules(until=monotonic() + KEEP_ROBOTS)
        parser = ProtegoRobotParser.from_crawler(self.crawler, response.body[:READ_ROBOTS])
        wait = min(parser.crawl_delay(self.product) or 0.0, LONGEST_WAIT)
        return _Rules(until=monotonic() + KEEP_ROBOTS, parser=parser, wait=wait)


def _unreachable(reason: str, asked: timedelta | None = None) -> _Rules:
    """Return rules that refuse all; a site that cannot be reached at all is said to be so."""
    plain = {STOPPED, "blocked_address", "dns", "connection_refused", "unreachable", "certificate"}
    refusal = reason if reason in plain else _UNREACHABLE
    until = monotonic() + (asked.total_seconds() if asked else RETRY_ROBOTS)
    return _Rules(until=until, refusal=refusal, rests=asked is not None)


class RedirectsMiddleware(RedirectMiddleware):
    """Scrapy's redirects, with a stable reason where one is not followed, and never a Referer."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware, without the search for the RefererMiddleware that is turned off."""
        middleware = cls(crawler.settings)
        middleware.crawler = crawler
        return middleware

    def handle_referer(self, request: Request, response: Response) -> None:  # noqa: ARG002 (Scrapy's)
        """Send no Referer: a site need not know from where a reader was sent on."""
        request.headers.pop("Referer", None)

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Follow a redirect to http or https. Raises Refused otherwise."""
        if response.status not in _REDIRECTS or "Location" not in response.headers:
            return response
        try:
            followed = super().process_response(request, response)
        except IgnoreRequest:
            raise Refused("too_many_redirects") from None
        except ValueError:
            raise Refused("blocked_redirect") from None
        if followed is response:
            raise Refused("blocked_redirect")
        if isinstance(followed, Request):
            followed.meta.pop("download_slot", None)  # where it leads, it waits for that host's turn
        return followed
