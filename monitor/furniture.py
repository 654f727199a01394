"""What a site's pages have in common that is no article: learned, overruled, given to extraction.

What was learned is derived and carries its rules' version; what a person says of a line is a fact and holds
over it. An article's rules name the lines that it was made with, so that two articles are compared only where
both were made with the same.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from crawler.visit import Body
from crawler.workers import Workers
from monitor.journal import kept_body
from storage.archive import Archive
from storage.asked import PageFilter
from storage.errors import NotAnArticle
from storage.model import Capture, Page
from storage.sites import Learned, LineVerdict

if TYPE_CHECKING:
    from crawler.extract.learn import Read

#: Pages of a site that are read to learn its furniture, those visited last first.
MOST_PAGES = 40
#: Bodies of one page that are read.
MOST_BODIES = 3
#: With fewer pages nothing is learned, and nothing is read.
LEAST_PAGES = 3
#: A site is learned anew after this time.
EVERY = timedelta(days=1)


def lines(archive: Archive, site: str) -> tuple[str, ...]:
    """Return the lines that are furniture on a site, sorted: those learned, with people's word over them."""
    learned = archive.learned(site)
    found = set(learned.lines) if learned else set()
    for verdict in archive.line_verdicts(site):
        found = found | {verdict.line} if verdict.furniture else found - {verdict.line}
    return tuple(sorted(found))


def overrule(archive: Archive, verdict: LineVerdict) -> None:
    """Say that a line of a site is furniture, or is not; it holds from the next visit on."""
    from crawler.extract.site import shape  # noqa: PLC0415 - the rules are loaded where they are used

    archive.add_line_verdict(
        LineVerdict(
            site=verdict.site,
            line=shape(verdict.line),
            furniture=verdict.furniture,
            reviewer=verdict.reviewer,
            at=verdict.at,
        )
    )


def due(archive: Archive, now: datetime) -> list[str]:
    """Return the sites with enough pages that were visited since they were learned, a day ago or more."""
    found = []
    for site in archive.sites():
        learned = archive.learned(site.site)
        visited = site.last_visit_at is not None and (learned is None or site.last_visit_at > learned.at)
        if visited and site.pages >= LEAST_PAGES and (learned is None or now - learned.at >= EVERY):
            found.append(site.site)
    return found


async def learn(archive: Archive, site: str, workers: Workers, now: datetime) -> Learned:
    """Read what is kept of a site without what was learned before, and learn from it anew."""
    from crawler.extract import learn as learn_lines  # noqa: PLC0415 - the rules are loaded where they are used
    from crawler.extract.learn import LEARNED_BY  # noqa: PLC0415

    pages = [page for page in archive.pages(PageFilter(site=site)) if page.body_sha256]
    pages.sort(key=lambda page: (page.last_visit_at or page.added_at, page.id), reverse=True)
    chosen = pages[:MOST_PAGES] if len(pages) >= LEAST_PAGES else []
    captures = [[read async for read in _read(archive, page, workers)] for page in chosen]
    found = learn_lines(site, captures)
    learned = Learned(site=site, rules=LEARNED_BY, lines=found.lines, pages=len(chosen), at=now)
    archive.store_learned(learned)
    return learned


async def _read(archive: Archive, page: Page, workers: Workers) -> AsyncIterator["Read"]:
    from crawler.extract import read  # noqa: PLC0415 - the rules are loaded where they are used

    for body in _bodies(archive, page):
        try:
            yield await workers.call(read, body)
        except NotAnArticle:
            continue


def _bodies(archive: Archive, page: Page) -> Iterator[Body]:
    """Yield the page's newest bodies, each once, in order of time."""
    newest: dict[str, Capture] = {}
    for capture in reversed(list(archive.captures(page.id))):
        if capture.body_sha256 and capture.outcome.seen:
            newest.setdefault(capture.body_sha256, capture)
    for capture in reversed(list(islice(newest.values(), MOST_BODIES))):
        yield kept_body(archive, capture)
