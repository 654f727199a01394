"""A number, date, time, sum or share changed.

"Six people" → "seven people" raises it, and so do "a day" → "a week" and "2-1" → "1-2". "Six" → "6", "1,5" →
"1.5", "0600" → "06:00" do not: numbers are compared in one form. Nor does a number that comes with a new
sentence, or that only an update line holds.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from monitor.flags.reading import Passage, Reading, unspaced
from monitor.flags.reading.dates import same_date
from monitor.flags.reading.hunks import Hunk
from monitor.flags.reading.language import Language
from monitor.flags.reading.numbers import quantities
from monitor.flags.reading.quantity import Quantity
from monitor.flags.reading.units import unit_alone
from storage.model import Evidence
from storage.text import comparison_form

VERSION = "5"
Placed = tuple[Quantity, int]  # and the hunk it stands in, -1 for none
# A score: no clock, date or decimal.
_SCORE = re.compile(r"(?<![\w.,:-])(0|[1-9]\d{0,2}) ?[:-] ?(0|[1-9]\d{0,2})(?![\w:-]|[.,]\d)")
_MOST = 200  # numbers of a sentence: more are a table that lost its lines
_AMOUNTS = frozenset({"amount", "share", "date"})
#: Kinds that stand for each other in one place of a sentence.
_ALIKE = (
    {"amount", "time"},
    {"ordinal", "share"},
    {"ordinal", "amount"},
    {"ordinal", "date"},
    {"month", "date"},
)


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield each number that went with the one that came in its place."""
    for passage in reading.passages:
        for old, new in _changed(passage, reading.tongue):
            yield passage.told(old, new)


def _changed(passage: Passage, tongue: Language) -> Iterator[tuple[str, str]]:
    old, new = comparison_form(passage.old), comparison_form(passage.new)
    places = [_characters(hunk) for hunk in passage.hunks]
    before = [(q, _hunk(places, q, 0)) for q in quantities(old, tongue)]
    after = [(q, _hunk(places, q, 2)) for q in quantities(new, tongue)]
    if max(len(before), len(after)) > _MOST:
        return
    went, came = _without_common(before, after)
    told = list(_pairs(old, new, went, came))
    yield from told
    if went and came and not told:
        yield from _pairs(old, new, *_place_by_place(before, after, len(places)))
    yield from _turned(old, new)
    if not told:
        yield from _counted_otherwise(passage)


def _counted_otherwise(passage: Passage) -> Iterator[tuple[str, str]]:
    """Yield a unit that stands in another's place without its number: "a day" → "a week"."""
    for hunk in passage.hunks:
        units = unit_alone(hunk.removed), unit_alone(hunk.added)
        if all(units) and units[0] != units[1]:
            yield hunk.removed, hunk.added


def _turned(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield each score that stands the other way round: "2-1" → "1-2" holds the same numbers."""
    scores = [Counter((m[1], m[2]) for m in _SCORE.finditer(text)) for text in (old, new)]
    came = scores[1] - scores[0]
    for home, guests in scores[0] - scores[1]:
        if home != guests and (guests, home) in came:
            yield f"{home}:{guests}", f"{guests}:{home}"


def _place_by_place(old: list[Placed], new: list[Placed], hunks: int) -> tuple[list[Placed], list[Placed]]:
    """Drop what one place holds on both sides; in "31 votes to 17" → "17 votes to 13" none does."""
    went: list[Placed] = []
    came: list[Placed] = []
    for hunk in range(hunks):
        here = _without_common([p for p in old if p[1] == hunk], [p for p in new if p[1] == hunk])
        went += here[0]
        came += here[1]
    return went, came


def _pairs(old: str, new: str, before: list[Placed], after: list[Placed]) -> Iterator[tuple[str, str]]:
    after = list(after)
    for was, hunk in before:
        for now, other in after:
            same_hunk = hunk >= 0 and hunk == other
            if _comparable(was, now, same_hunk=same_hunk) and (
                same_hunk or _same_company(old, was, new, now)
            ):
                after.remove((now, other))
                yield old[was.start : was.end].strip(), new[now.start : now.end].strip()
                break


def _without_common(old: list[Placed], new: list[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Drop what both hold, however it is written; a unit that one side leaves out is no other unit.

    What stands in kept words is dropped for what stands in kept words.
    """
    for same in (_means_same, _same_but_for_unit, _same_clock, same_date):
        rest = []
        new = list(new)
        for was, hunk in old:
            alike = [(now, other) for now, other in new if same(was, now)]
            if alike:
                new.remove(next((p for p in alike if (p[1] >= 0) == (hunk >= 0)), alike[0]))
            else:
                rest.append((was, hunk))
        old = rest
    return old, new


def _means_same(was: Quantity, now: Quantity) -> bool:
    return was.meaning == now.meaning


def _same_but_for_unit(was: Quantity, now: Quantity) -> bool:
    alike = was.kind == now.kind or {was.kind, now.kind} <= {"amount", "ordinal"}
    return was.value == now.value and alike and not (was.unit and now.unit)


def _same_clock(was: Quantity, now: Quantity) -> bool:
    """Whether one is the time that the other tells in plain digits: 18:00 and 1800, or 6 Uhr and 6."""
    if {was.kind, now.kind} != {"time", "amount"}:
        return False
    time, plain = (was, now) if was.kind == "time" else (now, was)
    hours, minutes = divmod(int(time.value), 60)
    return int(plain.value) in (hours * 100 + minutes, *([hours, hours % 12] if not minutes else []))


def _comparable(was: Quantity, now: Quantity, *, same_hunk: bool) -> bool:
    if was.soft or now.soft:
        return same_hunk and was.soft != now.soft and was.kind == now.kind == "amount"
    if was.kind == now.kind:
        return True
    kinds = {was.kind, now.kind}
    return kinds <= _AMOUNTS or (same_hunk and any(kinds <= alike for alike in _ALIKE))


def _same_company(old: str, was: Quantity, new: str, now: Quantity) -> bool:
    """Whether both count the same thing: one unit, or one word behind them."""
    if was.soft or now.soft:
        return False
    if was.unit and was.unit == now.unit:
        return True
    before, after = _next_word(old, was.end), _next_word(new, now.end)
    return bool(before) and before == after


def _next_word(text: str, end: int) -> str:
    if unspaced.mostly(text):
        return text[end : end + 2].strip()[:1]
    words = text[end : end + 40].lower().split()
    return words[0].strip(".,;:!?\"'") if words else ""


Places = tuple[int, int, int, int]


def _characters(hunk: Hunk) -> Places:
    """Return where a hunk stands in the characters of both texts."""
    before, after = hunk.before, hunk.after
    old = len("".join(before[: hunk.old]))
    new = len("".join(after[: hunk.new]))
    return (
        old,
        old + len("".join(before[hunk.old : hunk.old_end])),
        new,
        new + len("".join(after[hunk.new : hunk.new_end])),
    )


def _hunk(places: Sequence[Places], quantity: Quantity, side: int) -> int:
    """Return which hunk the quantity is in, on the old side (0) or the new (2); -1 for none."""
    for number, place in enumerate(places):
        if quantity.start < place[side + 1] and quantity.end > place[side]:
            return number
    return -1
