"""Numbers of a sentence in one normal form: words and digits, separators, units, times, months (pure)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from monitor.flags.reading.language import Language, grouped, language, words

_DIGITS = r"(?<![\w.,])(?:(?<!\S)-)?(?:\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*)"
_CLOCK = (
    r"(?<![\w.,:])(?P<hour>[01]?\d|2[0-4])(?:[:h](?P<minute>[0-5]\d)(?!\d)|\.(?P<dotted>[0-5]\d)(?= ?(?:uhr|[ap]\.?m\b)))"
    r"|(?<![\w.,:])(?P<whole>[01]?\d|2[0-4])(?= ?(?:[ap]\.?m\b|uhr\b|h(?!\w)|o'clock\b|heures?\b|часов\b|horas\b(?! después)))"
    r"|(?<![\w.,:])(?P<military>[01]\d[0-5]\d|2[0-3][0-5]\d)(?= ?(?:gmt|utc|bst|est|edt|cet|hours|hrs|local time))"
    r"|(?<![\w.,:])(?P<zero>0\d[0-5]\d)(?!\w|[.,:]\d)"
)
_HALF_DAY = re.compile(r" ?([ap])\.?m\b")
_OCLOCK = re.compile(r" ?(?:uhr|h|o'clock|heures?|часов|horas?|ч)(?!\w)")
_TOKEN = re.compile(
    rf"{_CLOCK}|(?P<digits>{_DIGITS})(?P<ending>[^\W\d_]{{1,3}}\b)?|(?P<word>[^\W\d_]+)|(?P<joint>-)"
)
# What is counted, in all languages at once: the first name stands for the others.
_UNITS = """%: percent, per cent, prozent, pour cent, por ciento, процент*, v. h.; pp: percentage point*, prozentpunkt*, point* de pourcentage,
points de pourcentage, punto* porcentual*, процентн* пункт*; €: euro*, eur, евро; $: dollar*, usd, dólar*, доллар*, долл; £: pound*, gbp, libra*, фунт*; ₽: ruble*, rouble*, rubel*, rub, rublo*, руб, рубл*;
¥: yen*, yuan*, юан*, иен*; km: kilomet*, kilómetro*, kilomètre*, километр*, км; m: metre, metres, meter, metern, metros, mètre*, метр*; cm: centimet*, zentimeter*, centímetro*, centimètre*, см; mi: mile, miles, meile*, mille*, milla*, миль, миля, мили;
kg: kilo, kilos, kilogram*, kilogramm*, кг, килограмм*; t: tonne*, ton, tons, tonelada*, тонн*; l: litre*, liter*, litro*, литр*; ha: hectare*, hektar*, hectárea*, гектар*; h: hour, hours, stunde*, heure*, hora*, час*;
min: minute*, minuto*, минут*; s: second, seconds, sekunde*, secondes, segundos, секунд*; d: day, days, tag, tage, tagen, jour*, día, días, день, дня, дней; wk: week, weeks, woche*, semaine*, semana*, недел*; mo: month, months, monat*, mois, mes, meses, месяц*;
yr: year, years, jahr*, an, ans, année*, año, años, год, года, лет; °: degree*, grad, degré*, grado*, градус*"""
_SIGNS = "%€$£₽¥°"
_THOUSAND = 1000
_NEVER_COUNTED = frozenset({"a", "an"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as a reader takes it."""

    kind: str  #: amount, share, ordinal, time, date, month, weekday, day
    value: Decimal
    unit: str  #: "" where none was told
    start: int  #: where it stands in the text that was read
    end: int
    soft: bool = False  #: an article that may be a one

    @property
    def meaning(self) -> tuple[str, Decimal, str]:
        """What makes two quantities one."""
        return self.kind, self.value, self.unit


class _Names(NamedTuple):
    values: dict[str, Decimal]
    multipliers: dict[str, Decimal]
    ordinals: dict[str, Decimal]
    fractions: dict[str, Decimal]
    named: dict[str, tuple[str, int]]  # months, weekdays: kind and number
    soft: frozenset[str]
    endings: frozenset[str]
    joints: frozenset[str]


def _valued(listed: str) -> dict[str, Decimal]:
    values = {}
    for group in listed.split(";"):
        value, _, names = group.partition(":")
        values.update({name.lower(): Decimal(value.strip()) for name in words(names)})
    return values


@cache
def _names(tongue: str) -> _Names:
    told = language(tongue).numbers
    named: dict[str, tuple[str, int]] = {}
    for kind, key in (("month", "months"), ("weekday", "weekdays"), ("day", "relative_days")):
        for number, names in enumerate(grouped(told[key]), 1):
            named.update({written: (kind, number) for name in names for written in (name, _capital(name))})
    return _Names(
        values=_valued(told["words"]),
        multipliers=_valued(told["multipliers"]),
        ordinals=_valued(told["ordinals"]),
        fractions=_valued(told["fractions"]),
        named=named,
        soft=frozenset(words(told["soft_one"])),
        endings=frozenset(words(told["ordinal_endings"])),
        joints=frozenset(words(told["joints"])),
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


@cache
def _units() -> tuple[re.Pattern[str], tuple[str, ...]]:
    names, patterns = [], []
    for group in _UNITS.replace("\n", " ").split(";"):
        name, _, listed = group.strip().partition(":")
        names.append(name)
        told = sorted([name, *words(listed)], key=lambda w: (-len(w), w))
        patterns.append("(" + "|".join(re.escape(w).replace(r"\*", r"\w*") for w in told) + r")(?!\w)")
    return re.compile(r"[ -]?(?:" + "|".join(patterns) + ")", re.IGNORECASE), tuple(names)


def quantities(text: str, tongue: Language) -> list[Quantity]:
    """Return the numbers of `text`, which is in comparison form, in order."""
    return list(_found(text, tongue))


def _found(text: str, tongue: Language) -> Iterator[Quantity]:
    names = _names(tongue.name)
    lowered = text.lower() if len(text.lower()) == len(text) else text
    matches = list(_TOKEN.finditer(lowered))
    place = end = 0
    while place < len(matches):
        token = matches[place]
        if token.start() < end:
            place += 1
            continue
        if token["digits"]:
            quantity, place = _digits(lowered, matches, place, names)
            end = quantity.end
            yield quantity
            continue
        if token["word"]:
            words_found, after = _spelled(lowered, matches, place, names, tongue.name)
            if words_found:
                yield words_found
                place, end = after, words_found.end
                continue
            if named := _named(text, token, names):
                yield named
        elif not token["joint"]:
            clock = _clock(lowered, token)
            end = clock.end
            yield clock
        place += 1


def _named(text: str, token: re.Match[str], names: _Names) -> Quantity | None:
    written = text[token.start() : token.end()]
    told = names.named.get(written)
    if not told:
        return None
    return Quantity(kind=told[0], value=Decimal(told[1]), unit="", start=token.start(), end=token.end())


def _clock(text: str, token: re.Match[str]) -> Quantity:
    if token["military"] or token["zero"]:
        digits = token["military"] or token["zero"]
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        end = token.end()
    else:
        minutes = int(token["hour"] or token["whole"]) * 60 + int(token["minute"] or token["dotted"] or 0)
        end = token.end()
        half = _HALF_DAY.match(text, end)
        if half:
            minutes = minutes % 720 + (720 if half[1] == "p" else 0)
            end = half.end()
        spoken = _OCLOCK.match(text, end)
        end = spoken.end() if spoken else end
    return Quantity(kind="time", value=Decimal(minutes), unit="", start=token.start(), end=end)


def _digits(text: str, matches: list[re.Match[str]], place: int, names: _Names) -> tuple[Quantity, int]:
    token = matches[place]
    kind, value = _value(token["digits"])
    end, after = token.end("digits"), place + 1
    if token["ending"]:
        if token["ending"] in names.endings or token["ending"] in ("th", "st", "nd", "rd"):
            kind = "ordinal"
        elif token["ending"] in names.multipliers:
            value *= names.multipliers[token["ending"]]
        end = token.end()
    following = matches[after] if after < len(matches) else None
    while (
        following
        and following["word"]
        and following["word"] in names.multipliers
        and following.start() <= end + 2
    ):
        value *= names.multipliers[following["word"]]
        end, after = following.end(), after + 1
        following = matches[after] if after < len(matches) else None
    unit, end = _unit(text, token.start(), end)
    return Quantity(kind=kind, value=value, unit=unit, start=token.start(), end=end), after


def _value(digits: str) -> tuple[str, Decimal]:
    """Read digits whatever the language's separators: the last of two kinds, or one not before three digits, is decimal."""
    plain = digits.replace(" ", "").replace("'", "")
    marks = [c for c in plain if c in ".,"]
    if not marks:
        return "amount", Decimal(plain)
    parts = re.split("[.,]", plain)
    if len(set(marks)) == 1 and len(marks) > 1 and any(len(part) != 3 for part in parts[1:]):
        return "date", Decimal("".join(part.zfill(2) for part in parts).replace("-", ""))
    grouped_by_three = all(len(part) == 3 for part in parts[1:]) and 0 < len(parts[0].lstrip("-")) <= 3
    if len(set(marks)) == 1 and grouped_by_three and parts[0] not in ("0", "-0"):
        return "amount", Decimal("".join(parts))
    return "amount", Decimal("".join(parts[:-1]) + "." + parts[-1]).normalize()


def _unit(text: str, start: int, end: int) -> tuple[str, int]:
    pattern, names = _units()
    before = text[max(start - 2, 0) : start].strip()[-1:]
    if before and before in _SIGNS:
        return before, end
    rest = text[end : end + 2].lstrip()
    if rest[:1] and rest[0] in _SIGNS:
        return rest[0], end + text[end : end + 2].index(rest[0]) + 1
    found = pattern.match(text, end)
    if found and found.lastindex:
        return names[found.lastindex - 1], found.end()
    return "", end


def _spelled(
    text: str, matches: list[re.Match[str]], place: int, names: _Names, tongue: str
) -> tuple[Quantity | None, int]:
    """Read a number in words from `place` on, as far as it goes."""
    first = matches[place]
    word = first["word"]
    if word in names.fractions:
        return _quantity("share", names.fractions[word], text, first.start(), first.end()), place + 1
    if word in names.ordinals:
        return _quantity("ordinal", names.ordinals[word], text, first.start(), first.end()), place + 1
    total = current = Decimal(0)
    end, after, seen = first.end(), place, False
    bound = end
    while after < len(matches):
        token = matches[after]
        if token["joint"] or (token["word"] in names.joints):
            following = matches[after + 1] if after + 1 < len(matches) else None
            if not seen or not following or not _joins(following, current, names, tongue):
                break
            after, bound = after + 1, token.end()
            continue
        value = _word_value(token["word"] or "", names, tongue)
        if value is None and seen and token["word"] in names.soft - _NEVER_COUNTED and current % 100 >= 20:
            value = Decimal(1)
        if value is None or (seen and text[bound : token.start()] not in ("", " ", "-")):
            break
        if token["word"] in names.multipliers and value >= 100:
            if not seen and value < _THOUSAND * _THOUSAND and text[end : end + 3].strip() in ("of", "de"):
                return None, place
            current = max(current, Decimal(1)) * value
            if value >= _THOUSAND:
                total, current = total + current, Decimal(0)
        elif not seen or _adds(value, current, tongue):
            current = (
                current - 4 + 80 if tongue == "fr" and value == 20 and current % 100 == 4 else current + value
            )
        elif token["word"] in names.multipliers:
            current *= value
        else:
            break
        seen, end, after = True, token.end(), after + 1
        bound = end
    if seen:
        return _quantity("amount", total + current, text, first.start(), end), after
    if word in names.soft:
        return _quantity("amount", Decimal(1), text, first.start(), end, soft=True), place + 1
    return None, place


def _quantity(kind: str, value: Decimal, text: str, start: int, end: int, *, soft: bool = False) -> Quantity:
    unit, end = ("", end) if soft else _unit(text, start, end)
    return Quantity(kind=kind, value=value, unit=unit, start=start, end=end, soft=soft)


def _joins(following: re.Match[str], current: Decimal, names: _Names, tongue: str) -> bool:
    if following["word"] in names.soft - _NEVER_COUNTED and current % 100 >= 20:
        return True
    value = _word_value(following["word"] or "", names, tongue)
    return value is not None and (_adds(value, current, tongue) or following["word"] in names.multipliers)


def _adds(value: Decimal, current: Decimal, tongue: str) -> bool:
    """Whether `value` continues the number so far: twenty and five do, five and six do not."""
    if tongue == "fr" and (
        (value == 20 and current % 100 == 4) or (10 <= value < 20 and current % 100 in (60, 80))
    ):
        return True
    if value >= 100:
        return current % _THOUSAND == 0
    return (
        (current % 100 == 0 and current > 0)
        or current == 0
        or (current % 10 == 0 and value < 10 and current % 100 != 10)
    )


def _word_value(word: str, names: _Names, tongue: str) -> Decimal | None:
    if word in names.multipliers:
        return names.multipliers[word] if len(word) > 1 else None
    if word in names.values:
        return names.values[word]
    return _german(word, names) if tongue == "de" and len(word) > 6 else None


def _german(word: str, names: _Names) -> Decimal | None:
    """Read a compound: dreihundertfünfundzwanzig, siebzehntausend."""
    for part, factor in (("tausend", _THOUSAND), ("hundert", 100)):
        before, found, after = word.partition(part)
        if found:
            many = _german_small(before, names) if before else Decimal(1)
            if factor == _THOUSAND and many is None:
                many = _german(before, names)
            rest = _german(after, names) or _german_small(after, names) if after else Decimal(0)
            return many * factor + rest if many is not None and rest is not None else None
    return _german_small(word, names) if "und" in word else None


def _german_small(word: str, names: _Names) -> Decimal | None:
    if word == "ein":
        return Decimal(1)
    if word in names.values:
        return names.values[word]
    unit, joint, tens = word.removeprefix("und").partition("und")
    if joint and tens in names.values and (unit == "ein" or unit in names.values):
        return names.values[tens] + (1 if unit == "ein" else names.values[unit])
    return names.values.get(unit) if not joint else None
