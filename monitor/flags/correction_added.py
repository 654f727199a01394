"""A correction, clarification or editor's note about this article came; its text is the evidence.

A note about another article, a link to the corrections page, or a report on somebody's correction raises
nothing.
"""

from collections.abc import Iterator

from monitor.flags.reading import Reading
from monitor.flags.reading.notes import NoteKind, note_kind
from storage.model import Evidence, Field
from storage.text import comparison_form

VERSION = "4"


def evidence(reading: Reading) -> Iterator[Evidence]:
    """Yield each note that came or says more than it did."""
    shown = []
    for note in reading.notes:
        if note.kind is NoteKind.CORRECTION and note.new:
            shown.append(comparison_form(note.new))
            yield Evidence(where=note.where, old=note.old, new=note.new)
    for change in reading.of(Field.HEADLINE):
        if note_kind(change.new, reading.tongue) and not note_kind(change.old, reading.tongue):
            yield Evidence(where="headline", old=change.old, new=change.new)
    yield from _in_script(reading, shown)


def _in_script(reading: Reading, shown: list[str]) -> Iterator[Evidence]:
    """Tell schema.org's `correction` where the page shows none."""
    if reading.both is None:
        return
    old, new = (comparison_form(article.correction) for article in reading.both)
    told = any(new in text or text in new for text in shown)
    other = note_kind(reading.both[1].correction, reading.tongue) is NoteKind.OTHER
    if (
        new
        and new != old
        and not told
        and not other
        and new not in comparison_form(reading.both[0].body_text())
    ):
        yield Evidence(where="note", old=reading.both[0].correction, new=reading.both[1].correction)
