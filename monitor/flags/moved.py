"""A paragraph stands elsewhere in the article."""

from collections.abc import Iterator

from monitor.flags.reading import Reading, told
from storage.model import ChangeKind, Evidence, Field

VERSION = "1"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the paragraphs that moved."""
    yield from (told(change) for change in reading.of(Field.BODY) if change.kind is ChangeKind.MOVED)
