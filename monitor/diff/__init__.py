"""The changes between two articles: paragraphs, then words (pure, no clock, bounded work).

diff(old, new)    every change, with what was kept, in reading order
edited(changes)   the same without what was kept
digest(article)   of all that is compared: digest(a) == digest(b) exactly where nothing was edited
"""

from collections.abc import Iterable, Iterator

from monitor.diff.blocks import Tie, tie
from monitor.diff.compared import Texts, block_field, block_text, digest, fields, streams
from monitor.diff.links import link_changes
from monitor.diff.words import Allowance, compare_words
from storage.model import Article, BlockKind, Change, ChangeKind, Field, Run, RunKind

__all__ = ["diff", "digest", "edited"]


def diff(old: Article, new: Article) -> tuple[Change, ...]:
    """Return every change from `old` to `new`, what was kept among them, in reading order.

    What is compared: headline, standfirst, byline, publication (as JSON-LD or meta states it), correction,
    blocks with their links' targets. A block's kind is no change. Laws: the runs of a change rebuild its two
    texts; every block with words is in one change of either side; the same input gives the same output.
    """
    allowance = Allowance()
    ordered = sorted(_block_changes(old, new, allowance), key=lambda placed: placed[0])
    return (*_field_changes(old, new, allowance), *(change for _, change in ordered))


def edited(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes without what was kept."""
    return tuple(change for change in changes if change.kind is not ChangeKind.KEPT)


def _field_changes(old: Article, new: Article, allowance: Allowance) -> Iterator[Change]:
    for (field, before), (_, after) in zip(fields(old), fields(new), strict=True):
        if before.strip() or after.strip():
            yield _told(field, before, after, allowance)


def _told(field: Field, old: str, new: str, allowance: Allowance) -> Change:
    runs = compare_words(old, new, allowance)
    if all(run.kind is RunKind.KEPT for run in runs):
        kind = ChangeKind.KEPT
    elif old.strip() and new.strip():
        kind = ChangeKind.CHANGED
    else:
        kind = ChangeKind.REMOVED if old.strip() else ChangeKind.ADDED
    return Change(kind=kind, field=field, old=old, new=new, runs=runs)


_Place = tuple[int, int, int]


def _block_changes(old: Article, new: Article, allowance: Allowance) -> Iterator[tuple[_Place, Change]]:
    """Yield each change of a block or link, with where it is read: by its place in the new article."""
    ties = []
    notes = _notes(old) | _notes(new)
    for before, after in zip(streams(old), streams(new), strict=True):
        found = tie([text for _, text in before], [text for _, text in after], notes)
        ties += [_placed(t, before, after) for t in found]
    stays = {t.old[-1]: t.new[-1] for t in ties if t.old and t.new and not t.moved}
    behind = _behind(stays, len(old.blocks))
    for t in ties:
        at = (t.new[0], 0, 0) if t.new else (behind[t.old[0]], 1, t.old[0])
        yield at, _block_change(t, old, new, allowance)
        for number, change in enumerate(link_changes(old.blocks, new.blocks, t.old, t.new), 1):
            yield (at[0], 0, number), change


def _notes(article: Article) -> frozenset[str]:
    return frozenset(block.text for block in article.blocks if block.kind is BlockKind.NOTE)


def _placed(t: Tie, before: Texts, after: Texts) -> Tie:
    return Tie(
        old=tuple(before[i][0] for i in t.old),
        new=tuple(after[j][0] for j in t.new),
        same=t.same,
        moved=t.moved,
    )


def _behind(stays: dict[int, int], count: int) -> list[int]:
    """Return of each old place the new place of the nearest block before it that stayed; -1 for none."""
    behind, last = [], -1
    for place in range(count):
        behind.append(last)
        last = stays.get(place, last)
    return behind


def _block_change(t: Tie, old: Article, new: Article, allowance: Allowance) -> Change:
    before = "\n".join(block_text(old.blocks[i]) for i in t.old)
    after = "\n".join(block_text(new.blocks[j]) for j in t.new)
    blocks = [*(new.blocks[j] for j in t.new), *(old.blocks[i] for i in t.old)]
    told = {block_field(block) for block in blocks}
    return Change(
        kind=_kind(t),
        field=Field.NOTE if Field.NOTE in told else block_field(blocks[0]),
        old=before,
        new=after,
        runs=(Run(kind=RunKind.KEPT, old=before, new=after),)
        if t.same
        else compare_words(before, after, allowance),
        old_at=t.old,
        new_at=t.new,
    )


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
