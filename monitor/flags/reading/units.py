"""What a number counts: its unit or currency, before or behind it (pure)."""

import re
from functools import cache

from monitor.flags.reading.language import grouped, shared

_SIGNS = "%€$£₽¥°"
_NAMED = 3  # letters of a unit that is told alone
_CODE = 8  # characters that are looked at before a sum


@cache
def _units() -> tuple[re.Pattern[str], tuple[str, ...]]:
    told, patterns = [], []
    for first, *others in grouped(shared("units").replace(":", ",")):
        told.append(first)
        listed = sorted((first, *others), key=lambda w: (-len(w), w))
        patterns.append("(" + "|".join(re.escape(w).replace(r"\*", r"\w*") for w in listed) + r")(?![\w'])")
    return re.compile(r"(?: d'| de | di | of |[ -])?(?:" + "|".join(patterns) + ")", re.IGNORECASE), tuple(
        told
    )


@cache
def _currencies() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what matches a sign or code before a sum, and the unit that each is."""
    told = {sign: sign for sign in _SIGNS if sign not in "%°"}
    for first, *others in grouped(shared("before_sums").replace(":", ",")):
        told.update(dict.fromkeys((first.lower(), *others), first))
    listed = sorted(told, key=lambda w: (-len(w), w))
    signs = "|".join(re.escape(w) for w in listed)
    return re.compile(rf"(?<![^\W\d_])(?:{signs})\.? ?$", re.IGNORECASE), told


def unit_of(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the unit of the number between `start` and `end`, and where number and unit end."""
    if before := _currencies()[0].search(text, max(start - _CODE, 0), start):
        return _currencies()[1][before.group().strip(" .").lower()], end
    pattern, told = _units()
    found = pattern.match(text, end)
    if found and found.lastindex:
        return told[found.lastindex - 1], found.end()
    rest = text[end : end + 2].lstrip()[:1]
    if rest and rest in _SIGNS:
        return rest, text.index(rest, end) + 1
    return "", end


def unit_alone(text: str) -> str:
    """Return the unit that `text` names, "" where it names none or says more; signs and letters are none."""
    pattern, told = _units()
    found = pattern.fullmatch(text)
    return told[found.lastindex - 1] if found and found.lastindex and len(text) >= _NAMED else ""


def is_unit(text: str, start: int) -> bool:
    """Whether a unit in words stands at `start`: "a week" of "about a week" has no number."""
    return bool(_units()[0].match(text, start))
