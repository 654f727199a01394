"""What began or ended, in one line each (pure): a site fails or works again, a wall stands or is gone.

They are told when a visit brings them about, and told again later from what the archive keeps of visits.
A page that is gone or is back is an edit, and told as one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from crawler.retry_after import asked_wait
from crawler.urls import site
from monitor.revisit.rest import Told, page_key, site_after
from storage.errors import WallPage
from storage.model import Capture, Outcome, Page, Record, Visit
from storage.sites import SiteRest

#: Why a capture is set aside that found a wall.
WALL = WallPage().reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert(Record):
    """What began or ended, and when."""

    at: datetime
    site: str
    page_id: int | None  #: None of a whole site
    line: str


def moment(time: datetime | None) -> str:
    """Return a time to the minute, in UTC."""
    return f"{time:%Y-%m-%d %H:%M} UTC" if time else "–"


def rest_line(rest: SiteRest) -> str:
    """Return until when a site rests, and why."""
    return f"rests until {moment(rest.until)} ({rest.reason})"


def site_alert(before: SiteRest, after: SiteRest) -> str:
    """Return the line for what a visit changed of a site; empty where nothing began or ended."""
    if after.probed and not before.probed:
        return f"{after.site} {rest_line(after)}"
    if before.probed and not after.probed:
        return f"{after.site} works again; it failed since {moment(before.since)}"
    return ""


def page_alert(before: Page, visit: Visit) -> str:
    """Return the line for a wall that a visit found before a page, or found gone; else empty."""
    return _wall_alert(before.reason, visit.capture, before.url)


def _wall_alert(reason_before: str, capture: Capture, url: str) -> str:
    if _is_walled(capture) and reason_before != WALL:
        return _walled(capture.page_id, url)
    if capture.outcome.seen and reason_before == WALL:
        return f"page {capture.page_id} is read again: {url}"
    return ""


def _walled(page_id: int, url: str) -> str:
    return f"page {page_id} is behind a wall: {url}"


def _is_walled(capture: Capture) -> bool:
    return capture.outcome is Outcome.SET_ASIDE and capture.reason == WALL


def standing(
    rests: Iterable[SiteRest], walled: Iterable[tuple[Page, datetime]], now: datetime
) -> list[Alert]:
    """Return what began and has not ended: sites first, by name, then pages by id.

    `walled` are pages behind a wall, each with since when. A page of a site that is told of is not told of.
    """
    failing = {rest.site: rest for rest in rests if rest.probed}
    sites = [
        Alert(at=rest.since or now, site=host, page_id=None, line=f"{host} {_stands(rest, now)}")
        for host, rest in sorted(failing.items())
    ]
    pages = [
        Alert(at=since, site=page.site, page_id=page.id, line=_walled(page.id, page.url))
        for page, since in walled
        if page.site not in failing
    ]
    return sites + pages


def _stands(rest: SiteRest, now: datetime) -> str:
    if rest.resting(now):
        return rest_line(rest)
    return f"failed last ({rest.reason}): one visit looks at it next"


def told_by(
    captures: Iterable[Capture], reason_before: Callable[[Capture], str], since: datetime
) -> Iterator[Alert]:
    """Yield what visits told at `since` and later, in their order.

    Visits of a day before (`LONGEST_REST`) tell which sites rested then. What feeds and robots.txt told is
    not kept: a rest that these brought about is told with the visits to pages, or not at all.
    `reason_before` says for what the visit before one of these failed; "" where it saw the article, or
    there was none.
    """
    rests: dict[str, SiteRest] = {}
    reasons: dict[int, str] = {}
    for capture in captures:
        page_id, host = capture.page_id, site(capture.requested_url)
        before = rests.get(host) or SiteRest(site=host)
        rests[host] = site_after(before, _told(capture))
        reason = reasons[page_id] if page_id in reasons else reason_before(capture)
        reasons[page_id] = reason_after(capture)
        if capture.received_at < since:
            continue
        for about, line in (
            (None, site_alert(before, rests[host])),
            (page_id, _wall_alert(reason, capture, capture.requested_url)),
        ):
            if line:
                yield Alert(at=capture.received_at, site=host, page_id=about, line=line)


def reason_after(capture: Capture | None) -> str:
    """Return for what a visit failed or was set aside; "" where it saw the article, or there was none."""
    return "" if capture is None or capture.outcome.seen else capture.reason


def _told(capture: Capture) -> Told:
    headers = {name.lower(): value for name, value in capture.headers}
    return Told(
        what=page_key(capture.page_id),
        at=capture.received_at,
        outcome=capture.outcome,
        reason=capture.reason,
        retry_after=asked_wait(capture.status or 0, headers, capture.received_at),
    )
