"""The words of a standfirst changed; case, punctuation and spelling variants are no words."""

from collections.abc import Iterator

from monitor.flags.reading import Reading, told
from monitor.flags.reading.spelling import same_style
from storage.model import Evidence, Field

VERSION = "1"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the standfirst as it was and as it is."""
    for change in reading.of(Field.STANDFIRST):
        if (change.removed or change.added) and not same_style(change.old, change.new, reading.tongue):
            yield told(change)
