"""An edit as JSON, as `changes.schema.json` beside this file describes it (pure)."""

import json
from collections.abc import Iterable
from typing import Any

from monitor.render.regrouped import regrouped
from storage.model import Change, ChangeKind

SCHEMA = "stet-changes/1"


def render(changes: Iterable[Change], *, whole: bool = False, indent: int | None = 2) -> str:
    """Return the changes as one JSON object; with `whole` what was kept too."""
    return json.dumps(document(changes, whole=whole), ensure_ascii=False, indent=indent)


def document(changes: Iterable[Change], *, whole: bool = False) -> dict[str, Any]:
    """Return the same as plain values that JSON can hold; `stet diff --json` adds severity and flags."""
    told = [_told(change) for change in changes if whole or change.kind is not ChangeKind.KEPT]
    return {"schema": SCHEMA, "changes": told}


def _told(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "field": change.field.value,
        "old": change.old,
        "new": change.new,
        "old_at": list(change.old_at),
        "new_at": list(change.new_at),
        "sentences": [told.value for told in regrouped(change)],
        "runs": [
            {"kind": run.kind.value, "moved": run.moved, "old": run.old, "new": run.new}
            for run in change.runs
        ],
    }
