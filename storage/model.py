"""The nouns of Stet as frozen records (standard library only).

Times are aware and in UTC: a record refuses a naive one with ValueError.
Captures, pages and reviews are facts; snapshots, revisions, changes, edits and flags are
derived from them and can be built again at any time.
"""

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any

from storage.rates import Lesson


def require_utc(name: str, value: datetime) -> None:
    """Raise ValueError unless `value` is aware and in UTC."""
    if value.utcoffset() != timedelta(0):
        raise ValueError(f"{name} must be aware and in UTC, not {value!r}")


class Record:
    """Base of records that hold times."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for name in _times(type(self)):  # type: ignore[arg-type] # a class is hashable, whatever its records are
            value = getattr(self, name)
            if value is not None and value.tzinfo is not UTC:
                require_utc(f"{type(self).__name__}.{name}", value)


@cache
def _times(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of a record's fields that hold times."""
    return tuple(field.name for field in fields(kind) if field.type in (datetime, datetime | None))


# --- the article ---------------------------------------------------------------------------


class BlockKind(StrEnum):
    """What a block of an article is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTATION = "quotation"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    NOTE = "note"  # a correction, a clarification, an update line


class SpanKind(StrEnum):
    """What a run of characters inside a block is."""

    LINK = "link"
    STRONG = "strong"
    EMPHASIS = "emphasis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of characters of a block's text: `text[start:end]`."""

    kind: SpanKind
    start: int
    end: int
    target: str = ""  #: absolute http(s) address of a link, else empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, quotation, list item, caption or note."""

    kind: BlockKind
    text: str
    spans: tuple[Span, ...] = ()
    credit: str = ""  #: of a caption: photographer, agency


class DateSource(StrEnum):
    """Where on a page a date stood."""

    JSON_LD = "json-ld"
    META = "meta"
    VISIBLE = "visible"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateClaim(Record):
    """A date as one part of the page states it."""

    source: DateSource
    text: str  #: as it stood
    at: datetime | None  #: None where `text` could not be read; read as UTC where no zone stood


class Paywall(StrEnum):
    """Whether the page says that its article may be read by all."""

    UNKNOWN = "unknown"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What extraction makes of a capture."""

    url: str
    headline: str
    blocks: tuple[Block, ...]
    canonical_url: str = ""
    standfirst: str = ""
    byline: tuple[str, ...] = ()  #: persons, without "By"
    published: tuple[DateClaim, ...] = ()  #: best source first
    modified: tuple[DateClaim, ...] = ()  #: best source first
    section: str = ""
    language: str = ""  #: BCP 47, as the page states it or as its text tells
    correction: str = ""  #: schema.org `correction`, which may stand in script only
    paywall: Paywall = Paywall.UNKNOWN
    live_blog: bool = False
    partial: bool = False  #: the page was larger or deeper than is read

    @property
    def published_at(self) -> datetime | None:
        """Publication, from the best source that could be read."""
        return next((claim.at for claim in self.published if claim.at), None)

    @property
    def modified_at(self) -> datetime | None:
        """Last modification, from the best source that could be read."""
        return next((claim.at for claim in self.modified if claim.at), None)

    def body_text(self) -> str:
        """Return the body, one block a line, without captions."""
        return "\n".join(b.text for b in self.blocks if b.kind is not BlockKind.CAPTION)

    def full_text(self) -> str:
        """Return all that is searched besides the headline, one block a line."""
        captions = (b.text for b in self.blocks if b.kind is BlockKind.CAPTION)
        return "\n".join(filter(None, (self.standfirst, self.body_text(), *captions)))


# --- what was fetched ----------------------------------------------------------------------


class PageState(StrEnum):
    """Whether a page is looked at again."""

    WATCHED = "watched"
    PAUSED = "paused"
    GONE = "gone"  # still looked at, seldom: it may return
    SAME = "same"  # another page under watch shows the same article: no longer looked at


class Outcome(StrEnum):
    """What came of a visit."""

    READ = "read"  # an article was read from the body
    NOT_MODIFIED = "not_modified"  # 304
    SAME_BYTES = "same_bytes"  # the newest body again
    SET_ASIDE = "set_aside"  # a body came, but no article: see the reason
    FAILED = "failed"  # no whole body came: see the reason
    MISSING = "missing"  # 404, 410 or 451, or a redirect to the front page

    @property
    def seen(self) -> bool:
        """Whether the article was seen to stand as it is."""
        return self in (Outcome.READ, Outcome.NOT_MODIFIED, Outcome.SAME_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Record):
    """One address under watch, and what is known for its next visit."""

    id: int
    url: str
    site: str  #: host, with its port unless that is the scheme's own
    state: PageState
    added_at: datetime
    next_visit_at: datetime | None
    last_visit_at: datetime | None = None
    last_edit_at: datetime | None = None
    etag: str = ""
    last_modified: str = ""
    body_sha256: str = ""  #: of the newest body read as an article
    failures: int = 0  #: visits in a row that failed or were set aside
    missing: int = 0  #: visits in a row that were answered 404, 410 or 451
    headline: str = ""
    reason: str = ""  #: of the last visit, where it failed or was set aside
    place: str = ""  #: where the article stands by its own word, as `crawler.places` writes it
    same_as: int | None = None  #: which page shows the same; its own id: a person set it apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture(Record):
    """One visit."""

    page_id: int
    requested_url: str
    final_url: str
    requested_at: datetime
    received_at: datetime
    outcome: Outcome
    reason: str = ""
    status: int | None = None  #: None where no answer came
    headers: tuple[tuple[str, str], ...] = ()
    body_sha256: str = ""  #: empty where no body was kept
    id: int = 0  #: 0 until it is stored


# --- what is derived -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """An article as stored."""

    article: Article
    digest: str  #: of all that is compared: equal digests, no change
    rules: str  #: name and version of the rules of extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision(Record):
    """A run of captures of a page whose article says the same."""

    page_id: int
    number: int  #: from 1, without gaps
    gone: bool  #: the page was answered 404, 410 or 451; no article
    digest: str  #: empty where gone
    rules: str  #: empty where gone
    headline: str
    first_capture_id: int
    last_capture_id: int
    first_seen: datetime
    last_seen: datetime
    captures: int


class RunKind(StrEnum):
    """What became of a run of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some whole words and the spaces between them, as they stood.

    `old` is empty where added, `new` where removed; kept words may differ in typography.
    """

    kind: RunKind
    old: str
    new: str
    moved: bool = False  #: whole sentences that went here and came elsewhere, or the other way, word for word


class ChangeKind(StrEnum):
    """What became of a block or field."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # its runs tell whether it was changed too
    SPLIT = "split"  # one block of the old stands as several of the new
    MERGED = "merged"  # several blocks of the old stand as one of the new


class Field(StrEnum):
    """Which part of the article a change is in."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    PUBLISHED = "published"
    BODY = "body"
    NOTE = "note"
    CAPTION = "caption"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between two articles.

    Law: joining the runs' `old` gives `old`, joining their `new` gives `new`.
    """

    kind: ChangeKind
    field: Field
    old: str
    new: str
    runs: tuple[Run, ...] = ()
    old_at: tuple[int, ...] = ()  #: which blocks of the old article; -1: its standfirst; empty for fields
    new_at: tuple[int, ...] = ()  #: which blocks of the new article; the same way

    @property
    def removed(self) -> str:
        """The words that went, with a space between runs."""
        return " ".join(filter(None, (r.old.strip() for r in self.runs if r.kind is RunKind.REMOVED)))

    @property
    def added(self) -> str:
        """The words that came, with a space between runs."""
        return " ".join(filter(None, (r.new.strip() for r in self.runs if r.kind is RunKind.ADDED)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What made a rule speak."""

    where: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A rule's opinion of an edit."""

    name: str
    version: str
    evidence: tuple[Evidence, ...]


class Severity(IntEnum):
    """How much an edit matters; `monitor.flags.severity` says what makes which."""

    STYLE = 1
    TONE = 2
    FACTS = 3
    SILENT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit(Record):
    """All the changes between two consecutive revisions."""

    id: int  #: the capture that brought the new revision: stable when edits are built again
    page_id: int
    old_number: int
    new_number: int
    seen_at: datetime
    changes: tuple[Change, ...]  #: without those kept
    flags: tuple[Flag, ...]
    severity: Severity
    signature: str = ""  #: the same for copies of an article edited alike; empty where no words changed


class Step(StrEnum):
    """What a visit does to the page's revisions."""

    NONE = "none"  # nothing was learned of the article
    AGAIN = "again"  # the latest revision was seen again
    ARTICLE = "article"  # a new revision begins
    GONE = "gone"  # a new revision without an article begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Record):
    """All that one visit puts into the archive, in one transaction."""

    page: Page  #: as it is after the visit
    capture: Capture  #: its id is 0, or that of a capture looked at again
    step: Step
    body: bytes | None = None  #: whose SHA-256 the capture names; None where that is stored or there is none
    snapshot: Snapshot | None = None  #: what the article says; of a new revision always
    reread: Snapshot | None = None  #: the latest article, read again by today's rules where these changed
    edit: Edit | None = None  #: its id is 0; of every new revision but the first
    lesson: Lesson | None = None  #: what it taught of when to come again; None where it saw no article


class Verdict(StrEnum):
    """What a person says an edit was."""

    MATERIAL = "material"
    MINOR = "minor"
    CORRECTION = "correction"
    NOISE = "noise"
    EXTRACTION_ERROR = "extraction_error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Record):
    """A person's verdict on an edit."""

    edit_id: int
    verdict: Verdict
    note: str
    reviewer: str
    at: datetime
    id: int = 0  #: 0 until it is stored
