"""An edit as text, HTML, JSON or patch (pure): one file a format.

    from monitor.render import Layout, html, json, patch, terminal
    terminal.render(changes, layout=Layout.SIDE_BY_SIDE, colour=True)

All take the changes as `monitor.diff.diff` returns them. `whole` shows what was kept too; without it a line
says how much was passed over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

from monitor.render.regrouped import Sentences, regrouped
from storage.model import Change, ChangeKind, Run, RunKind

_SENTENCES = {Sentences.SPLIT: "a sentence split", Sentences.MERGED: "sentences merged"}


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
    """Return which part of the article a change is in, and what became of it: "headline, changed".

    Sentences that were split or merged within it are told too: "body, changed, a sentence split".
    """
    kind = "moved and changed" if _moved_and_changed(change) else change.kind.value
    return ", ".join((change.field.value, kind, *(_SENTENCES[one] for one in regrouped(change))))


def close(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs for reading in one line: no space between words that went and those that came for them.

    A space that only the old text had behind kept words stands before the words that went after them.
    """
    told = list(runs)
    for run, following in zip(told, [*told[1:], None], strict=True):
        if following is None or run.kind is RunKind.ADDED:
            yield run
        elif run.kind is RunKind.REMOVED:
            replaced = following.kind is RunKind.ADDED and run.old.strip()
            yield replace(run, old=run.old.rstrip()) if replaced else run
        else:
            parted = (
                following.kind is RunKind.REMOVED and run.old[-1:].isspace() and not run.new[-1:].isspace()
            )
            yield replace(run, new=run.new + " ") if parted else run


def passed_over(count: int) -> str:
    """Return what stands for `count` kept parts."""
    return f"{count} kept" if count > 1 else "1 kept"


def _moved_and_changed(change: Change) -> bool:
    return change.kind is ChangeKind.MOVED and bool(change.removed or change.added)
