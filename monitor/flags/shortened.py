"""Half of the article or more went.

A page that a paywall closed shows less, but nothing was cut.
"""

from collections.abc import Iterator

from monitor.flags import paywall_changed
from monitor.flags.reading import Reading
from monitor.flags.reading.volume import volume
from storage.model import Evidence

VERSION = "1"
_HALF = 0.5
_LEFT = 0.6  # of the length: what went may have been rewritten
_FEWEST = 20  # words


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield how much went."""
    if reading.both is None or reading.once(paywall_changed.evidence):
        return
    (words,) = reading.once(volume)
    if words.old >= _FEWEST and words.removed >= _HALF * words.old and words.new <= _LEFT * words.old:
        yield Evidence(where="body", old=f"{words.old} words", new=f"{words.new} words")
