"""An open article was closed by a paywall, or a closed one opened."""

from collections.abc import Iterator

from monitor.flags.reading import Reading
from storage.model import Evidence, Paywall

VERSION = "1"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield what the page said of itself, and what it says."""
    if reading.both is None:
        return
    old, new = (article.paywall for article in reading.both)
    if old is not new and Paywall.CLOSED in (old, new):
        yield Evidence(where="page", old=old.value, new=new.value)
