"""A negation came or went: "is guilty" → "is not guilty".

"не менее", "not only", "nicht nur" deny nothing; "didn't" and "did not" are one. A word that came in its
opposite's place denies too: "with" → "without", "legal" → "illegal".
"""

from collections.abc import Iterator

from monitor.flags.reading import Reading
from monitor.flags.reading.language import Language
from storage.model import Evidence
from storage.text import comparison_form

VERSION = "3"
_STEM = 5  # letters behind a prefix that denies


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the sentence as it was and as it is."""
    for passage in reading.passages:
        old, new = _negations(passage.old, reading.tongue), _negations(passage.new, reading.tongue)
        opposite = any(_opposed(hunk.removed, hunk.added, reading.tongue) for hunk in passage.hunks)
        if (len(old) != len(new)) is not opposite:
            yield passage.told(passage.old, passage.new)


def _opposed(old: str, new: str, tongue: Language) -> bool:
    """Whether one word is the other's opposite: it is listed, or has one prefix more."""
    pair = sorted((old.lower(), new.lower()), key=len)
    if frozenset(pair) in tongue.opposites:
        return True
    short, long = pair
    if len(short) < _STEM or not (short.isalpha() and long.isalpha()):
        return False
    return long.endswith(short) and long.removesuffix(short) in tongue.negating_prefixes


def _negations(text: str, tongue: Language) -> list[str]:
    form = tongue.negation_exceptions.sub(" ", comparison_form(text).lower())
    return tongue.negation.findall(form) or tongue.negation_concord.findall(form)[:1]
