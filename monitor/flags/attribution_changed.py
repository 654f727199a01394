"""The reporting verb changed its class, or another is said to have said it.

The classes are neutral, doubt, denial and admission. "said" → "claimed" and "police said" → "witnesses said"
raise it, and so does "police said" that goes and leaves the claim as a fact; "says" → "said" and "Smith" →
"Mr Smith" do not.
"""

import re
from collections import Counter
from collections.abc import Iterator

from monitor.flags.reading import Passage, Reading, unspaced_names
from monitor.flags.reading.language import Language
from monitor.flags.reading.speakers import changed_phrases, changed_speakers
from storage.model import Evidence
from storage.text import comparison_form

VERSION = "5"
_FEWEST = 2  # words: a verb and who it is told of
_FEWEST_CHARACTERS = 3  # of a source where no spaces part words: "据警方"
_MOST_HUNKS = 3  # more are another sentence
_MOST_WORDS = 12  # that stay, but are in a hunk
_WORD = re.compile(r"\w+(?:['-]\w+)*")
_AND = re.compile("^\u0648(?=\\w{3})")  # Arabic writes "and" into the word behind it


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield the verbs, or the speakers, as they were and as they are."""
    for passage in reading.passages:
        tongue = reading.tongue
        told = changed_speakers if tongue.spaced else unspaced_names.speakers
        spoken = list(told(passage.hunks, tongue))
        if not spoken and tongue.spaced and changed_phrases(passage.old, passage.new, tongue):
            spoken = [(passage.old, passage.new)]
        for old, new in (*_verbs(passage, tongue), *spoken, *_bare(passage, tongue)):
            yield passage.told(old, new)


def _verbs(passage: Passage, tongue: Language) -> Iterator[tuple[str, str]]:
    old, new = _classed(passage.old, tongue), _classed(passage.new, tongue)
    went, came = old - new, new - old
    classes = {kind for kind, _ in went}, {kind for kind, _ in came}
    if went and came and classes[0] != classes[1] and _counts(old) != _counts(new):
        yield ", ".join(sorted(verb for _, verb in went)), ", ".join(sorted(verb for _, verb in came))


def _bare(passage: Passage, tongue: Language) -> Iterator[tuple[str, str]]:
    """Yield the source that came or went alone, where the sentence has none without it.

    The rest may have been set right around it: "Police said the" → "The", "Laut Polizei war er" → "Er war".
    """
    if len(passage.hunks) > _MOST_HUNKS:
        return
    removed = " ".join(hunk.removed for hunk in passage.hunks).strip()
    added = " ".join(hunk.added for hunk in passage.hunks).strip()
    for told, rest, without in ((removed, added, passage.new), (added, removed, passage.old)):
        source = _left(told, rest)
        long = len(source.split()) >= _FEWEST if tongue.spaced else len(source) >= _FEWEST_CHARACTERS
        if long and _names_source(source, tongue) and not _names_source(without, tongue):
            yield removed, added
            return


def _left(text: str, rest: str) -> str:
    """Return `text` without the words of `rest`, or nothing where `rest` holds others."""
    words = [_AND.sub("", word) for word in _WORD.findall(rest.lower())]
    if len(words) > _MOST_WORDS:
        return ""
    for word in words:
        found = [*re.finditer(rf"(?<!\w)\u0648?{re.escape(word)}(?!\w)", text, re.IGNORECASE)]
        if not found:
            return ""
        text = text[: found[-1].start()] + text[found[-1].end() :]
    return text.strip()


def _names_source(text: str, tongue: Language) -> bool:
    form = tongue.reporting_exceptions.sub(" ", comparison_form(text).lower())
    return bool(tongue.sourcing.search(form) or tongue.according.search(form))


def _classed(text: str, tongue: Language) -> Counter[tuple[str, str]]:
    form = tongue.reporting_exceptions.sub(" ", comparison_form(text).lower())
    verbs: Counter[tuple[str, str]] = Counter()
    for kind, pattern in tongue.reporting.items():
        verbs.update((kind, verb) for verb in pattern.findall(form))
    return verbs


def _counts(verbs: Counter[tuple[str, str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for (kind, _), count in verbs.items():
        counts[kind] += count
    return counts
