"""A caption whose words are body text on the other side: the same text under another kind (pure)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from monitor.diff.compared import Texts
from monitor.diff.told import Both, said, text_changes
from storage.model import Article, BlockKind, Change, ChangeKind, RunKind


def with_captions(told: Sequence[Change], both: Both) -> list[Change]:
    """Return the changes, each caption that was body text or became it in one change.

    Law: more than half of either text stands in the other word for word. Its place is not told: where a photo
    stands is no wording.
    """
    went = [change for change in told if change.kind is ChangeKind.REMOVED and len(change.old_at) == 1]
    came = [change for change in told if change.kind is ChangeKind.ADDED and len(change.new_at) == 1]
    pairs = [pair for caption_went in (True, False) for pair in _pairs(went, came, caption_went, both)]
    old_at, new_at = {pair.old_at for pair in pairs}, {pair.new_at for pair in pairs}
    rest = [
        change
        for change in told
        if not (change.kind is ChangeKind.REMOVED and change.old_at in old_at)
        and not (change.kind is ChangeKind.ADDED and change.new_at in new_at)
    ]
    return rest + pairs


def _pairs(
    went: Iterable[Change], came: Iterable[Change], caption_went: bool, both: Both
) -> Iterator[Change]:
    before: Texts = [(c.old_at, c.old) for c in went if _is_caption(both.old, c.old_at) is caption_went]
    after: Texts = [(c.new_at, c.new) for c in came if _is_caption(both.new, c.new_at) is not caption_went]
    if before and after:
        for change in text_changes(before, after, frozenset(), both):
            if len(change.old_at) == len(change.new_at) == 1 and _mostly_kept(change):
                yield replace(change, kind=said(change.runs))


def _is_caption(article: Article, at: tuple[int, ...]) -> bool:
    return article.blocks[at[0]].kind is BlockKind.CAPTION


def _mostly_kept(change: Change) -> bool:
    kept = sum(len(run.old) for run in change.runs if run.kind is RunKind.KEPT)
    return 2 * kept > max(len(change.old), len(change.new))
