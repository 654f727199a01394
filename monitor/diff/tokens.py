"""Text as tokens that no hunk may cut: words, numbers, signs, and characters of unspaced scripts (pure)."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from storage.text import comparison_form

#: For a character class: Thai, Lao, Myanmar, Khmer, kana, Han: written without spaces, compared by character.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
# Combining marks of the Basic Multilingual Plane, which `\w` leaves out, and the vowels of Thai and Lao that
# stand behind their consonant; others of theirs stand before it.
_MARKS = (
    "".join(c for c in map(chr, range(0x300, 0x10000)) if unicodedata.category(c)[0] == "M")
    + "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"
)
_BEFORE = "\u0e40-\u0e44\u0ec0-\u0ec4"
_LETTER = rf"[^\W{UNSPACED}{_MARKS}]"
_HEBREW = "\u05d0-\u05ea"
# What a word may hold within: don't, EU:n, Lehrer*innen, col·lègi; in Hebrew letters, צה"ל.
_WITHIN = rf"['’·](?={_LETTER})|[:*](?=[a-zà-öø-ÿ])|(?<=[{_HEBREW}])[\"״׳](?=[{_HEBREW}])"
_WORD = rf"{_LETTER}(?:{_LETTER}++|[{_MARKS}{_INVISIBLE}]++|{_WITHIN})*+"
# Behind a sign: marks, shades of skin, what names the flag of a region, and signs joined to it: 👩‍🚒.
_BEHIND = rf"[{_MARKS}{_INVISIBLE}\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_SIGN = rf"(?:[\U0001f1e6-\U0001f1ff]{{2}}|[^\s])(?:{_BEHIND}|(?<=\u200d)[^\s\w])*+"
_TOKEN = re.compile(
    rf"((?:\d{{1,3}}(?:[ \u00a0\u202f\u2009]\d{{3}})+(?:,\d+)?(?![\w.,]\w|\w)"  # 10 000
    r"|\d\ufe0f?\u20e3"  # a key: 1️⃣
    r"|(?:(?<!\S)[-−](?=\d))?"  # -5
    rf"\d++(?:[.,:٫٬]\d++|['’]\d{{3}}(?!\d))*+(?:{_WORD})?"  # 1,200.50, 12:30, 1’200, 5km, 1.2bn
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    rf"|{_WORD}"
    rf"|(?:[{_BEFORE}](?=[{UNSPACED}]))?[{UNSPACED}](?:[{_MARKS}{_INVISIBLE}])*"
    r"|[.…]+"
    rf"|{_SIGN}))"
    rf"([\s{_INVISIBLE}]*)"
)
_LEAD = re.compile(rf"[\s{_INVISIBLE}]+")


@lru_cache(maxsize=65_536)
def _form(token: str) -> str:
    return comparison_form(token)


class Tokens(NamedTuple):
    """A text as tokens, each with the white space behind it, and the form in which each is compared."""

    texts: list[str]
    keys: list[str]


def read(text: str) -> Tokens:
    """Return the tokens of `text`.

    Law: `"".join(read(text).texts) == text`. Linear in the length of the text.
    """
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    found: list[tuple[str, str]] = _TOKEN.findall(text, start)
    if not found:
        return Tokens([text], [""]) if text else Tokens([], [])
    texts = [token + space for token, space in found]
    texts[0] = text[:start] + texts[0]
    if text.isascii() and "`" not in text:
        return Tokens(texts, [token for token, _ in found])
    return Tokens(texts, [t if t.isascii() and "`" not in t else _form(t) for t, _ in found])


def tokenise(text: str) -> list[str]:
    """Return the tokens of `text`, each with the white space behind it."""
    return read(text).texts


def spaced(tokens: Tokens) -> list[str]:
    """Return the keys with a space where white space stands behind the token."""
    return [key + (" " if t[-1:].isspace() else "") for t, key in zip(*tokens, strict=True)]


def _text_form(text: str) -> str:
    """Return the comparison form; of plain ASCII in a fifth of the time."""
    return " ".join(text.split()) if text.isascii() and "`" not in text else comparison_form(text)


class Reader:
    """Forms and tokens of texts, each made once: one reader serves one comparison."""

    def __init__(self) -> None:
        self.form = cache(_text_form)
        self.tokens = cache(read)
