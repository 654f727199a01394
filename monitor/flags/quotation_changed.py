"""Words inside quotation marks changed.

The marks' shape, the speaker's place ("I came," she said, "and saw."), spelling and ways to write numbers
are no change.
"""

from collections.abc import Iterator

from monitor.flags.reading import Reading
from monitor.flags.reading.quoting import compared
from storage.model import Evidence

VERSION = "3"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield each quotation as it was and as it is."""
    for where, old, new in reading.once(compared):
        if old and new:
            yield Evidence(where=where, old=old, new=new)
