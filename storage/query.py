"""What a person types into the search field → a Query (pure).

Words must all stand in the text; "some words" must stand as they are; -word must not stand;
word* is the beginning of a word; OR between two words asks for either. Anything else is
taken as words: no typed text is an error of the search engine's grammar.
"""

import re
from dataclasses import dataclass

from storage.errors import BadQuery

#: Longer texts are cut: nobody types them, and each word costs time.
MAX_LENGTH = 1000

_TOKEN = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORDS = re.compile(r"\w+", re.UNICODE)
# Scripts written without spaces: FTS5's unicode61 takes a whole run of them as one word.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search as the archive can run it."""

    match: str  #: an FTS5 expression; empty where only `contains` is asked
    contains: tuple[str, ...] = ()  #: texts in scripts without spaces, all of which must stand


def parse(text: str) -> Query:
    """Return the Query that `text` asks for.

    Raises BadQuery if it asks for no word at all, or only for words that must not stand.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    contains: list[str] = []
    either = False
    for sign, phrase, word in _TOKEN.findall(text[:MAX_LENGTH]):
        if word == "OR" and not sign:
            either = bool(wanted)
            continue
        quoted = _quoted(phrase or word, prefix=word.endswith("*"))
        if _UNSPACED.search(phrase or word) and not sign:
            contains.append((phrase or word).strip("*"))
        elif not quoted:
            continue
        elif sign:
            unwanted.append(quoted)
        elif either:
            wanted[-1] = f"({wanted[-1]} OR {quoted})"
        else:
            wanted.append(quoted)
        either = False
    return _query(wanted, unwanted, contains)


def _query(wanted: list[str], unwanted: list[str], contains: list[str]) -> Query:
    if not wanted and not contains:
        raise BadQuery("name at least one word to search for")
    match = " AND ".join(wanted)
    if wanted and unwanted:
        match = f"({match}) NOT ({' OR '.join(unwanted)})"
    return Query(match=match, contains=tuple(contains))


def _quoted(text: str, *, prefix: bool) -> str:
    words = " ".join(_WORDS.findall(text))
    return f'"{words}"{"*" if prefix else ""}' if words else ""
