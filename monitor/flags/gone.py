"""The page is gone: two visits were answered 404, 410 or 451, or were led to the front page."""

from collections.abc import Iterator

from monitor.flags.reading import Reading
from storage.model import Evidence

VERSION = "1"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the headline that can no longer be read."""
    occasion = reading.occasion
    if occasion.new_gone and not occasion.old_gone:
        yield Evidence(where="page", old=occasion.old.headline if occasion.old else "", new="")
