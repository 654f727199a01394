"""The archive: what every backend promises.

Laws, all tested by `tests/contract`:
- a method that writes has written all of it when it returns, and nothing when it raises;
- captures, pages' addresses and reviews are never rewritten; the rest can be built again;
- a reader sees whole visits only, and is not held up by a writer;
- lists are lazy, and in one order on every machine;
- every method may raise ArchiveBusy, DiskFull or Torn.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, Self

from storage.asked import EditFilter, EditLine, Hit, PageFilter, Problem, SiteLine, Where
from storage.model import Capture, Edit, Page, PageState, Review, Revision, Snapshot, Visit
from storage.query import Query
from storage.rates import Figures, PageRate, RateRow, SiteRate, Teacher
from storage.sites import Feed, Find, Learned, LineVerdict, SiteRest


class Archive(Protocol):
    """Pages, captures, bodies, snapshots, revisions, edits and reviews."""

    def close(self) -> None:
        """Let go of the file; nothing may be called after."""

    def __enter__(self) -> Self:
        """Return the archive, which is closed at the end of the block."""

    def __exit__(self, *error: object) -> None:
        """Close."""

    # --- pages

    def add_page(self, url: str, site: str, now: datetime) -> Page:
        """Put an address under watch, due at once; return the page that is there already if there is one."""

    def page(self, page_id: int) -> Page:
        """Return a page; raises NotFound."""

    def pages_of(self, page_ids: Iterable[int]) -> list[Page]:
        """Return these pages, in this order; those that are not there are left out."""

    def page_at(self, url: str) -> Page:
        """Return the page of exactly this address; raises NotFound."""

    def page_ids(self) -> Iterator[int]:
        """Yield the ids of all pages, in order, also of those that cannot be read."""

    def pages(self, wanted: PageFilter) -> Iterator[Page]:
        """Yield pages: where `due_at` is given, those longest due first; else by id."""

    def failing_for(self, reason: str, limit: int) -> list[tuple[Page, datetime]]:
        """Return the first pages by id, of those visited, that failed last for this reason, with since when.

        That is the first visit of those in a row that failed for it.
        """

    def sites(self) -> list[SiteLine]:
        """Return the sites that have pages, by name."""

    def set_state(self, page_id: int, state: PageState, next_visit_at: datetime | None) -> None:
        """Watch, pause or retire a page; raises NotFound. Only a page that is SAME is the same as another."""

    def set_apart(self, page_id: int, now: datetime) -> None:
        """Watch a page by itself, due at once, whatever other page shows the same; raises NotFound."""

    def pages_at(self, place: str, limit: int) -> list[Page]:
        """Return the first pages by id that were last found at a place, and are watched or paused.

        Those that are the same as another page, or were set apart, are left out.
        """

    def tried(self, site: str, limit: int) -> list[tuple[str, bool]]:
        """Return the addresses of a site's newest pages that were visited, newest first.

        With whether an article was ever read there; pages whose visits just failed are left out.
        """

    def forget(self, page_id: int) -> None:
        """Take a page and all that was kept of it out of the archive; raises NotFound.

        Pages that were the same as it are paused: the article does not come back by another address.
        """

    # --- visits

    def together(self) -> AbstractContextManager[None]:
        """Make all that is written in this block durable at once, at its end; where it raises, none of it is.

        Methods see what was written before them in the block.
        """

    def commit_visit(self, visit: Visit, rest: SiteRest | None = None) -> int:
        """Store one visit in one transaction and return the capture's id.

        With `rest`, the site's rest as it is after the visit is stored with it.
        Where it finds the page gone, those that were the same as it are due at once.
        Raises NotFound if its page is unknown, Conflict if its edit does not follow the latest revision.
        """

    def captures(self, page_id: int) -> Iterator[Capture]:
        """Yield the page's captures, oldest first."""

    def capture(self, capture_id: int) -> Capture:
        """Return a capture; raises NotFound."""

    def capture_before(self, capture: Capture) -> Capture | None:
        """Return the visit to the same page before this one; None of its first."""

    def body(self, digest: str) -> bytes:
        """Return the bytes of this SHA-256, verified; raises NotFound, Torn."""

    # --- revisions

    def revisions(self, page_id: int) -> list[Revision]:
        """Return the page's revisions, oldest first."""

    def revision(self, page_id: int, number: int) -> Revision:
        """Return a revision; raises NotFound."""

    def snapshot(self, page_id: int, number: int) -> Snapshot:
        """Return what the article said in a revision; raises NotFound, also where it was gone."""

    # --- edits

    def edits(self, wanted: EditFilter) -> Iterator[EditLine]:
        """Yield edits: most severe first, then newest; with `by_time`, newest first.

        With `grouped`, the k-th time that a page has an edit goes with the k-th time of every other page
        that has the same: only the first of them is yielded. What is narrowed is narrowed before.
        """

    def count_edits(self, wanted: EditFilter) -> int:
        """Return how many edits there are, whatever `limit` and `offset` say."""

    def edit(self, edit_id: int) -> Edit:
        """Return an edit; raises NotFound."""

    def compared(self, edit_id: int) -> tuple[Snapshot | None, Snapshot | None]:
        """Return the two articles that were compared for an edit; None where the page was gone.

        Both were made by one version of the rules. The old one is that of the latest revision that
        held an article, which may lie before a gap. Raises NotFound.
        """

    def add_review(self, review: Review, *, seen: int | None = None) -> Review:
        """Store a person's verdict on an edit.

        `seen` is how many reviews of it the person had read: Conflict is raised if there are more.
        Raises NotFound.
        """

    def reviews(self, edit_id: int) -> list[Review]:
        """Return the reviews of an edit, oldest first."""

    # --- feeds

    def add_feed(self, feed: Feed) -> Feed:
        """Keep a feed under a number of its own; return the one that is there already if there is one."""

    def feed(self, feed_id: int) -> Feed:
        """Return a feed; raises NotFound."""

    def feed_at(self, url: str) -> Feed:
        """Return the feed of exactly this address; raises NotFound."""

    def feeds(self, due_at: datetime | None = None) -> Iterator[Feed]:
        """Yield all feeds by id; with `due_at`, those to be visited then, longest due first.

        Of a site that rests then, none is due.
        """

    def remove_feed(self, feed_id: int) -> None:
        """Take a feed out of the archive; the pages that it found stay. Raises NotFound."""

    def commit_feed_visit(
        self, feed: Feed, finds: Iterable[Find], rest: SiteRest | None = None
    ) -> list[Page]:
        """Store one visit to a feed in one transaction; return the pages that came under watch by it.

        With `rest`, the site's rest as it is after the visit is stored with it.
        An address comes under watch once, whichever feeds list it; one of a page that was forgotten
        does not come back, and a find without a site is of such a page. Raises NotFound.
        """

    def news(self, feed_id: int, finds: Iterable[Find]) -> tuple[int, int]:
        """Return how many of these a feed had not listed, and how many it says were updated since."""

    def known_as(self, addresses: Sequence[str]) -> str | None:
        """Return the first of these addresses that is a page's or was listed by a feed; None if none is."""

    def finds(self, feed_id: int) -> Iterator[Find]:
        """Yield what a feed found, in the order of addresses; no site where the page was forgotten."""

    def found_by(self, page_id: int) -> list[Feed]:
        """Return the feeds that listed a page, by id."""

    # --- when to visit again

    def candidates(self, now: datetime, soonest: timedelta, limit: int) -> list[RateRow]:
        """Return what is known of the pages that may be visited now, none twice and none that is paused.

        None is of a site that rests now (`SiteRest.resting`).
        None was visited within the time `soonest` before now. Where more than `limit` are due, half of
        these are due longest and half came due last. Bounded work: where nearly all that is due is of sites
        that rest, some of the others' pages are returned, in the next minute those of other sites.
        """

    def catch_up_with_clock(self, now: datetime) -> bool:
        """Make due what was visited in the future, if the newest visit tells that the clock was set back.

        Tell whether it was, by more than five minutes.
        """

    def visits_within(self, since: datetime, until: datetime, limit: int) -> int:
        """Return how many visits were made after `since`, up to `until`; `limit` at most."""

    def last_capture_id(self) -> int:
        """Return the number of the newest capture, 0 before the first."""

    def figures(self) -> Figures:
        """Return what all pages together have taught."""

    def site_rates(self, sites: Iterable[str] | None = None) -> dict[str, SiteRate]:
        """Return what is known of the edits of each site, or of these, by name."""

    def rate(self, page_id: int) -> PageRate | None:
        """Return what is known of a page's edits; None before the first visit that taught something."""

    def rates(self) -> Iterator[PageRate]:
        """Yield what is known of the edits of each page that is watched, by id."""

    def learn_again(self, teacher: Teacher) -> None:
        """Put what a teacher makes of every visit that saw an article in place of what was learned.

        Visits come in the order in which they were stored, all in one transaction; memory does not grow
        with pages. What feeds hinted is kept as it is: no fact tells when they did.
        """

    # --- which sites are left alone

    def rests(self) -> list[SiteRest]:
        """Return what failed of each site since it was last read, by site."""

    def looked_at(self, now: datetime) -> dict[str, tuple[str, ...]]:
        """Return the sites that were left alone and do not rest now, with `SiteRest.failing` of each.

        One visit is to look at each of these.
        """

    def store_rest(self, rest: SiteRest) -> None:
        """Put a site's rest in place of what was stored of it; nothing is kept where nothing failed."""

    # --- from one archive to another

    def one_moment(self) -> AbstractContextManager[None]:
        """Read in this block as everything stood at its beginning, whatever is written meanwhile.

        Nothing may be written in it by the same connection.
        """

    def every_capture(self, since: datetime | None = None) -> Iterator[Capture]:
        """Yield the captures of all pages, in the order in which they were stored.

        With `since`, those that were received then or later.
        """

    def capture_of(self, page_id: int, requested_at: datetime, received_at: datetime) -> Capture:
        """Return the capture of a page that was made at these times; raises NotFound."""

    def restore_review(self, review: Review) -> bool:
        """Keep a review from another archive; False if the same is there already.

        It may be of a capture that brings no edit by today's rules. Raises NotFound without the capture.
        """

    # --- what is learned of sites

    def learned(self, site: str) -> Learned | None:
        """Return what was last learned of a site."""

    def store_learned(self, learned: Learned) -> None:
        """Put what was learned of a site in place of what was learned before."""

    def line_verdicts(self, site: str) -> list[LineVerdict]:
        """Return what people said of a site's lines, oldest first; of a line, the last word holds."""

    def add_line_verdict(self, verdict: LineVerdict) -> None:
        """Store a person's word on a line."""

    # --- the whole

    def search(self, query: Query, where: Where, *, limit: int, site: str | None = None) -> Iterator[Hit]:
        """Yield revisions, or edits, that hold what is asked, best first."""

    def replace_history(self, page_id: int, visits: Iterable[Visit]) -> None:
        """Put what these visits come to in place of all that is derived of a page, in one transaction.

        Each visit's capture is stored already, and named by its id.
        """

    def count(self) -> dict[str, int]:
        """Return how many there are of each noun, by table."""

    def verify(self) -> Iterator[Problem]:
        """Read everything again, and yield what is not as it must be."""

    def weaknesses(self) -> Iterator[Problem]:
        """Yield known faults of the engine that this archive runs on, each with what to do."""

    def backup(self, path: Path) -> None:
        """Write a consistent copy to a new file, also while a service writes.

        Raises Mistake where the file is there already or its folder cannot be written, DiskFull where it does
        not fit, Torn where the archive is damaged; then nothing is left under that name.
        """
