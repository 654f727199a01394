"""What shows that an article said what it said: addresses, times, digests, versions of rules."""

from dataclasses import dataclass

from monitor.service import EditView
from storage.archive import Archive
from storage.asked import EditFilter
from storage.model import Capture, Edit, Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One side of an edit."""

    side: str  #: before, after
    revision: Revision
    capture: Capture  #: the first that saw the revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A revision on a page's timeline."""

    revision: Revision
    edit_id: int | None  #: that brought it; None of the first
    words: int  #: how many the edit took or gave
    level: int  #: the same on a scale from 0 to LEVELS


LEVELS = 8


def proofs(archive: Archive, view: EditView) -> tuple[Proof, Proof]:
    """Return what shows both sides of an edit; raises NotFound."""
    sides = (("before", view.old_revision), ("after", view.new_revision))
    before, after = (
        Proof(side=side, revision=revision, capture=archive.capture(revision.first_capture_id))
        for side, revision in sides
    )
    return before, after


def timeline(archive: Archive, page_id: int) -> list[Mark]:
    """Return a page's revisions, oldest first, with how much each of them changed."""
    lines = archive.edits(EditFilter(page_id=page_id, by_time=True))
    changed = {line.new_number: (line.id, line.words_removed + line.words_added) for line in lines}
    most = max((count for _, count in changed.values()), default=0)
    marks = []
    for revision in archive.revisions(page_id):
        edit_id, count = changed.get(revision.number, (None, 0))
        level = -(-LEVELS * count // most) if most else 0
        marks.append(Mark(revision=revision, edit_id=edit_id, words=count, level=level))
    return marks


def around(marks: list[Mark], numbers: tuple[int, int], reach: int = 3) -> list[Mark]:
    """Return the revisions of these numbers and some to both sides."""
    return [mark for mark in marks if numbers[0] - reach <= mark.revision.number <= numbers[1] + reach]


def rule_versions(edit: Edit) -> list[str]:
    """Return name and version of each rule that raised a flag."""
    return [f"{flag.name} {flag.version}" for flag in edit.flags]
