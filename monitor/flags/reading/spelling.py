"""Words without what desks spell and set in two ways (pure)."""

import re
import unicodedata
from functools import lru_cache

from monitor.flags.reading.language import Language, language, phrases
from monitor.flags.reading.numbers import quantities
from storage.text import comparison_form

_WORD = re.compile(r"[^\W_]+(?:[.'][^\W_]+)*")
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}")
_BETWEEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_DECADE = re.compile(r"(?<=\d0)'s(?!\w)")  # "1990's"
_HONORIFICS = re.compile(r"(?<!\w)(mr|mrs|ms|dr|prof|st|sr|sra)\.(?=\s)")
_TYPO = 6  # letters: a shorter word is too easily another one
_SWAPPED_TYPO = 5  # but not by letters that changed places
_SLIPS = 2  # in a text: more are another text
_SWAPPED = (2, 3)  # letters
_LONGEST = 20_000
_ACCENTED = frozenset({"en", "es", "fr", "it", "pt"})  # elsewhere a mark makes another letter
_ACCENTS = re.compile("[\u0300\u0301\u0302\u0308]")


def style_words(text: str, tongue: Language) -> tuple[str, ...]:
    """Return the words of `text`; spelling variants, case, hyphens and ways to write numbers are one."""
    return _style_words(text[:_LONGEST], tongue.name)


@lru_cache(maxsize=512)
def _style_words(text: str, tongue: str) -> tuple[str, ...]:
    spoken = language(tongue)
    form = _DECADE.sub("s", comparison_form(text))
    form = _DOTTED.sub(lambda m: m.group().replace(".", ""), _HONORIFICS.sub(r"\1", form))
    parts, last = [], 0
    for quantity in quantities(form, spoken):
        if quantity.soft or quantity.kind == "code":
            continue
        parts += _plain_words(form[last : quantity.start], spoken)
        kind, value, unit = quantity.meaning
        parts.append(f"{value.normalize():f}{unit}:{kind[:2]}")
        last = quantity.end
    return (*parts, *_plain_words(form[last:], spoken))


def _plain_words(text: str, tongue: Language) -> list[str]:
    lowered = _DOTTED.sub(lambda m: m.group().replace(".", ""), text.lower())
    varied = _variants(tongue.name).sub(lambda m: tongue.variants[m.group()], lowered)
    return [_ended(word, tongue) for word in _WORD.findall(_BETWEEN.sub("", varied))]


@lru_cache(maxsize=8)
def _variants(tongue: str) -> re.Pattern[str]:
    return phrases(language(tongue).variants)


def _ended(word: str, tongue: Language) -> str:
    for pattern, ending in tongue.endings:
        word = pattern.sub(ending, word)
    return word


def same_style(old: str, new: str, tongue: Language) -> bool:
    """Whether both say the same but for spelling and typography, or a slip of the pen."""
    if max(len(old), len(new)) > _LONGEST:
        return False
    before, after = style_words(old, tongue), style_words(new, tongue)
    if _bare("".join(before), tongue) == _bare("".join(after), tongue):
        return True
    if len(before) != len(after):
        return False
    differing = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    return len(differing) <= _SLIPS and all(slip(a, b) for a, b in differing)


def _bare(text: str, tongue: Language) -> str:
    """Return letters without apostrophes, and without accents where a language has them to stress."""
    plain = text.replace("'", "")
    return _ACCENTS.sub("", unicodedata.normalize("NFD", plain)) if tongue.name in _ACCENTED else plain


def slip(one: str, other: str) -> bool:
    """Whether one of two words is likely the other misspelt: a letter dropped or swapped within it."""
    if min(len(one), len(other)) < _SWAPPED_TYPO or one[0] != other[0]:
        return False
    if not (one.isalpha() and other.isalpha()) or one == one.upper():
        return False  # in scripts without case a letter may be a word: "不"
    head = next(
        (k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    a, b = one[head:], other[head:]
    tail = _common_start(a[::-1], b[::-1])
    a, b = a[: len(a) - tail], b[: len(b) - tail]
    dropped = len(a) + len(b) == 1 and min(len(one), len(other)) >= _TYPO and one[-1] == other[-1]
    return dropped or (len(a) in _SWAPPED and a == b[::-1])


def _common_start(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
