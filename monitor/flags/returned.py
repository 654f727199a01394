"""A page that was gone can be read again."""

from collections.abc import Iterator

from monitor.flags.reading import Reading
from storage.model import Evidence

VERSION = "1"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the headline that can be read again."""
    occasion = reading.occasion
    if occasion.old_gone and not occasion.new_gone:
        yield Evidence(where="page", old="", new=occasion.new.headline if occasion.new else "")
