"""What class names, ids and roles say about an element (pure).

Class names are read as words: `related-card_3fa9`, `RelatedCard` and `related card` say the same, so
that the hash of a site's build changes nothing.
"""

import re
import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib import resources

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
#: A class attribute is read up to here.
_LONGEST = 400


class Hint(Enum):
    """What an element's own markup says it is."""

    NOTHING = "nothing"
    HIDDEN = "hidden"  # never shown
    NEVER = "never"  # furniture, whatever stands in it
    FURNITURE = "furniture"  # unless the page's prose stands in it
    BODY = "body"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    CAPTION = "caption"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class Mark:
    """A hint, and the words that gave it."""

    hint: Hint
    words: str = ""


NO_MARK = Mark(Hint.NOTHING)


def _table() -> tuple[tuple[Hint, re.Pattern[str]], ...]:
    read = tomllib.loads(resources.files(__package__).joinpath("markup.toml").read_text("utf-8"))
    return tuple((Hint(name), re.compile(f" ({'|'.join(words)})(?= )")) for name, words in read.items())


_TABLE = _table()


@lru_cache(maxsize=20_000)
def read_names(names: str) -> Mark:
    """Return what the class names and id `names` say, by the first section of markup.toml that matches."""
    words = f" {' '.join(word.lower() for word in _WORD.findall(names[:_LONGEST]))} "
    for hint, pattern in _TABLE:
        if found := pattern.search(words):
            return Mark(hint, found[1])
    return NO_MARK
