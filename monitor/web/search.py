"""Search over what articles said, and over the words that edits added or removed."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from monitor.web.opened import Opened
from monitor.web.pages import site_options
from monitor.web.templating import page
from storage.asked import Hit, Where
from storage.errors import BadQuery
from storage.query import MAX_LENGTH

router = APIRouter(include_in_schema=False)

MOST_HITS = 100
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A hit with its words cut where those begin and end that were asked for."""

    hit: Hit
    pieces: tuple[tuple[str, bool], ...]  #: text, and whether it was asked for


@router.get("/search")
def search(
    request: Request,
    opened: Opened,
    q: str = "",
    where: Annotated[Where, Query(alias="in")] = Where.TEXT,
    site: str = "",
) -> Response:
    """Show what holds the words that are asked for."""
    asked, trouble, hits = q[:MAX_LENGTH].strip(), "", []
    with opened() as stet:
        names = site_options(stet)
        try:
            hits = list(stet.search(asked, where, limit=MOST_HITS, site=site or None)) if asked else []
        except BadQuery as error:
            trouble = f"{error}."
    return page(
        request,
        "search.html",
        status=HTTPStatus.BAD_REQUEST if trouble else HTTPStatus.OK,
        q=asked,
        where=where,
        wheres=tuple(Where),
        site=site,
        sites=names,
        excerpts=[Excerpt(hit=hit, pieces=marked(hit.excerpt, asked)) for hit in hits],
        most=MOST_HITS,
        trouble=trouble,
    )


def marked(text: str, asked: str) -> tuple[tuple[str, bool], ...]:
    """Return `text` in pieces; a piece that begins like a word of `asked` is told from the others."""
    wanted = sorted({re.escape(word) for word in _WORD.findall(asked)}, key=len, reverse=True)
    if not wanted:
        return ((text, False),)
    cut = re.split(rf"\b({'|'.join(wanted)})", text, flags=re.IGNORECASE)
    return tuple((piece, bool(place % 2)) for place, piece in enumerate(cut) if piece)
