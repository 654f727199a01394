"""The changes between two articles: paragraphs, then words (pure, no clock, bounded work).

diff(old, new)    every change, with what was kept, in reading order
edited(changes)   the same without what was kept
digest(article)   of all that is compared: where digest(a) == digest(b), nothing was edited
signature(changes)    of the words that went and came: edits of syndicated copies share it
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from monitor.diff.captions import with_captions
from monitor.diff.compared import STANDFIRST, digest, fields, shows, streams
from monitor.diff.links import link_changes
from monitor.diff.moved_sentences import with_moved_sentences
from monitor.diff.signature import signature
from monitor.diff.standfirst import crosses, with_standfirst
from monitor.diff.told import Both, Work, field_change, text_changes
from storage.model import Article, BlockKind, Change, ChangeKind, Field

__all__ = ["diff", "digest", "edited", "signature"]


def diff(old: Article, new: Article) -> tuple[Change, ...]:
    """Return every change from `old` to `new`, what was kept among them, in reading order.

    What is compared: headline, standfirst, byline, publication (as JSON-LD or meta states it), correction,
    blocks with their links' targets. A block's kind is no change, nor the order of captions, nor that a text
    is standfirst or caption on one side and body on the other. A sentence that stands elsewhere now is marked
    in its runs. Laws: the runs of a change rebuild its two texts; every block with words is in one change of
    either side; the same input gives the same output.
    """
    both = Both(old, new, Work())
    told = _text_changes(both)
    heads = [change for change in told if _heads(change)]
    blocks = [change for change in told if not _heads(change)]
    ordered = [change for _, change in sorted(_placed(blocks, both), key=itemgetter(0))]
    marked = with_moved_sentences([*heads, *ordered], both.work.reader)
    return (*_field_changes(both, marked[: len(heads)]), *marked[len(heads) :])


def _heads(change: Change) -> bool:
    """Whether a change is read above the body: of a standfirst, by the new article if it has one there."""
    return change.new_at[:1] == (STANDFIRST,) or not (change.old_at or change.new_at)


def edited(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes without what was kept."""
    return tuple(change for change in changes if change.kind is not ChangeKind.KEPT)


def _field_changes(both: Both, standfirst: Iterable[Change]) -> Iterator[Change]:
    for (field, was), (_, now) in zip(fields(both.old), fields(both.new), strict=True):
        if field is Field.STANDFIRST:
            yield from standfirst
            continue
        told = was, now
        if field is Field.NOTE and was != now:
            # A hidden correction that the other article shows is told by its block.
            told = _unless_shown(was, both.new), _unless_shown(now, both.old)
        if any(text.strip() for text in told):
            yield field_change(field, *told, both.work)


def _unless_shown(text: str, article: Article) -> str:
    return "" if shows(article, text) else text


def _text_changes(both: Both) -> list[Change]:
    """Return what became of standfirst, body, notes and captions."""
    light = _notes(both.old) | _notes(both.new)
    (before, captions), (after, new_captions) = streams(both.old), streams(both.new)
    apart = text_changes(before, after, light, both)
    told = with_standfirst(both, before, after, light, apart)
    return with_captions([*told, *text_changes(captions, new_captions, light, both)], both)


def _notes(article: Article) -> frozenset[str]:
    return frozenset(block.text for block in article.blocks if block.kind is BlockKind.NOTE)


_Place = tuple[int, int, int]


def _placed(told: Sequence[Change], both: Both) -> Iterator[tuple[_Place, Change]]:
    """Yield each change of a block or link, with where it is read: by its place in the new article."""
    old, new = both.old.blocks, both.new.blocks
    stays = {
        c.old_at[-1]: c.new_at[-1] for c in told if c.old_at and c.new_at and c.kind is not ChangeKind.MOVED
    }
    behind = _behind(stays, len(old))
    for change in told:
        at = (change.new_at[0], 0, 0) if change.new_at else (behind[change.old_at[0]], 1, change.old_at[0])
        yield at, change
        if not crosses(change):
            for number, link in enumerate(link_changes(old, new, change.old_at, change.new_at), 1):
                yield (at[0], 0, number), link


def _behind(stays: dict[int, int], count: int) -> list[int]:
    """Return of each old place the new place of the nearest block before it that stayed; -1 for none."""
    behind, last = [], -1
    for place in range(count):
        behind.append(last)
        last = stays.get(place, last)
    return behind
