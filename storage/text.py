"""Normal forms and digests of text (pure).

A normal form serves comparison only; what is stored and shown is what stood on the page.
"""

import hashlib
import re
import unicodedata

# Hyphens and dashes, apostrophes and quotation marks, and spaces that a desk's typography
# may swap with no change of meaning.
_FOLD = {
    **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
_FOLDED = re.compile(f"[{''.join(_FOLD)}]")
# Default-ignorable: soft hyphen, zero-width and direction marks, variation selectors, BOM.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]|[\ud800-\udfff]")


def squash(text: str) -> str:
    """Return `text` with every run of white space as one space and none at its ends."""
    return " ".join(text.split())


def clean(text: str) -> str:
    """Return `text` with NUL, other control characters and lone surrogates replaced by U+FFFD."""
    return _CONTROL.sub("\ufffd", text)


def comparison_form(text: str) -> str:
    """Return the form in which two texts are compared.

    NFC, straight quotes, plain hyphens and spaces, no invisible characters. Idempotent.
    """
    if text.isascii():
        return squash(text.replace("`", "'"))
    # As `translate` does it, which looks up each letter of a text in which few are folded.
    folded = _FOLDED.sub(
        lambda found: _FOLD[found[0]], _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    )
    return squash(unicodedata.normalize("NFC", folded))


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
