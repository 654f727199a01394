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

VERSION = "1"
_QUOTED = 3  # words
_FEWEST = 4


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield each sentence that went."""
    if reading.once(paywall_changed.evidence) or reading.occasion.new is None:
        return
    for sentence in reading.removed:
        if sentence.where != "caption" and _sourced(sentence.text, reading.tongue):
            yield Evidence(where=sentence.where, old=sentence.text, new="")


def _sourced(text: str, tongue: Language) -> bool:
    form = comparison_form(text).lower()
    if len(form.split()) < _FEWEST:
        return False
    quoted = any(len(q.split()) >= _QUOTED for q in quotations(text))
    return quoted or bool(tongue.reports.search(form) or tongue.according.search(form))
