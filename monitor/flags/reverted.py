"""The text is back to that of an earlier revision, for the first time."""

from collections.abc import Iterator

from monitor.flags.reading import Reading, told
from monitor.flags.reading.returns import returns
from storage.model import Evidence

VERSION = "1"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield what was taken back."""
    if returns(reading.occasion) == 1:
        yield from (told(change) for change in reading.edited)
