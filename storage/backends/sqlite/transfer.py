"""Facts on their way from one SQLite archive to another."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from storage.backends.sqlite.base import Base
from storage.backends.sqlite.connection import meaning
from storage.backends.sqlite.rows import capture_from, text
from storage.errors import NotFound
from storage.model import Capture, Review


class Transfer(Base):
    """Transfer: see `storage.archive.Archive`."""

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """Read in this block as everything stood at its beginning."""
        with meaning():
            self._db.conn.execute("BEGIN")
        try:
            yield
        finally:
            self._db.conn.rollback()

    def every_capture(self, since: datetime | None = None) -> Iterator[Capture]:
        """Yield the captures of all pages, or those since a time, as they were stored."""
        late = "" if since is None else "WHERE received_at >= :since"
        sql = f"SELECT * FROM captures {late} ORDER BY id"  # noqa: S608 - words of ours
        yield from map(capture_from, self._rows(sql, {"since": text(since)}))

    def capture_of(self, page_id: int, requested_at: datetime, received_at: datetime) -> Capture:
        """Return the capture of a page that was made at these times."""
        row = self._row(
            "SELECT * FROM captures WHERE page_id = ? AND requested_at = ? AND received_at = ?",
            (page_id, text(requested_at), text(received_at)),
        )
        if row is None:
            raise NotFound(f"page {page_id} has no capture of that time: `stet history {page_id}` lists them")
        return capture_from(row)

    def restore_review(self, review: Review) -> bool:
        """Keep a review that was made in another archive; tell whether it is new."""
        row = {"edit_id": review.edit_id, "verdict": str(review.verdict), "note": review.note}
        row |= {"reviewer": review.reviewer, "at": text(review.at)}
        with self._writing():
            if self._row("SELECT 1 FROM captures WHERE id = ?", (review.edit_id,)) is None:
                raise NotFound(f"there is no capture {review.edit_id} that a review could be of")
            same = " AND ".join(f"{name} = :{name}" for name in row)
            if self._row(f"SELECT 1 FROM reviews WHERE {same}", row):  # noqa: S608 - columns of ours
                return False
            self._insert("reviews", row)
        return True
