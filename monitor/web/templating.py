"""Templates: everything is escaped, and an address of a page becomes a link only if it is http or https."""

import re
from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from storage.model import Severity, Verdict

FOLDER = Path(__file__).parent
_CAPITAL = re.compile(r"(?<![A-Z ])[A-Z](?=[a-z])")
SEVERITIES = {
    Severity.SILENT: ("▲", "silent", "Facts changed silently"),
    Severity.FACTS: ("●", "facts", "Facts changed"),
    Severity.TONE: ("◐", "tone", "Tone changed"),
    Severity.STYLE: ("○", "style", "Style only"),
}
VERDICTS = {
    Verdict.MATERIAL: "it changes what readers know",
    Verdict.MINOR: "what readers know stays the same",
    Verdict.CORRECTION: "a mistake put right, openly",
    Verdict.NOISE: "nothing was edited",
    Verdict.EXTRACTION_ERROR: "Stet read the page wrongly",
}


def words(name: str) -> str:
    """Return a name of ours as it is read: number_changed → number changed, WallPage → wall page."""
    return _CAPITAL.sub(lambda found: f" {found[0].lower()}", name).replace("_", " ").strip()


def options(names: Iterable[str], *first: tuple[str, str]) -> list[tuple[str, str]]:
    """Return what a field offers: a value and how it is read, for each name after `first`."""
    return [*first, *((name, words(name)) for name in names)]


def safe_link(address: str) -> str:
    """Return `address` where it may be linked to, else nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""


def minute(at: datetime) -> str:
    """Return a time as it is read in a list, in UTC."""
    return f"{at:%Y-%m-%d %H:%M}"


def second(at: datetime) -> str:
    """Return a time as evidence states it, in UTC."""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


_environment = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters |= {"words": words, "safe_link": safe_link, "minute": minute, "second": second}
_environment.globals |= {"severities": SEVERITIES, "verdicts": VERDICTS}


def page(
    request: Request, template: str, *, status: HTTPStatus = HTTPStatus.OK, **context: Any
) -> HTMLResponse:
    """Return a page of ours."""
    text = _environment.get_template(template).render(path=request.url.path, **context)
    return HTMLResponse(text, status_code=status)
