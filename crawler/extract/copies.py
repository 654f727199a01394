"""Text that a page tells twice: a body for small screens beside one for large, a pull quote (pure)."""

from collections.abc import Iterator

from crawler.extract.metadata import alike
from crawler.extract.outline import Piece
from storage.text import comparison_form

#: Pieces of this weight that stand twice are told once.
REPEATED = 60
#: So many of them, one below the other both times, are a second copy of a text: fewer stand in templates.
RUN = 3
#: In such a copy, a piece that shares so much of its words with its counterpart is a copy too, though one of
#: the two was edited.
COPIED = 0.6
#: A copy leaves out, or puts in, no more pieces than this between two that stand twice.
SLIP = 3

_ENTRIES = frozenset(("li", "td", "th", "dt", "dd"))

#: A pull quote has so many characters at least, and weighs no more than this.
LEAST_PULLED, LONGEST_PULLED = 30, 400
#: So many quotations are looked up, in so many characters.
MAX_QUOTES, LONGEST_TOLD = 50, 200_000
#: Of its windows of so many characters, one each so many, this share stands in the text.
WINDOW, STEP, PULLED = 12, 4, 0.65


def without_copies(pieces: list[Piece], numbers: list[int]) -> list[int]:
    """Return `numbers` without the pieces that were told before.

    One piece alone is a copy if it says the same, unless it is an entry of a list or a table: those of a
    plan repeat themselves. Where a run of them stands a second time, all that is like its counterpart in the
    first run goes with it: a change of one copy would else be told as new text.
    """
    texts = [pieces[n].text for n in numbers]
    first: dict[str, int] = {}
    copies: dict[int, int] = {}
    for at, n in enumerate(numbers):
        if pieces[n].weight >= REPEATED and first.setdefault(texts[at], at) != at:
            copies[at] = first[texts[at]]
    told = [pieces[n] for n in numbers]
    for run in list(_runs(copies)):
        if sum(told[at].kind not in _ENTRIES for at in run) >= RUN:
            for step in (1, -1):
                _complete(copies, run, step, told)
        else:
            for at in [at for at in run if told[at].kind in _ENTRIES]:
                del copies[at]
    quoted = _pull_quotes(pieces, numbers)
    return [n for at, n in enumerate(numbers) if at not in copies and n not in quoted]


def _pull_quotes(pieces: list[Piece], numbers: list[int]) -> set[int]:
    """Return the quotations that only repeat words of a paragraph."""
    quoted = [n for n in numbers if pieces[n].kind == "blockquote" and pieces[n].weight < LONGEST_PULLED]
    if not quoted:
        return set()
    told = comparison_form(" ".join(pieces[n].text for n in numbers if pieces[n].kind == "p")[:LONGEST_TOLD])
    quoted = quoted[:MAX_QUOTES]
    return {n for n in quoted if repeats(pieces[n].text, told)}


def repeats(text: str, told: str) -> bool:
    """Return whether most of `text`, of some length, stands in `told` (in its form for comparison).

    Windows of it are looked up, so that an edit within one of the two does not set them apart.
    """
    said = comparison_form(text).strip("\"'.,… -")
    if len(said) < LEAST_PULLED:
        return False
    windows = [said[at : at + WINDOW] for at in range(0, len(said) - WINDOW + 1, STEP)]
    return sum(window in told for window in windows) >= PULLED * len(windows)


def _runs(copies: dict[int, int]) -> Iterator[list[int]]:
    """Yield the runs of copies whose originals stand as close below each other as they do."""
    run: list[int] = []
    for at, original in copies.items():
        if run and not (at - run[-1] <= SLIP and 0 < original - copies[run[-1]] <= SLIP):
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _complete(copies: dict[int, int], run: list[int], step: int, told: list[Piece]) -> None:
    """Add to `copies` what is like its counterpart, down or up the text from the first of a run.

    Ends at the copies of another run, so that a page made of copies is walked through once.
    """
    own = set(run)
    original, strange, at = copies[run[0]], 0, run[0] + step
    while original < at < len(told) and strange < SLIP and (at in own or at not in copies):
        found = copies.get(at)
        if found is None:
            found = _counterpart(told, at, original, step)
        if found is None:
            strange += 1
        else:
            copies[at] = original = found
            strange = 0
        at += step


def _counterpart(told: list[Piece], at: int, original: int, step: int) -> int | None:
    for source in (original + step * n for n in range(1, SLIP)):
        if 0 <= source < at and _same(told[source], told[at]):
            return source
    return None


def _same(a: Piece, b: Piece) -> bool:
    if a.text == b.text:
        return True
    if min(a.weight, b.weight) < REPEATED or 2 * min(a.weight, b.weight) < max(a.weight, b.weight):
        return False
    return alike(a.text, b.text) >= COPIED
