"""The date of publication itself moved.

Another zone for the same moment, or an hour that now stands beside the same day, is no move.
"""

from collections.abc import Iterator
from datetime import datetime

from monitor.flags.reading import Reading, told
from storage.model import ChangeKind, Evidence, Field

VERSION = "2"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the dates."""
    for change in reading.of(Field.PUBLISHED):
        if change.kind is ChangeKind.CHANGED and not _same(change.old, change.new):
            yield told(change)


def _same(old: str, new: str) -> bool:
    """Whether one only tells the hour of the day that the other names."""
    before, after = datetime.fromisoformat(old), datetime.fromisoformat(new)
    midnight = any(at.hour == at.minute == at.second == 0 for at in (before, after))
    return before.date() == after.date() and midnight
