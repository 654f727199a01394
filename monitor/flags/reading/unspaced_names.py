"""Names and speakers in Chinese, Japanese, Korean and Thai, where neither case nor space tells (pure).

What changed is a name where it is listed, or where a title ("氏", "主席", "씨") or the kind of a place or
body ("市", "대학교") stands on it. Everything else may be any word.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from monitor.flags.reading.hunks import Hunk
from monitor.flags.reading.language import Language, language
from monitor.flags.reading.unspaced import told
from storage.text import comparison_form

_LONGEST = 16  # characters of a name
_STEM = 2  # characters of a name without what stands on it
_NEAR = 2  # characters between two changes that are one
_REPORTS_SOON = 6  # characters behind a speaker
_PARTICLE = re.compile(r"^(?:은|는|이|가|は|が|の|的|也|则|則|还|還|均|曾)?\s?")
_WORDS = re.compile(r"[\w・·\s.]+")


def swaps(hunks: Sequence[Hunk], tongue: Language) -> Iterator[tuple[str, str]]:
    """Yield each name that went with the one that came in its place."""
    for was, now, behind, before in _cores(hunks):
        if _plausible(was) and _plausible(now) and _named(was, now, behind, before, tongue):
            yield was, now


def speakers(hunks: Sequence[Hunk], tongue: Language) -> Iterator[tuple[str, str]]:
    """Yield who spoke, and who speaks now: a reporting verb, or "によると", stands right behind."""
    for was, now, behind, _ in _cores(hunks):
        if not (_plausible(was) and _plausible(now)):
            continue
        rest = _PARTICLE.sub("", behind)[:_REPORTS_SOON]
        if any(pattern.match(rest) for pattern in (tongue.reports, tongue.according)):
            yield was, now


def _plausible(text: str) -> bool:
    if not text or text.strip("".join((*told().digits, *told().multipliers, *told().great))) == "":
        return False  # numerals
    return len(text) <= _LONGEST and bool(_WORDS.fullmatch(text)) and not any(c.isdecimal() for c in text)


def _named(was: str, now: str, behind: str, before: str, tongue: Language) -> bool:
    places, _, prefixed = _kinds(tongue.name)
    if places.fullmatch(was) and places.fullmatch(now):
        return True
    if prefixed.search(before[-_LONGEST:]):
        return True
    return _carries_kind(was, behind, tongue) and _carries_kind(now, behind, tongue)


def _carries_kind(name: str, behind: str, tongue: Language) -> bool:
    _, kind, _ = _kinds(tongue.name)
    if " " not in name and any(m.end() == len(name) and m.start() >= _STEM for m in kind.finditer(name)):
        return True
    return any(
        kind.match(behind, k) and len(name) + k >= _STEM and behind[:k].isalpha() | (not k)
        for k in range(min(_NEAR, len(behind)) + 1)
    )


@cache
def _kinds(tongue: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what matches a listed place, a title or kind behind a name, and a kind before it."""
    names = language(tongue).names
    kinds = names.get("titles", frozenset()) | names.get("suffixes", frozenset())
    return (
        _either(names["places"]),
        _either(kinds if tongue != "th" else ()),
        re.compile(_either(names.get("prefixes", frozenset())).pattern + r"\s?$"),
    )


def _either(listed: Sequence[str] | frozenset[str]) -> re.Pattern[str]:
    told = sorted(map(comparison_form, listed), key=lambda word: (-len(word), word))
    return re.compile("(?:" + "|".join(map(re.escape, told)) + ")" if told else "(?!)")


def _cores(hunks: Sequence[Hunk]) -> Iterator[tuple[str, str, str, str]]:
    """Yield what went, what came, and the text behind and before; changes that all but touch are one."""
    k = 0
    while k < len(hunks):
        last = k
        while last + 1 < len(hunks) and _between(hunks[last], hunks[last + 1]) <= _NEAR:
            last += 1
        first, end = hunks[k], hunks[last]
        before, after = first.before, first.after
        yield (
            "".join(before[first.old : end.old_end]).strip(),
            "".join(after[first.new : end.new_end]).strip(),
            "".join(after[end.new_end : end.new_end + _LONGEST]),
            "".join(after[max(first.new - _LONGEST, 0) : first.new]),
        )
        k = last + 1


def _between(one: Hunk, other: Hunk) -> int:
    return len("".join(one.before[one.old_end : other.old]))
