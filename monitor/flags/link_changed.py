"""A link leads elsewhere, came or went, while the words that it stands on stayed."""

from collections.abc import Iterator

from monitor.flags.reading import Reading, told
from storage.model import Evidence, Field

VERSION = "1"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the targets."""
    yield from (told(change) for change in reading.of(Field.LINK))
