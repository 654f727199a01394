"""What every request must pass, and what every answer carries: denies by default, for all routes at once.

- Host: only the addresses that the page listens on, else another site's name could be made to point here.
- A request that writes: only from a page of ours, by Sec-Fetch-Site or, in older browsers, by Origin.
- Its body: read whole, up to MAX_BODY.
- Every answer: nothing is loaded or sent elsewhere, nothing is framed, guessed or kept on disk.
"""

import logging
from collections.abc import Iterable, Sequence
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitor.web.errors import error_response

#: A note of 10,000 characters, percent-encoded, needs at most 120 kB.
MAX_BODY = 2**18
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: that has browsers send `Origin: null` with our own forms. Other hosts learn as little.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

_log = logging.getLogger(__name__)


class Guard:
    """ASGI middleware around everything else."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; another protocol's is not answered."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        if scope["type"] != "http":
            return
        answer = _Answer(send)
        try:
            await self._pass(scope, receive, answer)
        except Exception:
            _log.exception("the review page failed at %s", scope["path"])
            if answer.begun:
                raise
            told = "Something went wrong on our side; the service's log says what. Nothing was saved."
            await error_response(Request(scope), HTTPStatus.INTERNAL_SERVER_ERROR, told)(
                scope, receive, answer
            )

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
        if refusal is None and scope["method"] not in _READS:
            body = await _read(receive, headers)
            if body is None:
                refusal = (
                    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                    f"That is more than {MAX_BODY // 1024} KiB: write less.",
                )
            else:
                receive = _Replay(body, receive)
        if refusal is None:
            await self._app(scope, receive, send)
        else:
            await error_response(Request(scope), *refusal)(scope, receive, send)

    def _refusal(self, method: str, headers: Headers) -> tuple[HTTPStatus, str] | None:
        host = headers.get("host", "").lower()
        if host not in self._hosts:
            return HTTPStatus.BAD_REQUEST, "This page answers only under the address it listens on."
        if method not in _READS and not _ours(host, headers):
            return HTTPStatus.FORBIDDEN, "That form was sent from another site: send it from this page."
        return None


def _ours(host: str, headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return headers.get("origin", "").lower() in (f"http://{host}", f"https://{host}")


async def _read(receive: Receive, headers: Headers) -> bytes | None:
    """Return the body, None if it is too large."""
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length[:12]) > MAX_BODY:
        return None
    body, more = bytearray(), True
    while more and len(body) <= MAX_BODY:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return None if len(body) > MAX_BODY else bytes(body)


class _Replay:
    """Hands on a body that was read, then whatever comes."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._messages: Iterable[Message] = iter([{"type": "http.request", "body": body, "more_body": False}])
        self._receive = receive

    async def __call__(self) -> Message:
        for message in self._messages:
            return message
        return await self._receive()


class _Answer:
    """Sends an answer with our headers; a route may be stricter about itself."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)
