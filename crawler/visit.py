"""What the crawler is asked to do, and what it answers (frozen records, no I/O)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Protocol

from storage.errors import BadConfig
from storage.model import Article, Outcome, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One page to visit, with what the archive knows of its newest body."""

    page_id: int
    url: str
    etag: str = ""
    last_modified: str = ""
    body_sha256: str = ""
    furniture: tuple[str, ...] = ()  #: lines that were learned to be furniture on its site


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The bytes of an answer, and what is needed to read them again."""

    content: bytes
    url: str  #: where it was found in the end
    content_type: str = ""  #: the header as it came, which may name the encoding
    furniture: tuple[str, ...] = ()  #: lines that were learned to be furniture on its site


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched(Record):
    """One visit as it went."""

    errand: Errand
    requested_at: datetime
    received_at: datetime
    final_url: str
    outcome: Outcome
    reason: str = ""  #: one stable word, empty where there is nothing to explain
    message: str = ""  #: the same for a person, where there is more to say
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: Body | None = None  #: None where no whole body came, or the newest one again
    article: Article | None = None  #: None unless the outcome is READ
    earlier: Article | None = None  #: the newest kept body read by today's rules, where asked for
    retry_after: timedelta | None = None  #: how long the server asks to be left alone, a day at most


class Journal(Protocol):
    """What the crawler asks of its caller, and tells it.

    Both are called on the reactor's thread, for a page never twice at once.
    """

    def outdated(self, errand: Errand) -> Body | None:
        """Return the page's newest kept body, if other rules made the article that is stored of it."""

    def record(self, *visits: Fetched) -> None:
        """Store visits that ended at one moment, each of them wholly or not at all.

        What is stored is durable when this returns. Raises ArchiveError for the first that could not
        be stored; those before it are.
        """


PRODUCT = "StetBot"  #: the one token by which robots.txt may address the crawler


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlConfig:
    """How the crawler behaves towards sites, and what it bears from them."""

    contact: str = ""  #: an address or page where a site's owner reaches the crawler's user
    allow: tuple[str, ...] = ()  #: private ranges that may be visited, as "127.0.0.0/8"
    obey_robots: bool = True
    throttle: bool = True  #: whether a slow site is visited more slowly still
    delay: float = 1.0  #: seconds between two visits of a site, at least
    concurrency: int = 32  #: visits at once, of all sites
    per_site: int = 2  #: visits at once, of one site
    timeout: float = 30.0  #: seconds from a request to the end of its answer
    deadline: float = 90.0  #: seconds on the wire for a visit with its redirects and retries
    redirects: int = 20  #: at most
    retries: int = 1  #: after a connection that broke or a server that failed
    max_body: int = 8 * 2**20  #: bytes of a body, as sent and as unpacked
    max_headers: int = 2**16  #: bytes of an answer's head
    workers: int = 2  #: processes that read articles
    extraction_seconds: float = 5.0  #: until a worker is killed

    def __post_init__(self) -> None:
        """Raise BadConfig for a contact that would break the header it stands in."""
        if not (self.contact.isascii() and self.contact.isprintable()) or set(self.contact) & set("()"):
            raise BadConfig("The contact must be a mail address or a web address in plain letters.")

    @property
    def user_agent(self) -> str:
        """The header User-Agent: product, version and, where it is known, the contact."""
        return f"{PRODUCT}/{version('stet-news')}" + (f" (+{self.contact})" if self.contact else "")
