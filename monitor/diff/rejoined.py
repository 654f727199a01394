"""Paragraphs that are several of the other side in a row, word for word (pure, linear).

What is alike by its words (`likeness`) finds most of them; not short ones: "Yes." set apart, or a list of
single words that became a paragraph.
"""

from collections import defaultdict
from collections.abc import Sequence

from monitor.diff.likeness import Places
from monitor.diff.tokens import Reader

_START = 8  # letters by which the first of the parts is looked up
_CANDIDATES = 8  # parts that are tried as the first: bounds a page of repeated words


def rejoined(
    old: Sequence[str], new: Sequence[str], left: Sequence[int], right: Sequence[int], reader: Reader
) -> list[tuple[Places, Places]]:
    """Return which of the places `left` of the old are which of the places `right` of the new.

    One side of each has one place, the other several in a row; each place comes once at most.
    """
    split = _parts(old, new, left, right, reader)
    taken, used = {i for i, _ in split}, {j for _, places in split for j in places}
    rest, others = [i for i in left if i not in taken], [j for j in right if j not in used]
    merged = _parts(new, old, others, rest, reader)
    return [((i,), places) for i, places in split] + [(places, (j,)) for j, places in merged]


def _parts(
    wholes: Sequence[str], parts: Sequence[str], left: Sequence[int], right: Sequence[int], reader: Reader
) -> list[tuple[int, Places]]:
    letters = {j: _letters(parts[j], reader) for j in right}
    starts: dict[str, list[int]] = defaultdict(list)
    for j, text in letters.items():
        starts[text[:_START]].append(j)
    found: list[tuple[int, Places]] = []
    for i in left:
        whole = _letters(wholes[i], reader)
        begins = dict.fromkeys(whole[:size] for size in range(_START, 0, -1))
        firsts = [j for start in begins for j in starts.get(start, ())[:_CANDIDATES]]
        rows = (_row(whole, j, letters) for j in firsts[:_CANDIDATES])
        places = next((row for row in rows if row and _same_words(wholes[i], row, parts, reader)), ())
        if places:
            found.append((i, places))
            for j in places:
                starts[letters[j][:_START]].remove(j)
                letters[j] = ""
    return found


def _letters(text: str, reader: Reader) -> str:
    return reader.form(text).replace(" ", "")


def _row(whole: str, first: int, letters: dict[int, str]) -> Places:
    """Return the places from `first` on whose letters are those of the whole; none where they are not."""
    end, place = 0, first
    while end < len(whole):
        part = letters.get(place, "")
        if not part or not whole.startswith(part, end):
            return ()
        end += len(part)
        place += 1
    return tuple(range(first, place)) if place > first + 1 else ()


def _same_words(whole: str, row: Places, parts: Sequence[str], reader: Reader) -> bool:
    """Whether no word is cut: "harbour" is not "har" and "bour"."""
    words = [key for j in row for key in reader.tokens(parts[j]).keys]
    return reader.tokens(whole).keys == words
