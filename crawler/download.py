"""One request and its answer: bounded in time and in the size of its head."""

from functools import partial
from time import monotonic, time
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

from crawler.failures import HeadersTooLargeError, Refused

SPENT = "stet_spent"  #: seconds on the wire, of a request with those that it followed
REQUESTED_AT = "stet_requested_at"  #: POSIX time at which the first of them was sent
RECEIVED_AT = "stet_received_at"  #: POSIX time at which the last answer or failure came


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Hangs up on an answer whose head does not end.

    Twisted bounds a line (16 KiB) but not how many there are, nor how many 1xx answers.
    """

    limit = 0
    head = 0

    def request(self, request: Any) -> Any:
        self.head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 (Twisted's name)
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self.head += len(data)
            if self.head > self.limit:
                self.transport.abortConnection()  # type: ignore[union-attr]
                self._disconnectParser(Failure(HeadersTooLargeError()))  # type: ignore[no-untyped-call]


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def __init__(self, limit: int, *args: Any) -> None:
        super().__init__(*args)  # type: ignore[no-untyped-call]
        self.limit = limit

    def buildProtocol(self, addr: Any) -> _BoundedProtocol:  # noqa: N802, ARG002 (Twisted's name)
        protocol = _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
        protocol.limit = self.limit
        return protocol


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's handler, with a limit for heads and a deadline over redirects and retries.

    The time that politeness makes a request wait does not count: only time on the wire does.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        limit = crawler.settings.getint("STET_MAX_HEADERS")
        self._pool._factory = partial(_BoundedFactory, limit)  # type: ignore[assignment] # noqa: SLF001
        self._timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._deadline = crawler.settings.getfloat("STET_DEADLINE")

    async def download_request(self, request: Request) -> Response:
        """Return the answer. Raises Refused("deadline") when a chain has used up its time."""
        meta = request.meta
        spent = meta.get(SPENT, 0.0)
        if spent >= self._deadline:
            raise Refused("deadline")
        meta["download_timeout"] = min(self._timeout, self._deadline - spent)
        meta.setdefault(REQUESTED_AT, time())
        started = monotonic()
        try:
            return await super().download_request(request)
        finally:
            meta[SPENT] = spent + monotonic() - started
            meta[RECEIVED_AT] = time()
