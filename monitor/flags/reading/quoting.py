"""Which quotations of an edit are each other's (pure)."""

from collections.abc import Iterator

from monitor.diff.compared import STANDFIRST
from monitor.flags.reading import Reading
from monitor.flags.reading.language import Language
from monitor.flags.reading.quotations import REACH, quotations, quoted_words, runs_through
from monitor.flags.reading.sentences import bag, likeness
from storage.model import Article, BlockKind, Change, Field

_ALIKE = 0.4
_WORDED = (Field.HEADLINE, Field.STANDFIRST, Field.BODY, Field.CAPTION)
_PAIRS = 2_500  # of quotations that are compared: bounds what a rewritten page costs
_LONGEST = 60_000  # characters that are searched for a quotation's words
_LONG = 4  # words: shorter ones are each other's only in one sentence

Quoted = tuple[str, str, tuple[str, ...]]  # where, the words as written, the words as compared


def compared(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Yield (where, old, new) of each quotation that changed; `new` is empty where it went."""
    old, new = _without_common(_quoted(reading, old=True), _quoted(reading, old=False))
    old, new = _without_regrouped(old, new)
    if not old or len(old) * len(new) > _PAIRS:
        return
    matched = _matched(reading, old, new)
    rest = reading.once(_words_of) if len(matched) < len(old) else ()
    for number, (where, text, words) in enumerate(old):
        if number in matched:
            yield where, text, new[matched[number]][1]
        elif not any(" ".join(words) in line for line in rest):
            yield where, text, ""


def _quoted(reading: Reading, *, old: bool) -> list[Quoted]:
    article = reading.occasion.old if old else reading.occasion.new
    found = []
    for change in reading.readable:
        if change.field not in _WORDED:
            continue
        for text in _marked(change, article, reading.tongue, old=old):
            words = quoted_words(text, reading.tongue)
            if words:
                found.append((change.field.value, text, words))
    return found


def _marked(change: Change, article: Article | None, tongue: Language, *, old: bool) -> list[str]:
    text, places = (change.old, change.old_at) if old else (change.new, change.new_at)
    places = tuple(place for place in places if place != STANDFIRST)
    blocks = [article.blocks[place] for place in places] if article else []
    if blocks and all(block.kind is BlockKind.QUOTATION for block in blocks):
        return [text]
    within = article is not None and len(places) == 1 and _within(article, places[0])
    return quotations(text, tongue, within=within)


def _within(article: Article, place: int) -> bool:
    first = max(place - REACH, 0)
    return runs_through([b.text for b in article.blocks[first : place + 1 + REACH]], place - first)


def _without_common(old: list[Quoted], new: list[Quoted]) -> tuple[list[Quoted], list[Quoted]]:
    new = list(new)
    rest = []
    for quoted in old:
        found = next((q for q in new if "".join(q[2]) == "".join(quoted[2])), None)
        if found is None:
            rest.append(quoted)
        else:
            new.remove(found)
    return rest, new


def _without_regrouped(old: list[Quoted], new: list[Quoted]) -> tuple[list[Quoted], list[Quoted]]:
    """Drop all where the same words stand in the same order, parted by the speaker in another place."""
    before = "".join("".join(words) for _, _, words in old)
    after = "".join("".join(words) for _, _, words in new)
    return ([], []) if before == after else (old, new)


def _matched(reading: Reading, old: list[Quoted], new: list[Quoted]) -> dict[int, int]:
    scored = sorted(
        ((-_score(reading, a, b), abs(i - j), i, j) for i, a in enumerate(old) for j, b in enumerate(new))
    )
    matched: dict[int, int] = {}
    for score, _, i, j in scored:
        if -score >= _ALIKE and i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def _score(reading: Reading, one: Quoted, other: Quoted) -> float:
    score = likeness(bag(" ".join(one[2])), bag(" ".join(other[2])))
    if score < _ALIKE and min(len(one[2]), len(other[2])) <= _LONG and _in_one_passage(reading, one, other):
        return _ALIKE
    return score


def _in_one_passage(reading: Reading, one: Quoted, other: Quoted) -> bool:
    return any(one[1] in passage.old and other[1] in passage.new for passage in reading.passages)


def _words_of(reading: Reading) -> Iterator[str]:
    """Yield the words of the new article, a line a line, as quotations are compared."""
    article = reading.occasion.new
    text = f"{article.headline}\n{article.full_text()}" if article else ""
    for line in text[:_LONGEST].split("\n"):
        yield " ".join(quoted_words(line, reading.tongue))
