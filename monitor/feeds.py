"""Feeds: what a visit to one comes to (pure), and visiting those that are due."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase

from crawler.feeds import FeedEntry, FeedErrand, FeedFetched
from crawler.pace import Manners, Paces
from crawler.places import forms
from crawler.sections import learned
from crawler.urls import canonical, site
from crawler.visit import CrawlConfig
from monitor import feed_rhythm
from monitor.rests import Rests
from monitor.revisit.rest import Told, feed_key, one_feed_each
from storage.archive import Archive
from storage.errors import Mistake, NotFound
from storage.model import Outcome, Page
from storage.sites import Feed, FeedKind, FeedLimits, Find

#: A feed that cannot be read is tried again after twice this time, doubled with each failure in a row.
INTERVAL = timedelta(minutes=15)
LONGEST_RETRY = timedelta(days=1)
#: A wait of fewer minutes is told in minutes.
MINUTES_TOLD = 120
#: Of a site's newest pages, so many tell where its articles stand.
TRIED = 1_000
#: Characters of a pattern: nobody types more, and each costs time.
MAX_PATTERN = 200

#: Called after a visit to a feed was stored, with the pages that came under watch by it.
OnFeed = Callable[[Feed, list[Page]], None]

#: Returns addresses of a site that were visited, newest first, and whether an article was read there.
Tried = Callable[[str], Iterable[tuple[str, bool]]]

_NO_LIMITS = FeedLimits()
#: What may be a section page: before its first visit, that is not known.
_BY_PATTERNS = (FeedKind.SECTION, FeedKind.UNKNOWN)


def add(archive: Archive, address: str, now: datetime, limits: FeedLimits = _NO_LIMITS) -> tuple[Feed, bool]:
    """Keep the feed at an address, due at once; tell whether it is new. Raises BadAddress, Mistake."""
    for pattern in (*limits.include, *limits.exclude):
        if not 0 < len(pattern) <= MAX_PATTERN:
            raise Mistake(f"a pattern has 1 to {MAX_PATTERN} characters: write it as */news/*")
    url = canonical(address)
    try:
        return archive.feed_at(url), False
    except NotFound:
        made = Feed(id=0, url=url, site=site(url), added_at=now, next_visit_at=now, limits=limits)
        return archive.add_feed(made), True


def find_feed(archive: Archive, wanted: str) -> Feed:
    """Return the feed of a number or an address; raises NotFound, BadAddress."""
    if wanted.isascii() and wanted.isdigit():
        return archive.feed(int(wanted[:18]))
    return archive.feed_at(canonical(wanted))


def due(archive: Archive, now: datetime) -> list[Feed]:
    """Return the feeds to visit now, longest due first; of a site that was left alone, one."""
    return one_feed_each(archive.feeds(due_at=now), {rest.site: rest for rest in archive.rests()})


async def visit(
    archive: Archive,
    feeds: Iterable[Feed],
    config: CrawlConfig,
    on_feed: OnFeed,
    rests: Rests,
    paces: Paces,
) -> None:
    """Visit these feeds, once each, and put the pages that they found under watch.

    Of a site that rests, none is visited. On the running reactor, as `crawler.run.crawl`.
    Raises ArchiveError if a visit could not be stored.
    """
    chosen = list(feeds)
    if chosen:
        # Scrapy takes most of a second to load: only what crawls waits for it.
        from crawler.run import read_feeds  # noqa: PLC0415

        manners = Manners(paces=paces, resting=rests.resting)
        wanted = errands(chosen, lambda host: archive.tried(host, TRIED))
        await read_feeds(wanted, ArchiveFeedJournal(archive, on_feed, rests), config, manners)


def errands(feeds: Iterable[Feed], tried: Tried = lambda _: ()) -> Iterator[FeedErrand]:
    """Yield what the crawler must know to visit these feeds; `tried` says what was visited of a site."""
    for feed in feeds:
        # An index may stay as it is while its parts change: it is always read.
        whole = feed.kind is FeedKind.SITEMAP_INDEX or bool(feed.failures)
        yield FeedErrand(
            feed_id=feed.id,
            url=feed.url,
            etag="" if whole else feed.etag,
            last_modified="" if whole else feed.last_modified,
            read_at=None if feed.failures else feed.last_visit_at,
            patterns=learned(tried(feed.site)) if feed.kind in _BY_PATTERNS else {},
        )


class ArchiveFeedJournal:
    """A `crawler.feeds.FeedJournal` over an archive."""

    def __init__(self, archive: Archive, on_feed: OnFeed, rests: Rests) -> None:
        self._archive = archive
        self._on_feed = on_feed
        self._rests = rests

    def record(self, *visits: FeedFetched) -> None:
        """Store each visit in one transaction; raises ArchiveError."""
        for fetched in visits:
            self._store(fetched)

    def _store(self, fetched: FeedFetched) -> None:
        try:
            feed = self._archive.feed(fetched.errand.feed_id)
        except NotFound:
            return  # it was removed while it was visited
        found = self._as_known(finds(feed, fetched))
        new, updated = self._archive.news(feed.id, found)
        after = feed_after(feed, fetched, found=brought_something(new, updated, len(found)))
        told = Told(
            what=feed_key(feed.id),
            at=fetched.received_at,
            outcome=fetched.outcome,
            reason=fetched.reason,
            retry_after=fetched.retry_after,
        )
        rest = self._rests.after(feed.site, told)
        pages = self._archive.commit_feed_visit(after, found, rest)
        if line := self._rests.stored(rest):
            self._rests.on_alert(line)
        self._on_feed(after, pages)

    def _as_known(self, found: list[Find]) -> list[Find]:
        """Return the finds under the addresses by which they are known, each once."""
        kept: dict[str, Find] = {}
        for one in found:
            ways = (one.url, *forms(one.url))
            url = self._archive.known_as(ways) or next((way for way in ways if way in kept), one.url)
            kept.setdefault(url, one if url == one.url else replace(one, url=url, site=site(url)))
        return list(kept.values())


def brought_something(new: int, updated: int, listed: int) -> bool:
    """Whether a visit to a feed was worth it: some of its entries are new, or were updated.

    A feed that says so of most of what it lists says nothing: it stamps all with the time of the visit.
    """
    return new > 0 or 0 < updated <= listed / 2


def feed_after(feed: Feed, fetched: FeedFetched, *, found: bool = False) -> Feed:
    """Return the feed as it is after a visit; `found` tells whether it brought something.

    The first visit, and the first after a failure, teach nothing: since when entries stood is not known.
    """
    now = fetched.received_at
    if fetched.outcome not in (Outcome.READ, Outcome.NOT_MODIFIED):
        failures = feed.failures + 1
        wait = min(LONGEST_RETRY, INTERVAL * 2 ** min(failures, 10))
        return replace(
            feed, failures=failures, reason=fetched.reason, last_visit_at=now, next_visit_at=now + wait
        )
    contents = fetched.contents
    since = None if feed.failures else feed.last_visit_at
    after = feed_rhythm.learned(feed.rhythm, since, now, found=found) if since else feed.rhythm
    return replace(
        feed,
        kind=contents.kind if contents else feed.kind,
        title=contents.title if contents else feed.title,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        failures=0,
        reason="",
        last_visit_at=now,
        next_visit_at=now + feed_rhythm.wait(after, now),
        rhythm=after,
    )


def finds(feed: Feed, fetched: FeedFetched) -> list[Find]:
    """Return what a visit found, within the feed's limits; the newest, where there are more."""
    entries = fetched.contents.entries if fetched.contents else ()
    wanted = [one for one in entries if _fits(one, feed.limits, fetched.received_at)]
    if len(wanted) > feed.limits.pages:
        # The sort is stable: entries of one time, or of none, stay in the feed's order.
        wanted.sort(key=_time, reverse=True)
    return [
        Find(
            url=one.url,
            site=site(one.url),
            found_at=fetched.received_at,
            title=one.title,
            published_at=one.published_at,
            updated_at=one.updated_at,
        )
        for one in wanted[: feed.limits.pages]
    ]


def _time(entry: FeedEntry) -> datetime:
    return entry.published_at or entry.updated_at or datetime.min.replace(tzinfo=UTC)


def _fits(entry: FeedEntry, limits: FeedLimits, now: datetime) -> bool:
    said = entry.published_at or entry.updated_at
    if limits.days is not None and said is not None and now - said > timedelta(days=limits.days):
        return False
    included = not limits.include or any(_matches(entry.url, pattern) for pattern in limits.include)
    return included and not any(_matches(entry.url, pattern) for pattern in limits.exclude)


def _matches(url: str, pattern: str) -> bool:
    """Whether an address fits a pattern with * and ?, or holds one without."""
    if not set(pattern) & set("*?["):
        return pattern in url
    # Python's translation of * never tries a stretch twice: time grows with length × stars only.
    return fnmatchcase(url, pattern)


def why(feed: Feed) -> str:
    """Return the reason for the time of a feed's next visit."""
    if feed.failures:
        return f"failed {feed.failures}×: tried again"
    if feed.last_visit_at is None or feed.next_visit_at is None:
        return "not visited yet"
    minutes = round((feed.next_visit_at - feed.last_visit_at) / timedelta(minutes=1))
    often = f"after {minutes} min" if minutes < MINUTES_TOLD else f"after {minutes / 60:.1f} h"
    return (
        f"{often}: new {feed_rhythm.a_day(feed.rhythm):.1f}× a day"
        if feed.rhythm.hours
        else f"{often}: rhythm not known"
    )
