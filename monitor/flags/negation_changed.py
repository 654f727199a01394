"""A negation came or went: "is guilty" → "is not guilty".

"не менее", "not only", "nicht nur" deny nothing; "didn't" and "did not" are one. A word that came in its
opposite's place denies too: "with" → "without", "legal" → "illegal", "rose" → "fell".
"""

from collections.abc import Iterator

from monitor.flags.reading import Reading
from monitor.flags.reading.language import Language
from storage.model import Evidence
from storage.text import comparison_form

VERSION = "4"
_STEM = 5  # letters behind a prefix that denies


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the sentence as it was and as it is."""
    for passage in reading.passages:
        old, new = _negations(passage.old, reading.tongue), _negations(passage.new, reading.tongue)
        prefixed = any(opposed(hunk.removed, hunk.added, reading.tongue) for hunk in passage.hunks)
        listed = any(_opposite(hunk.removed, hunk.added, reading.tongue) for hunk in passage.hunks)
        if listed or (len(old) != len(new)) is not prefixed:
            yield passage.told(passage.old, passage.new)


def _opposite(old: str, new: str, tongue: Language) -> bool:
    """Whether two phrases begin with opposites: "with a permit", "without permit"."""
    return frozenset((*old.lower().split()[:1], *new.lower().split()[:1])) in tongue.opposites


def opposed(old: str, new: str, tongue: Language) -> bool:
    """Whether one word is the other with a prefix that denies: "legal", "illegal"; "not legal" is both's."""
    pair = sorted((tongue.negation.sub("", text.lower()).strip() for text in (old, new)), key=len)
    short, long = pair
    if len(short) < _STEM or not (short.isalpha() and long.isalpha()):
        return False
    return long.endswith(short) and long.removesuffix(short) in tongue.negating_prefixes


def _negations(text: str, tongue: Language) -> list[str]:
    form = tongue.negation_exceptions.sub(" ", comparison_form(text).lower())
    return tongue.negation.findall(form) or tongue.negation_concord.findall(form)[:1]
