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
from operator import itemgetter

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_PART = re.compile(r"[^A-Za-z0-9]+")
_HASH = re.compile(r"(?=[a-z]*\d)[0-9a-f]{4,}|(?=[A-Za-z]*\d)[A-Za-z0-9]*\d[A-Za-z][A-Za-z0-9]*")
#: What an element has, or has not, is no name of it: `article has-sidebar`.
_WITH = re.compile(r"\b(?:has|have|no|with|without) [a-z]+")
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


def _table() -> dict[str, list[tuple[int, int, Mark, list[str]]]]:
    """Return the phrases by their first word: section, number in it, what it says, and its words."""
    read = tomllib.loads(resources.files(__package__).joinpath("markup.toml").read_text("utf-8"))
    table: dict[str, list[tuple[int, int, Mark, list[str]]]] = {}
    for section, (name, phrases) in enumerate(read.items()):
        for number, phrase in enumerate(phrases):
            words = phrase.split(" ")
            table.setdefault(words[0], []).append((section, number, Mark(Hint(name), phrase), words))
    return table


_TABLE = _table()
_PRECEDENCE = itemgetter(0, 1, 2)


@lru_cache(maxsize=20_000)
def read_names(names: str) -> Mark:
    """Return what the class names and id `names` say, by the first section of markup.toml that matches.

    Words beside each other stand in one name; parts that look like the hash of a build are no words.
    """
    words = _WITH.sub("", " | ".join(named(names))).split(" ")
    found = [
        (section, place, number, mark)
        for place, word in enumerate(words)
        for section, number, mark, phrase in _TABLE.get(word, ())
        if words[place : place + len(phrase)] == phrase
    ]
    return min(found, key=_PRECEDENCE)[3] if found else NO_MARK


def named(names: str) -> list[str]:
    """Return the words of each class name or id in `names`, without those that have none."""
    return list(filter(None, map(words_of, names[:_LONGEST].split())))


@lru_cache(maxsize=20_000)
def words_of(name: str) -> str:
    """Return the words of a class name or id, in lower case, with a blank between."""
    parts = (part for part in _PART.split(name) if part and not _HASH.fullmatch(part))
    return " ".join(word.lower() for part in parts for word in _WORD.findall(part))
