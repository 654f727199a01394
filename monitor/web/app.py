"""The review page's parts, put together."""

from collections.abc import Callable, Sequence
from importlib.metadata import version

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.staticfiles import StaticFiles

from monitor.service import Stet
from monitor.web import api, captures, edits, feeds, inbox, pages, search
from monitor.web.errors import add_error_pages
from monitor.web.guard import Guard
from monitor.web.opened import Opened
from monitor.web.templating import FOLDER
from storage.errors import StetError


def create_app(
    open_stet: Callable[[], Stet], *, hosts: Sequence[str], trouble: Callable[[], str] = str
) -> FastAPI:
    """Return the review page as an ASGI application.

    `open_stet` opens the archive: it is called once a request, on the thread that answers it.
    `hosts` are the values of the header Host that are answered, with their ports. `trouble` says
    what keeps the service that runs beside the page from its work; empty where nothing does.
    """
    # The pages that FastAPI makes of its description load scripts from other hosts: they stay off.
    app = FastAPI(
        title="Stet",
        version=version("stet-news"),
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.open_stet = open_stet
    for topic in (inbox, edits, pages, feeds, search, captures, api):
        app.include_router(topic.router)
    app.state.trouble = trouble
    app.add_api_route("/healthz", _health, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    add_error_pages(app)
    app.add_middleware(Guard, hosts=hosts)
    return app


def _health(opened: Opened, request: Request) -> PlainTextResponse:
    """Say whether the archive can be read and the service stores what it visits; 503 with the reason."""
    try:
        with opened() as stet:
            stet.archive.last_capture_id()
        trouble = request.app.state.trouble()
    except StetError as error:
        trouble = str(error)
    return PlainTextResponse(f"{trouble or 'ok'}\n", status_code=503 if trouble else 200)
