"""Servers on this machine for tests: pages, conditional answers, and answers that do harm.

with Site({"/a": page("Text")}) as site:
    site.url("/a"), site.asked
"""

import socket
import socketserver
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]  #: names in lower case


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole, well-formed answer."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def encode(self, *, with_body: bool = True) -> bytes:
        head = [f"HTTP/1.1 {self.status} Words", *(f"{name}: {value}" for name, value in self.headers)]
        if self.status != 304:
            head.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*head, "", ""]).encode("latin-1") + (self.body if with_body else b"")


#: Writes whatever it likes to the socket, which is closed when it returns.
Raw = Callable[[socket.socket, Asked], None]
#: An answer, a function that chooses one, or a raw one.
Route = Answer | Callable[[Asked], Answer] | tuple[Raw]


def page(text: str, *, title: str = "Council opens new bridge", etag: str = "") -> Answer:
    """Return an article page of several paragraphs, the first of them `text`."""
    rest = "".join(
        f"<p>Paragraph {number} of the report says what the council decided about the bridge, "
        f"who paid for it, and when the road across the river will be open to traffic again.</p>"
        for number in range(1, 6)
    )
    html = (
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>{text}</p>{rest}</article></body></html>"
    )
    headers = (("Content-Type", HTML), *((("ETag", etag),) if etag else ()))
    return Answer(headers=headers, body=html.encode())


def conditional(answer: Answer) -> Callable[[Asked], Answer]:
    """Return a route that answers 304 to whoever holds the answer's ETag already."""
    etag = dict(answer.headers)["ETag"]

    def route(asked: Asked) -> Answer:
        if asked.headers.get("if-none-match") == etag:
            return Answer(status=304, headers=(("ETag", etag),))
        return answer

    return route


def redirect(target: str, status: int = 302) -> Answer:
    """Return a redirect to `target`."""
    return Answer(status=status, headers=(("Location", target),))


@dataclass
class Site:
    """A server on 127.0.0.1 with a thread for each connection; a path without a route is 404."""

    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)  #: without robots.txt

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), _Connection)
        self._server.site = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False
    request_queue_size = 128
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: that a crawler hangs up is what the tests are about."""


class _Connection(socketserver.StreamRequestHandler):
    server: _Server
    disable_nagle_algorithm = True
    timeout = 60

    def handle(self) -> None:
        while (asked := self._read()) is not None:
            route = self.server.site.routes.get(asked.path, Answer(status=404))
            if asked.path != "/robots.txt":
                self.server.site.asked.append(asked)
            if isinstance(route, tuple):
                route[0](self.connection, asked)
                return
            answer = route if isinstance(route, Answer) else route(asked)
            self.wfile.write(answer.encode(with_body=asked.method != "HEAD"))

    def _read(self) -> Asked | None:
        line = self.rfile.readline(65537).decode("latin-1").split()
        if len(line) < 2:
            return None
        headers = {}
        while (header := self.rfile.readline(65537).decode("latin-1").strip()) != "":
            name, _, value = header.partition(":")
            headers[name.lower()] = value.strip()
        return Asked(method=line[0], path=line[1], headers=headers)
