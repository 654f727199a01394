"""Sentences that were split or merged within a paragraph, as its changed words tell (pure, linear)."""

from collections.abc import Iterator
from enum import StrEnum

from monitor.flags.reading.sentences import sentences
from storage.model import Change, Run, RunKind

_AROUND = 200  # characters kept on either side that are looked at
_ENDS = tuple(".!?…。！？\"'”’»)]")


class Sentences(StrEnum):
    """What became of sentences within a paragraph."""

    SPLIT = "split"
    MERGED = "merged"


def regrouped(change: Change) -> tuple[Sentences, ...]:
    """Return whether sentences were split or merged: one, both in this order, or neither.

    A sentence is split where kept words of one sentence stand in two now. A sentence that came between two
    others, or went, is neither.
    """
    steps = [len(sentences(new)) - len(sentences(old)) for old, new in _hunks(change.runs)]
    told = []
    if any(step > 0 for step in steps):
        told.append(Sentences.SPLIT)
    if any(step < 0 for step in steps):
        told.append(Sentences.MERGED)
    return tuple(told)


def _hunks(runs: tuple[Run, ...]) -> Iterator[tuple[str, str]]:
    """Yield old and new of each hunk that stands within a sentence, with the kept words beside it."""
    for place, run in enumerate(runs):
        if run.kind is RunKind.KEPT or place == 0 or runs[place - 1].kind is not RunKind.KEPT:
            continue
        end = next((k for k in range(place, len(runs)) if runs[k].kind is RunKind.KEPT), len(runs))
        if end == len(runs):
            return
        before, after = runs[place - 1], runs[end]
        if _within(before.old) and _within(before.new) and _goes_on(after.new):
            hunk = runs[place:end]
            yield (
                before.old[-_AROUND:] + "".join(one.old for one in hunk) + after.old[:_AROUND],
                before.new[-_AROUND:] + "".join(one.new for one in hunk) + after.new[:_AROUND],
            )


def _within(before: str) -> bool:
    """Whether kept words leave a sentence open."""
    words = before.rstrip()
    return bool(words) and "\n" not in before[len(words) :] and not words.endswith(_ENDS)


def _goes_on(after: str) -> bool:
    """Whether kept words begin with words, and not with the end of a sentence."""
    return after.lstrip(" ,;:–—-")[:1].isalnum()
