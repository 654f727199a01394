"""Where pages are found, and what was learned of their sites (frozen records)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.model import Record


class FeedKind(StrEnum):
    """In what form a feed lists articles."""

    UNKNOWN = "unknown"  # not read yet
    RSS = "rss"
    ATOM = "atom"
    RDF = "rdf"
    JSON = "json"
    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap_index"
    SECTION = "section"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLimits:
    """Which of the articles that a feed lists are put under watch."""

    include: tuple[str, ...] = ()  #: patterns of addresses, of which one must fit; none: all fit
    exclude: tuple[str, ...] = ()  #: patterns of addresses, of which none may fit
    pages: int = 200  #: at most, of one visit
    days: int | None = None  #: since publication, at most, where the feed says when that was


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPace(Record):
    """What was learned of when a feed adds entries; older visits count less (derived)."""

    found: tuple[float, ...] = ()  #: times it had something new, by hour of the day in UTC; empty: none known
    hours: tuple[float, ...] = ()  #: of each hour of the day, how many were seen
    lately: float = 0.0  #: times it had something new in the last hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed(Record):
    """A source of new pages, and what is known for its next visit."""

    id: int
    url: str
    site: str  #: host, with its port unless that is the scheme's own
    added_at: datetime
    next_visit_at: datetime | None
    limits: FeedLimits = FeedLimits()
    kind: FeedKind = FeedKind.UNKNOWN
    title: str = ""
    last_visit_at: datetime | None = None
    etag: str = ""
    last_modified: str = ""
    failures: int = 0  #: visits in a row that failed
    reason: str = ""  #: of the last visit, where it failed
    pace: FeedPace = FeedPace()


@dataclass(frozen=True, slots=True, kw_only=True)
class Find(Record):
    """An address that a feed listed, as it was listed first; its two times as they were listed last."""

    url: str
    site: str
    found_at: datetime
    title: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None  #: a noisy hint: many sites say so with no change


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned(Record):
    """Lines that were found to be furniture on a site (derived)."""

    site: str
    rules: str  #: name and version of the rules that learned them
    lines: tuple[str, ...]
    pages: int  #: how many pages they were learned from
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LineVerdict(Record):
    """A person's word that a line of a site is furniture, or is not (a fact)."""

    site: str
    line: str
    furniture: bool
    reviewer: str
    at: datetime


#: No site is left alone for longer, whoever says so.
LONGEST_REST = timedelta(days=1)
#: A failure this far ahead of the clock tells that the clock was set back.
CLOCK_SLACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRest(Record):
    """What failed of a site since it was last read, and until when it is left alone (operational).

    It is neither a fact nor derived from facts: exports leave it out, `stet rebuild` leaves it as it is.
    """

    site: str
    failing: tuple[str, ...] = ()  #: the pages and feeds that failed last, as "page 12" or "feed 3"
    pauses: int = 0  #: how often it was left alone in a row
    since: datetime | None = None  #: the first failure
    at: datetime | None = None  #: the last failure that counted; None where nothing failed
    until: datetime | None = None  #: when it is looked at again, by one visit; None: it was not left alone
    reason: str = ""  #: of the last failure

    def resting(self, now: datetime) -> bool:
        """Whether the site is to be left alone now.

        At most `LONGEST_REST` after the last failure, and not where that lies ahead of a clock that was
        set back: whatever the clock does, the site is looked at again, by one visit.
        """
        if self.until is None or self.at is None:
            return False
        return now - LONGEST_REST < self.at <= now + CLOCK_SLACK and now < self.until

    @property
    def probed(self) -> bool:
        """Whether the site is to be looked at by one visit at a time, once it does not rest."""
        return self.until is not None
