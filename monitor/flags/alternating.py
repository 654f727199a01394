"""The same texts come and go: variants that a site tries on its readers, not an endless row of edits."""

from collections.abc import Iterator

from monitor.flags.reading import Reading, told
from monitor.flags.reading.returns import returns
from storage.model import Evidence

VERSION = "1"
_OFTEN = 2


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield how the variants differ."""
    if returns(reading.occasion) >= _OFTEN:
        yield from (told(change) for change in reading.edited)
