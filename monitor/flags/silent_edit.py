"""Facts changed, no note says so, and the date of modification did not move."""

from collections.abc import Iterator

from monitor.flags import paywall_changed
from monitor.flags.disclosure import changed_facts, disclosed
from monitor.flags.reading import Reading
from storage.model import Evidence

VERSION = "5"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the facts that changed."""
    if not reading.once(paywall_changed.evidence) and not disclosed(reading):
        yield from changed_facts(reading)
