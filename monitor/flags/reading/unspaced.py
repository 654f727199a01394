"""Numbers in Chinese, Japanese, Korean and Thai text (pure, linear).

Digits of any width and script, numerals ("八十六", "二〇二六", "แปดสิบหก", "세 명") and both mixed
("3万5千"), whatever stands right before or behind: these scripts part no words.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from monitor.flags.reading.quantity import Quantity

# Thai and Lao; kana and Han; Hangul.
_LETTERS = re.compile("[\u0e00-\u0eff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_OTHERS = re.compile(r"[^\W\d_\u0e00-\u0eff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_WIDE = str.maketrans(
    {**{chr(0xFF10 + n): str(n) for n in range(10)}, "％": "%", "．": ".", "：": ":", "，": ","}
)
_CLOCK = r"(?<![\d:])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?![\d:])"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)*"
_SIGNS = "%€$£₽¥°"
_SHARE = "百分之"
_SPOKEN_HOUR = re.compile("[点點时時시](?![间間간])")
_MONTH = re.compile("月(?!間|间)|월")
_TENTHS = re.compile("[成割]")
_KOREAN = r"[가-힣]"


class Told(NamedTuple):
    """What these scripts call numbers, as `languages/unspaced.toml` lists it."""

    digits: dict[str, Decimal]
    multipliers: dict[str, Decimal]
    great: dict[str, Decimal]
    units: dict[str, str]
    token: re.Pattern[str]
    part: re.Pattern[str]
    counter: re.Pattern[str]
    unit: re.Pattern[str]


@cache
def told() -> Told:
    """Return the words, read once."""
    listed = tomllib.loads((files("monitor.flags") / "languages" / "unspaced.toml").read_text("utf-8"))
    digits, multipliers, great = (_valued(listed[key]) for key in ("digits", "multipliers", "great"))
    native, borrowed = _valued(listed["korean_native"]), _valued(listed["korean_digits"])
    korean = _either(_words(listed["korean_counters"]))
    scale = "십백천만억조"
    groups = [_words(group) for group in listed["units"].split(";")]
    numeral = _either((*digits, *multipliers, *great))
    scaled = _either((*multipliers, *great))
    token = (
        rf"(?P<exception>{_either(_words(listed['exceptions']))})|{_CLOCK}"
        rf"|(?P<fraction>{_SHARE}(?=[\d{''.join(d for d in digits if len(d) == 1)}十百]))"
        rf"|(?P<number>(?:{_DIGITS}|{numeral})(?: ?{scaled}|{_DIGITS}|{numeral})*)"
        rf"|(?<!{_KOREAN})(?P<native>(?:{_either(native)}){{1,2}})(?= ?{korean})"
        rf"|(?<!{_KOREAN})(?P<borrowed>[{''.join(borrowed)}{scale}]{{2,}}|[{scale}])(?= ?{korean})"
    )
    return Told(
        digits={**digits, **native, **borrowed},
        multipliers=multipliers,
        great=great,
        units={word: words[0] for words in groups for word in words},
        token=re.compile(token),
        part=re.compile(rf"{_DIGITS}|{_either((*digits, *multipliers, *great, *native, *borrowed))}"),
        counter=re.compile(rf" ?{_either(_words(listed['counters']))}"),
        unit=re.compile(rf" ?{_either(word for words in groups for word in words)}"),
    )


def _words(listed: str) -> list[str]:
    return [word.strip() for word in re.split(r"[,\n]", listed) if word.strip()]


def _valued(listed: str) -> dict[str, Decimal]:
    groups = (group.partition(":") for group in listed.split(";"))
    return {word: Decimal(value.strip()) for value, _, named in groups for word in _words(named)}


def _either(listed: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(set(listed), key=lambda w: (-len(w), w))) + ")"


def mostly(text: str) -> bool:
    """Whether a third of the letters or more are of these scripts."""
    if text.isascii():
        return False
    letters = len(_LETTERS.findall(text))
    return letters > 0 and 2 * letters >= len(_OTHERS.findall(text))


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the numbers of `text`, which is in comparison form, in order."""
    return tuple(_read(text.translate(_WIDE)))


def _read(text: str) -> Iterator[Quantity]:
    words = told()
    share = 0
    for found in words.token.finditer(text):
        start, end = found.span()
        if found["exception"]:
            continue
        if found["fraction"]:
            share = end
        elif found["hour"]:
            minutes = int(found["hour"]) * 60 + int(found["minute"])
            yield Quantity(kind="time", value=Decimal(minutes), unit="", start=start, end=end)
        elif found["native"] or found["borrowed"] or _counts(text, found["number"], end, words):
            yield _quantity(text, found, share, words)


def _counts(text: str, number: str, end: int, words: Told) -> bool:
    """Whether numerals are a number: one alone, or a "thousands of", only before what is counted."""
    if any(c.isdecimal() for c in number):
        return True
    parts = words.part.findall(number)
    told_by_digits = len(parts) > 1 and any(part in words.digits for part in parts)
    return told_by_digits or bool(words.counter.match(text, end))


def _quantity(text: str, found: re.Match[str], share: int, words: Told) -> Quantity:
    start, end = found.span()
    parts = words.part.findall(found.group())
    value = sum(map(words.digits.__getitem__, parts), Decimal(0)) if found["native"] else _value(parts, words)
    if share and share == start:
        return Quantity(kind="amount", value=value, unit="%", start=start - len(_SHARE), end=end)
    kind, factor, unit, end = _counted(text, start, end, words)
    soft = not unit and found.group() in ("一", "한")
    return Quantity(kind=kind, value=value * factor, unit=unit, start=start, end=end, soft=soft)


def _counted(text: str, start: int, end: int, words: Told) -> tuple[str, int, str, int]:
    """Return the kind, what to multiply by, the unit, and where number and unit end."""
    before, behind = text[max(start - 1, 0) : start], text[end : end + 1]
    if _TENTHS.match(text, end):
        return "amount", 10, "%", end + 1
    if _SPOKEN_HOUR.match(text, end):
        return "time", 60, "", end + 1
    if _MONTH.match(text, end):
        return "month", 1, "", end + 1
    if behind and behind in _SIGNS:
        return "amount", 1, behind, end + 1
    if before and before in _SIGNS:
        return "amount", 1, before, end
    unit = words.unit.match(text, end)
    return ("amount", 1, words.units[unit.group().strip()], unit.end()) if unit else ("amount", 1, "", end)


def _value(parts: list[str], words: Told) -> Decimal:
    """Add up a number: digits one behind another are places, smaller multipliers multiply what is before."""
    total = section = Decimal(0)
    current: Decimal | None = None
    borrowed = {"십": 10, "백": 100, "천": 1000}
    for part in parts:
        if part in words.great:
            before = section + (current or 0)
            total = total + before * words.great[part] if before else (total or 1) * words.great[part]
            section, current = Decimal(0), None
        elif part in words.multipliers or part in borrowed:
            section += (1 if current is None else current) * (words.multipliers.get(part) or borrowed[part])
            current = None
        elif part in words.digits:
            current = words.digits[part] if current is None else current * 10 + words.digits[part]
        else:
            current = _digits(part)
    return (total + section + (current or 0)).normalize() + 0


def _digits(part: str) -> Decimal:
    plain = part.replace(",", "")
    whole, _, rest = plain.partition(".")
    return Decimal(f"{whole}.{rest.replace('.', '')}" if rest else whole)
