"""A standfirst whose words are body text on the other side: the same text under another field (pure).

Sites change their markup, and what is read as standfirst in one revision is the first paragraph in the next.
Both ways of telling it are tried: the standfirsts compared with each other, apart from the bodies; and each
as the first text of its body. The second is told only where far fewer words went and came by it.
"""

from collections.abc import Iterable, Sequence

from monitor.diff.compared import STANDFIRST, Texts
from monitor.diff.told import Both, field_change, text_changes
from storage.model import Change, ChangeKind, Field

# Characters that went and came above which nothing is tried: so much is a long article rewritten from end to
# end. Bounds what a page costs (bench_diff, "standfirst replaced").
_MOST = 30_000


def with_standfirst(
    both: Both, before: Texts, after: Texts, light: frozenset[str], apart: list[Change]
) -> list[Change]:
    """Return what became of both standfirsts and of the texts, which compared apart have the changes `apart`.

    Where a text is standfirst on one side and body on the other, its change holds the place STANDFIRST, is
    told under the field of the new side, and is kept if its words are and no paragraph stands before it. This
    is done where it spares as many characters as the standfirst has; told apart they would count twice.
    """
    was, now = both.old.standfirst, both.new.standfirst
    straight = [*_field(was, now, both), *apart]
    form, told = both.work.reader.form, _told(straight)
    if form(was) == form(now) or not _may_cross(was, now, apart) or told > _MOST:
        return straight
    both.work.begin_again()
    across = _across(both, before, after, light)
    crossing = [change for change in across if crosses(change)]
    size = sum(_size(change, was, now) for change in crossing)
    return across if crossing and told - _told(across) >= size else straight


def _size(change: Change, was: str, now: str) -> int:
    """Return how many characters of standfirst are body text on the other side."""
    return abs(len(was) * (STANDFIRST in change.old_at) - len(now) * (STANDFIRST in change.new_at))


def crosses(change: Change) -> bool:
    """Return whether a change tells of a standfirst that is body text on the other side."""
    return STANDFIRST in (*change.old_at, *change.new_at)


def _may_cross(was: str, now: str, apart: Iterable[Change]) -> bool:
    """Whether there is a standfirst, and words in the other body that it may be."""
    return any((was and change.added) or (now and change.removed) for change in apart)


def _across(both: Both, before: Texts, after: Texts, light: frozenset[str]) -> list[Change]:
    was, now = both.old.standfirst, both.new.standfirst
    first, second = _headed(was, before, both), _headed(now, after, both)
    found = text_changes(first, second, light | {was, now}, both)
    crossing = [change for change in found if crosses(change) and _is_of_blocks(change)]
    left = "" if any(STANDFIRST in change.old_at for change in crossing) else was
    came = "" if any(STANDFIRST in change.new_at for change in crossing) else now
    told = [change for change in found if not crosses(change)]
    return [*_field(left, came, both), *crossing, *told]


def _is_of_blocks(change: Change) -> bool:
    """Whether a standfirst has other texts on the other side, and not only the other standfirst."""
    return bool(change.old_at and change.new_at) and (change.old_at, change.new_at) != (
        (STANDFIRST,),
        (STANDFIRST,),
    )


def _headed(standfirst: str, texts: Texts, both: Both) -> Texts:
    return [((STANDFIRST,), standfirst), *texts] if both.work.reader.form(standfirst) else texts


def _field(old: str, new: str, both: Both) -> list[Change]:
    if not old.strip() and not new.strip():
        return []
    return [field_change(Field.STANDFIRST, old, new, both.work)]


def _told(changes: Sequence[Change]) -> int:
    """Return how many characters went and came."""
    edits = [change for change in changes if change.kind is not ChangeKind.KEPT]
    return sum(len(change.removed) + len(change.added) for change in edits)
