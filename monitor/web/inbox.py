"""The inbox: edits that wait for a verdict, the most severe first."""

from itertools import groupby

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from monitor.flags import names
from monitor.web.opened import Opened
from monitor.web.pages import site_options
from monitor.web.templating import options, page
from monitor.web.wanted import ORDERS, PER_SHEET, STATES, UNREVIEWED, Wanted

router = APIRouter(include_in_schema=False)

#: So many are shown: the edits are what the page is for.
ALERTS = 5


@router.get("/")
def inbox(request: Request, opened: Opened) -> Response:
    """Show the edits that the filters leave."""
    with opened() as stet:
        wanted = Wanted.of(request.query_params, stet.now())
        lines = list(stet.archive.edits(wanted.filter()))
        count = stet.archive.count_edits(wanted.filter())
        sites = site_options(stet)
        alerts = stet.standing_alerts()
    key = (lambda line: line.severity) if wanted.order == ORDERS[0] else (lambda line: line.seen_at.date())
    return page(
        request,
        "inbox.html",
        wanted=wanted,
        alerts=alerts[:ALERTS],
        more_alerts=len(alerts[ALERTS:]),
        groups=[(heading, list(told)) for heading, told in groupby(lines, key=key)],
        count=count,
        first=(wanted.sheet - 1) * PER_SHEET + 1,
        last=(wanted.sheet - 1) * PER_SHEET + len(lines),
        sites=sites,
        flags=options(names(), ("", "all")),
        states=options(STATES[1:], (UNREVIEWED, "not reviewed")),
    )
