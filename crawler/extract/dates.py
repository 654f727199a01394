"""Dates as pages state them (pure; the clock is never asked)."""

import re
from datetime import UTC, datetime, timedelta, timezone

from crawler.extract.words import date_words, month_numbers

#: Years that a page's date may lie in.
YEARS = range(1990, 2101)

#: A line of at most so many characters, with so many letters besides the month, is a dateline.
LONGEST_DATELINE = 70
DATELINE_LETTERS = 8

#: Months of a year, and hours of half a day.
_TWELVE = 12

_DATE_OR_TIME = re.compile(r"\b\d{1,2}:\d{2}\b|\b(?:19|20)\d{2}\b|\d{4}年|\d{1,2}月\d{1,2}日")
_PARTS = re.compile(r"\s+[|•●·∙/–—]\s+")
_DATE = re.compile(r"(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}")
_TIME = re.compile(r"(?<!\d)\d{1,2}[:h]\d{2}\b")
_SET_APART = re.compile(r" [|•·⋅] |[|｜]|来源|來源")
_LETTERS = re.compile(r"[^\W\d_]+")
#: How a sentence ends, and no abbreviation: "He died in 1988.", but "3 p.m.", "vor 5 Std."
_WORD_OF_ITS_OWN = re.compile(r".{3}|[^\x00-\x7f]")
_END_OF_SENTENCE = re.compile(r"[。！？!?]$|(?:\d{4}|[^\W\d_]{4,})\.$")
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+(\d{1,2})[:.]?(\d{2})(?:[:.]?(\d{2})(?:[.,]\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_ZONE = re.compile(r"(?:.{0,12}?\b(?:GMT|UTC)\s?|\s?)([+-])(\d{1,2})(?::?(\d{2}))?\b")
_PM = re.compile(r"\b[ap]\.?m\b|오전|오후|上午|下午|午前|午後", re.IGNORECASE)
_AFTERNOON = ("p", "오후", "下午", "午後")
_CLOCK = (
    r"(?:(?P<between>\D{0,16}?)(?P<hour>\d{1,2})\s?[:.h時时点點시]\s?(?P<minute>\d{2})"
    r"(?:\D(?P<second>\d{2}))?)?"
)
_MONTH = r"(?P<name>[^\W\d_][^\s\d,./()|:-]{2,17})"
_CJK = re.compile(
    rf"(?P<year>\d{{4}})\s*[年./년-]\s*(?P<month>\d{{1,2}})\s*[月./월-]\s*(?P<day>\d{{1,2}})(?!\d)\s*[日일]?{_CLOCK}"
)
_ERA = re.compile(r"(令和|平成)\s?(\d{1,2}|元)年")
_ERAS = {"令和": 2018, "平成": 1988}
_DOTTED = re.compile(rf"\b(?P<day>\d{{1,2}})[./-](?P<month>\d{{1,2}})[./-](?P<year>\d{{4}})\b{_CLOCK}")
_VIETNAMESE = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s+tháng\s+(?P<month>\d{{1,2}}),?\s+(?:năm\s+)?(?P<year>\d{{4}}){_CLOCK}",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s./-]\s*(?:de\s+|of\s+)?"
    rf"{_MONTH}\.?[,./-]?\s*(?:de\s+|del\s+)?(?P<year>\d{{4}})(?!\d){_CLOCK}"
)
_MONTH_FIRST = re.compile(
    rf"(?<![^\W\d_]){_MONTH}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d){_CLOCK}",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(rf"\b(?P<year>\d{{4}})\.?\s+{_MONTH}\s+(?P<day>\d{{1,2}})(?!\d){_CLOCK}")
#: The years of the Buddhist calendar, as Thai pages have them, and what they are ahead.
_BUDDHIST, _AHEAD = range(2533, 2644), 543


def read_date(text: str) -> datetime | None:
    """Return the time that `text` states, in UTC, or None; read as UTC where no zone stands.

    Of 3/4/2031 the day is read first, unless only the second number can be the day.
    """
    text = _ERA.sub(_common_year, text.strip()[:120])
    if match := _ISO.match(text):
        return _at(match[1], match[2], match[3], match[4], match[5], match[6], zone=match[7])
    for pattern in (_CJK, _DOTTED, _VIETNAMESE):
        if match := pattern.search(text):
            return _stated(match, int(match["month"]), text)
    months = month_numbers()
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST):
        for match in pattern.finditer(text):
            if month := months.get(match["name"].lower()):
                return _stated(match, month, text)
    return None


def _common_year(era: re.Match[str]) -> str:
    return f"{_ERAS[era[1]] + (1 if era[2] == '元' else int(era[2]))}年"


def _stated(match: re.Match[str], month: int, text: str) -> datetime | None:
    """Return the time that a match states, by the zone and the half of the day that stand beside it."""
    day, year = int(match["day"]), int(match["year"])
    if month > _TWELVE >= day:
        month, day = day, month
    if year in _BUDDHIST:
        year -= _AHEAD
    hour = match["hour"]
    half = hour and _PM.search(f"{match['between']} {text[match.end() : match.end() + 8]}")
    if hour and half:
        hour = str(int(hour) % _TWELVE + (_TWELVE if half[0].lower().startswith(_AFTERNOON) else 0))
    zone = hour and _ZONE.match(text, match.end())
    told = f"{zone[1]}{int(zone[2]):02}{zone[3] or '00'}" if zone else None
    return _at(year, month, day, hour, match["minute"], match["second"], zone=told)


def _at(
    year: str | int,
    month: str | int,
    day: str | int,
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
    unknown = [word for word in words if word not in known]
    if _END_OF_SENTENCE.search(text) and any(map(_WORD_OF_ITS_OWN.search, unknown)):
        return False
    return sum(map(len, unknown)) <= DATELINE_LETTERS


def is_full_dateline(text: str) -> bool:
    """Return whether a line tells a whole date, set apart from what stands beside it, or with its time."""
    return (_SET_APART.search(text) is not None or _TIME.search(text) is not None) and (
        _DATE.search(text) is not None or read_date(text) is not None
    )
