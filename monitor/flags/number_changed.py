"""A number, date, time, sum or share changed.

"Six people" → "seven people" raises it; "six" → "6", "1,5" → "1.5", "0600" → "06:00" do not: numbers are compared in
one form. Nor does a number that comes with a new sentence, or that only an update line holds.
"""

from collections.abc import Iterator, Sequence

from monitor.flags.reading import Passage, Reading
from monitor.flags.reading.hunks import Hunk
from monitor.flags.reading.language import Language
from monitor.flags.reading.numbers import Quantity, quantities
from storage.model import Evidence
from storage.text import comparison_form

VERSION = "1"
_AMOUNTS = frozenset({"amount", "share", "date"})


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield each number that went with the one that came in its place."""
    for passage in reading.passages:
        for old, new in _changed(passage, reading.tongue):
            yield passage.told(old, new)


def _changed(passage: Passage, tongue: Language) -> Iterator[tuple[str, str]]:
    old, new = comparison_form(passage.old), comparison_form(passage.new)
    before, after = _without_common(quantities(old, tongue), quantities(new, tongue))
    if not before or not after:
        return
    places = [_characters(hunk) for hunk in passage.hunks]
    for was in before:
        hunk = _hunk(places, was, 0)
        for now in after:
            same_hunk = hunk >= 0 and hunk == _hunk(places, now, 2)
            if _comparable(was, now, same_hunk=same_hunk) and (
                same_hunk or _same_company(old, was, new, now)
            ):
                after.remove(now)
                yield old[was.start : was.end].strip(), new[now.start : now.end].strip()
                break


def _without_common(old: list[Quantity], new: list[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """Drop what both hold, however it is written; a unit that one side leaves out is no other unit."""
    for same in (_means_same, _same_but_for_unit, _same_clock):
        rest = []
        new = list(new)
        for was in old:
            found = next((now for now in new if same(was, now)), None)
            if found is None:
                rest.append(was)
            else:
                new.remove(found)
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
    return {was.kind, now.kind} <= _AMOUNTS or (same_hunk and {was.kind, now.kind} <= {"amount", "time"})


def _same_company(old: str, was: Quantity, new: str, now: Quantity) -> bool:
    """Whether both count the same thing: one unit, or one word behind them."""
    if was.soft or now.soft:
        return False
    if was.unit and was.unit == now.unit:
        return True
    before, after = _next_word(old, was.end), _next_word(new, now.end)
    return bool(before) and before == after


def _next_word(text: str, end: int) -> str:
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
