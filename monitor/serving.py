"""The service: scheduler, crawler and review page in one process, on one reactor."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from monitor.health import Health
from monitor.journal import OnVisit
from monitor.schedule import Schedule
from monitor.service import Stet
from monitor.tally import Tally
from monitor.web.server import WebServer
from storage.errors import StetError
from storage.model import Visit

logger = logging.getLogger(__name__)


#: Seconds between two looks at which sites' furniture is to be learned anew.
LEARN_SECONDS = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcer:
    """Who is told of what the service does."""

    visit: OnVisit  #: each visit that was stored
    passed: Callable[[Tally], None]  #: each pass that made a visit
    alert: Callable[[str], None]  #: what began or ended for a site or page, in one line
    trouble: Callable[[str], None]  #: what went wrong, in one line
    address: Callable[[str], None]  #: where the review page is


async def serve(stet: Stet, announcer: Announcer, *, web: WebServer | None) -> None:
    """Crawl what is due at every tick, and serve the review page, until cancelled.

    What goes wrong in one pass is told once and does not end the service: the next ticks try a single
    page, until one can be stored.
    """
    health = Health(announcer.trouble)

    def passed(tally: Tally) -> None:
        health.works()  # before anybody is told of the pass, and asks
        announcer.passed(tally)

    told = replace(announcer, passed=passed)

    async def tick() -> None:
        tally = await visit_due(stet, told, most=1 if health.trouble else None)
        if tally.visits:
            health.works()

    schedule = Schedule(lambda error: health.fails(explain(error)))
    schedule.every(stet.config.visit.tick, tick, name="visit what is due")
    schedule.every(LEARN_SECONDS, stet.learn_due, name="learn sites")
    if web is not None:
        announcer.address(web.start(lambda: health.trouble))
    schedule.start()
    try:
        await asyncio.Event().wait()
    finally:
        schedule.stop()
        if web is not None:
            web.stop()


async def visit_due(stet: Stet, announcer: Announcer, *, most: int | None = None) -> Tally:
    """Make one pass over the feeds and pages that are due, and tell what it came to.

    With `most`, only so many pages, and feeds where no page is due.
    """
    tally = Tally()
    pages = stet.due()[:most] if most else []
    if not pages:
        await stet.visit_feeds(tally.add_feed, announcer.alert)
        pages = stet.due()[:most]
    if pages:
        await stet.visit(
            pages, lambda visit, capture_id: _tell(announcer, tally, visit, capture_id), announcer.alert
        )
        announcer.passed(tally)
    return tally


def _tell(announcer: Announcer, tally: Tally, visit: Visit, capture_id: int) -> None:
    tally.add(visit, capture_id)
    announcer.visit(visit, capture_id)


def explain(error: BaseException) -> str:
    """Return in one line what went wrong."""
    if isinstance(error, StetError):
        return str(error)
    logger.error("a pass failed", exc_info=error)
    return f"unexpected {type(error).__name__}: {error}; the next pass tries again"
