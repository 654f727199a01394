"""Text as tokens that no hunk may cut: words, numbers, signs, and characters of unspaced scripts (pure)."""

import re
import unicodedata
from functools import lru_cache

from storage.text import comparison_form

# Thai, Lao, Myanmar, Khmer, kana, Han: written without spaces, compared by character.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
# Combining marks of the Basic Multilingual Plane: `\w` leaves them out.
_MARKS = "".join(c for c in map(chr, range(0x300, 0x10000)) if unicodedata.category(c)[0] == "M")
_LETTER = rf"[^\W{_UNSPACED}{_MARKS}]"
_TOKEN = re.compile(
    rf"(?:\d{{1,3}}(?:[ \u00a0\u202f\u2009]\d{{3}})+(?:,\d+)?(?![\w.,]\w|\w)"  # 10 000
    r"|\d+(?:[.,:]\d+)*(?!\w)"  # 1,200.50 or 12:30
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    rf"|{_LETTER}(?:{_LETTER}+|[{_MARKS}{_INVISIBLE}]+|['’](?={_LETTER}))*"
    rf"|[{_UNSPACED}](?:[{_MARKS}{_INVISIBLE}])*"
    r"|[.…]+"
    rf"|[^\s](?:[{_MARKS}{_INVISIBLE}])*)"
    rf"[\s{_INVISIBLE}]*"
)
_LEAD = re.compile(rf"[\s{_INVISIBLE}]+")


@lru_cache(maxsize=65_536)
def _form(token: str) -> str:
    return comparison_form(token)


def tokenise(text: str) -> list[str]:
    """Return the tokens of `text`, each with the white space behind it.

    Law: `"".join(tokenise(text)) == text`. Linear in the length of the text.
    """
    lead = _LEAD.match(text)
    if not lead:
        return _TOKEN.findall(text)
    tokens: list[str] = _TOKEN.findall(text, lead.end())
    return [lead.group() + tokens[0], *tokens[1:]] if tokens else [text]


def keys(tokens: list[str]) -> list[str]:
    """Return of each token the form in which it is compared."""
    return [t.rstrip() if t.isascii() and "`" not in t else _form(t) for t in tokens]


def spaced_keys(tokens: list[str]) -> list[str]:
    """Return the keys with a space where white space stands behind the token."""
    return [key + (" " if t[-1:].isspace() else "") for key, t in zip(keys(tokens), tokens, strict=True)]
