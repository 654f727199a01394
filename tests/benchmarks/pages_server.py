"""A server on this machine with real pages, in a process of its own."""

import asyncio
import gzip
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORPORA = [ROOT.parent / "shared" / "corpora" / name / "html" for name in ("fundus-dev", "readability")]
#: Bytes of the pages that are served: as large as pages of news are, 180 KB on average.
SIZES = range(50_000, 400_000)
ETAG = '"1"'
#: Paths that begin so are answered without validators: each visit brings the bytes again.
PLAIN = "/plain/"


def bodies() -> list[bytes]:
    """Return the pages to serve: those of the corpora where they are beside the project, else made up."""
    paths = [path for corpus in CORPORA for path in sorted(corpus.glob("*.html.gz"))]
    found = [gzip.decompress(path.read_bytes()) for path in paths]
    if found:
        return [page for page in found if len(page) in SIZES]
    text = b"<p>The council said what the bridge cost, who paid for it and when it will open again.</p>"
    noise = b"<script>" + b"window.state = {};" * 4000 + b"</script>"
    return [b"<html><body><article>" + text * 40 + b"</article>" + noise + b"</body></html>"]


class _Pages(asyncio.Protocol):
    pages: list[bytes]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.waiting = b""

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while b"\r\n\r\n" in self.waiting:
            head, _, self.waiting = self.waiting.partition(b"\r\n\r\n")
            self.transport.write(self.answer(head))

    def answer(self, head: bytes) -> bytes:
        path = head.split(b" ", 2)[1].decode()
        if path == "/robots.txt":
            return b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"
        plain = path.startswith(PLAIN)
        if not plain and b"if-none-match:" in head.lower():
            return f"HTTP/1.1 304 Same\r\nETag: {ETAG}\r\n\r\n".encode()
        # No two pages have the same bytes: each is stored, and read, for itself.
        body = self.pages[int(path.rsplit("/", 1)[1]) % len(self.pages)] + f"<!-- {path} -->".encode()
        validator = "" if plain else f"ETag: {ETAG}\r\n"
        kind = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{validator}Content-Length: {len(body)}"
        return kind.encode() + b"\r\n\r\n" + body


def family(process: int) -> Iterator[int]:
    """Yield a process and all that it has started and that still run, as Linux tells it."""
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from family(int(child))


def _serve(port: "multiprocessing.Queue[int]") -> None:
    _Pages.pages = bodies()

    async def listen() -> None:
        server = await asyncio.get_running_loop().create_server(_Pages, "127.0.0.1", 0)
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(listen())


@contextmanager
def serving() -> Iterator[int]:
    """Serve in this block; yield the port."""
    port: multiprocessing.Queue[int] = multiprocessing.Queue()
    server = multiprocessing.Process(target=_serve, args=(port,), daemon=True)
    server.start()
    try:
        yield port.get()
    finally:
        server.terminate()
        server.join()
