"""Who is said to have said it, where that changed (pure)."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from monitor.flags.reading.hunks import Hunk
from monitor.flags.reading.language import Language, shared_words
from monitor.flags.reading.names import bare
from monitor.flags.reading.numbers import quantities
from storage.text import comparison_form

_CLAUSES = (",", ";", ":", '"', "(", " - ")
# What follows only says more of the speaker: "the man from Leeds".
_PREPOSITION = re.compile(
    r" (?:of|from|in|at|to|for|with|on|de|du|des|von|vom|aus|bei|in|im|del|en|à|из|в|на|при|по) ",
    re.IGNORECASE,
)
_MARKS = re.compile("[\u0300-\u036f]")
_PHRASE = 7  # words: a longer clause is more than its subject
_REACH = 5  # tokens between "according to" and the name of the one
_PAUSES = frozenset(',.;:!?"()-')
_AUXILIARIES = shared_words("auxiliaries")
_PLACED = shared_words("places_follow")
_EMPTY = shared_words("empty")
_STEM = 4  # letters that two forms of one word share


def changed_speakers(hunks: Sequence[Hunk], tongue: Language) -> Iterator[tuple[str, str]]:
    """Yield who spoke, and who speaks now."""
    for hunk in hunks:
        old, new = _content(hunk.removed, tongue), _content(hunk.added, tongue)
        if not old or not new or _one(old, new):
            continue
        before = [comparison_form(t) for t in hunk.before]
        after = [comparison_form(t) for t in hunk.after]
        if _speaks(before, hunk.old, hunk.old_end, tongue) and _speaks(after, hunk.new, hunk.new_end, tongue):
            yield hunk.removed, hunk.added


def _phrases(text: str, tongue: Language) -> list[set[str]]:
    """Return the words before each reporting verb, where they open a clause and are few."""
    found = []
    for verb in tongue.reports.finditer(text.lower()):
        before = text[: verb.start()]
        clause = before[max((before.rfind(mark) for mark in _CLAUSES), default=-1) + 1 :].strip()
        words = _content(_PREPOSITION.split(clause, maxsplit=1)[0], tongue)
        if clause and len(clause.split()) <= _PHRASE and words:
            found.append(words)
    return found


def changed_phrases(old: str, new: str, tongue: Language) -> bool:
    """Whether one who shares no word with the old one speaks: "sources said", "a lawyer said"."""
    before, after = (_phrases(comparison_form(text), tongue) for text in (old, new))
    if len(before) != len(after):
        return False
    return any(not _one(a, b) for a, b in zip(before, after, strict=True))


def _content(text: str, tongue: Language) -> set[str]:
    """Return the words that may name a speaker, without numbers; none where the words report themselves."""
    form = comparison_form(text)
    if tongue.reports.search(form.lower()):
        return set()
    for quantity in reversed(quantities(form, tongue)):
        form = f"{form[: quantity.start]} {form[quantity.end :]}" if not quantity.soft else form
    words = {bare(w.strip(",.;:\"'()")).lower() for w in form.split()}
    return {w for w in words if len(w) > 1 and w not in _EMPTY and w.replace("-", "").isalpha()}


def _one(old: set[str], new: set[str]) -> bool:
    old, new = (
        {_MARKS.sub("", unicodedata.normalize("NFD", word)) for word in words} for words in (old, new)
    )
    return bool(old & new) or any(
        a[:_STEM] == b[:_STEM] and min(len(a), len(b)) > _STEM for a in old for b in new
    )


def _speaks(tokens: list[str], start: int, end: int, tongue: Language) -> bool:
    return (
        _before_verb(tokens, start, end, tongue)
        or _behind_verb(tokens, start, tongue)
        or _behind_source(tokens, start, tongue)
    )


def _before_verb(tokens: list[str], start: int, end: int, tongue: Language) -> bool:
    """Whether a reporting verb stands right behind: "police said", "die Polizei hat gesagt"."""
    if start and tokens[start - 1].lower() in _PLACED:
        return False
    place = end
    while place < len(tokens) and place < end + 2 and tokens[place].lower() in _AUXILIARIES:
        place += 1
    behind = tokens[place : place + 1]
    return bool(behind) and bool(
        tongue.reports.fullmatch(behind[0].lower()) or behind[0].lower() == "zufolge"
    )


def _behind_verb(tokens: list[str], start: int, tongue: Language) -> bool:
    """Whether the verb stands before, behind the quotation: '", said the minister', "сказал Иванов"."""
    for place in range(start - 1, max(start - 4, -1), -1):
        word = tokens[place].lower()
        if word in _PAUSES:
            return False
        if tongue.reports.fullmatch(word) or tongue.loose.fullmatch(word):
            before = place - 1
            while before >= 0 and tokens[before].lower() in _AUXILIARIES:
                before -= 1
            return before < 0 or tokens[before][-1:] in _PAUSES
    return False


def _behind_source(tokens: list[str], start: int, tongue: Language) -> bool:
    """Whether "according to" or the like stands shortly before, with no pause between."""
    told = []
    for place in range(start - 1, max(start - 1 - _REACH, -1), -1):
        if tokens[place] in _PAUSES:
            break
        told.append(tokens[place].lower())
    return bool(tongue.according.search(" ".join(reversed(told))))
