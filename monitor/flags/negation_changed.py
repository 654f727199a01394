"""A negation came or went: "is guilty" → "is not guilty".

"не менее", "not only", "nicht nur" deny nothing; "didn't" and "did not" are one.
"""

from collections.abc import Iterator

from monitor.flags.reading import Reading
from monitor.flags.reading.language import Language
from storage.model import Evidence
from storage.text import comparison_form

VERSION = "2"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the sentence as it was and as it is."""
    for passage in reading.passages:
        old, new = _negations(passage.old, reading.tongue), _negations(passage.new, reading.tongue)
        if len(old) != len(new):
            yield passage.told(passage.old, passage.new)


def _negations(text: str, tongue: Language) -> list[str]:
    form = tongue.negation_exceptions.sub(" ", comparison_form(text).lower())
    return tongue.negation.findall(form) or tongue.negation_concord.findall(form)[:1]
