"""Dates as pages state them (pure; the clock is never asked)."""

import re
from datetime import UTC, datetime, timedelta, timezone

from crawler.extract.words import date_words, month_numbers

#: Years that a page's date may lie in.
YEARS = range(1990, 2101)

#: A line of at most so many characters, with so many letters besides the month, is a dateline.
LONGEST_DATELINE = 70
DATELINE_LETTERS = 8

_DATE_OR_TIME = re.compile(r"\b\d{1,2}:\d{2}\b|\b(?:19|20)\d{2}\b|\d{4}年|\d{1,2}月\d{1,2}日")
_PARTS = re.compile(r"\s+[|•·/–—]\s+")
_DATE = re.compile(r"(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}")
_TIME = re.compile(r"\b\d{1,2}[:h]\d{2}\b")
_SET_APART = re.compile(r" [|•·⋅] |[|｜]|来源|來源")
_LETTERS = re.compile(r"[^\W\d_]+")
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+(\d{1,2})[:.]?(\d{2})(?:[:.]?(\d{2})(?:[.,]\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_CJK = re.compile(
    r"(\d{4})\s*[年./년-]\s*(\d{1,2})\s*[月./월-]\s*(\d{1,2})\s*[日일]?(?:\D{0,12}?(\d{1,2})[:時时点](\d{2}))?"
)
_DOTTED = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b(?:\D{1,12}?(\d{1,2})[:.](\d{2}))?")
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?([^\W\d_]{3,14})\.?,?\s+(?:de\s+|del\s+)?(\d{4})(?:\D{1,16}?(\d{1,2})[:.h](\d{2}))?"
)
_MONTH_FIRST = re.compile(
    r"\b([^\W\d_]{3,14})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:\D{1,16}?(\d{1,2}):(\d{2})\s*([ap]\.?m)?)?",
    re.IGNORECASE,
)


def read_date(text: str) -> datetime | None:
    """Return the time that `text` states, in UTC, or None; read as UTC where no zone stands."""
    text = text.strip()[:120]
    if match := _ISO.match(text):
        return _at(match[1], match[2], match[3], match[4], match[5], match[6], zone=match[7])
    if match := _CJK.search(text):
        return _at(*match.groups())
    if match := _DOTTED.search(text):
        return _at(match[3], match[2], match[1], match[4], match[5])
    months = month_numbers()
    for match in _DAY_FIRST.finditer(text):
        if month := months.get(match[2].lower()):
            return _at(match[3], month, match[1], match[4], match[5])
    for match in _MONTH_FIRST.finditer(text):
        if month := months.get(match[1].lower()):
            return _at(match[3], month, match[2], _hour(match[4], match[6]), match[5])
    return None


def _hour(hour: str | None, half: str | None) -> str | None:
    if hour is None or not half:
        return hour
    return str(int(hour) % 12 + (12 if half.lower().startswith("p") else 0))


def _at(
    year: str,
    month: str | int,
    day: str,
    hour: str | None = None,
    minute: str | None = None,
    second: str | None = None,
    *,
    zone: str | None = None,
) -> datetime | None:
    try:
        at = datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            tzinfo=_zone(zone),
        )
        return at.astimezone(UTC) if at.year in YEARS else None
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> timezone:
    if not text or text in ("Z", "UTC", "GMT"):
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))


def dated_parts(text: str) -> list[str]:
    """Return what a line holds between its bars and dots: "Published 6 May | Updated 7 May"."""
    return [part for part in _PARTS.split(text[: 2 * LONGEST_DATELINE]) if part.strip()]


def is_dateline(text: str, names: tuple[str, ...] = ()) -> bool:
    """Return whether a line tells dates, times or an age, perhaps a writer's name, and no more."""
    if len(text) <= LONGEST_DATELINE:
        return _is_date(text, names)
    parts = dated_parts(text) if len(text) <= 2 * LONGEST_DATELINE else []
    return len(parts) > 1 and all(_is_date(part, names) for part in parts)


def _is_date(text: str, names: tuple[str, ...]) -> bool:
    if len(text) > LONGEST_DATELINE or not any(c.isdigit() for c in text):
        return False
    for name in names:
        text = text.replace(name, " ")
    known = date_words()
    words = _LETTERS.findall(text.lower())
    if not (_DATE_OR_TIME.search(text) or any(word in known for word in words)):
        return False
    return sum(len(word) for word in words if word not in known) <= DATELINE_LETTERS


def is_full_dateline(text: str) -> bool:
    """Return whether a line tells a whole date, set apart from what stands beside it, or with its time."""
    return (_SET_APART.search(text) is not None or _TIME.search(text) is not None) and (
        _DATE.search(text) is not None or read_date(text) is not None
    )
