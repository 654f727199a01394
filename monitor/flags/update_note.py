"""Only an update line or a time stamp changed."""

from collections.abc import Iterator

from monitor.flags.reading import Reading
from monitor.flags.reading.notes import NoteKind
from storage.model import Evidence, Field

VERSION = "4"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the line as it was and as it is."""
    worded = {id(change) for change in reading.worded}  # equal changes are many on a page of equal lines
    others = [change for change in reading.edited if id(change) not in worded]
    reported = reading.passages or reading.removed or reading.added
    if reported or any(change.field is not Field.LINK for change in others):
        return
    if reading.notes and all(note.kind is NoteKind.UPDATE for note in reading.notes):
        yield from (Evidence(where=note.where, old=note.old, new=note.new) for note in reading.notes)
    elif not reading.edited:
        yield from _time_stamps(reading)


def _time_stamps(reading: Reading) -> Iterator[Evidence]:
    """Tell the dates of modification where they are all that changed: no article is another for them."""
    if reading.both is None:
        return
    old, new = ([claim.text for claim in article.modified] for article in reading.both)
    if old != new and old and new:
        yield Evidence(where="modified", old=", ".join(old), new=", ".join(new))
