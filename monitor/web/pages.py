"""Pages under watch: their list, one page's history, one revision, and any two of them side by side."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from monitor.service import Stet
from monitor.web.evidence import timeline
from monitor.web.opened import Number, Opened
from monitor.web.reading import View, parts
from monitor.web.templating import page
from storage.asked import EditFilter, PageFilter
from storage.errors import NotFound
from storage.model import Article, Block, Capture, ChangeKind, SpanKind

router = APIRouter(include_in_schema=False)

PER_SHEET = 100
#: Of a page's history the newest are shown: so many visits and edits.
VISITS, EDITS = 2000, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """Visits in a row that came to the same."""

    first: Capture
    last: Capture
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some characters of a block, with where they link to."""

    text: str
    target: str = ""


def site_options(stet: Stet) -> list[tuple[str, str]]:
    """Return what a field for the site offers; a site's name is read as it stands."""
    return [("", "all"), *((line.site, line.site) for line in stet.archive.sites())]


@router.get("/sites")
def sites(request: Request, opened: Opened) -> Response:
    """List the sites."""
    with opened() as stet:
        lines, resting = stet.archive.sites(), stet.revisits.resting(stet.now())
    return page(request, "sites.html", sites=lines, resting=resting)


@router.get("/pages")
def pages(
    request: Request, opened: Opened, site: str = "", sheet: Annotated[int, Query(ge=1, le=10**6)] = 1
) -> Response:
    """List the pages under watch."""
    first = (sheet - 1) * PER_SHEET
    with opened() as stet:
        wanted = PageFilter(site=site or None, limit=first + PER_SHEET + 1)
        found = list(islice(stet.archive.pages(wanted), first, None))
        names = site_options(stet)
    more = len(found) > PER_SHEET
    return page(
        request, "pages.html", pages=found[:PER_SHEET], site=site, sites=names, sheet=sheet, more=more
    )


@router.get("/pages/{page_id}")
def history(request: Request, opened: Opened, page_id: Number) -> Response:
    """Show what became of a page."""
    with opened() as stet:
        shown = stet.archive.page(page_id)
        ((_, why),) = stet.revisits.reasons([shown], stet.now())
        feeds = stet.archive.found_by(page_id)
        marks = timeline(stet.archive, page_id)
        edits = list(stet.archive.edits(EditFilter(page_id=page_id, by_time=True, limit=EDITS)))
        captures = deque(stet.archive.captures(page_id), maxlen=VISITS)
    visits = _in_runs(captures)
    return page(
        request, "page.html", page=shown, why=why, feeds=feeds, marks=marks, edits=edits, visits=visits
    )


def _came_to(capture: Capture) -> tuple[object, ...]:
    return capture.outcome, capture.reason, capture.status, capture.body_sha256


def _in_runs(captures: Iterable[Capture]) -> list[Visits]:
    """Return visits that came to the same as one, newest first."""
    runs = groupby(captures, key=_came_to)
    found = []
    for _, run in runs:
        told = list(run)
        found.append(Visits(first=told[0], last=told[-1], count=len(told)))
    return found[::-1]


@router.get("/pages/{page_id}/revisions/{number}")
def revision(request: Request, opened: Opened, page_id: Number, number: Number) -> Response:
    """Show what the article said in a revision."""
    with opened() as stet:
        shown = stet.archive.page(page_id)
        told = stet.archive.revision(page_id, number)
        article = None if told.gone else stet.archive.snapshot(page_id, number).article
        newest = len(stet.archive.revisions(page_id))
        capture = stet.archive.capture(told.first_capture_id)
    return page(
        request,
        "revision.html",
        page=shown,
        revision=told,
        article=article,
        blocks=_blocks(article),
        newest=newest,
        capture=capture,
    )


def _blocks(article: Article | None) -> list[tuple[Block, list[Piece]]]:
    return [(block, pieces(block)) for block in article.blocks] if article else []


def pieces(block: Block) -> list[Piece]:
    """Return a block's text cut where links begin and end; a link inside another is passed over."""
    found, at = [], 0
    links = sorted(
        (span for span in block.spans if span.kind is SpanKind.LINK and span.target),
        key=lambda span: span.start,
    )
    for span in links:
        if span.start < at or span.end <= span.start:
            continue
        found += [
            Piece(text=block.text[at : span.start]),
            Piece(text=block.text[span.start : span.end], target=span.target),
        ]
        at = span.end
    return [piece for piece in (*found, Piece(text=block.text[at:])) if piece.text]


@router.get("/pages/{page_id}/compare")
def compare(
    request: Request,
    opened: Opened,
    page_id: Number,
    old: Annotated[int, Query(alias="from", ge=1, le=2**63 - 1)],
    new: Annotated[int, Query(alias="to", ge=1, le=2**63 - 1)],
    view: Annotated[View, Query()] = View.INLINE,
) -> Response:
    """Compare any two revisions of a page."""
    with opened() as stet:
        shown = stet.archive.page(page_id)
        marks = timeline(stet.archive, page_id)
        for mark in (old, new):
            if stet.archive.revision(page_id, mark).gone:
                raise NotFound(f"the page was gone in revision {mark}: choose another to compare with")
        found = stet.compare(shown, old, new)
    return page(
        request,
        "compare.html",
        page=shown,
        marks=marks,
        old=old,
        new=new,
        found=found,
        parts=parts(found.changes, view),
        edited=sum(change.kind is not ChangeKind.KEPT for change in found.changes),
        view=view,
        views=tuple(View),
    )
