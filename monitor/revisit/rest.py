"""When a whole site is left alone, and for how long (pure).

A page that fails waits by itself (`monitor.revisit.rhythm`). A site rests when its server asks for it, or
when several of its pages and feeds failed with none read between them: one broken page never brings
that about. When the pause is over one visit looks; the later of the two waits holds for each page.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from storage.model import Outcome, Record
from storage.sites import Feed, SiteRest

#: So many of a site's pages and feeds must fail, with none read between them.
SEVERAL = 3
#: The first pause, doubled with each visit that finds the site as it was: a page's own first wait.
FIRST_PAUSE = timedelta(minutes=15)
#: Six visits a day do no harm, and a site is found again soon when it was our own line that failed.
LONGEST_PAUSE = timedelta(hours=4)

#: Reasons of a failed visit that tell of the site, or of the way to it, rather than of the page.
TROUBLES = frozenset(
    {
        *("certificate", "connection_lost", "connection_refused", "deadline", "dns", "timeout", "truncated"),
        *("unreachable", "robots_unreachable", "WallPage"),
        *("http_401", "http_402", "http_403", "http_408", "http_429"),
    }
)
_SERVER_ERROR = "http_5"

Ranked = tuple[float, float, int]  #: see `monitor.revisit.rank.best`


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Record):
    """What a visit tells of its site."""

    what: str  #: which page or feed was visited, as `page_key` and `feed_key` say
    at: datetime
    outcome: Outcome
    reason: str = ""
    retry_after: timedelta | None = None  #: how long the server asks to be left alone


def page_key(page_id: int) -> str:
    """Return how a page is named in `SiteRest.failing`."""
    return f"page {page_id}"


def feed_key(feed_id: int) -> str:
    """Return how a feed is named in `SiteRest.failing`."""
    return f"feed {feed_id}"


def site_after(rest: SiteRest, told: Told) -> SiteRest:
    """Return a site's rest after a visit.

    Laws: a visit that was on its way when the rest began tells nothing but a longer Retry-After; a page
    that is read ends the trouble, a feed that is read takes back its own failure only, since a feed is
    often served where articles are walled.
    """
    if rest.resting(told.at):
        return _rest_longer(rest, told)
    if told.outcome.seen or told.outcome is Outcome.MISSING:
        return _answered(rest, told)
    if not _is_trouble(told):
        return rest
    return _failed(rest, told)


def _rest_longer(rest: SiteRest, told: Told) -> SiteRest:
    until = told.at + (told.retry_after or timedelta(0))
    if rest.until is None or until <= rest.until:
        return rest
    return replace(rest, at=told.at, until=until, reason=told.reason)


def _answered(rest: SiteRest, told: Told) -> SiteRest:
    failing = () if told.what.startswith("page") else tuple(one for one in rest.failing if one != told.what)
    return replace(rest, failing=failing) if failing else SiteRest(site=rest.site)


def _is_trouble(told: Told) -> bool:
    return told.retry_after is not None or told.reason in TROUBLES or told.reason.startswith(_SERVER_ERROR)


def _failed(rest: SiteRest, told: Told) -> SiteRest:
    failing = (*(one for one in rest.failing if one != told.what), told.what)[-SEVERAL:]
    after = replace(
        rest, failing=failing, since=rest.since or told.at, at=told.at, reason=told.reason, until=None
    )
    if not rest.probed and told.retry_after is None and len(failing) < SEVERAL:
        return after
    pauses = rest.pauses + 1
    return replace(after, pauses=pauses, until=told.at + _pause(pauses, told.retry_after))


def _pause(pauses: int, asked: timedelta | None) -> timedelta:
    """Return how long to leave a site alone: as it asks; from the second time in a row, no less than ours."""
    doubled: int = 2 ** min(pauses - 1, 10)
    ours = min(LONGEST_PAUSE, FIRST_PAUSE * doubled)
    if asked is None:
        return ours
    return asked if pauses == 1 else max(asked, ours)


def with_one_look(
    ranked: Iterable[Ranked], site_of: Callable[[int], str], rests: Mapping[str, SiteRest]
) -> list[Ranked]:
    """Leave out all but one page of each site that was left alone: its best that is not among the failing."""
    kept: list[Ranked] = []
    looks: dict[str, list[Ranked]] = {}
    for one in ranked:
        rest = rests.get(site_of(one[2]))
        if rest is None or not rest.probed:
            kept.append(one)
        else:
            looks.setdefault(rest.site, []).append(one)
    for site, pages in looks.items():
        others = [one for one in pages if page_key(one[2]) not in rests[site].failing]
        kept.append(max(others or pages))
    return kept


def one_feed_each(feeds: Iterable[Feed], rests: Mapping[str, SiteRest]) -> list[Feed]:
    """Leave out all but the first feed of each site that was left alone."""
    kept, looked = [], set()
    for feed in feeds:
        rest = rests.get(feed.site)
        if rest is not None and rest.probed:
            if feed.site in looked:
                continue
            looked.add(feed.site)
        kept.append(feed)
    return kept
