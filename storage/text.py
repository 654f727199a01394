"""Normal forms and digests of text (pure).

A normal form serves comparison only; what is stored and shown is what stood on the page.
"""

import hashlib
import re
import unicodedata

# Hyphens and dashes, apostrophes and quotation marks, and spaces that a desk's typography
# may swap with no change of meaning.
_FOLD = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)
# Default-ignorable: soft hyphen, zero-width and direction marks, variation selectors, BOM.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]|[\ud800-\udfff]")


def squash(text: str) -> str:
    """Return `text` with every run of white space as one space and none at its ends."""
    return _SPACE.sub(" ", text).strip()


def clean(text: str) -> str:
    """Return `text` with NUL, other control characters and lone surrogates replaced by U+FFFD."""
    return _CONTROL.sub("\ufffd", text)


def comparison_form(text: str) -> str:
    """Return the form in which two texts are compared.

    NFC, straight quotes, plain hyphens and spaces, no invisible characters. Idempotent.
    """
    folded = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_FOLD)
    return squash(unicodedata.normalize("NFC", folded))


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
