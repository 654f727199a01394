"""What the crawler is asked to do, and what it answers (frozen records, no I/O)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from storage.model import Article, Outcome, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One page to visit, with what the archive knows of its newest body."""

    page_id: int
    url: str
    etag: str = ""
    last_modified: str = ""
    body_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The bytes of an answer, and what is needed to read them again."""

    content: bytes
    url: str  #: where it was found in the end
    content_type: str = ""  #: the header as it came, which may name the encoding


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched(Record):
    """One visit as it went."""

    errand: Errand
    requested_at: datetime
    received_at: datetime
    final_url: str
    outcome: Outcome
    reason: str = ""
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: Body | None = None  #: None where no whole body came
    article: Article | None = None  #: None unless the outcome is READ
    earlier: Article | None = None  #: the newest kept body read by today's rules, where asked for


class Journal(Protocol):
    """What the crawler asks of its caller, and tells it, one visit at a time.

    Both are called on the reactor's thread, for a page never twice at once.
    """

    def outdated(self, page_id: int) -> Body | None:
        """Return the newest kept body, if older rules made the article that is stored of it."""

    def record(self, fetched: Fetched) -> None:
        """Store the visit in one transaction.

        Raises ArchiveError if it could not be stored; then nothing of it was.
        """
