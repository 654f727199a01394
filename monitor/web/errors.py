"""What is answered where something cannot be done: one clear sentence, never a traceback."""

import logging
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from monitor.web.templating import page
from storage.errors import (
    ArchiveBusy,
    BadQuery,
    Conflict,
    Mistake,
    NotAnArticle,
    NotFound,
    RulesDiffer,
    StetError,
)

_STATUS: tuple[tuple[type[StetError], HTTPStatus], ...] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (NotAnArticle, HTTPStatus.NOT_FOUND),
    (BadQuery, HTTPStatus.BAD_REQUEST),
    (Mistake, HTTPStatus.BAD_REQUEST),
    (Conflict, HTTPStatus.CONFLICT),
    (RulesDiffer, HTTPStatus.UNPROCESSABLE_ENTITY),
    (ArchiveBusy, HTTPStatus.SERVICE_UNAVAILABLE),
)
_TITLES = {
    HTTPStatus.BAD_REQUEST: "That cannot be understood",
    HTTPStatus.FORBIDDEN: "That is not allowed",
    HTTPStatus.NOT_FOUND: "Nothing is there",
    HTTPStatus.METHOD_NOT_ALLOWED: "That is not allowed",
    HTTPStatus.CONFLICT: "Someone was faster",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "That is too much",
    HTTPStatus.UNPROCESSABLE_ENTITY: "That cannot be compared",
    HTTPStatus.INTERNAL_SERVER_ERROR: "That went wrong",
    HTTPStatus.SERVICE_UNAVAILABLE: "The archive is busy",
}

_log = logging.getLogger(__name__)


def error_response(request: Request, status: HTTPStatus, told: str) -> Response:
    """Return an answer that says in `told` what happened and what to do: JSON under /api, else a page."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": told}, status_code=status)
    title = _TITLES.get(status, status.phrase)
    return page(request, "error.html", status=status, title=title, told=told)


def add_error_pages(app: FastAPI) -> None:
    """Answer what routes raise."""
    app.add_exception_handler(StetError, _stet_error)
    app.add_exception_handler(RequestValidationError, _bad_request)
    app.add_exception_handler(HTTPException, _http_error)


def _stet_error(request: Request, error: Exception) -> Response:
    status = next(
        (status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR
    )
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("the review page failed at %s: %s", request.url.path, error)
    told = str(error).rstrip(".")
    return error_response(request, status, f"{told[:1].upper()}{told[1:]}.")


def _bad_request(request: Request, error: Exception) -> Response:
    """Tell an id that names nothing from a value that does not fit."""
    places = [fault["loc"] for fault in error.errors()] if isinstance(error, RequestValidationError) else []
    if any(place[0] == "path" for place in places):
        return error_response(request, HTTPStatus.NOT_FOUND, "There is nothing under this number.")
    names = ", ".join(str(place[-1]) for place in places)
    return error_response(request, HTTPStatus.BAD_REQUEST, f"Look at {names}: it has no value that fits.")


def _http_error(request: Request, error: Exception) -> Response:
    status = HTTPStatus(error.status_code if isinstance(error, HTTPException) else 500)
    if status is HTTPStatus.NOT_FOUND:
        return error_response(request, status, "There is no page at this address.")
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        return error_response(request, status, "This address can only be read.")
    return error_response(request, status, f"{status.phrase}.")
