"""Numbers in words: "two hundred and five", "quatre-vingt-dix", "fünfundzwanzig" (pure)."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from monitor.flags.reading.dates import DayParts, day_parts
from monitor.flags.reading.language import grouped, language, phrases, words

HUNDRED = 100
THOUSAND = 1_000
_TEEN = 20  # numbers below have a word of their own
_TEN = 10
_NEVER_COUNTED = frozenset({"a", "an"})  # "twenty a day"
_COMPOUND = 6  # letters: a compound has more
_ONES = ("ein", "een", "en", "ett")  # within a compound
_BETWEEN = ("", " ", "-")


class Names(NamedTuple):
    """What one language calls numbers, months and days."""

    tongue: str
    values: dict[str, Decimal]
    multipliers: dict[str, Decimal]
    ordinals: dict[str, Decimal]
    fractions: dict[str, Decimal]
    named: dict[str, tuple[str, int]]  #: months, weekdays: kind and number, as written
    soft: frozenset[str]
    endings: frozenset[str]
    joints: frozenset[str]
    collectives: frozenset[str]  #: they multiply what stands before: "two dozen"
    many: frozenset[str]  #: "a dozen", "a hundred": the article is part of the number
    compounds: re.Pattern[str]  #: what is written in one word behind a number: "zwölfjährig"
    compounding: tuple[str, ...]  #: thousand, hundred and the joints, where numbers are one word
    half_more: re.Pattern[str]  #: "and a half"
    day_parts: DayParts


@cache
def names(tongue: str) -> Names:
    """Return the names of one language."""
    told = language(tongue).numbers
    named: dict[str, tuple[str, int]] = {}
    for kind, key in (("month", "months"), ("weekday", "weekdays"), ("day", "relative_days")):
        for number, listed in enumerate(grouped(told[key]), 1):
            for name in listed:
                named[name] = named[name[:1].upper() + name[1:]] = (kind, number)
    for name, minutes in _valued(told.get("times", "")).items():
        named[name] = named[name[:1].upper() + name[1:]] = ("time", int(minutes))
    return Names(
        tongue=tongue,
        values=_valued(told["words"]),
        multipliers=_valued(told["multipliers"]),
        ordinals=_valued(told["ordinals"]),
        fractions=_valued(told["fractions"]),
        named=named,
        soft=frozenset(words(told["soft_one"])),
        endings=frozenset(words(told["ordinal_endings"])),
        joints=frozenset(words(told["joints"])),
        collectives=frozenset(words(told["collectives"])),
        many=frozenset((*words(told["collectives"]), *_valued(told["multipliers"]))),
        compounds=re.compile("(?:" + ("|".join(words(told.get("compounds", ""))) or "(?!)") + ")"),
        compounding=tuple(words(told.get("compounding", ""))),
        half_more=re.compile(" " + phrases(words(told.get("half_more", ""))).pattern),
        day_parts=day_parts(told.get("mornings", ""), told.get("later_hours", "")),
    )


def _valued(listed: str) -> dict[str, Decimal]:
    values = {}
    for group in listed.split(";"):
        value, _, told = group.partition(":")
        values.update({name.lower(): Decimal(value.strip()) for name in words(told)})
    return values


class Sum:
    """A number in words as far as it was read."""

    def __init__(self, told: Names) -> None:
        self.names = told
        self.total = Decimal(0)
        self.current = Decimal(0)
        self.seen = False
        self._many = Decimal(1)  # what was multiplied last

    @property
    def value(self) -> Decimal:
        """What was read so far."""
        return self.total + self.current

    def add_half(self) -> None:
        """Read "and a half" behind "three", or behind "a million"."""
        self.current += self._many / 2

    def word(self, word: str) -> Decimal | None:
        """Return what a word says here; None where it says no number."""
        if len(word) > 1 and word in self.names.multipliers:
            return self.names.multipliers[word]
        if word in self.names.values:
            return self.names.values[word]
        if self.seen and word in self.names.soft - _NEVER_COUNTED and self.current % HUNDRED >= _TEEN:
            return Decimal(1)
        return _compound(word, self.names)

    def takes(self, word: str) -> bool:
        """Whether a word continues the number: twenty and five do, five and six do not."""
        value = self.word(word)
        many = word in self.names.multipliers or word in self.names.collectives
        return value is not None and (not self.seen or many or self._adds(value))

    def take(self, word: str) -> None:
        """Read one word more."""
        value = self.word(word)
        if value is None:
            return
        if word in self.names.multipliers or (self.seen and word in self.names.collectives):
            self.current = max(self.current, Decimal(1)) * value
            self._many = value
            if value >= THOUSAND:
                self.total, self.current = self.total + self.current, Decimal(0)
        elif self._is_four_twenties(value):
            self.current += 76
        else:
            self.current += value
        self.seen = True

    def _is_four_twenties(self, value: Decimal) -> bool:
        return self.names.tongue == "fr" and value == _TEEN and self.current % HUNDRED == 4  # noqa: PLR2004

    def _adds(self, value: Decimal) -> bool:
        rest = self.current % HUNDRED
        if self.names.tongue == "fr" and _TEN <= value < _TEEN and rest in (60, 80):
            return True
        if self.names.tongue == "fr" and rest == _TEN and value in (7, 8, 9):
            return True
        if self._is_four_twenties(value) or self.current == 0:
            return True
        if self.names.tongue == "ar" and 0 < rest < _TEN:  # "five ten", "two and forty"
            return value == _TEN or (_TEEN <= value < HUNDRED)
        if value >= HUNDRED:
            return self.current % THOUSAND == 0
        return rest == 0 or (rest % _TEN == 0 and rest != _TEN and value < _TEN)


def read(text: str, tokens: Sequence[re.Match[str]], place: int, told: Names) -> tuple[Sum, int, int]:
    """Read a number in words from the token at `place` on.

    Returns the sum, where it ends in `text`, and the place of the first token behind it.
    """
    read_so_far = Sum(told)
    end = bound = tokens[place].end()
    after = place
    while after < len(tokens):
        token = tokens[after]
        word = token["word"] or ""
        if token["joint"] or word in told.joints:
            rest = (t["word"] or "" for t in tokens[after + 1 : after + 4] if not t["joint"])
            following = next((w for w in rest if w not in told.joints), "")
            if not read_so_far.seen or not read_so_far.takes(following):
                break
            after, bound = after + 1, token.end()
            continue
        parted = read_so_far.seen and text[bound : token.start()] not in _BETWEEN
        if parted or not read_so_far.takes(word):
            break
        read_so_far.take(word)
        end = bound = token.end()
        after += 1
    return read_so_far, end, after


def compounded(word: str, told: Names) -> tuple[Decimal, int] | None:
    """Return the number that opens a compound, and its length: 12 and 5 of "zwölfjährig"."""
    for behind in told.compounds.finditer(word):
        before = word[: behind.start()]
        if before in told.values:
            return told.values[before], len(before)
        if (value := _compound(before, told)) is not None:
            return value, len(before)
        for tens, value in told.values.items():
            rest = told.values.get(before.removeprefix(tens)) if before.startswith(tens) else None
            if rest is not None and value >= _TEEN and rest < _TEN:
                return value + rest, len(before)
    return None


def _compound(word: str, told: Names) -> Decimal | None:
    """Read a compound: dreihundertfünfundzwanzig, siebzehntausend, duecentomila, zesenvijftig."""
    if not told.compounding or len(word) <= _COMPOUND:
        return None
    thousand, hundred, *joints = told.compounding
    for part, factor in ((thousand, THOUSAND), (hundred, HUNDRED)):
        before, found, after = word.partition(part)
        if found:
            many = _below_hundred(before, told, joints) if before else Decimal(1)
            if factor == THOUSAND and many is None:
                many = _compound(before, told)
            rest = (_compound(after, told) or _below_hundred(after, told, joints)) if after else Decimal(0)
            return many * factor + rest if many is not None and rest is not None else None
    return _below_hundred(word, told, joints) if any(joint in word for joint in joints) else None


def _below_hundred(word: str, told: Names, joints: Sequence[str]) -> Decimal | None:
    values = {**dict.fromkeys(_ONES, Decimal(1)), **told.values}
    for joint in joints:
        word = word.removeprefix(joint)
    if word in values:
        return values[word]
    for joint in joints:
        for found in re.finditer(joint, word):
            unit, tens = word[: found.start()], word[found.end() :]
            if tens in values and unit in values:
                return values[tens] + values[unit]
    return None
