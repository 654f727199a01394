"""Rows ↔ records (pure)."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

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
T = TypeVar("T")


_ILLEGIBLE = (ValueError, KeyError, TypeError, AttributeError, BaseValidationError)
#: Characters that are told of what cannot be read.
_TOLD = 80


@contextmanager
def legible(what: str, advice: str = "run `stet rebuild`") -> Iterator[None]:
    """Raise Torn where the block finds that a row is none that was ever written; it can be made again."""
    try:
        yield
    except _ILLEGIBLE as error:
        raise Torn(f"{what} cannot be read ({type(error).__name__}): {advice}") from error


def fact(noun: str, name: str = "id") -> Callable[[Callable[[Row], T]], Callable[[Row], T]]:
    """Return a decorator of what reads a row of facts, which raises Torn where it was never written so.

    `name` is the column that tells one row of a `noun` from another. No fact can be built again.
    """

    def told(read: Callable[[Row], T]) -> Callable[[Row], T]:
        @wraps(read)
        def from_row(row: Row) -> T:
            try:
                return read(row)
            except _ILLEGIBLE as error:
                why = f"{type(error).__name__}: {error}"[:_TOLD]
                raise Torn(
                    f"{noun} {row.get(name)} cannot be read ({why}): if a newer Stet wrote it, update Stet, "
                    "else restore the archive from a backup"
                ) from error

        return from_row

    return told


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


@fact("page")
def page_from(row: Row) -> Page:
    """Return the page of a row of `pages`; raises Torn."""
    times = ("next_visit_at", "last_visit_at", "last_edit_at")
    return Page(
        **{
            **{name: row[name] for name in _PAGE},
            "state": PageState(row["state"]),
            "added_at": time_from_text(row["added_at"]),
            **{name: _time(row[name]) for name in times},
        }
    )


@fact("site", "site")
def site_line_from(row: Row) -> SiteLine:
    """Return the site of a row of the view `sites`; raises Torn."""
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


@fact("capture")
def capture_from(row: Row) -> Capture:
    """Return the capture of a row of `captures`; raises Torn."""
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
    """Return the revision of a row with REVISION_COLUMNS; raises Torn."""
    with legible(f"revision {row['number']} of page {row['page_id']}"):
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
    verdict = _verdict_from(row)
    with legible(f"edit {row['id']}"):
        return EditLine(
            **{
                **row,
                "seen_at": time_from_text(row["seen_at"]),
                "severity": Severity(row["severity"]),
                "flags": tuple((row["flags"] or "").split()),
                "verdict": verdict,
            }
        )


@fact("the review of edit")
def _verdict_from(row: Row) -> Verdict | None:
    return Verdict(row["verdict"]) if row["verdict"] else None


@fact("review")
def review_from(row: Row) -> Review:
    """Return the review of a row of `reviews`; raises Torn."""
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
