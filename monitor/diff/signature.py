"""Which edits are the same on several pages: copies of one agency's text are grouped by it (pure)."""

import json
from collections.abc import Iterable

from storage.model import Change, ChangeKind, Field, RunKind
from storage.text import comparison_form, sha256

_WORDED = (Field.HEADLINE, Field.STANDFIRST, Field.BODY, Field.NOTE, Field.CAPTION)
_AROUND = 40  # characters kept on either side: "five" → "six" alone is many an edit


def signature(changes: Iterable[Change]) -> str:
    """Return the SHA-256 of the words that went and came and of those beside them; "" where none did.

    Law: two edits have one signature if the same words went and came in the same order between the same
    words, in comparison form, wherever they stand.
    """
    told = [
        _told(change)
        for change in changes
        if change.kind is not ChangeKind.KEPT and change.field in _WORDED and (change.removed or change.added)
    ]
    return sha256(json.dumps(told).encode()) if told else ""


def _told(change: Change) -> list[list[str]]:
    """Return the runs of a change, of those kept only what stands beside the others."""
    last = len(change.runs) - 1
    told = []
    for place, run in enumerate(change.runs):
        text = comparison_form(run.new or run.old)
        if run.kind is RunKind.KEPT:
            before, after = text[-_AROUND:] if place < last else "", text[:_AROUND] if place else ""
            told.append([before, after])
        else:
            told.append([run.kind.value, text])
    return told
