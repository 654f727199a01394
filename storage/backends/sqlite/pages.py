"""Pages in SQLite."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from storage.asked import PageFilter, SiteLine
from storage.backends.sqlite.base import Base
from storage.backends.sqlite.rows import Row, page_from, page_to, site_line_from, text
from storage.codec import time_from_text
from storage.errors import NotFound
from storage.model import Page, PageState


def not_found(page_id: int) -> NotFound:
    """Return the error of a page that is not there."""
    return NotFound(f"there is no page {page_id}: `stet pages` lists them")


class Pages(Base):
    """Pages: see `storage.archive.Archive`."""

    def add_page(self, url: str, site: str, now: datetime) -> Page:
        """Put an address under watch."""
        with self._writing():
            found = self._row("SELECT * FROM pages WHERE url = ?", (url,))
            if found:
                return page_from(found)
            page = Page(id=0, url=url, site=site, state=PageState.WATCHED, added_at=now, next_visit_at=now)
            row = page_to(page)
            del row["id"]
            return self.page(self._insert("pages", row))

    def page(self, page_id: int) -> Page:
        """Return a page."""
        row = self._row("SELECT * FROM pages WHERE id = ?", (page_id,))
        if row is None:
            raise not_found(page_id)
        return page_from(row)

    def pages_of(self, page_ids: Iterable[int]) -> list[Page]:
        """Return these pages, in this order."""
        wanted = list(page_ids)
        rows = self._rows(
            "SELECT * FROM pages WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(wanted),)
        )
        found = {row["id"]: page_from(row) for row in rows}
        return [found[page_id] for page_id in wanted if page_id in found]

    def page_at(self, url: str) -> Page:
        """Return the page of exactly this address."""
        row = self._row("SELECT * FROM pages WHERE url = ?", (url,))
        if row is None:
            raise NotFound(f"{url} is not under watch: `stet watch` puts it there")
        return page_from(row)

    def page_ids(self) -> Iterator[int]:
        """Yield the ids of all pages."""
        yield from (page_id for (page_id,) in self._tuples("SELECT id FROM pages ORDER BY id"))

    def pages(self, wanted: PageFilter) -> Iterator[Page]:
        """Yield pages."""
        values: Row = {
            "site": wanted.site,
            "state": wanted.state and str(wanted.state),
            "due_at": text(wanted.due_at),
            "limit": -1 if wanted.limit is None else wanted.limit,
        }
        conditions = ["1"]
        if wanted.site is not None:
            conditions.append("site = :site")
        if wanted.state is not None:
            conditions.append("state = :state")
        if wanted.due_at is not None:
            conditions.append("state != 'paused' AND next_visit_at <= :due_at")
        order = "id" if wanted.due_at is None else "next_visit_at, id"
        sql = f"SELECT * FROM pages WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT :limit"  # noqa: S608
        yield from map(page_from, self._rows(sql, values))

    def failing_for(self, reason: str, limit: int) -> list[tuple[Page, datetime]]:
        """Return the pages that failed last for a reason, each with since when."""
        rows = self._rows(
            """SELECT *, coalesce(
                 (SELECT received_at FROM captures AS c WHERE c.page_id = pages.id AND c.id > coalesce(
                    (SELECT id FROM captures AS b WHERE b.page_id = pages.id AND b.reason != :reason
                     ORDER BY id DESC LIMIT 1), 0)
                  ORDER BY id LIMIT 1), last_visit_at, added_at) AS failing_since
               FROM pages WHERE reason = :reason AND state IN ('watched', 'gone') ORDER BY id LIMIT :limit""",
            {"reason": reason, "limit": limit},
        )
        return [(page_from(row), time_from_text(row["failing_since"])) for row in rows]

    def sites(self) -> list[SiteLine]:
        """Return the sites that have pages."""
        return [site_line_from(row) for row in self._rows("SELECT * FROM sites ORDER BY site")]

    def set_state(self, page_id: int, state: PageState, next_visit_at: datetime | None) -> None:
        """Watch, pause or retire a page."""
        with self._writing():
            page = self.page(page_id)
            same_as = page.same_as if state is PageState.SAME or page.same_as == page_id else None
            self._run(
                "UPDATE pages SET state = ?, next_visit_at = ?, same_as = ? WHERE id = ?",
                (str(state), text(next_visit_at), same_as, page.id),
            )

    def set_apart(self, page_id: int, now: datetime) -> None:
        """Watch a page by itself."""
        with self._writing():
            self.set_state(page_id, PageState.WATCHED, now)
            self._run("UPDATE pages SET same_as = id WHERE id = ?", (page_id,))

    def pages_at(self, place: str, limit: int) -> list[Page]:
        """Return the pages last found at a place."""
        rows = self._rows(
            """SELECT * FROM pages WHERE place = ? AND place != '' AND same_as IS NULL
                 AND state IN ('watched', 'paused') ORDER BY id LIMIT ?""",
            (place, limit),
        )
        return list(map(page_from, rows))

    def tried(self, site: str, limit: int) -> list[tuple[str, bool]]:
        """Return a site's newest pages that were visited, with whether an article was read."""
        rows = self._rows(
            """SELECT url, body_sha256 != '' AS read FROM
                 (SELECT id, url, body_sha256 FROM pages WHERE site = ? ORDER BY id DESC LIMIT ?) AS newest
               WHERE body_sha256 != '' OR EXISTS
                 (SELECT 1 FROM captures WHERE page_id = newest.id AND outcome = 'set_aside')
               ORDER BY id DESC""",
            (site, limit),
        )
        return [(row["url"], bool(row["read"])) for row in rows]

    def forget(self, page_id: int) -> None:
        """Take a page and all that was kept of it out of the archive."""
        with self._writing():
            self.page(page_id)
            self._run(
                "DELETE FROM reviews WHERE edit_id IN (SELECT id FROM captures WHERE page_id = ?)", (page_id,)
            )
            self._drop_derived(page_id)
            self._run("DELETE FROM captures WHERE page_id = ?", (page_id,))
            self._drop_bodies(page_id)
            self._run(
                "UPDATE pages SET state = 'paused', same_as = NULL, next_visit_at = NULL WHERE same_as = ?",
                (page_id,),
            )
            self._run("DELETE FROM pages WHERE id = ?", (page_id,))

    def _drop_derived(self, page_id: int) -> None:
        for table in ("flags", "changes"):
            sql = f"DELETE FROM {table} WHERE edit_id IN (SELECT id FROM edits WHERE page_id = ?)"  # noqa: S608
            self._run(sql, (page_id,))
        for table in ("edits", "revisions", "snapshots"):
            self._run(f"DELETE FROM {table} WHERE page_id = ?", (page_id,))  # noqa: S608

    def _drop_bodies(self, page_id: int) -> None:
        """Delete the page's bodies that no other page's capture, and no body still wanted, needs."""
        unneeded = """
            page_id = ? AND sha256 NOT IN (SELECT body_sha256 FROM captures WHERE body_sha256 IS NOT NULL)
            AND sha256 NOT IN (SELECT keyframe FROM bodies WHERE keyframe IS NOT NULL)"""
        while self._run(f"DELETE FROM bodies WHERE {unneeded}", (page_id,)):  # noqa: S608
            continue  # a keyframe is free once its patches went
        # What stays, stays for another page: it is that page's from now on.
        self._run(
            """UPDATE bodies SET page_id = coalesce(
                 (SELECT page_id FROM captures WHERE body_sha256 = bodies.sha256 LIMIT 1),
                 (SELECT c.page_id FROM bodies AS b JOIN captures AS c ON c.body_sha256 = b.sha256
                  WHERE b.keyframe = bodies.sha256 LIMIT 1))
               WHERE page_id = ?""",
            (page_id,),
        )
