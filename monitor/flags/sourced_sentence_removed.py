"""A sentence with a source or a quotation went, and is nowhere else in the article.

A sentence that moved, or was merged with another, did not go; what a paywall hides did not either.
"""

from collections.abc import Iterator

from monitor.flags import paywall_changed
from monitor.flags.reading import Reading
from monitor.flags.reading.language import Language
from monitor.flags.reading.quotations import quotations
from storage.model import Evidence
from storage.text import comparison_form

VERSION = "4"
_QUOTED = 3  # words
_FEWEST = 4
_CHARACTERS = 2  # that make a word where no spaces do


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield each sentence that went."""
    if reading.once(paywall_changed.evidence) or reading.occasion.new is None:
        return
    for sentence in reading.removed:
        if sentence.where != "caption" and _sourced(sentence.text, reading.tongue):
            yield Evidence(where=sentence.where, old=sentence.text, new="")


def _sourced(text: str, tongue: Language) -> bool:
    form = tongue.reporting_exceptions.sub(" ", comparison_form(text).lower())
    if _words(form, tongue) < _FEWEST:
        return False
    quoted = any(_words(q, tongue) >= _QUOTED for q in quotations(text, tongue))
    told = (tongue.sourcing, tongue.according, tongue.sources)
    return quoted or any(pattern.search(form) for pattern in told)


def _words(text: str, tongue: Language) -> int:
    return len(text.split()) if tongue.spaced else len(text) // _CHARACTERS
