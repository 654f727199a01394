"""A quotation went: its words stand nowhere in the article any more.

Not raised where a page was closed by a paywall: what is not shown was not taken back.
"""

from collections.abc import Iterator

from monitor.flags import paywall_changed
from monitor.flags.reading import Reading
from monitor.flags.reading.quoting import compared
from storage.model import Evidence

VERSION = "2"
_FEWEST = 4  # words: less is a term in marks, not somebody's statement


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield each quotation that went."""
    if reading.once(paywall_changed.evidence):
        return
    for where, old, new in reading.once(compared):
        if old and not new and len(old.split()) >= _FEWEST:
            yield Evidence(where=where, old=old, new="")
