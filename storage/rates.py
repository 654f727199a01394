"""How often pages are edited, as it was learned from visits: frozen records (standard library only).

Times are seconds since 1970 in UTC, not datetimes: two thousand of these are ranked at each tick
of the service, in a few milliseconds.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol


class PageRate(NamedTuple):
    """What is known of one page: its edits come Gamma(alpha, beta) times as often as is usual.

    A named tuple: what is ranked two thousand at a time is plain tuples in the same order, `RateRow`.
    """

    page_id: int
    site: str
    born: float  #: publication, or the first that was known of the page
    seen: float  #: the last visit that saw the article
    alpha: float
    beta: float
    changed: float | None = None  #: the last visit that saw an edit
    hinted: bool = False  #: a feed or sitemap has said since that the page changed

    @property
    def new(self) -> bool:
        """Whether no visit has seen the article yet: all figures but the page's id and site are 0."""
        return not self.beta


#: The fields of a `PageRate` in their order, as they are read two thousand at a time.
RateRow = tuple[int, str, float, float, float, float, float | None, int]


class SiteRate(NamedTuple):
    """What is known of a site. Each is a sum over visits. A named tuple, as `PageRate` is."""

    edits: float = 0.0  #: that happened, by estimate: at least one where a visit saw a change
    expected: float = 0.0  #: that an average site would have had
    caught: int = 0  #: visits that saw a change
    hints: int = 0  #: visits after a hint
    kept: int = 0  #: of these, visits that saw a change


class Bin(NamedTuple):
    """Edits, and the hours (or, after an edit, the edits expected) over which they came."""

    edits: float = 0.0
    weight: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What all pages together have taught; where a tuple is empty, nothing yet."""

    ages: tuple[Bin, ...] = ()  #: by the page's age
    pauses: tuple[Bin, ...] = ()  #: by the time since its last edit
    bar: float = 0.0  #: the priority at which pages were visited of late; 0 before the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What one visit taught: the page's and the bar's new values, and what is added to the sums."""

    page: PageRate
    site: SiteRate
    ages: tuple[Bin, ...]
    pauses: tuple[Bin, ...]
    bar: float


class Sight(NamedTuple):
    """A visit that saw an article."""

    page_id: int
    site: str
    at: float
    born: float  #: when the article of this visit says that it was published; else since when it is watched
    changed: bool


class Teacher(Protocol):
    """Learns from one visit after another."""

    figures: Figures  #: as far as it has learned
    sites: dict[str, SiteRate]

    def teach(self, sight: Sight, rate: PageRate | None) -> PageRate:
        """Return what is known of a page after a visit; `rate` is what was known before, if anything."""
