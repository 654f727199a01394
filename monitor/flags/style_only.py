"""Typography, spelling variants, ways to write numbers, a slip of the pen, new paragraphs: nothing else."""

from collections.abc import Iterator

from monitor.flags import name_changed
from monitor.flags.reading import Reading, told
from monitor.flags.reading.spelling import same_style
from storage.model import ChangeKind, Evidence, Field

VERSION = "4"
_NO_WORDS = (Field.LINK, Field.PUBLISHED)
_OTHER = (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.MOVED)


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield every change, where all are of style."""
    if reading.once(name_changed.evidence):
        return  # a letter makes another name: "Christine", "Christiane"
    for change in reading.edited:
        if change.field in _NO_WORDS or change.kind in _OTHER:
            return
        if not same_style(change.old, change.new, reading.tongue):
            return
    if reading.both is not None:
        yield from (told(change) for change in reading.edited)
