"""Rows ↔ records (pure)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from typing import Any

from cattrs.errors import BaseValidationError

from storage.asked import EditLine, SiteLine
from storage.codec import from_json, time_from_text, time_to_text, to_json
from storage.errors import Torn
from storage.model import (
    Article,
    Capture,
    Change,
    Edit,
    Flag,
    Outcome,
    Page,
    PageState,
    Review,
    Revision,
    Severity,
    Snapshot,
    Verdict,
)

Row = dict[str, Any]


@contextmanager
def legible(what: str) -> Iterator[None]:
    """Raise Torn where the block finds that a row is none that was ever written."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, BaseValidationError) as error:
        raise Torn(f"{what} cannot be read ({type(error).__name__}): run `stet rebuild`") from error


REVISION_COLUMNS = """
  revisions.page_id, revisions.number, revisions.gone, coalesce(snapshots.digest, '') AS digest,
  coalesce(snapshots.rules, '') AS rules, coalesce(snapshots.headline, '') AS headline,
  revisions.first_capture_id, revisions.last_capture_id, revisions.first_seen, revisions.last_seen,
  revisions.captures"""


def _time(text: str | None) -> datetime | None:
    return None if text is None else time_from_text(text)


def text(time: datetime | None) -> str | None:
    """Return a time as it is stored."""
    return None if time is None else time_to_text(time)


#: A row of `pages` holds more: what was learned of the page's edits.
_PAGE = tuple(field.name for field in fields(Page))


def page_from(row: Row) -> Page:
    """Return the page of a row of `pages`."""
    times = ("next_visit_at", "last_visit_at", "last_edit_at")
    return Page(
        **{
            **{name: row[name] for name in _PAGE},
            "state": PageState(row["state"]),
            "added_at": time_from_text(row["added_at"]),
            **{name: _time(row[name]) for name in times},
        }
    )


def site_line_from(row: Row) -> SiteLine:
    """Return the site of a row of the view `sites`."""
    return SiteLine(**{**row, **{name: _time(row[name]) for name in ("last_visit_at", "last_edit_at")}})


def page_to(page: Page) -> Row:
    """Return the row of `pages` for a page."""
    return {
        "id": page.id,
        "url": page.url,
        "site": page.site,
        "state": str(page.state),
        "added_at": text(page.added_at),
        "next_visit_at": text(page.next_visit_at),
        "last_visit_at": text(page.last_visit_at),
        "last_edit_at": text(page.last_edit_at),
        "etag": page.etag,
        "last_modified": page.last_modified,
        "body_sha256": page.body_sha256,
        "failures": page.failures,
        "missing": page.missing,
        "headline": page.headline,
        "reason": page.reason,
        "place": page.place,
        "same_as": page.same_as,
    }


def capture_from(row: Row) -> Capture:
    """Return the capture of a row of `captures`."""
    return Capture(
        **{
            **row,
            "requested_at": time_from_text(row["requested_at"]),
            "received_at": time_from_text(row["received_at"]),
            "outcome": Outcome(row["outcome"]),
            "headers": tuple((name, value) for name, value in json.loads(row["headers"])),
            "body_sha256": row["body_sha256"] or "",
        }
    )


def capture_to(capture: Capture) -> Row:
    """Return the row of `captures` for a capture that is not stored yet."""
    return {
        "page_id": capture.page_id,
        "requested_url": capture.requested_url,
        "final_url": capture.final_url,
        "requested_at": text(capture.requested_at),
        "received_at": text(capture.received_at),
        "outcome": str(capture.outcome),
        "reason": capture.reason,
        "status": capture.status,
        "headers": json.dumps(capture.headers, ensure_ascii=False),
        "body_sha256": capture.body_sha256 or None,
    }


def revision_from(row: Row) -> Revision:
    """Return the revision of a row with REVISION_COLUMNS."""
    return Revision(
        **{
            **row,
            "gone": bool(row["gone"]),
            "first_seen": time_from_text(row["first_seen"]),
            "last_seen": time_from_text(row["last_seen"]),
        }
    )


def snapshot_from(row: Row) -> Snapshot:
    """Return the snapshot of a row with article, digest and rules; raises Torn."""
    with legible("an article"):
        return Snapshot(article=from_json(row["article"], Article), digest=row["digest"], rules=row["rules"])


def edit_line_from(row: Row) -> EditLine:
    """Return the line of a row of the view `inbox`; raises Torn."""
    with legible(f"edit {row['id']}"):
        return EditLine(
            **{
                **row,
                "seen_at": time_from_text(row["seen_at"]),
                "severity": Severity(row["severity"]),
                "flags": tuple((row["flags"] or "").split()),
                "verdict": Verdict(row["verdict"]) if row["verdict"] else None,
            }
        )


def review_from(row: Row) -> Review:
    """Return the review of a row of `reviews`."""
    return Review(**{**row, "verdict": Verdict(row["verdict"]), "at": time_from_text(row["at"])})


def edit_to(edit: Edit, edit_id: int) -> Row:
    """Return the row of `edits` for an edit that is not stored yet."""
    return {
        "id": edit_id,
        "page_id": edit.page_id,
        "old_number": edit.old_number,
        "new_number": edit.new_number,
        "seen_at": text(edit.seen_at),
        "severity": int(edit.severity),
        "words_removed": sum(len(change.removed.split()) for change in edit.changes),
        "words_added": sum(len(change.added.split()) for change in edit.changes),
        "signature": edit.signature,
    }


def change_to(change: Change, edit_id: int) -> Row:
    """Return the row of `changes` for a change of an edit."""
    return {
        "edit_id": edit_id,
        "field": str(change.field),
        "kind": str(change.kind),
        "removed": change.removed,
        "added": change.added,
        "change": to_json(change),
    }


def flag_to(flag: Flag, edit_id: int) -> Row:
    """Return the row of `flags` for a flag of an edit."""
    return {
        "edit_id": edit_id,
        "name": flag.name,
        "version": flag.version,
        "evidence": to_json(flag.evidence),
    }
