"""Facts changed, and a note or a new date of modification says so."""

from collections.abc import Iterator

from monitor.flags import paywall_changed
from monitor.flags.disclosure import changed_facts, disclosed
from monitor.flags.reading import Reading
from monitor.flags.reading.notes import NoteKind
from storage.model import Evidence

VERSION = "6"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the note or the dates; a correction beside other words says itself that facts changed."""
    if reading.once(paywall_changed.evidence):
        return
    corrected = reading.passages and any(n.new and n.kind is NoteKind.CORRECTION for n in reading.notes)
    if corrected or changed_facts(reading):
        yield from disclosed(reading)
