"""Most of the article is new, and some of the old went for it.

An article that only grew was not rewritten; one that a paywall closed was not either.
"""

from collections.abc import Iterator

from monitor.flags import paywall_changed
from monitor.flags.reading import Reading
from monitor.flags.reading.volume import volume
from storage.model import Evidence

VERSION = "2"
_MOST = 0.5  # of the words that stand there now
_SOME = 0.2  # of the words that stood there
_FEWEST, _MANY = 12, 20  # words on either side, and on the longer: of a line or two, most is soon new


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield how much is new."""
    if reading.both is None or reading.once(paywall_changed.evidence):
        return
    (words,) = reading.once(volume)
    if (
        min(words.old, words.new) >= _FEWEST
        and max(words.old, words.new) >= _MANY
        and words.added > _MOST * words.new
        and words.removed >= _SOME * words.old
    ):
        yield Evidence(
            where="body", old=f"{words.old} words", new=f"{words.new} words, {words.added} of them new"
        )
