"""The page's address leads elsewhere now: to another article, a section, the front page.

Where no word changed it makes no edit of its own: the same words under a new address are one history.
"""

from collections.abc import Iterator

from monitor.diff.targets import leads_elsewhere
from monitor.flags.reading import Reading
from storage.model import Evidence

VERSION = "1"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield where it led, and where it leads."""
    old, new = reading.occasion.old_url, reading.occasion.new_url
    if old and new and leads_elsewhere(old, new):
        yield Evidence(where="page", old=old, new=new)
