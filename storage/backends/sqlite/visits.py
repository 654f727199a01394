"""Visits in SQLite: facts and what is derived of them, in one transaction."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager

from storage.backends.sqlite.bodies import Bodies
from storage.backends.sqlite.pages import Pages, not_found
from storage.backends.sqlite.revisit import Rates, rate_to
from storage.backends.sqlite.rows import (
    Row,
    capture_from,
    capture_to,
    change_to,
    edit_to,
    flag_to,
    page_to,
    text,
)
from storage.codec import to_json
from storage.errors import Conflict, NotFound
from storage.model import Capture, Edit, PageState, Snapshot, Step, Visit
from storage.sites import SiteRest


class Visits(Pages, Bodies, Rates):
    """Visits and captures: see `storage.archive.Archive`."""

    def together(self) -> AbstractContextManager[None]:
        """Write all of a block in one transaction."""
        return self._writing()

    def commit_visit(self, visit: Visit, rest: SiteRest | None = None) -> int:
        """Store one visit in one transaction."""
        with self._writing():
            self._update_page(visit)
            if visit.body is not None:
                self._store_body(visit.page.id, visit.capture.body_sha256, visit.body)
            capture_id = self._insert("captures", capture_to(visit.capture))
            self._derive(visit, capture_id)
            self._tell_the_same(visit)
            if visit.lesson is not None:
                self._keep_lesson(visit.lesson)
            if rest is not None:
                self._keep_rest(rest)
        return capture_id

    def replace_history(self, page_id: int, visits: Iterable[Visit]) -> None:
        """Put what these visits come to in place of all that is derived of a page."""
        with self._writing():
            self.page(page_id)
            self._drop_derived(page_id)
            for visit in visits:
                self._derive(visit, visit.capture.id)
                self._update_page(visit)

    def captures(self, page_id: int) -> Iterator[Capture]:
        """Yield the page's captures, oldest first."""
        rows = self._rows("SELECT * FROM captures WHERE page_id = ? ORDER BY id", (page_id,))
        yield from map(capture_from, rows)

    def capture(self, capture_id: int) -> Capture:
        """Return a capture."""
        row = self._row("SELECT * FROM captures WHERE id = ?", (capture_id,))
        if row is None:
            raise NotFound(f"there is no capture {capture_id}: `stet history PAGE` lists them")
        return capture_from(row)

    def capture_before(self, capture: Capture) -> Capture | None:
        """Return the visit to the same page before this one."""
        row = self._row(
            "SELECT * FROM captures WHERE page_id = ? AND id < ? ORDER BY id DESC LIMIT 1",
            (capture.page_id, capture.id),
        )
        return capture_from(row) if row else None

    def _update_page(self, visit: Visit) -> None:
        """Store the page as it is after a visit, with what the visit taught of it; raises NotFound."""
        row = page_to(visit.page)
        if visit.lesson is not None:
            row |= rate_to(visit.lesson.page)
        names = ", ".join(
            f"{name} = :{name}" for name in row if name not in ("id", "url", "site", "added_at")
        )
        if not self._run(f"UPDATE pages SET {names} WHERE id = :id", row):  # noqa: S608
            raise not_found(visit.page.id)

    def _tell_the_same(self, visit: Visit) -> None:
        """Let those that are the same as a page follow it, and be looked at where it is gone."""
        page = visit.page
        if page.state is PageState.SAME:
            self._run("UPDATE pages SET same_as = ? WHERE same_as = ?", (page.same_as, page.id))
        if visit.step is Step.GONE:
            self._run(
                "UPDATE pages SET next_visit_at = ? WHERE same_as = ? AND state = 'same'",
                (text(visit.capture.received_at), page.id),
            )

    def _derive(self, visit: Visit, capture_id: int) -> None:
        page_id = visit.page.id
        number = self._latest_number(page_id)
        if visit.reread:
            self._point_latest(page_id, self._snapshot_id(page_id, visit.reread))
        old_snapshot_id = self._latest_snapshot_id(page_id) if visit.edit else None
        if visit.step in (Step.ARTICLE, Step.GONE):
            if visit.edit and (visit.edit.old_number, visit.edit.new_number) != (number, number + 1):
                raise Conflict(f"page {page_id} has a newer revision: visit it again")
            self._insert("revisions", self._revision_row(visit, number + 1, capture_id))
        elif visit.step is Step.AGAIN:
            self._see_again(visit, number, capture_id)
        if visit.edit:
            new_snapshot_id = self._snapshot_id(page_id, visit.snapshot) if visit.snapshot else None
            compared = {"old_snapshot_id": old_snapshot_id, "new_snapshot_id": new_snapshot_id}
            self._insert_edit(visit.edit, capture_id, compared)

    def _latest_number(self, page_id: int) -> int:
        row = self._row("SELECT max(number) AS number FROM revisions WHERE page_id = ?", (page_id,))
        return (row and row["number"]) or 0

    def _revision_row(self, visit: Visit, number: int, capture_id: int) -> Row:
        return {
            "page_id": visit.page.id,
            "number": number,
            "gone": visit.step is Step.GONE,
            "snapshot_id": self._snapshot_id(visit.page.id, visit.snapshot) if visit.snapshot else None,
            "first_capture_id": capture_id,
            "last_capture_id": capture_id,
            "first_seen": text(visit.capture.received_at),
            "last_seen": text(visit.capture.received_at),
            "captures": 1,
        }

    def _see_again(self, visit: Visit, number: int, capture_id: int) -> None:
        values = (capture_id, text(visit.capture.received_at), visit.page.id, number)
        touched = self._run(
            """UPDATE revisions SET last_capture_id = ?, last_seen = ?, captures = captures + 1
               WHERE page_id = ? AND number = ?""",
            values,
        )
        if not touched:
            raise Conflict(f"page {visit.page.id} has no revision that could be seen again: visit it again")

    def _point_latest(self, page_id: int, snapshot_id: int) -> None:
        self._run(
            """UPDATE revisions SET snapshot_id = ? WHERE page_id = ? AND number =
                 (SELECT max(number) FROM revisions WHERE page_id = ? AND NOT gone)""",
            (snapshot_id, page_id, page_id),
        )

    def _latest_snapshot_id(self, page_id: int) -> int | None:
        row = self._row(
            "SELECT snapshot_id FROM revisions WHERE page_id = ? AND NOT gone ORDER BY number DESC LIMIT 1",
            (page_id,),
        )
        return row["snapshot_id"] if row else None

    def _snapshot_id(self, page_id: int, snapshot: Snapshot) -> int:
        key = (page_id, snapshot.digest, snapshot.rules)
        found = self._row("SELECT id FROM snapshots WHERE page_id = ? AND digest = ? AND rules = ?", key)
        if found:
            return int(found["id"])
        article = snapshot.article
        return self._insert(
            "snapshots",
            {
                "page_id": page_id,
                "digest": snapshot.digest,
                "rules": snapshot.rules,
                "headline": article.headline,
                "text": article.full_text(),
                "article": to_json(article),
            },
        )

    def _insert_edit(self, edit: Edit, capture_id: int, compared: Row) -> None:
        self._insert("edits", edit_to(edit, capture_id) | compared)
        for change in edit.changes:
            self._insert("changes", change_to(change, capture_id))
        for flag in edit.flags:
            self._insert("flags", flag_to(flag, capture_id))
