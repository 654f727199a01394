"""A paragraph stands elsewhere in the article. An inserted paragraph moves nothing."""

from collections.abc import Iterator

from monitor.flags.reading import Reading, told
from storage.model import ChangeKind, Evidence, Field

VERSION = "1"
_FEWEST = 20  # characters: a row of stars moves with every edit


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the paragraphs that moved."""
    for change in reading.of(Field.BODY):
        if change.kind is ChangeKind.MOVED and len(change.new) >= _FEWEST:
            yield told(change)
