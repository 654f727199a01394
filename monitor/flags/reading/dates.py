"""Dates and times that a sentence writes in several numbers, read as one (pure).

"23 May", "May 23rd", "el 23 de mayo" and "23.5." are one date, "8 de la tarde" and "20:00" one time.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from monitor.flags.reading.language import phrases, words
from monitor.flags.reading.quantity import Quantity

_YEAR, _MONTH = 10_000, 100  # a date is 20240523, with zeros for what it leaves out
_DAYS, _MONTHS = 31, 12
_YEARS = range(1000, 2200)
_SHORT_YEARS = 69  # "15.06.24": years below are of this century, as POSIX has it
_HALF_DAY = 720  # minutes
_HOUR, _DAY = 60, 1440
_BETWEEN = re.compile(r"\.? ?(?:of |de |del |do |den |the )?")
_BEFORE_YEAR = re.compile(r",? ?(?:de |del |do )?")
_DECIMAL_COMMA = frozenset({"de", "pl", "ru", "uk"})  # and dates with stops
_NUMBERED = re.compile(  # 2024-05-23, 23.05.2024, 23/05/24, "23.5." with its last stop
    r"(?<![\w.,/-])(?:(?P<iso>\d{4}-[01]\d-[0-3]\d)|(?P<full>[0-3]?\d([./])[01]?\d\3(?:\d{4}|\d\d))"
    r"|(?P<short>[0-3]?\d\.[01]?\d\.))(?![\w/]|[.,]\d)"
)
# Behind an hour in words, as behind one in digits: "ten o'clock", "huit heures".
_OCLOCK = re.compile(r"(?:^|(?<=\w)) ?(?:uhr|o'clock|heures|часов|horas|uur)(?!\w)")
_SPOKEN = 8  # characters of the longest of them


class DayParts(NamedTuple):
    """What stands behind an hour of the morning, and of the rest of the day."""

    morning: re.Pattern[str]
    later: re.Pattern[str]


@cache
def day_parts(morning: str, later: str) -> DayParts:
    """Return the patterns of two lists of phrases."""
    return DayParts(phrases(words(morning)), phrases(words(later)))


def date(year: int, month: int, day: int) -> Decimal:
    """Return the value of a date; 0 stands for a year that is not told."""
    return Decimal(year * _YEAR + month * _MONTH + day)


def numbered(text: str, tongue: str) -> Iterator[Quantity]:
    """Yield dates that are written in digits alone, where day and month are told apart.

    "05/06/2024" is another day on either side of the Atlantic, and no date in English; "4.5." is one where
    decimals take a comma only.
    """
    for found in _NUMBERED.finditer(text):
        if found["short"] and tongue not in _DECIMAL_COMMA:
            continue
        parts = [int(part) for part in re.split("[-./]", found.group().rstrip("."))]
        if found["iso"]:
            parts.reverse()
        day, month, year = (*parts, 0)[:3]
        if tongue == "en" and "/" in found.group():
            if day <= _MONTHS and month <= _MONTHS:
                continue
            day, month = (month, day) if month > _MONTHS else (day, month)
        if year and year < _YEARS.start:
            year += 2000 if year < _SHORT_YEARS else 1900
        if 1 <= day <= _DAYS and 1 <= month <= _MONTHS:
            start, end = found.span()
            yield Quantity(kind="date", value=date(year, month, day), unit="", start=start, end=end)


def joined(found: Sequence[Quantity], text: str, parts: DayParts) -> list[Quantity]:
    """Return the numbers of a sentence with days, months and years made dates, and hours times.

    `text` is in lower case.
    """
    read: list[Quantity] = []
    for quantity in found:
        now = _timed(quantity, text, parts)
        if read and (one := _one_date(read[-1], now, text)):
            read[-1] = one
        else:
            read.append(now)
    return read


def _timed(quantity: Quantity, text: str, parts: DayParts) -> Quantity:
    """Read an hour behind which "o'clock" or a part of the day stands."""
    minutes = quantity.value * (1 if quantity.kind == "time" else _HOUR)
    counted = quantity.kind == "amount" and quantity.unit in ("", "h") and not quantity.soft
    if not (counted or quantity.kind == "time") or not 0 < minutes <= _DAY:
        return quantity
    end = quantity.end
    if told := _OCLOCK.search(text, quantity.start, end + _SPOKEN):
        quantity = replace(quantity, kind="time", value=minutes, unit="", end=max(end, told.end()))
    behind = quantity.end + (text[quantity.end : quantity.end + 1] == " ")
    for pattern, later in ((parts.morning, 0), (parts.later, _HALF_DAY)):
        if minutes < _HALF_DAY + _HOUR and (told := pattern.match(text, behind)):
            return replace(quantity, kind="time", value=minutes % _HALF_DAY + later, unit="", end=told.end())
    return quantity


def _one_date(first: Quantity, second: Quantity, text: str) -> Quantity | None:
    """Return the date that two neighbours make: a day and a month, or such a date and a year."""
    between = text[first.end : second.start]
    if first.kind == "date" and first.value < _YEAR and _is_year(second):
        if not _BEFORE_YEAR.fullmatch(between):
            return None
        return replace(first, value=first.value + second.value * _YEAR, end=second.end)
    day, month = (second, first) if first.kind == "month" else (first, second)
    if month.kind != "month" or not _is_day(day) or not _BETWEEN.fullmatch(between):
        return None
    value = date(0, int(month.value), int(day.value))
    return Quantity(kind="date", value=value, unit="", start=first.start, end=second.end)


def _is_year(quantity: Quantity) -> bool:
    """Whether it may be a year, with or without the word: "2024 года"."""
    return quantity.kind == "amount" and quantity.unit in ("", "yr") and quantity.value in _YEARS


def _is_day(quantity: Quantity) -> bool:
    return (
        quantity.kind in ("amount", "ordinal")
        and not quantity.unit
        and not quantity.soft
        and quantity.value in range(1, _DAYS + 1)
    )


def same_date(was: Quantity, now: Quantity) -> bool:
    """Whether one date only leaves out what the other tells: its year, or its month behind the day."""
    if was.kind == now.kind == "date":
        years = was.value // _YEAR, now.value // _YEAR
        return was.value % _YEAR == now.value % _YEAR and (years[0] == years[1] or not all(years))
    if "date" not in (was.kind, now.kind):
        return False
    whole, part = (was, now) if was.kind == "date" else (now, was)
    if part.kind == "month":
        return whole.value % _YEAR // _MONTH == part.value
    return _is_day(part) and whole.value % _MONTH == part.value
