"""The same as JSON, for programs; /api/openapi.json describes it."""

from dataclasses import dataclass
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query

from monitor.web.opened import Number, Opened
from monitor.web.wanted import ALL, Wanted
from storage.asked import EditFilter, EditLine, Hit, PageFilter, Where
from storage.model import Article, Edit, Page, Review, Revision

router = APIRouter(prefix="/api", tags=["archive"])

_MOST = 1000
Limit = Annotated[int, Query(ge=1, le=_MOST)]
Offset = Annotated[int, Query(ge=0, le=10**9)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditList:
    """Edits in the inbox's order."""

    count: int  #: of all sheets
    sheet: int
    edits: list[EditLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditAnswer:
    """An edit with what it stands between and what people say of it; `changes` without what was kept."""

    edit: Edit
    page: Page
    old_revision: Revision
    new_revision: Revision
    reviews: list[Review]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAnswer:
    """A page with its history."""

    page: Page
    revisions: list[Revision]
    edits: list[EditLine]


@router.get("/edits")
def edits(
    opened: Opened,
    state: str = ALL,
    site: str = "",
    flag: str = "",
    severity: str = "",
    since: str = "",
    until: str = "",
    order: str = "",
    each: str = "",
    sheet: str = "",
) -> EditList:
    """List edits, by sheets of 50: the inbox's filters, but `state` is `all` unless it is given.

    The same edit of several pages is one, with the number of its copies; `each=1` lists them all.
    """
    given = {"state": state or ALL, "site": site, "flag": flag, "severity": severity, "each": each}
    with opened() as stet:
        wanted = Wanted.of(
            {**given, "since": since, "until": until, "order": order, "sheet": sheet}, stet.now()
        )
        return EditList(
            count=stet.archive.count_edits(wanted.filter()),
            sheet=wanted.sheet,
            edits=list(stet.archive.edits(wanted.filter())),
        )


@router.get("/edits/{edit_id}")
def edit(opened: Opened, edit_id: Number) -> EditAnswer:
    """Return an edit."""
    with opened() as stet:
        shown = stet.view(edit_id)
    return EditAnswer(
        edit=shown.edit,
        page=shown.page,
        old_revision=shown.old_revision,
        new_revision=shown.new_revision,
        reviews=list(shown.reviews),
    )


@router.get("/pages")
def pages(opened: Opened, site: str = "", limit: Limit = 100, offset: Offset = 0) -> list[Page]:
    """List pages under watch, by id."""
    with opened() as stet:
        wanted = PageFilter(site=site or None, limit=offset + limit)
        return list(islice(stet.archive.pages(wanted), offset, None))


@router.get("/pages/{page_id}")
def page(opened: Opened, page_id: Number) -> PageAnswer:
    """Return a page with its history."""
    with opened() as stet:
        return PageAnswer(
            page=stet.archive.page(page_id),
            revisions=stet.archive.revisions(page_id),
            edits=list(stet.archive.edits(EditFilter(page_id=page_id, by_time=True))),
        )


@router.get("/pages/{page_id}/revisions/{number}")
def revision(opened: Opened, page_id: Number, number: Number) -> Article:
    """Return what the article said in a revision."""
    with opened() as stet:
        return stet.archive.snapshot(page_id, number).article


@router.get("/search")
def search(
    opened: Opened,
    q: str,
    where: Annotated[Where, Query(alias="in")] = Where.TEXT,
    site: str = "",
    limit: Limit = 50,
) -> list[Hit]:
    """List revisions, or edits, that hold the words, best first."""
    with opened() as stet:
        return list(stet.search(q, where, limit=limit, site=site or None))
