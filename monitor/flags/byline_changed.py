"""The words of the byline changed."""

from collections.abc import Iterator

from monitor.flags.reading import Reading, told
from storage.model import Evidence, Field

VERSION = "1"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the byline as it was and as it is."""
    yield from (told(change) for change in reading.of(Field.BYLINE) if change.removed or change.added)
