"""Facts changed, and a note or a new date of modification says so."""

from collections.abc import Iterator

from monitor.flags import paywall_changed
from monitor.flags.disclosure import changed_facts, disclosed
from monitor.flags.reading import Reading
from storage.model import Evidence

VERSION = "1"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the note or the dates."""
    if not reading.once(paywall_changed.evidence) and changed_facts(reading):
        yield from disclosed(reading)
