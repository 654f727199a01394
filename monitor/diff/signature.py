"""Which edits are the same on several pages: copies of one agency's text are grouped by it (pure)."""

import json
from collections.abc import Iterable

from storage.model import Change, ChangeKind, Field
from storage.text import comparison_form, sha256

_WORDED = (Field.HEADLINE, Field.STANDFIRST, Field.BODY, Field.NOTE, Field.CAPTION)


def signature(changes: Iterable[Change]) -> str:
    """Return the SHA-256 of the words that went and came, wherever they stand; "" where none did.

    Law: two edits have one signature if the same words went and came in the same order, in comparison form.
    """
    told = [
        [comparison_form(change.removed), comparison_form(change.added)]
        for change in changes
        if change.kind is not ChangeKind.KEPT and change.field in _WORDED and (change.removed or change.added)
    ]
    return sha256(json.dumps(told).encode()) if told else ""
