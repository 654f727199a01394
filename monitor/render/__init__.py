"""An edit as text, HTML, JSON or patch (pure): one file a format.

    from monitor.render import Layout, html, json, patch, terminal
    terminal.render(changes, layout=Layout.SIDE_BY_SIDE, colour=True)

All take the changes as `monitor.diff.diff` returns them. `whole` shows what was kept too; without it a line
says how much was passed over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

from monitor.diff.compared import STANDFIRST
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

    What was standfirst and is body text now, or the other way, is told too; so are sentences that moved, or
    were split or merged within it: "body, changed, was the standfirst, a sentence split".
    """
    kind = "moved and changed" if _moved_and_changed(change) else change.kind.value
    moved = ("a sentence moved",) if any(run.moved for run in change.runs) else ()
    sentences = (_SENTENCES[one] for one in regrouped(change))
    return ", ".join((change.field.value, kind, *_was(change), *moved, *sentences))


def _was(change: Change) -> tuple[str, ...]:
    was, now = STANDFIRST in change.old_at, STANDFIRST in change.new_at
    if was == now:
        return ()
    return ("was the standfirst",) if was else ("was body text",)


def close(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs for reading in one line: no space between words that went and those that came for them.

    A space that only one of the texts has behind kept words stands where it stood beside the words that went.
    """
    told = list(runs)
    for place, run in enumerate(told):
        kinds = [following.kind for following in told[place + 1 : place + 3]]
        if run.kind is RunKind.REMOVED and kinds[:1] == [RunKind.ADDED] and run.old.strip():
            yield replace(run, old=run.old.rstrip())
        elif run.kind is RunKind.KEPT and kinds[:1] == [RunKind.REMOVED]:
            yield _parted(run, told[place + 1], replaced=kinds[1:] == [RunKind.ADDED])
        else:
            yield run


def _parted(kept: Run, went: Run, *, replaced: bool) -> Run:
    """Return kept words with the space that the old text has behind them, before words that went."""
    was, now = kept.old[-1:].isspace(), kept.new[-1:].isspace()
    if was and not now:
        return replace(kept, new=kept.new + " ")
    twice = now and not was and not replaced and went.old[-1:].isspace()
    return replace(kept, new=kept.new.rstrip()) if twice else kept


def passed_over(count: int) -> str:
    """Return what stands for `count` kept parts."""
    return f"{count} kept" if count > 1 else "1 kept"


def _moved_and_changed(change: Change) -> bool:
    return change.kind is ChangeKind.MOVED and bool(change.removed or change.added)
