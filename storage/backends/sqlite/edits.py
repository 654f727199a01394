"""Edits and reviews in SQLite."""

from collections.abc import Iterator

from storage.asked import EditFilter, EditLine
from storage.backends.sqlite.base import Base
from storage.backends.sqlite.rows import (
    Row,
    edit_line_from,
    legible,
    review_from,
    snapshot_from,
    text,
)
from storage.codec import from_json, time_from_text
from storage.errors import Conflict, NotFound
from storage.model import Change, Edit, Evidence, Flag, Review, Severity, Snapshot


def _conditions(wanted: EditFilter) -> str:
    conditions = {
        "page_id = :page_id": wanted.page_id is not None,
        "site = :site": wanted.site is not None,
        "id IN (SELECT edit_id FROM flags WHERE name = :flag)": wanted.flag is not None,
        "severity >= :severity": wanted.severity is not None,
        "seen_at >= :since": wanted.since is not None,
        "seen_at < :until": wanted.until is not None,
        "verdict = :verdict": wanted.verdict is not None,
        "verdict IS NULL": wanted.unreviewed,
        "signature = :signature": wanted.signature is not None,
    }
    return " AND ".join(["1", *(sql for sql, holds in conditions.items() if holds)])


def _values(wanted: EditFilter) -> Row:
    return {
        "page_id": wanted.page_id,
        "site": wanted.site,
        "flag": wanted.flag,
        "severity": wanted.severity and int(wanted.severity),
        "since": text(wanted.since),
        "until": text(wanted.until),
        "verdict": wanted.verdict and str(wanted.verdict),
        "signature": wanted.signature,
        "limit": -1 if wanted.limit is None else wanted.limit,
        "offset": wanted.offset,
    }


# The times that a page has an edit are counted, so that no two of one page are taken for copies.
_LINES = """
  SELECT id, severity, seen_at, count(*) OVER same - 1 AS copies,
    row_number() OVER (same ORDER BY {order}) AS place
  FROM (SELECT id, severity, seen_at, signature,
          row_number() OVER (PARTITION BY signature, page_id ORDER BY id) AS time
        FROM inbox WHERE {conditions})
  WINDOW same AS (PARTITION BY signature, CASE signature WHEN '' THEN -id ELSE time END)"""


def _lines(wanted: EditFilter) -> str:
    """Return the query for what a list shows; what is put together are conditions and columns of ours."""
    lines = _LINES.format(order=_order(wanted), conditions=_conditions(wanted))
    return f"SELECT * FROM ({lines}) WHERE place = 1 OR NOT {int(wanted.grouped)}"  # noqa: S608


def _order(wanted: EditFilter) -> str:
    return "seen_at DESC, id DESC" if wanted.by_time else "severity DESC, seen_at DESC, id DESC"


class Edits(Base):
    """Edits and reviews: see `storage.archive.Archive`."""

    def edits(self, wanted: EditFilter) -> Iterator[EditLine]:
        """Yield edits."""
        order = _order(wanted)
        lines = f"{_lines(wanted)} ORDER BY {order} LIMIT :limit OFFSET :offset"
        sql = f"""SELECT inbox.*, lines.copies FROM ({lines}) AS lines JOIN inbox USING (id)
                  ORDER BY {", ".join(f"inbox.{term}" for term in order.split(", "))}"""  # noqa: S608
        yield from map(edit_line_from, self._rows(sql, _values(wanted)))

    def count_edits(self, wanted: EditFilter) -> int:
        """Return how many edits there are."""
        sql = f"SELECT count(*) AS n FROM ({_lines(wanted)})"  # noqa: S608
        row = self._row(sql, _values(wanted))
        return int(row["n"]) if row else 0

    def edit(self, edit_id: int) -> Edit:
        """Return an edit."""
        row = self._row("SELECT * FROM edits WHERE id = ?", (edit_id,))
        if row is None:
            raise NotFound(f"there is no edit {edit_id}: `stet edits` lists them")
        with legible(f"edit {edit_id}"):
            return self._whole(row)

    def _whole(self, row: Row) -> Edit:
        """Return the edit of a row of `edits`, with its changes and flags."""
        edit_id = row["id"]
        changes = self._rows("SELECT change FROM changes WHERE edit_id = ? ORDER BY id", (edit_id,))
        flags = self._rows(
            "SELECT name, version, evidence FROM flags WHERE edit_id = ? ORDER BY name", (edit_id,)
        )
        return Edit(
            id=edit_id,
            page_id=row["page_id"],
            old_number=row["old_number"],
            new_number=row["new_number"],
            seen_at=time_from_text(row["seen_at"]),
            changes=tuple(from_json(change["change"], Change) for change in changes),
            flags=tuple(
                Flag(**{**flag, "evidence": from_json(flag["evidence"], tuple[Evidence, ...])})
                for flag in flags
            ),
            severity=Severity(row["severity"]),
            signature=row["signature"],
        )

    def compared(self, edit_id: int) -> tuple[Snapshot | None, Snapshot | None]:
        """Return the two articles that were compared for an edit."""
        row = self._row("SELECT old_snapshot_id, new_snapshot_id FROM edits WHERE id = ?", (edit_id,))
        if row is None:
            raise NotFound(f"there is no edit {edit_id}: `stet edits` lists them")
        return self._snapshot(row["old_snapshot_id"]), self._snapshot(row["new_snapshot_id"])

    def _snapshot(self, snapshot_id: int | None) -> Snapshot | None:
        if snapshot_id is None:
            return None
        row = self._row("SELECT article, digest, rules FROM snapshots WHERE id = ?", (snapshot_id,))
        return snapshot_from(row) if row else None

    def add_review(self, review: Review, *, seen: int | None = None) -> Review:
        """Store a person's verdict on an edit."""
        with self._writing():
            self.edit(review.edit_id)
            there = self.reviews(review.edit_id)
            if seen is not None and len(there) > seen:
                raise Conflict(
                    f"{there[-1].reviewer or 'someone'} reviewed this edit meanwhile: read it again"
                )
            row = {"edit_id": review.edit_id, "verdict": str(review.verdict), "note": review.note}
            row |= {"reviewer": review.reviewer, "at": text(review.at)}
            self._insert("reviews", row)
            return self.reviews(review.edit_id)[-1]

    def reviews(self, edit_id: int) -> list[Review]:
        """Return the reviews of an edit, oldest first."""
        rows = self._rows("SELECT * FROM reviews WHERE edit_id = ? ORDER BY id", (edit_id,))
        return [review_from(row) for row in rows]
