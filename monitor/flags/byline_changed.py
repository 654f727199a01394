"""Who wrote the article changed; the order of the names, "By" and "and" are no names."""

import re
from collections.abc import Iterator

from monitor.flags.reading import Reading, told
from storage.model import Evidence, Field
from storage.text import comparison_form

VERSION = "1"
_NO_NAME = frozenset("by and und et y e und par von por автор авторы и text texte texto текст".split())


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the byline as it was and as it is."""
    for change in reading.of(Field.BYLINE):
        if _names(change.old) != _names(change.new):
            yield told(change)


def _names(byline: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+", comparison_form(byline).lower())
    return sorted(word for word in words if word not in _NO_NAME)
