"""The demo's newsroom: a handful of sites served on this machine's loopback, and their day's plan."""

import contextlib
import socket
import threading
from collections import Counter
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from monitor.demo.answers import SITEMAP_PATH, Answer, Request, answer, path_of
from monitor.demo.pages import SITES
from monitor.demo.site import Site, read_site
from monitor.demo.story import LAST_ROUND, Story, Text, read_story

ARTICLES = Path(__file__).parent / "articles"
_PATIENCE = 10.0  # seconds that a visitor may take over a request
_POLL = 0.02  # seconds until a server sees that it is to stop


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEdit:
    """An edit that a monitor must report if it visits every page once a round."""

    url: str
    round: int  #: in which its page is first seen so; for `gone`, the second round without it
    flags: frozenset[str]  #: those that must be raised, at least
    what: str  #: one plain sentence


def read_newsroom() -> dict[Site, tuple[Story, ...]]:
    """Return the demo's sites by name with their articles.

    Raises BadConfig where an article's plan does not fit its copy.
    """
    stories = [read_story(file) for file in sorted(ARTICLES.glob("*.toml"))]
    sites = [read_site(file) for file in sorted(SITES.glob("*.toml"))]
    return {site: tuple(story for story in stories if story.site == site.key) for site in sites}


class Newsroom:
    """Sites that are served on 127.0.0.1 inside a `with` block, each on a port of its own.

    The day starts at round 0; `advance` goes on to the next. What is served depends only on the
    round and on how often an article was asked for: no clock, no chance.
    """

    def __init__(self) -> None:
        self.round = 0
        self.urls: tuple[str, ...] = ()  #: the articles' addresses; empty until they are served
        self.sections: tuple[str, ...] = ()  #: one section page a site
        self.feeds: tuple[str, ...] = ()  #: one RSS feed a site
        self.sitemaps: tuple[str, ...] = ()  #: one news sitemap a site
        self.plan: tuple[PlannedEdit, ...] = ()  #: in the order of rounds
        self._texts: dict[str, tuple[Text, ...]] = {}
        self._servers: list[_Server] = []

    def __enter__(self) -> Self:
        """Serve every site.

        Raises OSError where no port is left, BadConfig where an article's plan does not fit its copy.
        """
        with contextlib.ExitStack() as opened:
            for site, stories in read_newsroom().items():
                server = _Server(self, site, stories)
                opened.callback(server.stop)
                self._servers.append(server)
            opened.pop_all()
        self._tell_addresses()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop every server and wait for its threads."""
        while self._servers:
            self._servers.pop().stop()

    def advance(self) -> bool:
        """Go on to the next round; return False, and stay, when the day is over."""
        if self.round == LAST_ROUND:
            return False
        self.round += 1
        return True

    def text(self, url: str) -> Text:
        """Return what the article at one of `urls` says in this round, as its page was made from."""
        return self._texts[url][self.round]

    def _tell_addresses(self) -> None:
        servers = self._servers
        told = [(server.base + story.path, story) for server in servers for story in server.stories]
        self._texts = {url: story.texts for url, story in told}
        self.urls = tuple(self._texts)
        self.sections = tuple(server.base + server.site.section for server in servers)
        self.feeds = tuple(server.base + server.site.feed for server in servers)
        self.sitemaps = tuple(server.base + SITEMAP_PATH for server in servers)
        edits = [
            PlannedEdit(url=url, round=edit.round, flags=edit.flags, what=edit.what)
            for url, story in told
            for edit in story.edits
        ]
        self.plan = tuple(sorted(edits, key=lambda edit: edit.round))


class _Server(ThreadingHTTPServer):
    """One site, served by a thread a visitor."""

    daemon_threads = False  # so that closing waits for them
    request_queue_size = 128

    def __init__(self, newsroom: Newsroom, site: Site, stories: tuple[Story, ...]) -> None:
        super().__init__(("127.0.0.1", 0), _Visitor)
        self.site, self.stories = site, stories
        self.base = f"http://127.0.0.1:{self.server_port}"
        self._newsroom = newsroom
        self._visits: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._thread = threading.Thread(target=self.serve_forever, args=(_POLL,), name=f"demo {site.key}")
        self._thread.start()

    def answer(self, target: str, if_none_match: str) -> Answer:
        """Return what this site answers in the newsroom's round; every visit is counted."""
        path = path_of(target)
        with self._lock:
            visit = self._visits[path]
            if any(path in (story.path, story.moved_to) for story in self.stories):
                self._visits[path] += 1
        request = Request(target=target, round=self._newsroom.round, visit=visit, if_none_match=if_none_match)
        return answer(self.site, self.base, self.stories, request)

    def stop(self) -> None:
        """Stop listening, hang up on every visitor and wait for the threads."""
        self.shutdown()
        self._thread.join()
        with self._lock:
            for visitor in self._open:
                with contextlib.suppress(OSError):
                    visitor.shutdown(socket.SHUT_RDWR)
        self.server_close()

    def process_request(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        """Answer on a thread of its own."""
        if isinstance(request, socket.socket):
            with self._lock:
                self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        """Hang up."""
        if isinstance(request, socket.socket):
            with self._lock:
                self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a visitor who hangs up early is no concern of the demo's reader."""


class _Visitor(BaseHTTPRequestHandler):
    """One request, one connection."""

    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE

    def do_GET(self) -> None:
        self._reply(with_body=True)

    def do_HEAD(self) -> None:
        self._reply(with_body=False)

    def _reply(self, *, with_body: bool) -> None:
        reply = self.server.answer(self.path, self.headers.get("If-None-Match", ""))
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(reply.length))
        self.send_header("Connection", "close")
        self.end_headers()
        if with_body:
            self.wfile.write(reply.body)

    def version_string(self) -> str:
        return "demo"

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: a visit is no news."""
