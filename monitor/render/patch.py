"""An edit as a unified patch, a line a paragraph (pure).

A paragraph that moved is told as removed and added: a patch knows no more. What else became of one stands
in the heading of its hunk, behind the second `@@`, where `patch` and `git apply` pass over it: that it moved,
was split or merged, or what became of sentences within it. Applied to the old lines it gives the new ones.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from monitor.diff.compared import STANDFIRST
from monitor.diff.subsequence import longest
from monitor.render import label
from monitor.render.regrouped import regrouped
from storage.model import Change, ChangeKind, Field

_CONTEXT = 3
_FIELDS = (Field.HEADLINE, Field.STANDFIRST, Field.BYLINE, Field.PUBLISHED)
_REGROUPED = (ChangeKind.MOVED, ChangeKind.SPLIT, ChangeKind.MERGED)

Line = tuple[str, str, str]  # " ", "-" or "+", the text, and what the heading tells of it


def render(
    changes: Iterable[Change], *, old_name: str = "old", new_name: str = "new", context: int = _CONTEXT
) -> str:
    """Return the patch with `context` kept lines around each hunk; empty where nothing was edited."""
    lines = _lines(list(changes))
    hunks = _hunks(lines, context)
    if not hunks:
        return ""
    return f"--- {_one_line(old_name)}\n+++ {_one_line(new_name)}\n" + "".join(
        _hunk(lines, a, b) for a, b in hunks
    )


def _lines(changes: list[Change]) -> list[Line]:
    """Return the lines of the fields in one order, those of the blocks, then where links lead."""
    parts = [part for change in changes for part in _apart(change)]
    lines: list[Line] = []
    for change in sorted(parts, key=_rank):
        if not change.old_at and not change.new_at:
            lines += _pair(change)
    blocks = [
        change for change in parts if change.field is not Field.LINK and (change.old_at or change.new_at)
    ]
    lines += _in_order(blocks)
    for change in changes:
        if change.field is Field.LINK:
            lines += _pair(change)
    return lines


def _rank(change: Change) -> tuple[int, bool]:
    """Return what fields are sorted by; of two standfirsts the one that went stands first."""
    return _FIELDS.index(change.field) if change.field in _FIELDS else len(_FIELDS), not change.old


def _apart(change: Change) -> list[Change]:
    """Part a standfirst from the blocks that it is told beside: it is a line of its own."""
    if STANDFIRST not in (*change.old_at, *change.new_at):
        return [change]
    (was, old), (now, new) = _headed(change.old, change.old_at), _headed(change.new, change.new_at)
    olds, news = (
        tuple(place for place in places if place != STANDFIRST) for places in (change.old_at, change.new_at)
    )
    # Words that were kept stand on another line now.
    kind = ChangeKind.CHANGED if change.kind is ChangeKind.KEPT else change.kind
    head = replace(change, kind=kind, field=Field.STANDFIRST, old=was, new=now, old_at=(), new_at=())
    return [head, replace(change, kind=kind, field=Field.BODY, old=old, new=new, old_at=olds, new_at=news)]


def _headed(text: str, places: tuple[int, ...]) -> tuple[str, str]:
    """Return the standfirst, which stands first and is one line, and the other lines."""
    if places[:1] != (STANDFIRST,):
        return "", text
    first, _, rest = text.partition("\n") if len(places) > 1 else (text, "", "")
    return first, rest


def _in_order(blocks: list[Change]) -> list[Line]:
    """Walk both articles at once, from one block that stands in both to the next."""
    olds = sorted((change for change in blocks if change.old_at), key=lambda change: change.old_at)
    news = sorted((change for change in blocks if change.new_at), key=lambda change: change.new_at)
    ranks = {id(change): rank for rank, change in enumerate(news)}
    both = [k for k, change in enumerate(olds) if change.new_at and change.kind is not ChangeKind.MOVED]
    stay = [both[place] for place in longest([ranks[id(olds[k])] for k in both])]
    lines: list[Line] = []
    i = j = 0
    for k in stay:
        rank = ranks[id(olds[k])]
        lines += _went(olds[i:k]) + _came(news[j:rank]) + _pair(olds[k])
        i, j = k + 1, rank + 1
    return lines + _went(olds[i:]) + _came(news[j:])


def _pair(change: Change) -> list[Line]:
    if change.kind is ChangeKind.KEPT and change.old == change.new:
        return [(" ", text, "") for text in _texts(change, change.old)]
    return _went([change]) + _came([change])


def _went(changes: Sequence[Change]) -> list[Line]:
    return [("-", text, _note(change)) for change in changes for text in _texts(change, change.old)]


def _came(changes: Sequence[Change]) -> list[Line]:
    return [("+", text, _note(change)) for change in changes for text in _texts(change, change.new)]


def _note(change: Change) -> str:
    moved = any(run.moved for run in change.runs)
    return label(change) if moved or change.kind in _REGROUPED or regrouped(change) else ""


def _texts(change: Change, text: str) -> list[str]:
    if not text:
        return []
    prefix = f"{change.field.value}: " if change.field in (*_FIELDS, Field.LINK) else ""
    return [prefix + line for line in text.splitlines()]


def _hunks(lines: list[Line], context: int) -> list[tuple[int, int]]:
    hunks: list[tuple[int, int]] = []
    for place, (mark, *_) in enumerate(lines):
        if mark == " ":
            continue
        start, end = max(place - context, 0), min(place + context + 1, len(lines))
        if hunks and start <= hunks[-1][1]:
            hunks[-1] = (hunks[-1][0], end)
        else:
            hunks.append((start, end))
    return hunks


def _hunk(lines: list[Line], start: int, end: int) -> str:
    before = [mark for mark, *_ in lines[:start]]
    told = lines[start:end]
    old = len(before) - before.count("+"), sum(mark != "+" for mark, *_ in told)
    new = len(before) - before.count("-"), sum(mark != "-" for mark, *_ in told)
    ranges = " ".join(
        f"{sign}{first + (size > 0)},{size}" for sign, (first, size) in (("-", old), ("+", new))
    )
    notes = "; ".join(dict.fromkeys(note for *_, note in told if note))
    heading = f"@@ {ranges} @@" + (f" {notes}" if notes else "")
    return f"{heading}\n" + "".join(f"{mark}{text}\n" for mark, text, _ in told)


def _one_line(text: str) -> str:
    return " ".join(text.split())
