"""The page was folded into another: its canonical address is another now, and its text mostly too."""

from collections.abc import Iterator

from monitor.diff.targets import leads_elsewhere
from monitor.flags.reading import Reading
from monitor.flags.reading.volume import volume
from storage.model import Evidence

VERSION = "1"
_MOSTLY = 0.5  # of the words


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the canonical addresses."""
    if reading.both is None:
        return
    old, new = (article.canonical_url or article.url for article in reading.both)
    if not old or not new or not leads_elsewhere(old, new):
        return
    (words,) = reading.once(volume)
    if words.new and words.added >= _MOSTLY * words.new:
        yield Evidence(where="page", old=old, new=new)
