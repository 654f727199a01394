"""The changes between two articles: paragraphs, then words (pure, no clock, bounded work).

diff(old, new)    every change, with what was kept, in reading order
edited(changes)   the same without what was kept
digest(article)   of all that is compared: digest(a) == digest(b) exactly where nothing was edited
signature(changes)    of the words that went and came: edits of syndicated copies share it
"""

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from monitor.diff.blocks import Tie, tie
from monitor.diff.compared import Texts, block_field, digest, fields, streams
from monitor.diff.links import link_changes
from monitor.diff.moved_sentences import with_moved_sentences
from monitor.diff.signature import signature
from monitor.diff.tokens import Reader
from monitor.diff.words import Allowance, compare_words
from storage.model import Article, Block, BlockKind, Change, ChangeKind, Field, Run, RunKind

__all__ = ["diff", "digest", "edited", "signature"]


def diff(old: Article, new: Article) -> tuple[Change, ...]:
    """Return every change from `old` to `new`, what was kept among them, in reading order.

    What is compared: headline, standfirst, byline, publication (as JSON-LD or meta states it), correction,
    blocks with their links' targets. A block's kind is no change. A sentence that stands elsewhere now is
    marked in its runs. Laws: the runs of a change rebuild its two texts; every block with words is in one
    change of either side; the same input gives the same output.
    """
    work = _Work(Allowance(), Reader())
    ordered = sorted(_block_changes(old, new, work), key=itemgetter(0))
    told = with_moved_sentences([change for _, change in ordered], work.reader)
    return (*_field_changes(old, new, work), *told)


class _Work(NamedTuple):
    allowance: Allowance
    reader: Reader

    def runs(self, old: str, new: str) -> tuple[Run, ...]:
        return compare_words(old, new, self.allowance, self.reader)


def edited(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes without what was kept."""
    return tuple(change for change in changes if change.kind is not ChangeKind.KEPT)


def _field_changes(old: Article, new: Article, work: _Work) -> Iterator[Change]:
    for (field, before), (_, after) in zip(fields(old), fields(new), strict=True):
        if before.strip() or after.strip():
            yield _told(field, before, after, work)


def _told(field: Field, old: str, new: str, work: _Work) -> Change:
    runs = work.runs(old, new)
    if all(run.kind is RunKind.KEPT for run in runs):
        kind = ChangeKind.KEPT
    elif old.strip() and new.strip():
        kind = ChangeKind.CHANGED
    else:
        kind = ChangeKind.REMOVED if old.strip() else ChangeKind.ADDED
    return Change(kind=kind, field=field, old=old, new=new, runs=runs)


_Place = tuple[int, int, int]


def _block_changes(old: Article, new: Article, work: _Work) -> Iterator[tuple[_Place, Change]]:
    """Yield each change of a block or link, with where it is read: by its place in the new article."""
    told: list[Change] = []
    notes = _notes(old) | _notes(new)
    for before, after in zip(streams(old), streams(new), strict=True):
        found = tie([text for _, text in before], [text for _, text in after], notes, work.reader)
        told += [_block_change(t, before, after, old, new, work) for t in found]
    stays = {
        c.old_at[-1]: c.new_at[-1] for c in told if c.old_at and c.new_at and c.kind is not ChangeKind.MOVED
    }
    behind = _behind(stays, len(old.blocks))
    for change in told:
        at = (change.new_at[0], 0, 0) if change.new_at else (behind[change.old_at[0]], 1, change.old_at[0])
        yield at, change
        for number, link in enumerate(link_changes(old.blocks, new.blocks, change.old_at, change.new_at), 1):
            yield (at[0], 0, number), link


def _notes(article: Article) -> frozenset[str]:
    return frozenset(block.text for block in article.blocks if block.kind is BlockKind.NOTE)


def _behind(stays: dict[int, int], count: int) -> list[int]:
    """Return of each old place the new place of the nearest block before it that stayed; -1 for none."""
    behind, last = [], -1
    for place in range(count):
        behind.append(last)
        last = stays.get(place, last)
    return behind


def _block_change(t: Tie, before: Texts, after: Texts, old: Article, new: Article, work: _Work) -> Change:
    was = "\n".join([before[i][1] for i in t.old])
    now = "\n".join([after[j][1] for j in t.new])
    old_at = tuple([place for i in t.old for place in before[i][0]])
    new_at = tuple([place for j in t.new for place in after[j][0]])
    return Change(
        kind=_kind(t),
        field=_field([new.blocks[j] for j in new_at], [old.blocks[i] for i in old_at]),
        old=was,
        new=now,
        runs=_block_runs(t, was, now, work),
        old_at=old_at,
        new_at=new_at,
    )


def _block_runs(t: Tie, before: str, after: str, work: _Work) -> tuple[Run, ...]:
    if t.same:
        return (Run(kind=RunKind.KEPT, old=before, new=after),)
    if not t.new:
        return (Run(kind=RunKind.REMOVED, old=before, new=""),)
    if not t.old:
        return (Run(kind=RunKind.ADDED, old="", new=after),)
    return work.runs(before, after)


def _field(new: list[Block], old: list[Block]) -> Field:
    told = [block_field(block) for block in (new + old)]
    return Field.NOTE if Field.NOTE in told else told[0]


def _kind(t: Tie) -> ChangeKind:
    if not t.new:
        return ChangeKind.REMOVED
    if not t.old:
        return ChangeKind.ADDED
    if t.moved:
        return ChangeKind.MOVED
    if len(t.new) > 1:
        return ChangeKind.SPLIT
    if len(t.old) > 1:
        return ChangeKind.MERGED
    return ChangeKind.KEPT if t.same else ChangeKind.CHANGED
