"""What a noisy recapture of a page takes in the archive.

    python -m tests.benchmarks.bench_bytes [--pages 20] [--recaptures 42]

Pages of about 180 KB, of a corpus where there is one beside the project, are visited again and again; each
time 60 tokens of 16 bytes and as many times of day in them are others, and every fifth time a sentence.
Of 42 recaptures two are keyframes: after 20 patches comes a whole body.
Printed are the bytes that a recapture adds: of its body alone, and of the whole file with the row of
the capture, the new revision, its edit and the index for search.
"""

import argparse
import random
import re
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.extract import extract
from crawler.visit import Body, Errand, Fetched
from monitor.config import Config
from monitor.service import Stet
from storage.errors import NotAnArticle
from storage.model import Outcome
from tests.benchmarks.pages_server import bodies

GOAL = 5 * 1024
SIZES = range(120_000, 260_000)
BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
SLOTS = 60  #: places of a page where a token of 16 bytes stands that is another at each visit
_HEADERS = tuple((f"X-Header-{n}", "a value of the usual length") for n in range(14))


def noisy(page: bytes, visit: int, rng: random.Random) -> bytes:
    """Return a page as another visit would bring it."""
    ends = [tag.end() for tag in re.finditer(b"</(?:div|p|li|span|a)>", page)] or [len(page)]
    places = random.Random(len(page)).choices(ends, k=SLOTS)
    parts, last = [], 0
    for place in sorted(places):
        token = f'<i data-ad="{rng.randbytes(16).hex()}" data-at="{visit * 3600}"></i>'
        parts += [page[last:place], token.encode()]
        last = place
    body = b"".join([*parts, page[last:]])
    end = max(body.rfind(b"</p>") + 4, 4)
    news = f"<p>At the visit number {visit // 5} the council said something else about the bridge.</p>"
    return body[:end] + news.encode() + body[end:]


def measure(folder: Path, pages: list[bytes], recaptures: int) -> tuple[float, float]:
    """Return the bytes that a recapture takes: its body, and all."""
    with Stet(Config(), folder / "stet.db", create=True) as stet:
        journal = stet.journal(lambda *_: None)
        watched = [stet.watch(f"https://paper.example/{n}")[0] for n in range(len(pages))]

        def visit(number: int) -> None:
            for page, content in zip(watched, pages, strict=True):
                journal.record(_fetched(page, noisy(content, number, rng), number))
            stet.archive._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

        def sizes() -> tuple[int, int]:
            kept = stet.archive._db.execute("SELECT sum(length(content)) FROM bodies").fetchone()[0]
            return kept, (folder / "stet.db").stat().st_size

        rng = random.Random(1)
        visit(0)
        before = sizes()
        for number in range(1, recaptures + 1):
            visit(number)
        times = recaptures * len(pages)
        body, whole = (now - then for now, then in zip(sizes(), before, strict=True))
        return body / times, whole / times


def _fetched(page, content: bytes, number: int) -> Fetched:
    body = Body(content=content, url=page.url, content_type="text/html")
    when = BEGIN + timedelta(hours=number)
    told = {"requested_at": when, "received_at": when, "final_url": page.url, "status": 200}
    return Fetched(
        errand=Errand(page_id=page.id, url=page.url),
        outcome=Outcome.READ,
        headers=_HEADERS,
        body=body,
        article=extract(body),
        **told,
    )


def _is_article(content: bytes) -> bool:
    try:
        extract(Body(content=content, url="https://paper.example/"))
    except NotAnArticle:
        return False
    return True


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--recaptures", type=int, default=42)
    wanted = parser.parse_args()
    fitting = [page for page in bodies() if len(page) in SIZES and _is_article(page)]
    pages = fitting[: wanted.pages] or bodies()
    size = sum(map(len, pages)) / len(pages) / 1024
    with tempfile.TemporaryDirectory() as folder:
        body, whole = measure(Path(folder), pages, wanted.recaptures)
    print(f"{len(pages)} pages of {size:.0f} KB, {wanted.recaptures} noisy recaptures each")
    print(f"bytes of a recapture's body {body:8.0f} (goal {GOAL})")
    print(f"bytes with all else         {whole:8.0f}")


if __name__ == "__main__":
    main()
