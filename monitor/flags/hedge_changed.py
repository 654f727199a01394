"""A hedge came or went: "reportedly", "about 100", "appears to".

One hedge in another's place is none; "about" counts before a number only, or a measure: "about a week".
"""

import re
from collections.abc import Iterator

from monitor.flags.negation_changed import opposed
from monitor.flags.reading import Reading
from monitor.flags.reading.language import Language
from monitor.flags.reading.numbers import quantities
from monitor.flags.reading.units import is_unit
from storage.model import Evidence
from storage.text import comparison_form

VERSION = "4"
_MONTH = re.compile(r"\bMay\b")  # no hedge
_SOON = 2  # characters between a hedge and its number


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the hedges as they were and as they are, with their sentences."""
    for passage in reading.passages:
        old, new = _hedges(passage.old, reading.tongue), _hedges(passage.new, reading.tongue)
        opposite = any(opposed(hunk.removed, hunk.added, reading.tongue) for hunk in passage.hunks)
        if len(old) != len(new) and not opposite:
            yield passage.told(passage.old, passage.new)


def _hedges(text: str, tongue: Language) -> list[str]:
    form = _MONTH.sub("", comparison_form(text)) if tongue.name == "en" else comparison_form(text)
    starts = {q.start for q in quantities(form, tongue) if not q.soft or is_unit(form, q.end)}
    lowered = form.lower()
    found = tongue.hedges.findall(tongue.hedge_exceptions.sub(" ", lowered))
    for hedge in tongue.hedges_before_numbers.finditer(lowered):
        counted = any(hedge.end() <= start <= hedge.end() + _SOON for start in starts)
        if counted or is_unit(form, hedge.end()):
            found.append(hedge.group())
    return found
