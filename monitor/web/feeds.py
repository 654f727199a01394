"""Feeds: where new pages are found, and when each is visited next."""

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from monitor.feeds import why
from monitor.web.opened import Opened
from monitor.web.templating import page

router = APIRouter(include_in_schema=False)

PER_SHEET = 100


@router.get("/feeds")
def feeds(request: Request, opened: Opened, sheet: Annotated[int, Query(ge=1, le=10**6)] = 1) -> Response:
    """List the feeds."""
    first = (sheet - 1) * PER_SHEET
    with opened() as stet:
        found = list(islice(stet.archive.feeds(), first, first + PER_SHEET + 1))
        resting = stet.revisits.resting(stet.now())
    told = [(feed, why(feed), resting.get(feed.site)) for feed in found[:PER_SHEET]]
    return page(request, "feeds.html", feeds=told, sheet=sheet, more=len(found) > PER_SHEET)
