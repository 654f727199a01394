"""What became of texts that are each other's, told as changes (pure)."""

from collections.abc import Sequence
from typing import NamedTuple

from monitor.diff.blocks import Tie, tie
from monitor.diff.compared import STANDFIRST, Texts, block_field
from monitor.diff.tokens import Reader
from monitor.diff.words import Allowance, compare_words
from storage.model import Article, Change, ChangeKind, Field, Run, RunKind


class Work:
    """What one comparison may still cost, and what it has read and compared."""

    def __init__(self) -> None:
        self.reader = Reader()
        self._allowance = Allowance()
        self._compared: dict[tuple[str, str], tuple[Run, ...]] = {}

    def runs(self, old: str, new: str) -> tuple[Run, ...]:
        """Return the runs from `old` to `new`; the same two texts are compared once."""
        if (old, new) not in self._compared:
            self._compared[old, new] = compare_words(old, new, self._allowance, self.reader)
        return self._compared[old, new]

    def begin_again(self) -> None:
        """Allow as much again, for another way of telling the same: what was compared is not lost."""
        self._allowance = Allowance()


class Both(NamedTuple):
    """Two articles that are compared."""

    old: Article
    new: Article
    work: Work


def field_change(field: Field, old: str, new: str, work: Work) -> Change:
    """Return what became of a text that is compared as a whole."""
    runs = work.runs(old, new)
    if all(run.kind is RunKind.KEPT for run in runs):
        kind = ChangeKind.KEPT
    elif old.strip() and new.strip():
        kind = ChangeKind.CHANGED
    else:
        kind = ChangeKind.REMOVED if old.strip() else ChangeKind.ADDED
    return Change(kind=kind, field=field, old=old, new=new, runs=runs)


def text_changes(before: Texts, after: Texts, light: frozenset[str], both: Both) -> list[Change]:
    """Return every text of both in one change, in no particular order; `light` as `tie` takes it."""
    found = tie([text for _, text in before], [text for _, text in after], light, both.work.reader)
    return [_change(one, before, after, both) for one in found]


def _change(one: Tie, before: Texts, after: Texts, both: Both) -> Change:
    was = "\n".join([before[i][1] for i in one.old])
    now = "\n".join([after[j][1] for j in one.new])
    old_at = tuple([place for i in one.old for place in before[i][0]])
    new_at = tuple([place for j in one.new for place in after[j][0]])
    field = _field([*_fields(both.new, new_at), *_fields(both.old, old_at)])
    runs = _runs(one, was, now, both.work)
    return Change(
        kind=_kind(one, runs, field, crosses=STANDFIRST in (*old_at, *new_at)),
        field=field,
        old=was,
        new=now,
        runs=runs,
        old_at=old_at,
        new_at=new_at,
    )


def said(runs: Sequence[Run]) -> ChangeKind:
    """Return what became of a text by its words alone, wherever it stands."""
    return ChangeKind.KEPT if all(run.kind is RunKind.KEPT for run in runs) else ChangeKind.CHANGED


def _runs(one: Tie, before: str, after: str, work: Work) -> tuple[Run, ...]:
    if one.same or (one.regroups and work.reader.tokens(before).keys == work.reader.tokens(after).keys):
        return (Run(kind=RunKind.KEPT, old=before, new=after),)
    if not one.new:
        return (Run(kind=RunKind.REMOVED, old=before, new=""),)
    if not one.old:
        return (Run(kind=RunKind.ADDED, old="", new=after),)
    return work.runs(before, after)


def _fields(article: Article, places: Sequence[int]) -> list[Field]:
    return [
        Field.STANDFIRST if place == STANDFIRST else block_field(article.blocks[place]) for place in places
    ]


def _field(told: list[Field]) -> Field:
    return Field.NOTE if Field.NOTE in told else told[0]


def _kind(one: Tie, runs: Sequence[Run], field: Field, *, crosses: bool) -> ChangeKind:
    """Return what is told of a tie.

    Where a photo stands is no wording; and a standfirst has lost the ends of its paragraphs.
    """
    if not one.old or not one.new:
        return ChangeKind.REMOVED if one.old else ChangeKind.ADDED
    if one.moved and field is not Field.CAPTION:
        return ChangeKind.MOVED
    if one.regroups and not crosses:
        return ChangeKind.SPLIT if len(one.new) > 1 else ChangeKind.MERGED
    return said(runs)
