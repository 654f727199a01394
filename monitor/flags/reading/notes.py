"""Which sentences are no reporting but notes on the article: corrections, update lines (pure)."""

import re
from enum import StrEnum

from monitor.flags.reading.language import Language, language
from storage.text import comparison_form

_QUOTED = re.compile(r'"[^"]{0,400}"')
_LONGEST = 2_000  # characters of a note
_COMPOSED = 600  # of one that carries no label
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


def _own(form: str, notes: dict[str, re.Pattern[str]]) -> bool:
    """Whether unquoted words say of this text, or of what its desk wrote, that it was wrong or was mended."""
    plain = _QUOTED.sub(" ", form)
    if not notes["mended"].search(plain):
        return False
    return bool(notes["of_this"].search(plain)) and not notes["about_other"].search(plain)


def _kind(form: str, tongue: Language) -> NoteKind | None:
    notes = tongue.notes
    about_this = notes["about_this"].search(form)
    if notes["correction"].search(form):
        return NoteKind.OTHER if notes["about_other"].search(form) and not about_this else NoteKind.CORRECTION
    if notes["editor"].search(form):
        other = notes["about_other"].search(form) and not about_this
        if notes["correcting"].search(form) and not other:
            return NoteKind.CORRECTION
        return NoteKind.UPDATE if _only_updates(form, notes) and not other else NoteKind.OTHER
    if len(form) <= _COMPOSED and _own(form, notes):
        return NoteKind.CORRECTION
    return NoteKind.UPDATE if _only_updates(form, notes) else None


def _only_updates(form: str, notes: dict[str, re.Pattern[str]]) -> bool:
    return len(form) <= _UPDATE_LINE and bool(notes["update"].search(form))
