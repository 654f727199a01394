"""An edit for a terminal: colours, or marks where there are none (pure).

Without colours removed words stand as `[-six-]`, added ones as `{+seven+}`, a sentence that moved as
`[>It rained.>]` where it stood and `{<It rained.<}` where it stands: nothing is told by colour alone, and
what is read aloud or copied keeps the marks.
"""

import re
import unicodedata
from collections.abc import Iterable

from monitor.render import Layout, close, label, passed_over, shown
from storage.model import Change, Run, RunKind

_RESET = "\x1b[0m"
_COLOURS = {RunKind.REMOVED: "\x1b[31;9m", RunKind.ADDED: "\x1b[32;4m"}
_MOVED_COLOURS = {RunKind.REMOVED: "\x1b[36;9m", RunKind.ADDED: "\x1b[36;4m"}
_DIM = "\x1b[2m"
_MARKS = {RunKind.REMOVED: ("[-", "-]"), RunKind.ADDED: ("{+", "+}")}
_MOVED_MARKS = {RunKind.REMOVED: ("[>", ">]"), RunKind.ADDED: ("{<", "<}")}
# A page's text must not move the cursor, clear the screen or turn the reading direction of the terminal.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PIECE = re.compile(r"\s*\S+")
_GUTTER = " │ "

Piece = tuple[Run, str]


def render(
    changes: Iterable[Change],
    *,
    layout: Layout = Layout.INLINE,
    whole: bool = False,
    colour: bool = False,
    width: int = 100,
) -> str:
    """Return the changes as lines; side by side each column takes half of `width` characters."""
    parts = []
    for change in shown(changes, whole=whole):
        if isinstance(change, int):
            parts.append(_dim(f"… {passed_over(change)} …", colour=colour))
            continue
        body = _inline(change, colour) if layout is Layout.INLINE else _columns(change, colour, width)
        parts.append(f"{_dim(label(change), colour=colour)}\n{body}")
    return "\n\n".join(parts) + "\n" if parts else ""


def marked(runs: Iterable[Run], *, colour: bool = False) -> str:
    """Return runs as one text: `[-six-]{+seven+} people`."""
    return "".join(
        _mark(run, run.new if run.kind is not RunKind.REMOVED else run.old, colour) for run in close(runs)
    )


def _inline(change: Change, colour: bool) -> str:
    return marked(change.runs, colour=colour)


def _mark(run: Run, text: str, colour: bool) -> str:
    """Mark words, not the white space around them."""
    safe = _UNSAFE.sub("\ufffd", text)
    words = safe.strip()
    if run.kind is RunKind.KEPT or not words:
        return safe
    colours, marks = (_MOVED_COLOURS, _MOVED_MARKS) if run.moved else (_COLOURS, _MARKS)
    before, after = (colours[run.kind], _RESET) if colour else marks[run.kind]
    start = safe.index(words)
    return f"{safe[:start]}{before}{words}{after}{safe[start + len(words) :]}"


def _dim(text: str, *, colour: bool) -> str:
    return f"{_DIM}{text}{_RESET}" if colour else f"({text})"


def _columns(change: Change, colour: bool, width: int) -> str:
    column = max((width - len(_GUTTER)) // 2, 10)
    left = _wrapped([(r, r.old) for r in change.runs if r.kind is not RunKind.ADDED], column, colour)
    right = _wrapped([(r, r.new) for r in change.runs if r.kind is not RunKind.REMOVED], column, colour)
    rows = max(len(left), len(right))
    left += [("", 0)] * (rows - len(left))
    right += [("", 0)] * (rows - len(right))
    lines = (a + " " * (column - size) + _GUTTER + b for (a, size), (b, _) in zip(left, right, strict=True))
    return "\n".join(line.rstrip() for line in lines)


def _wrapped(pieces: list[Piece], column: int, colour: bool) -> list[tuple[str, int]]:
    """Return lines with their width on the screen."""
    lines: list[tuple[str, int]] = []
    line, size = "", 0
    for run, text in pieces:
        for word in _PIECE.findall(_UNSAFE.sub("\ufffd", text)):
            taken = _width(word.strip()) + (0 if colour or run.kind is RunKind.KEPT else 4)
            if line and size + 1 + taken > column:
                lines.append((line, size))
                line, size = "", 0
            line += (" " if line else "") + _mark(run, word.strip(), colour)
            size += taken + (1 if size else 0)
    return [*lines, (line, size)] if line else lines


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
