"""Text as sentences, and the sentences of an edit side by side (pure)."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.flags.reading.language import shared_words
from storage.text import comparison_form

_END = re.compile(r"(?:(?<![.!?…])[.!?…]++[\"'”’»“)\]]*+(?=\s)|[。！？]++[」』”]*+)\s*|\n+")
_LAST_WORD = re.compile(r"[\w.]+$")
_ABBREVIATED = shared_words("abbreviated")
_AFTER_ORDINALS = shared_words("after_ordinals")
_LOWER_NEXT = re.compile(r"[\"'“”«»‘’(\[]*[a-zà-öø-ÿа-яё]")
_ORDINAL_NEXT = re.compile(r"[A-ZÄÖÜ][\wäöüß]*")
_DAY = 2  # digits of a day of the month
_ALIKE = 0.4
_CONTAINED = 0.75
_LONGEST = 2_000  # characters of a sentence that are read
_PAIRS = 20_000  # sentence pairs that are scored at most: bounds what a rewritten page costs
_ENOUGH = 4
_SHORT = 2  # words

# Scripts without spaces as pairs of characters: single ones are shared by any two sentences.
_UNSPACED = "\u0e00-\u0eff\u3041-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"(?=([{_UNSPACED}]{{2}}))[{_UNSPACED}]|([^\W{_UNSPACED}]+)")
# Where words take many endings, the beginning is the word: "Лапшин", "Лапшина".
_STEM = re.compile("^([\u0400-\u04ff]{5})[\u0400-\u04ff]+$")
_PLAIN = re.compile(r"\w+")


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`, each without white space around it; a line's end ends one."""
    found, start = [], 0
    for end in _END.finditer(text):
        if "\n" not in end.group() and not _ends(text, start, end):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def _ends(text: str, start: int, end: re.Match[str]) -> bool:
    if not end.group().startswith(".") or end.group().startswith(".."):
        return not _LOWER_NEXT.match(text, end.end()) or end.group()[0] in "。！？"
    if _LOWER_NEXT.match(text, end.end()):
        return False
    word = _LAST_WORD.search(text, max(start, end.start() - 20), end.start())
    if not word:
        return True
    last = word.group()
    if last.lower() in _ABBREVIATED or (len(last) == 1 and last.isalpha() and last.isupper()):
        return False
    following = _ORDINAL_NEXT.match(text, end.end())
    return not (last.isdigit() and len(last) <= _DAY and following and following.group() in _AFTER_ORDINALS)


@lru_cache(maxsize=4_096)
def bag(text: str) -> Counter[str]:
    """Return the words of `text` with their counts, in lower case; not to be changed."""
    form = comparison_form(text).lower()
    if form.isascii():
        return Counter(_PLAIN.findall(form))
    return Counter([pair or _STEM.sub(r"\1", word) for pair, word in _WORD.findall(form)])


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return Dice's coefficient of two bags, or more where one is all but contained in the other."""
    sizes = one.total(), other.total()
    if not sum(sizes):
        return 0.0
    common = _common(one, other)
    dice = 2 * common / sum(sizes)
    shorter = min(sizes)
    contained = common / shorter if shorter >= _ENOUGH else 0.0
    return max(dice, contained - _ALIKE + 0.05) if contained >= _CONTAINED else dice


def _common(one: Counter[str], other: Counter[str]) -> int:
    there = other.get
    return sum(min(count, there(word, 0)) for word, count in one.items() if word in other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence and where it stands."""

    where: str
    text: str
    block: int  #: place of its block in the article, -1 for a field


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Sentences of the old and the new that are each other's, and those that have no other."""

    pairs: tuple[tuple[Sentence, Sentence], ...]
    removed: tuple[Sentence, ...]
    added: tuple[Sentence, ...]


def match(old: Sequence[Sentence], new: Sequence[Sentence], least: float = _ALIKE) -> Matched:
    """Pair sentences of one wording, then alike ones, the likest first; pairs of one wording are left out."""
    old, new = _without_equal(old, new)
    if not old or not new or len(old) * len(new) > _PAIRS:
        return Matched(pairs=(), removed=tuple(old), added=tuple(new))
    bags, others = [bag(s.text) for s in old], [bag(s.text) for s in new]
    scored = sorted(
        ((likeness(a, b), -abs(i - j), i, j) for i, a in enumerate(bags) for j, b in enumerate(others)),
        key=lambda entry: (-entry[0], -entry[1], entry[2], entry[3]),
    )
    to_new: dict[int, int] = {}
    to_old: dict[int, int] = {}
    for score, _, i, j in scored:
        if score >= least and i not in to_new and j not in to_old:
            to_new[i], to_old[j] = j, i
    if len(old) == len(new) == len(to_new) + 1:
        to_new |= _short_rest(bags, others, to_new)
    return Matched(
        pairs=tuple((old[i], new[j]) for i, j in sorted(to_new.items())),
        removed=tuple(s for i, s in enumerate(old) if i not in to_new),
        added=tuple(s for j, s in enumerate(new) if j not in to_new.values()),
    )


def _short_rest(
    old: Sequence[Counter[str]], new: Sequence[Counter[str]], to_new: dict[int, int]
) -> dict[int, int]:
    """Pair the one sentence that is left on each side where both are a word or two: "16).", "23)."."""
    i = next(i for i in range(len(old)) if i not in to_new)
    j = next(j for j in range(len(new)) if j not in to_new.values())
    return {i: j} if max(old[i].total(), new[j].total()) <= _SHORT else {}


def _without_equal(old: Sequence[Sentence], new: Sequence[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    places: dict[str, list[int]] = defaultdict(list)
    for j in range(len(new) - 1, -1, -1):
        places[comparison_form(new[j].text)].append(j)
    rest, used = [], set()
    for sentence in old:
        found = places.get(comparison_form(sentence.text))
        if found:
            used.add(found.pop())
        else:
            rest.append(sentence)
    return rest, [s for j, s in enumerate(new) if j not in used]


def split(where: str, text: str, block: int = -1) -> list[Sentence]:
    """Return the sentences of one block or field."""
    return [Sentence(where=where, text=sentence[:_LONGEST], block=block) for sentence in sentences(text)]
