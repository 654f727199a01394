"""A person, place or body was swapped for another.

"said Smith" → "said Jones" raises it. A longer or shorter form of one name, its inflection ("Петров" →
"Петрова"), an abbreviation, another spelling ("Kiev" → "Kyiv") do not; nor does a German noun, capitalised
as all are.
"""

from collections.abc import Iterator

from monitor.flags.reading import Passage, Reading, unspaced_names
from monitor.flags.reading.names import in_title_case, known_words, swaps
from storage.model import Evidence, Field

VERSION = "4"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield each name that went with the one that came in its place."""
    if reading.both is not None and not reading.tongue.spaced:
        for passage in reading.passages:
            for old, new in unspaced_names.swaps(passage.hunks, reading.tongue):
                yield passage.told(old, new)
    plain = bool(reading.tongue.names.get("heads"))
    if reading.both is None or not (plain or any(map(_may_swap, reading.passages))):
        return
    known = known_words([text for article in reading.both for text in article.full_text().split("\n")])
    for passage in reading.passages:
        titled = passage.where == Field.HEADLINE and (
            in_title_case(passage.old) or in_title_case(passage.new)
        )
        for old, new in swaps(passage.hunks, reading.tongue, known, title_case=titled):
            yield passage.told(old, new)


def _may_swap(passage: Passage) -> bool:
    return any(_capitals(hunk.removed) and _capitals(hunk.added) for hunk in passage.hunks)


def _capitals(text: str) -> bool:
    return text != text.lower()
