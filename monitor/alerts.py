"""What began or ended, in one line each (pure): a site fails or works again, a wall stands or is gone.

A page that is gone or is back is an edit, and told as one.
"""

from datetime import datetime

from storage.errors import WallPage
from storage.model import Outcome, Page, Visit
from storage.sites import SiteRest

_WALL = WallPage().reason


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
    walled = visit.capture.outcome is Outcome.SET_ASIDE and visit.capture.reason == _WALL
    if walled and before.reason != _WALL:
        return f"page {before.id} is behind a wall: {before.url}"
    if visit.capture.outcome.seen and before.reason == _WALL:
        return f"page {before.id} is read again: {before.url}"
    return ""
