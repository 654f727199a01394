"""How long a server asks to be left alone (pure; RFC 9110, 10.2.3)."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

#: However long a server asks for, it is tried again after a day.
LONGEST = timedelta(days=1)
#: The statuses whose Retry-After is acted on.
STATUSES = frozenset({429, 503})
_LONGEST_VALUE = 64  #: characters; a date has 29


def asked_wait(status: int, headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long the server asks for, at most `LONGEST`; None where it does not, or not in words known.

    `headers` have names in lower case. A date is taken by the server's own clock, where it tells its time.
    """
    value = headers.get("retry-after", "").strip()
    if status not in STATUSES or not value or len(value) > _LONGEST_VALUE:
        return None
    if value.isascii() and value.isdigit():
        wait = timedelta(seconds=min(int(value), int(LONGEST.total_seconds())))
    else:
        until = _date(value)
        if until is None:
            return None
        wait = min(LONGEST, until - (_date(headers.get("date", "")) or now))
    return wait if wait > timedelta(0) else None


def _date(value: str) -> datetime | None:
    """Return an HTTP date; None for anything else."""
    if len(value) > _LONGEST_VALUE:
        return None
    try:
        found = parsedate_to_datetime(value)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
