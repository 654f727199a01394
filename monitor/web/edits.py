"""One edit: what was changed, what it is flagged for, what people say of it, and what shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from monitor.copies import copies_of
from monitor.render import json, patch
from monitor.service import EditView, Stet
from monitor.web.evidence import around, proofs, rule_versions, timeline
from monitor.web.opened import Number, Opened
from monitor.web.reading import View, parts
from monitor.web.templating import page
from monitor.web.wanted import Wanted
from storage.asked import EditLine
from storage.errors import Conflict
from storage.model import ChangeKind, Field, Verdict

router = APIRouter(include_in_schema=False)

MOST_NOTE, MOST_NAME = 10_000, 200
#: So many copies of an edit are listed.
COPIES = 100
#: So many edits of the queue are gone through for the neighbours of one.
QUEUE = 2000
_COOKIE = "stet_reviewer"
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The edits before and after one in the queue; None at its ends."""

    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a person wrote into the form."""

    verdict: str = ""
    note: str = ""
    reviewer: str = ""
    copies: bool = False  #: of the copies, too


@router.get("/edits/{edit_id}")
def edit(
    request: Request, opened: Opened, edit_id: Number, view: Annotated[View, Query()] = View.INLINE
) -> Response:
    """Show an edit."""
    with opened() as stet:
        wanted = Wanted.of(request.query_params, stet.now())
        shown = stet.view(edit_id)
        marks = timeline(stet.archive, shown.page.id)
        numbers = (shown.edit.old_number, shown.edit.new_number)
        return page(
            request,
            "edit.html",
            shown=shown,
            edit=shown.edit,
            copies=copies_of(stet.archive, shown.edit),
            most_copies=COPIES,
            titles=_titles(shown),
            parts=parts(shown.changes, view),
            edited=sum(change.kind is not ChangeKind.KEPT for change in shown.changes),
            view=view,
            views=tuple(View),
            marks=marks,
            near=around(marks, numbers),
            proofs=proofs(stet.archive, shown),
            rules=rule_versions(shown.edit),
            wanted=wanted,
            neighbours=_neighbours(stet.archive.edits(wanted.queue()), edit_id),
            typed=Typed(reviewer=_name(request, stet)),
        )


def _titles(shown: EditView) -> tuple[str, str]:
    """Return the headline before and after; the same twice where it did not change."""
    headlines = [article.headline for article in (shown.old, shown.new) if article is not None]
    for change in shown.edit.changes:
        if change.field is Field.HEADLINE:
            return change.old, change.new
    now = headlines[-1] if headlines else shown.page.headline
    return now, now


def _neighbours(queue: Iterable[EditLine], edit_id: int) -> Neighbours:
    """Return who stands beside an edit in the queue; of one that is not in it, the queue's first."""
    ids = [line.id for line, _ in zip(queue, range(QUEUE), strict=False)]
    if edit_id not in ids:
        return Neighbours(before=None, after=ids[0] if ids else None)
    place = ids.index(edit_id)
    after = ids[place + 1] if place + 1 < len(ids) else None
    return Neighbours(before=ids[place - 1] if place else None, after=after)


def _name(request: Request, stet: Stet) -> str:
    """Return who reviewed last in this browser, or who reviews on this machine."""
    return unquote(request.cookies.get(_COOKIE, ""))[:MOST_NAME] or stet.config.reviewer


@router.post("/edits/{edit_id}")
def review(
    request: Request,
    opened: Opened,
    edit_id: Number,
    seen: Annotated[int, Form(ge=0, le=10**9)],
    verdict: Annotated[str, Form(max_length=40)] = "",
    note: Annotated[str, Form(max_length=MOST_NOTE)] = "",
    reviewer: Annotated[str, Form(max_length=MOST_NAME)] = "",
    copies: Annotated[bool, Form()] = False,
) -> Response:
    """Store a verdict and go on to the next edit that has none."""
    typed = Typed(verdict=verdict, note=note, reviewer=reviewer, copies=copies)
    with opened() as stet:
        wanted = Wanted.of(request.query_params, stet.now())
        if verdict not in list(Verdict):
            return _again(request, stet, edit_id, wanted, typed, "Choose a verdict, then save.")
        done = {line.id for line in copies_of(stet.archive, stet.archive.edit(edit_id))} if copies else set()
        queue = (line for line in stet.archive.edits(wanted.queue()) if line.id not in done)
        neighbours = _neighbours(queue, edit_id)
        try:
            stet.review((edit_id,), Verdict(verdict), note, reviewer, copies=copies, seen=seen)
        except Conflict:
            return _again(request, stet, edit_id, wanted, typed, "")
    following = neighbours.after or neighbours.before
    place = f"/edits/{following}" if following else "/"
    answer = RedirectResponse(place + wanted.query(), status_code=HTTPStatus.SEE_OTHER)
    if reviewer:
        answer.set_cookie(_COOKIE, quote(reviewer), max_age=_YEAR, httponly=True, samesite="strict")
    return answer


def _again(
    request: Request, stet: Stet, edit_id: int, wanted: Wanted, typed: Typed, missing: str
) -> Response:
    """Show the form again, with all that was typed, and what others said meanwhile."""
    shown = stet.view(edit_id)
    return page(
        request,
        "again.html",
        status=HTTPStatus.BAD_REQUEST if missing else HTTPStatus.CONFLICT,
        shown=shown,
        edit=shown.edit,
        copies=copies_of(stet.archive, shown.edit),
        titles=_titles(shown),
        wanted=wanted,
        typed=typed,
        missing=missing,
    )


@router.get("/edits/{edit_id}/changes.json")
def changes(opened: Opened, edit_id: Number) -> Response:
    """Return the changes as `monitor/render/changes.schema.json` describes them."""
    with opened() as stet:
        told = json.render(stet.view(edit_id).changes, whole=True)
    return Response(told, media_type="application/json", headers=_attached(f"edit-{edit_id}.json"))


@router.get("/edits/{edit_id}/changes.patch")
def changes_as_patch(opened: Opened, edit_id: Number) -> Response:
    """Return the changes as a unified patch."""
    with opened() as stet:
        shown = stet.view(edit_id)
    names = (
        f"{shown.page.url} revision {number}" for number in (shown.edit.old_number, shown.edit.new_number)
    )
    old_name, new_name = names
    told = patch.render(shown.changes, old_name=old_name, new_name=new_name)
    return PlainTextResponse(told, headers=_attached(f"edit-{edit_id}.patch"))


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
