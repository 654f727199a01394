"""Which sentences are no reporting but notes on the article: corrections, update lines (pure)."""

from enum import StrEnum

from monitor.flags.reading.language import Language, language
from storage.text import comparison_form

_LONGEST = 2_000  # characters of a note
_UPDATE_LINE = 160  # characters of a line that only says when


class NoteKind(StrEnum):
    """What a note says."""

    CORRECTION = "correction"
    UPDATE = "update"
    OTHER = "other"  # of another article, or an editor's note that corrects nothing


def note_kind(text: str, tongue: Language) -> NoteKind | None:
    """Return which note `text` is, None if it is none; English ones are known in every language."""
    form = comparison_form(text[:_LONGEST]).lower()
    for spoken in dict.fromkeys((tongue.name, "en")):
        if kind := _kind(form, language(spoken)):
            return kind
    return None


def _kind(form: str, tongue: Language) -> NoteKind | None:
    notes = tongue.notes
    about_this = notes["about_this"].search(form)
    if notes["correction"].search(form):
        return NoteKind.OTHER if notes["about_other"].search(form) and not about_this else NoteKind.CORRECTION
    if notes["editor"].search(form):
        other = notes["about_other"].search(form) and not about_this
        return NoteKind.CORRECTION if notes["correcting"].search(form) and not other else NoteKind.OTHER
    if notes["update"].search(form) and len(form) <= _UPDATE_LINE:
        return NoteKind.UPDATE
    return None
