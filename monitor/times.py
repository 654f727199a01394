"""Times as people write them, in UTC unless they say otherwise (pure)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from storage.errors import Mistake
from storage.model import Record

#: How a time may be written, for help and messages.
FORMS = "2026-03-02, 2026-03-02T14:30, today or yesterday"
_DAYS_AGO = {"today": 0, "yesterday": 1}
_LATEST = datetime.max.replace(tzinfo=UTC)
_MINUTE, _LEAST = timedelta(minutes=1), timedelta(microseconds=1)
_TO_THE_MINUTE = re.compile(r"[T ]\d\d:?\d\d(?=$|[+Z-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Record):
    """What a person meant by a time: a moment, or a day as a whole."""

    first: datetime
    after: datetime  #: the first moment that is too late for "until"; of a moment, that moment itself
    last: datetime  #: until when "at" reaches: the end of the day, or of the minute where no seconds stood


def read_time(text: str, now: datetime) -> Span:
    """Return what is meant by an ISO 8601 date or time, or a word of FORMS; raises Mistake."""
    return read_iso(dated(text, now))


def dated(text: str, now: datetime) -> str:
    """Return the date that a word of FORMS stands for; what is no such word as it is."""
    days = _DAYS_AGO.get(text.strip().lower())
    return text if days is None else f"{now.astimezone(UTC).date() - timedelta(days=days)}"


def read_iso(text: str) -> Span:
    """Return what is meant by an ISO 8601 date or time; raises Mistake."""
    try:
        return _whole(date.fromisoformat(text))
    except ValueError:
        moment = _moment(text)
        # Lists show minutes: one that is copied from there is to find what was seen within it.
        within = _MINUTE - _LEAST if _TO_THE_MINUTE.search(text) else timedelta(0)
        return Span(first=moment, after=moment, last=min(moment, _LATEST - within) + within)


def _whole(day: date) -> Span:
    first = datetime.combine(day, time.min, UTC)
    after = _LATEST if day == date.max else first + timedelta(days=1)
    return Span(first=first, after=after, last=datetime.combine(day, time.max, UTC))


def _moment(text: str) -> datetime:
    try:
        when = datetime.fromisoformat(text)
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise Mistake(f"{text!r} is no time: write {FORMS}") from error
