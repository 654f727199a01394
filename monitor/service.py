"""The use cases of Stet, and the only place where its parts are put together.

The command line, the scheduler and the review page call this; nothing below knows of another.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from crawler.pace import Manners, Paces
from crawler.rules import rules_with
from crawler.urls import canonical, site
from crawler.visit import CrawlConfig, Errand
from crawler.workers import Workers
from monitor import alerts, feeds, furniture
from monitor.alerts import Alert, reason_after
from monitor.compare import Comparison, compare_articles
from monitor.config import Config
from monitor.copies import copies_of
from monitor.diff import diff
from monitor.journal import ArchiveJournal, OnVisit, kept_body
from monitor.read_again import ReadAgain
from monitor.rebuild import rebuild_page
from monitor.references import page_at, page_named, revision_at, version_named
from monitor.rests import OnAlert, Rests
from monitor.revisit import Rhythm
from monitor.revisits import Revisits
from monitor.verify import derived_problems
from storage.archive import Archive
from storage.asked import Hit, PageFilter, Problem, Where
from storage.backends import open_archive
from storage.errors import NotFound, RulesDiffer
from storage.model import Article, Change, Edit, Page, PageState, Review, Revision, Verdict
from storage.query import parse
from storage.sites import LONGEST_REST, Feed, Learned, SiteRest
from storage.text import clean

Clock = Callable[[], datetime]

#: So many pages behind a wall are told of: more of them are a person's work of days.
MOST_WALLED = 1000


def utc_now() -> datetime:
    """Return the time: the only clock of the service."""
    return datetime.now(UTC)


def _unheard(line: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditView:
    """An edit with all that is needed to show it."""

    edit: Edit
    page: Page
    old: Article | None  #: None where the page was gone before the first revision of an article
    new: Article | None  #: None where the page is gone
    changes: tuple[Change, ...]  #: with what was kept, in reading order
    old_revision: Revision
    new_revision: Revision
    reviews: tuple[Review, ...]


class Stet:
    """One archive and what can be done with it; used by one thread."""

    def __init__(
        self,
        config: Config,
        archive: Path,
        *,
        create: bool = False,
        clock: Clock = utc_now,
        rhythm: Rhythm | None = None,
    ) -> None:
        """Open the archive; raises what `storage.backends.open_archive` raises."""
        self.config = config
        self.path = archive
        self.archive: Archive = open_archive(archive, create=create)
        #: Read kept bodies again; the processes start when they are first needed.
        self.workers = Workers(config.crawl.workers)
        self._clock = clock
        #: How fast each host may be asked: one for all crawls of this process.
        self.paces = Paces()
        #: When pages are visited again, and why.
        self.revisits = Revisits(self.archive, config, self.paces)
        self._rhythm = rhythm

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.workers.close()
        self.archive.close()

    # --- pages

    def watch(self, address: str) -> tuple[Page, bool]:
        """Put an address under watch; tell whether it is new. Raises BadAddress."""
        url = canonical(address)
        try:
            page = page_at(self.archive, url)
        except NotFound:
            return self.archive.add_page(url, site(url), self._clock()), True
        # Whoever names another address of an article means the article.
        if page.state is PageState.SAME and page.same_as is not None:
            page = self.archive.page(page.same_as)
        return page, False

    def find_page(self, wanted: str) -> Page:
        """Return the page of an id or an address; raises NotFound, BadAddress."""
        return page_named(self.archive, wanted)

    def find_version(self, wanted: str) -> tuple[Page, str]:
        """Return the page of PAGE[@N|@TIME], and N or TIME for `revision_at`; "" where none is named.

        Raises NotFound, BadAddress, Mistake.
        """
        return version_named(self.archive, wanted, self._clock())

    def pause(self, page: Page) -> None:
        """Leave a page alone until it is watched again."""
        self.archive.set_state(page.id, PageState.PAUSED, None)

    def resume(self, page: Page) -> None:
        """Watch a page again that was paused, or that is the same as another: then by itself."""
        if page.state is PageState.SAME:
            self.archive.set_apart(page.id, self._clock())
        else:
            self.archive.set_state(page.id, PageState.WATCHED, self._clock())

    # --- crawling

    def due(self) -> list[Page]:
        """Return the pages to visit now, most worth it first, as many as one pass and the budget take."""
        if self._rhythm is None:
            return self.revisits.due(self._clock())
        return list(self.archive.pages(PageFilter(due_at=self._clock(), limit=self.config.visit.batch)))

    def journal(self, on_visit: OnVisit, rests: Rests | None = None) -> ArchiveJournal:
        """Return what the crawler tells its visits to."""
        if self._rhythm is None:
            rhythm = self.revisits.rhythm
            return ArchiveJournal(self.archive, rhythm.next_visit_at, on_visit, self.revisits.learn, rests)
        return ArchiveJournal(self.archive, self._rhythm.next_visit_at, on_visit, rests=rests)

    async def visit(self, pages: Iterable[Page], on_visit: OnVisit, on_alert: OnAlert = _unheard) -> None:
        """Visit these pages, each once, but those of sites that rest.

        `on_alert` is told what began or ended: a site fails, works again, a wall stands before a page.
        Raises ArchiveError if a visit is not stored.
        """
        # Scrapy takes most of a second to load: only what crawls waits for it.
        from crawler.run import crawl  # noqa: PLC0415

        rests = Rests(self.archive, self._clock, on_alert)
        manners = Manners(paces=self.paces, resting=rests.resting)
        await crawl(self._errands(pages), self.journal(on_visit, rests), self.crawl_config(), manners)

    def resting(self, wanted: Iterable[Page] | Iterable[Feed]) -> list[SiteRest]:
        """Return the sites of these pages or feeds that are left alone now, by name."""
        resting = self.revisits.resting(self._clock())
        return [resting[host] for host in sorted({one.site for one in wanted} & set(resting))]

    def standing_alerts(self) -> list[Alert]:
        """Return what began of sites and pages and has not ended; pages up to MOST_WALLED."""
        walled = self.archive.failing_for(alerts.WALL, MOST_WALLED)
        return alerts.standing(self.archive.rests(), walled, self._clock())

    def alerts_since(self, since: datetime) -> Iterator[Alert]:
        """Yield what visits told at that time and later, as it was told when they were made."""
        captures = self.archive.every_capture(_before(since, LONGEST_REST))
        return alerts.told_by(captures, lambda one: reason_after(self.archive.capture_before(one)), since)

    def wake(self, host: str) -> None:
        """End a site's rest: it is visited again at the next pass."""
        self.archive.store_rest(SiteRest(site=host))

    def add_feed(self, address: str) -> tuple[Feed, bool]:
        """Find new pages by a feed; tell whether it is new. Raises BadAddress."""
        return feeds.add(self.archive, address, self._clock())

    async def visit_feeds(
        self, on_feed: feeds.OnFeed, on_alert: OnAlert = _unheard, chosen: Iterable[Feed] | None = None
    ) -> None:
        """Visit the feeds that are due, or those that are `chosen`, and put what they found under watch.

        Raises ArchiveError if a visit is not stored.
        """
        wanted = feeds.due(self.archive, self._clock()) if chosen is None else chosen
        rests = Rests(self.archive, self._clock, on_alert)
        await feeds.visit(self.archive, wanted, self.crawl_config(), on_feed, rests, self.paces)

    def _errands(self, pages: Iterable[Page]) -> Iterator[Errand]:
        """Yield what the crawler must know to visit these pages."""
        known = {}
        for page in pages:
            if page.site not in known:
                known[page.site] = furniture.lines(self.archive, page.site)
            yield Errand(
                page_id=page.id,
                url=page.url,
                etag=page.etag,
                last_modified=page.last_modified,
                body_sha256=page.body_sha256,
                furniture=known[page.site],
            )

    async def learn(self, host: str) -> Learned:
        """Learn what furniture a site has, from the pages that are kept of it."""
        return await furniture.learn(self.archive, host, self.workers, self._clock())

    async def learn_due(self) -> None:
        """Learn the furniture of sites that were visited, and not learned for a day."""
        try:
            for host in furniture.due(self.archive, self._clock()):
                await self.learn(host)
        finally:
            self.workers.close()  # not needed for a day: a crawl has its own

    def crawl_config(self) -> CrawlConfig:
        """Return the crawler's settings."""
        wanted = self.config.crawl
        return CrawlConfig(
            contact=self.config.contact,
            allow=wanted.allow,
            workers=wanted.workers,
            delay=wanted.delay,
            throttle=wanted.throttle,
            per_site=wanted.per_site,
            timeout=wanted.timeout,
        )

    # --- edits

    def view(self, edit_id: int) -> EditView:
        """Return an edit with its articles; raises NotFound, RulesDiffer."""
        edit = self.archive.edit(edit_id)
        old, new = self.archive.compared(edit_id)
        if old and new and old.rules != new.rules:
            raise RulesDiffer
        return EditView(
            edit=edit,
            page=self.archive.page(edit.page_id),
            old=old.article if old else None,
            new=new.article if new else None,
            changes=diff(old.article, new.article) if old and new else edit.changes,
            old_revision=self.archive.revision(edit.page_id, edit.old_number),
            new_revision=self.archive.revision(edit.page_id, edit.new_number),
            reviews=tuple(self.archive.reviews(edit_id)),
        )

    def article(self, page: Page, number: int) -> Article:
        """Return a revision's article as today's rules read it; raises NotFound, NotAnArticle."""
        snapshot = self.archive.snapshot(page.id, number)
        known = furniture.lines(self.archive, page.site)
        if snapshot.rules == rules_with(known):
            return snapshot.article
        revision = self.archive.revision(page.id, number)
        capture = self.archive.capture(revision.first_capture_id)
        return self.workers.extract_now(kept_body(self.archive, capture, known))

    def page_of(self, revision: Revision) -> bytes:
        """Return the page that brought a revision, as it was sent; raises NotFound, Torn."""
        capture = self.archive.capture(revision.first_capture_id)
        if not capture.body_sha256:
            raise NotFound(f"no page was kept of revision {revision.number}: `stet history` lists others")
        return self.archive.body(capture.body_sha256)

    def compare(self, page: Page, old: int, new: int) -> Comparison:
        """Compare any two revisions of a page; raises NotFound, NotAnArticle."""
        return compare_articles(self.article(page, old), self.article(page, new))

    def revision_at(self, page: Page, wanted: str) -> Revision:
        """Return the revision of a number, or the one that stood at a time (`read_time`); the latest for "".

        A day means its end, and so does a minute. Raises NotFound, Mistake.
        """
        return revision_at(self.archive, page, wanted, self._clock())

    def review(
        self,
        edit_ids: Iterable[int],
        verdict: Verdict,
        note: str,
        reviewer: str,
        *,
        copies: bool = False,
        seen: int | None = None,
    ) -> list[Review]:
        """Say the same of some edits, of all of them or of none; return the reviews, in order.

        With `copies`, of the same edit of other pages too. Of the edits that are named, `seen` is how many
        reviews of each the person had read. Raises NotFound, which names all that are unknown, and Conflict.
        """
        named = tuple(dict.fromkeys(edit_ids))
        review = Review(
            edit_id=0,
            verdict=verdict,
            note=clean(note).strip(),
            reviewer=clean(reviewer or self.config.reviewer).strip(),
            at=self._clock(),
        )
        with self.archive.together():
            edits = self._edits(named)
            same = [line.id for edit in edits for line in copies_of(self.archive, edit)] if copies else []
            return [
                self.archive.add_review(
                    replace(review, edit_id=edit_id), seen=seen if edit_id in named else None
                )
                for edit_id in dict.fromkeys((*named, *same))
            ]

    def _edits(self, edit_ids: Iterable[int]) -> list[Edit]:
        """Return these edits; raises NotFound."""
        found, missing = [], []
        for edit_id in edit_ids:
            try:
                found.append(self.archive.edit(edit_id))
            except NotFound:
                missing.append(str(edit_id))
        if missing:
            kept = "; none of these was reviewed" if found else ""
            raise NotFound(f"there is no edit {', '.join(missing)}: `stet edits` lists them{kept}")
        return found

    def now(self) -> datetime:
        """Return the service's time."""
        return self._clock()

    # --- the whole

    def search(
        self, words: str, where: Where = Where.TEXT, *, limit: int = 50, site: str | None = None
    ) -> Iterator[Hit]:
        """Yield what holds the words, best first; raises BadQuery."""
        return self.archive.search(parse(words), where, limit=limit, site=site)

    def rebuild(self, page: Page) -> int:
        """Build all that is derived of a page again; return how many revisions it has."""
        return rebuild_page(
            self.archive, page, self.workers.extract_now, furniture.lines(self.archive, page.site)
        )

    def verify(self) -> Iterator[Problem]:
        """Read everything again, and yield what is not as it must be, or is not what the rules make of it."""
        yield from self.archive.verify()
        yield from derived_problems(self.archive)

    def reading_again(self) -> ReadAgain:
        """Return what reads the kept bodies again, and compares what they say with the stored articles."""
        return ReadAgain(self.archive, self.workers.extract_now)


def _before(time: datetime, ago: timedelta) -> datetime:
    """Return the time so long before, or the first that there is."""
    return max(time, datetime.min.replace(tzinfo=UTC) + ago) - ago
