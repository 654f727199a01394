"""A quotation went: its words stand nowhere in the article any more.

Not raised where a page was closed by a paywall: what is not shown was not taken back.
"""

from collections.abc import Iterator

from monitor.flags import paywall_changed
from monitor.flags.reading import Reading
from monitor.flags.reading.quoting import compared
from storage.model import Evidence
from storage.text import comparison_form

VERSION = "3"
_FEWEST = 4  # words: less is a term in marks, not somebody's statement
_REPORTED = 2  # words, where the sentence that went tells who said so


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield each quotation that went."""
    if reading.once(paywall_changed.evidence):
        return
    for where, old, new in reading.once(compared):
        if old and not new and _states(old, reading):
            yield Evidence(where=where, old=old, new="")


def _states(quotation: str, reading: Reading) -> bool:
    words = len(quotation.split())
    if words >= _FEWEST:
        return True
    gone = (sentence.text for sentence in reading.removed if quotation in sentence.text)
    sourcing = reading.tongue.sourcing
    return words >= _REPORTED and any(sourcing.search(comparison_form(text).lower()) for text in gone)
