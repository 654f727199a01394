"""The archive, for one request.

A connection belongs to one thread, and a request's route runs on a worker's: so a route opens its own.
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Path
from starlette.requests import Request

from monitor.service import Stet

OpenStet = Callable[[], Stet]

#: SQLite's largest integer: nothing has a higher number.
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]


def _opener(request: Request) -> OpenStet:
    opener: OpenStet = request.app.state.open_stet
    return opener


Opened = Annotated[OpenStet, Depends(_opener)]
