"""Who wrote the article changed; the order of the names, "By" and "and" are no names."""

import re
from collections.abc import Iterator

from monitor.flags.reading import Reading, told
from monitor.flags.reading.language import shared_words
from storage.model import Evidence, Field
from storage.text import comparison_form

VERSION = "1"
_NO_NAME = shared_words("byline")


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the byline as it was and as it is."""
    for change in reading.of(Field.BYLINE):
        if _names(change.old) != _names(change.new):
            yield told(change)


def _names(byline: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+", comparison_form(byline).lower())
    return sorted(word for word in words if word not in _NO_NAME)
