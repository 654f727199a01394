"""The changes of an edit as parts of a page: numbered, both ends of a move, what was kept folded (pure)."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from markupsafe import Markup

from monitor.diff.compared import STANDFIRST
from monitor.render import Layout, html
from storage.model import Change, ChangeKind


class View(StrEnum):
    """How an edit is laid out."""

    INLINE = "inline"
    SIDE_BY_SIDE = "side-by-side"
    CHANGES = "changes"
    WHOLE = "whole"

    @property
    def label(self) -> str:
        """The same as it is read."""
        return {"side-by-side": "side by side", "changes": "changes only"}.get(self.value, self.value)


#: The body of a part that has none.
NOTHING = Markup()


class PartKind(StrEnum):
    """What a part of the page is."""

    CHANGE = "change"
    LEFT = "left"  # what stood here moved away
    KEPT = "kept"
    FOLDED = "folded"  # kept, and shown on demand
    PASSED = "passed"  # kept, and not shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One piece of the page."""

    kind: PartKind
    html: Markup = NOTHING
    count: int = 1  #: of changes
    place: str = ""  #: ¶3, or ¶3 → ¶5
    anchor: str = ""
    other: str = ""  #: anchor of a move's other end
    upwards: bool = False  #: whether the other end stands further up


@dataclass(frozen=True, slots=True)
class _Piece:
    """A change where it is read: a moved one twice, where it stood and where it stands."""

    change: Change
    number: int  #: of the change; 0 where kept
    left: bool = False
    upwards: bool = False

    @property
    def kept(self) -> bool:
        return self.change.kind is ChangeKind.KEPT


def parts(changes: Sequence[Change], view: View) -> list[Part]:
    """Return the page's parts in reading order; everything of an article is escaped."""
    layout = Layout.SIDE_BY_SIDE if view is View.SIDE_BY_SIDE else Layout.INLINE
    found: list[Part] = []
    for kept, run in groupby(_pieces(changes), key=lambda piece: piece.kept):
        pieces = list(run)
        if not kept:
            found += [_left(piece) if piece.left else _change(piece, layout) for piece in pieces]
        elif view is View.CHANGES:
            found.append(Part(kind=PartKind.PASSED, count=len(pieces)))
        else:
            told = _kept([piece.change for piece in pieces], layout)
            kind = PartKind.KEPT if view is View.WHOLE else PartKind.FOLDED
            found.append(Part(kind=kind, html=told, count=len(pieces)))
    return found


def _pieces(changes: Sequence[Change]) -> Iterator[_Piece]:
    """Yield every change, and each place that a moved one left, by the old article's order."""
    edits = (change for change in changes if change.kind is not ChangeKind.KEPT)
    numbers = {id(change): n for n, change in enumerate(edits, 1)}
    moved = (change for change in changes if change.kind is ChangeKind.MOVED and change.old_at)
    waiting = deque(sorted(moved, key=lambda change: change.old_at))
    told: set[int] = set()
    departed: set[int] = set()
    for change in (*changes, None):
        stays = change is not None and change.kind is not ChangeKind.MOVED and change.old_at
        while waiting and (change is None or (stays and waiting[0].old_at < change.old_at)):
            gone = waiting.popleft()
            departed.add(id(gone))
            yield _Piece(gone, numbers[id(gone)], left=True, upwards=id(gone) in told)
        if change is not None:
            told.add(id(change))
            yield _Piece(change, numbers.get(id(change), 0), upwards=id(change) in departed)


def _change(piece: _Piece, layout: Layout) -> Part:
    moved = piece.change.kind is ChangeKind.MOVED and piece.change.old_at
    return Part(
        kind=PartKind.CHANGE,
        html=_html([piece.change], layout),
        place=_place(piece.change),
        anchor=f"change-{piece.number}",
        other=f"left-{piece.number}" if moved else "",
        upwards=piece.upwards,
    )


def _left(piece: _Piece) -> Part:
    return Part(
        kind=PartKind.LEFT,
        place=_place(piece.change),
        anchor=f"left-{piece.number}",
        other=f"change-{piece.number}",
        upwards=piece.upwards,
    )


def _html(changes: Iterable[Change], layout: Layout) -> Markup:
    return Markup(html.render(changes, layout=layout, whole=True))  # noqa: S704 - it escapes what it is given


def _kept(changes: Sequence[Change], layout: Layout) -> Markup:
    """Return what was kept: fields with their names, paragraphs as they are read."""
    fields = [change for change in changes if not _numbers(change.new_at)]
    blocks = [change for change in changes if _numbers(change.new_at)]
    told = Markup("")
    for name, some in (("fields", fields), ("blocks", blocks)):
        if some:
            told += Markup('<div class="kept-{}">{}</div>').format(name, _html(some, layout))
    return told


def _place(change: Change) -> str:
    """Return which paragraphs a change is in: of the new article, and of the old where they moved."""
    old, new = _numbers(change.old_at), _numbers(change.new_at)
    if change.kind in (ChangeKind.MOVED, ChangeKind.SPLIT, ChangeKind.MERGED):
        return " → ".join(filter(None, (old, new)))
    return new or old


def _numbers(places: Sequence[int]) -> str:
    blocks = [place for place in places if place != STANDFIRST]
    if not blocks:
        return ""
    first, last = min(blocks) + 1, max(blocks) + 1
    return f"¶{first}" if first == last else f"¶{first}–{last}"
