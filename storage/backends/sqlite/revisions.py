"""Revisions and snapshots in SQLite."""

from storage.backends.sqlite.base import Base
from storage.backends.sqlite.rows import REVISION_COLUMNS, revision_from, snapshot_from
from storage.errors import NotFound
from storage.model import Revision, Snapshot

_SELECT = f"""
    SELECT {REVISION_COLUMNS} FROM revisions LEFT JOIN snapshots ON snapshots.id = revisions.snapshot_id
    WHERE revisions.page_id = ?"""  # noqa: S608


class Revisions(Base):
    """Revisions: see `storage.archive.Archive`."""

    def revisions(self, page_id: int) -> list[Revision]:
        """Return the page's revisions, oldest first."""
        return [revision_from(row) for row in self._rows(f"{_SELECT} ORDER BY revisions.number", (page_id,))]

    def revision(self, page_id: int, number: int) -> Revision:
        """Return a revision."""
        row = self._row(f"{_SELECT} AND revisions.number = ?", (page_id, number))
        if row is None:
            raise NotFound(f"page {page_id} has no revision {number}: `stet history {page_id}` lists them")
        return revision_from(row)

    def snapshot(self, page_id: int, number: int) -> Snapshot:
        """Return what the article said in a revision."""
        row = self._row(
            """SELECT snapshots.article, snapshots.digest, snapshots.rules FROM revisions
               JOIN snapshots ON snapshots.id = revisions.snapshot_id
               WHERE revisions.page_id = ? AND revisions.number = ?""",
            (page_id, number),
        )
        if row is None:
            self.revision(page_id, number)
            raise NotFound(f"page {page_id} was gone in revision {number}: see the one before")
        return snapshot_from(row)
