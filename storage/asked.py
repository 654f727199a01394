"""What is asked of an archive, and how it answers: filters, lines of lists, hits (frozen records)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.model import PageState, Record, Severity, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFilter(Record):
    """Which pages are wanted; what is None does not narrow."""

    site: str | None = None
    state: PageState | None = None
    due_at: datetime | None = None  #: to be visited at that time or before
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine(Record):
    """A site as a line of a list."""

    site: str
    pages: int
    gone: int  #: of its pages
    failing: int  #: pages whose last visit failed or was set aside
    last_visit_at: datetime | None
    last_edit_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditFilter(Record):
    """Which edits are wanted; what is None does not narrow."""

    page_id: int | None = None
    site: str | None = None
    flag: str | None = None
    severity: Severity | None = None  #: this or higher
    since: datetime | None = None
    until: datetime | None = None
    verdict: Verdict | None = None  #: the latest review says so
    unreviewed: bool = False
    signature: str | None = None
    grouped: bool = False  #: of the same edit of several pages only the one that comes first
    by_time: bool = False  #: newest first; else most severe first, then newest
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EditLine(Record):
    """An edit as a line of a list."""

    id: int
    page_id: int
    url: str
    site: str
    headline: str  #: after the edit, or before it where the page is gone
    old_number: int
    new_number: int
    seen_at: datetime
    severity: Severity
    flags: tuple[str, ...]
    words_removed: int
    words_added: int
    verdict: Verdict | None  #: of the latest review
    signature: str = ""  #: see Edit
    copies: int = 0  #: how many other pages have the same edit, of those that the filter leaves


class Where(StrEnum):
    """What is searched."""

    TEXT = "text"  # headlines and texts of revisions
    ADDED = "added"  # words that an edit added
    REMOVED = "removed"  # words that an edit removed


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit(Record):
    """A revision, or an edit, that a search found."""

    page_id: int
    url: str
    site: str
    headline: str
    number: int  #: of the revision; of an edit, the new one
    edit_id: int | None  #: of an edit
    first_seen: datetime
    excerpt: str  #: the words around, as they stood


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in the archive that is not as it must be."""

    where: str
    what: str
