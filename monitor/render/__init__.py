"""An edit as text, HTML, JSON or patch (pure): one file a format.

    from monitor.render import Layout, html, json, patch, terminal
    terminal.render(changes, layout=Layout.SIDE_BY_SIDE, colour=True)

All take the changes as `monitor.diff.diff` returns them. `whole` shows what was kept too; without it a line
says how much was passed over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

from storage.model import Change, ChangeKind, Run, RunKind


class Layout(StrEnum):
    """How old and new stand to each other."""

    INLINE = "inline"
    SIDE_BY_SIDE = "side-by-side"


def shown(changes: Iterable[Change], *, whole: bool) -> Iterator[Change | int]:
    """Yield the changes to show; a number stands for so many kept ones that are passed over."""
    passed = 0
    for change in changes:
        if change.kind is ChangeKind.KEPT and not whole:
            passed += 1
            continue
        if passed:
            yield passed
        passed = 0
        yield change
    if passed:
        yield passed


def label(change: Change) -> str:
    """Return which part of the article a change is in, and what became of it: "headline, changed"."""
    kind = "moved and changed" if _moved_and_changed(change) else change.kind.value
    return f"{change.field.value}, {kind}"


def close(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs with no space between words that went and those that came in their place."""
    last: Run | None = None
    for run in runs:
        if last is not None:
            replaced = last.kind is RunKind.REMOVED and run.kind is RunKind.ADDED
            yield replace(last, old=last.old.rstrip()) if replaced and last.old.strip() else last
        last = run
    if last is not None:
        yield last


def passed_over(count: int) -> str:
    """Return what stands for `count` kept parts."""
    return f"{count} kept" if count > 1 else "1 kept"


def _moved_and_changed(change: Change) -> bool:
    return change.kind is ChangeKind.MOVED and bool(change.removed or change.added)
