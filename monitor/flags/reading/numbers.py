"""Numbers of a sentence in one normal form: words and digits, separators, units, times, months (pure)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from monitor.flags.reading import unspaced
from monitor.flags.reading.dates import joined, numbered
from monitor.flags.reading.language import Language
from monitor.flags.reading.quantity import Quantity
from monitor.flags.reading.spelled import Names, compounded, names, read
from monitor.flags.reading.units import unit_of

_HOUR = r"(?<![\w.,:])(?P<{}>[01]?\d|2[0-4])"
_CLOCK = (
    _HOUR.format("hour")
    + r"(?:(?:[:h]| h | uhr | heures )(?P<minute>[0-5]\d)(?!\d)|\.(?P<dotted>[0-5]\d)"
    + r"(?= ?(?:uhr|[ap]\.?m\b|h(?!\w)|horas?\b|heures?\b|hrs?\b|ore\b|uur\b|часов\b|годин\b)))|"
    + r"(?:(?<=\bв )|(?<=\bо )|(?<=\blas )|(?<=\bàs )|(?<=\bore )|(?<=\bgodz\. )|(?<=\bkl\. ))"
    + r"(?P<said>[01]?\d|2[0-4])\.(?P<past>[0-5]\d)(?!\d|[.,]\d| ?[%€$])|"
    + _HOUR.format("whole")
    + r"(?= ?(?:[ap]\.?m\b|uhr\b|h(?!\w)|o'clock\b|heures?\b|часов\b|horas?\b|uur\b))"
    r"|(?<![\w.,:])(?P<military>[01]\d[0-5]\d|2[0-3][0-5]\d)"
    r"(?= ?(?:gmt|utc|bst|est|edt|cet|hours|hrs|local time))"
    r"|(?<![\w.,:])(?P<zero>0\d[0-5]\d)(?!\w|[.,:]\d)"
)
_DIGITS = r"(?<![\w.,])(?:(?<!\S)-)?(?:\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*)"
_TOKEN = re.compile(
    rf"{_CLOCK}|(?P<digits>{_DIGITS})(?P<ending>[^\W\d_]{{1,3}}\b)?"
    r"|(?P<word>(?:дев|п)'ят[^\W\d_]*|[^\W\d_]+)|(?P<joint>-)"  # Ukrainian five and nine, and their like
)
# What is named by letters and a number: a road, a flight, a batch: "A38", "BA117", "F-16".
_CODE = re.compile(r"(?<![\w.-])(?P<letters>[^\W\d_]{1,3})-?(?P<number>\d{1,6})(?![\w-]|[.,:]\d)")
_CENTURY = (
    r"(?:si[eè]cles?|siglos?|secol[oi]|séculos?|век\w*|столет\w+|століт\w+|wieku?|wieki|eeuw\w*|"
    r"jahrhunderts?|century|centuries|arrondissement)"
)
# "XVIe siècle", "XVI век": a numeral beside such a word only, for "I", "MIX" and "XL" are words too.
_ROMAN = re.compile(
    rf"(?<!\w)(?P<behind>[IVXLC]{{1,7}})(?:e|ème|º|th|\.|-й|-го|-м)?(?= ?(?:e |ème )?{_CENTURY})"
    r"|(?:(?<=siglo )|(?<=século ))(?P<before>[IVXLC]{1,7})(?!\w)"
    r"|(?<=[^\W\d_] )(?P<regnal>[IVX]{1,6})(?!\w)"
)
_NAMED = re.compile(r"(?<!\w)(?P<first>[^\W\d_])[^\W\d_]* $")
_NAME = 40  # characters that are looked at before a numeral
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_HALF_DAY = re.compile(r" ?([ap])\.?m\b")
_OCLOCK = re.compile(r" ?(?:uhr|h|o'clock|heures?|часов|horas?|uur|ч)(?!\w)")
_MANY = {"k": 10**3, "m": 10**6, "mn": 10**6, "md": 10**9, "mds": 10**9, "bn": 10**9}
_ORDINAL_BEHIND = re.compile(r"-(?:й|го|му|я|е|м|х|ю|ой|ый|ая|ое|ше|ша|те|га)(?!\w)")  # "3-е место"
_BEFORE_SIGN = re.compile(r" ?(?P<many>k|mn?|mds?|bn)(?= ?[€$£])")  # "120 M€"
_NOON = 720  # minutes
_ENGLISH_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_GROUP = 3  # digits between two separators of thousands


def quantities(text: str, tongue: Language) -> tuple[Quantity, ...]:
    """Return the numbers of `text`, which is in comparison form, in order."""
    return _quantities(text, tongue.name)


@lru_cache(maxsize=4_096)
def _quantities(text: str, tongue: str) -> tuple[Quantity, ...]:
    if unspaced.mostly(text):
        return unspaced.quantities(text)
    lowered = text.lower() if len(text.lower()) == len(text) else text
    tokens = list(_TOKEN.finditer(lowered))
    told = names(tongue)
    found = [*numbered(text, tongue), *_in_roman(text, tongue), *_codes(text)]
    taken = {place for q in found for place in range(q.start, q.end)}
    place = end = 0
    while place < len(tokens):
        quantity, after = None, place + 1
        if tokens[place].start() >= end and tokens[place].start() not in taken:
            quantity, after = _quantity_at(text, lowered, tokens, place, told)
        if quantity:
            found.append(quantity)
            end = quantity.end
        place = after
    return tuple(joined(sorted(found, key=lambda q: q.start), lowered, told.day_parts))


def _in_roman(text: str, tongue: str) -> Iterator[Quantity]:
    for numeral in _ROMAN.finditer(text):
        if numeral["regnal"] and not _follows_name(text, numeral, tongue):
            continue
        digits = [_ROMAN_DIGITS[c] for c in numeral["behind"] or numeral["before"] or numeral["regnal"]]
        value = sum(-d if d < max(digits[k:]) else d for k, d in enumerate(digits))
        start, end = numeral.span()
        yield Quantity(kind="ordinal", value=Decimal(value), unit="", start=start, end=end)


def _codes(text: str) -> Iterator[Quantity]:
    for code in _CODE.finditer(text):
        if code["letters"].isupper():
            value, unit = Decimal(code["number"]), code["letters"]
            yield Quantity(kind="code", value=value, unit=unit, start=code.start(), end=code.end())


def _follows_name(text: str, numeral: re.Match[str], tongue: str) -> bool:
    """Whether a numeral is of a pope, a king or a war: "Pius XII"; "I" alone is an English word."""
    if tongue == "en" and numeral.group() == "I":
        return False
    name = _NAMED.search(text, max(numeral.start() - _NAME, 0), numeral.start())
    return name is not None and name["first"].isupper()


def _quantity_at(
    text: str, lowered: str, tokens: list[re.Match[str]], place: int, told: Names
) -> tuple[Quantity | None, int]:
    """Return the quantity that begins with a token, and the place behind it."""
    token = tokens[place]
    if token["digits"]:
        return _in_digits(lowered, tokens, place, told)
    if not token["word"]:
        return (None if token["joint"] else _clock(lowered, token)), place + 1
    quantity, after = _in_words(lowered, tokens, place, told)
    if quantity:
        return quantity, after
    named = told.named.get(text[token.start() : token.end()])
    if not named:
        return None, place + 1
    kind, number = named
    value = Decimal(number)
    return Quantity(kind=kind, value=value, unit="", start=token.start(), end=token.end()), place + 1


def _clock(text: str, token: re.Match[str]) -> Quantity:
    plain = token["military"] or token["zero"]
    if plain:
        minutes, end = int(plain[:2]) * 60 + int(plain[2:]), token.end()
    else:
        hour = token["hour"] or token["whole"] or token["said"]
        minutes = int(hour) * 60 + int(token["minute"] or token["dotted"] or token["past"] or 0)
        end = token.end()
        if half := _HALF_DAY.match(text, end):
            minutes = minutes % _NOON + (_NOON if half[1] == "p" else 0)
            end = half.end()
        if spoken := _OCLOCK.match(text, end):
            end = spoken.end()
    return Quantity(kind="time", value=Decimal(minutes), unit="", start=token.start(), end=end)


def _in_digits(text: str, tokens: list[re.Match[str]], place: int, told: Names) -> tuple[Quantity, int]:
    token = tokens[place]
    kind, value = _value(token["digits"])
    end, ending = token.end(), token["ending"] or ""
    if ending in told.endings | _ENGLISH_ORDINALS:
        kind = "ordinal"
    elif ending in told.multipliers:
        value *= told.multipliers[ending]
    elif ending == "c":
        return Quantity(kind=kind, value=value, unit="°C", start=token.start(), end=end), place + 1
    elif ending:
        end = token.end("digits")
    after = place + 1
    if behind := _ORDINAL_BEHIND.match(text, token.end("digits")):
        return Quantity(kind="ordinal", value=value, unit="", start=token.start(), end=behind.end()), after
    if many := _BEFORE_SIGN.match(text, token.end("digits")):
        end = many.end("many")
        unit, end = unit_of(text, token.start(), end)
        value *= _MANY[many["many"]]
        return Quantity(kind=kind, value=value, unit=unit, start=token.start(), end=end), after
    for following in tokens[after:]:
        if not following["word"] or following["word"] not in told.multipliers or following.start() > end + 2:
            break
        value *= told.multipliers[following["word"]]
        end, after = following.end(), after + 1
        end += text[end : end + 2] == ". "  # "43 Mio. Euro"
    unit, end = unit_of(text, token.start(), end)
    return Quantity(kind=kind, value=value, unit=unit, start=token.start(), end=end), after


def _value(digits: str) -> tuple[str, Decimal]:
    """Read digits whatever the language's separators.

    The last of two kinds is decimal, and so is one that does not stand before three digits.
    """
    plain = digits.replace(" ", "").replace("'", "")
    marks = [c for c in plain if c in ".,"]
    parts = re.split("[.,]", plain)
    if not marks:
        return "amount", Decimal(plain)
    by_three = all(len(part) == _GROUP for part in parts[1:])
    one_kind = len(set(marks)) == 1
    if one_kind and len(marks) > 1 and not by_three:
        return "date", Decimal("".join(part.zfill(2) for part in parts).replace("-", ""))
    if one_kind and by_three and len(parts[0].lstrip("-")) <= _GROUP and parts[0] not in ("0", "-0"):
        return "amount", Decimal("".join(parts))
    return "amount", Decimal("".join(parts[:-1]) + "." + parts[-1]).normalize()


def _in_words(text: str, tokens: list[re.Match[str]], place: int, told: Names) -> tuple[Quantity | None, int]:
    token = tokens[place]
    word, start = token["word"], token.start()
    following = tokens[place + 1]["word"] if place + 1 < len(tokens) else ""
    if word in told.soft and following in told.fractions:
        part, after = _in_words(text, tokens, place + 1, told)
        return (replace(part, start=start) if part else None), after
    if word in told.fractions or word in told.ordinals:
        return _part_or_place(text, tokens, place, told)
    if compound := compounded(word, told):
        value, length = compound
        return Quantity(kind="amount", value=value, unit="", start=start, end=start + length), place + 1
    first = place + 1 if word in told.soft and following in told.many else place
    total, end, after = read(text, tokens, first, told)
    if total.seen:
        if half := told.half_more.match(text, end):
            total.add_half()
            end = half.end()
            after = next((n for n, t in enumerate(tokens) if t.start() >= end), len(tokens))
        unit, end = unit_of(text, start, end)
        return Quantity(kind="amount", value=total.value, unit=unit, start=start, end=end), after
    if word not in told.soft:
        return None, place + 1
    one = Quantity(kind="amount", value=Decimal(1), unit="", start=start, end=token.end(), soft=True)
    return one, place + 1


def _part_or_place(text: str, tokens: list[re.Match[str]], place: int, told: Names) -> tuple[Quantity, int]:
    """Read "half", or what it is the half of; else "third"."""
    token = tokens[place]
    kind, values = (
        ("share", told.fractions) if token["word"] in told.fractions else ("ordinal", told.ordinals)
    )
    if kind == "share" and (part := _part_of_many(text, tokens, place, told)):
        return part
    unit, end = unit_of(text, token.start(), token.end())
    value = values[token["word"]]
    return Quantity(kind=kind, value=value, unit=unit, start=token.start(), end=end), place + 1


def _part_of_many(
    text: str, tokens: list[re.Match[str]], place: int, told: Names
) -> tuple[Quantity, int] | None:
    """Read "half a million", "media docena", "a quarter of a million"."""
    first = place + 1
    small = {*told.soft, "of", "de"}
    while first < len(tokens) and (tokens[first]["joint"] or tokens[first]["word"] in small):
        first += 1
    if first >= len(tokens) or tokens[first]["word"] not in told.many:
        return None
    many, end, after = read(text, tokens, first, told)
    start = tokens[place].start()
    unit, end = unit_of(text, start, end)
    value = told.fractions[tokens[place]["word"]] * many.value
    return Quantity(kind="amount", value=value, unit=unit, start=start, end=end), after
