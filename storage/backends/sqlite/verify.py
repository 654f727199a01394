"""Reading the whole archive again: what must hold, and does not."""

from collections.abc import Callable, Iterator

from storage.asked import Problem
from storage.backends.sqlite.bodies import Bodies
from storage.backends.sqlite.feeds import feed_from, find_from
from storage.backends.sqlite.learned import learned_from, line_verdict_from
from storage.backends.sqlite.rests import rest_from
from storage.backends.sqlite.rows import (
    Row,
    capture_from,
    change_to,
    legible,
    page_from,
    review_from,
    snapshot_from,
)
from storage.codec import from_json
from storage.errors import ArchiveError
from storage.model import Change

#: Each query yields one row a breach: where, what.
_LAWS = (
    """SELECT 'page ' || page_id, 'its revisions are numbered ' || group_concat(number) FROM
         (SELECT page_id, number FROM revisions ORDER BY page_id, number)
       GROUP BY page_id HAVING min(number) != 1 OR max(number) != count(*)""",
    """SELECT 'page ' || r.page_id, 'revision ' || r.number || ' has no edit that brought it'
       FROM revisions AS r LEFT JOIN edits AS e ON e.page_id = r.page_id AND e.new_number = r.number
       WHERE r.number > 1 AND (e.id IS NULL OR e.id != r.first_capture_id OR e.old_number != r.number - 1)""",
    """SELECT 'edit ' || e.id, 'it brings a first revision' FROM edits AS e WHERE e.new_number = 1""",
    """SELECT 'page ' || r.page_id, 'revision ' || r.number || ' names a capture of another page'
       FROM revisions AS r JOIN captures AS c ON c.id IN (r.first_capture_id, r.last_capture_id)
       WHERE c.page_id != r.page_id""",
    """SELECT 'page ' || r.page_id, 'revision ' || r.number || ' overlaps the one before'
       FROM revisions AS r
       JOIN revisions AS before ON before.page_id = r.page_id AND before.number = r.number - 1
       WHERE before.last_capture_id >= r.first_capture_id OR r.first_capture_id > r.last_capture_id""",
    # Rules that changed may read what was set aside, and set aside what was read: hence "at most".
    """SELECT 'page ' || page_id, 'revision ' || number || ' counts ' || counted || ' captures of ' || there
       FROM (SELECT r.page_id, r.number, r.captures AS counted,
               (SELECT count(*) FROM captures AS c WHERE c.page_id = r.page_id AND c.outcome != 'failed'
                AND c.id BETWEEN r.first_capture_id AND r.last_capture_id) AS there
             FROM revisions AS r)
       WHERE counted NOT BETWEEN 1 AND there""",
    """SELECT 'page ' || page_id, 'revision ' || number || ' says nothing, and is not marked as gone'
       FROM revisions WHERE (snapshot_id IS NULL) != gone""",
    """SELECT 'page ' || p.id, 'its newest body ' || p.body_sha256 || ' is of none of its captures'
       FROM pages AS p WHERE p.body_sha256 != '' AND NOT EXISTS
         (SELECT 1 FROM captures AS c WHERE c.page_id = p.id AND c.body_sha256 = p.body_sha256)""",
    """SELECT 'capture ' || max(id), 'it was stored ' || count(*) || ' times' FROM captures
       GROUP BY page_id, requested_at, received_at HAVING count(*) > 1""",
    """SELECT 'capture ' || id, 'it was read, and its body was not kept' FROM captures
       WHERE outcome IN ('read', 'same_bytes') AND body_sha256 IS NULL""",
    """SELECT 'body ' || sha256, 'its keyframe is a patch itself' FROM bodies
       WHERE keyframe IN (SELECT sha256 FROM bodies WHERE keyframe IS NOT NULL)""",
    # Exempt is what others are patches of: after `stet forget` it may be kept for them alone.
    """SELECT 'body ' || sha256, 'no visit to page ' || page_id || ', from which it came, names it'
       FROM bodies AS b WHERE sha256 NOT IN (SELECT keyframe FROM bodies WHERE keyframe IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM captures WHERE body_sha256 = b.sha256 AND page_id = b.page_id)""",
    # Two addresses may bring the same bytes; then the same rules read the same article in them.
    """SELECT 'page ' || r.page_id, 'revision ' || r.number || ' names the body of page ' || other.page_id
         || ', in which something else was read'
       FROM revisions AS r JOIN captures AS c ON c.id = r.first_capture_id
       JOIN bodies AS b ON b.sha256 = c.body_sha256 AND b.page_id != r.page_id
       JOIN captures AS there ON there.body_sha256 = b.sha256 AND there.page_id = b.page_id
       JOIN revisions AS other ON other.page_id = b.page_id AND other.first_capture_id = there.id
       JOIN snapshots AS ours ON ours.id = r.snapshot_id
       JOIN snapshots AS theirs ON theirs.id = other.snapshot_id AND theirs.rules = ours.rules
       WHERE ours.headline != theirs.headline AND ours.text != theirs.text""",
    """SELECT 'edit ' || e.id, 'it compares articles made by ' || old.rules || ' and ' || new.rules
       FROM edits AS e JOIN snapshots AS old ON old.id = e.old_snapshot_id
       JOIN snapshots AS new ON new.id = e.new_snapshot_id WHERE old.rules != new.rules""",
    """SELECT 'table ' || "table", 'row ' || coalesce(rowid, '?') || ' names a missing row of ' || parent
       FROM pragma_foreign_key_check""",
)
#: What a row is, which column tells it from others, what reads it, and all of them: facts first.
_ROWS: tuple[tuple[str, str, Callable[[Row], object], str], ...] = (
    ("page", "id", page_from, "SELECT * FROM pages ORDER BY id"),
    ("capture", "id", capture_from, "SELECT * FROM captures ORDER BY id"),
    ("review", "id", review_from, "SELECT * FROM reviews ORDER BY id"),
    ("feed", "id", feed_from, "SELECT * FROM feeds ORDER BY id"),
    ("find", "url", find_from, "SELECT *, '' AS site FROM finds ORDER BY feed_id, url"),
    ("line verdict", "id", line_verdict_from, "SELECT * FROM line_verdicts ORDER BY id"),
    ("learned lines", "site", learned_from, "SELECT * FROM learned ORDER BY site"),
    ("rest", "site", rest_from, "SELECT * FROM rests ORDER BY site"),
)


class Verify(Bodies):
    """Verification: see `storage.archive.Archive`."""

    def verify(self) -> Iterator[Problem]:
        """Read everything again, and yield what is not as it must be.

        The index of words is passed over in an archive that can only be read: FTS5 checks it by a write.
        """
        for row in self._rows("PRAGMA integrity_check"):
            if row["integrity_check"] != "ok":
                yield Problem(where="file", what=row["integrity_check"])
        for law in _LAWS:
            for row in self._rows(law):
                where, what = row.values()
                yield Problem(where=where, what=what)
        yield from self._torn_rows()
        yield from self._torn_bodies()
        yield from self._torn_articles()
        yield from self._torn_changes()
        read_only = self._row("PRAGMA query_only") == {"query_only": 1}
        for table in () if read_only else ("snapshots", "changes"):
            yield from self._torn_index(table)

    def _torn_rows(self) -> Iterator[Problem]:
        """Yield rows that say what this version of Stet does not know."""
        for noun, name, read, sql in _ROWS:
            for row in self._rows(sql):
                try:
                    read(row)
                except ArchiveError as error:
                    yield Problem(where=f"{noun} {row[name]}", what=str(error))

    def _torn_bodies(self) -> Iterator[Problem]:
        for row in self._rows("SELECT sha256, size FROM bodies ORDER BY rowid"):
            try:
                content = self.body(row["sha256"])
            except ArchiveError as error:
                yield Problem(where=f"body {row['sha256']}", what=str(error))
            else:
                if len(content) != row["size"]:
                    yield Problem(
                        where=f"body {row['sha256']}", what=f"has {len(content)} bytes, not {row['size']}"
                    )

    def _torn_articles(self) -> Iterator[Problem]:
        """Yield articles whose columns for people and for search are not theirs."""
        for row in self._rows("SELECT * FROM snapshots ORDER BY id"):
            where = f"snapshot {row['id']} of page {row['page_id']}"
            try:
                article = snapshot_from(row).article
            except ArchiveError as error:
                yield Problem(where=where, what=str(error))
            else:
                if (row["headline"], row["text"]) != (article.headline, article.full_text()):
                    yield Problem(
                        where=where, what="its headline or text is not its article's: run `stet rebuild`"
                    )

    def _torn_changes(self) -> Iterator[Problem]:
        """Yield changes whose columns for people and for search are not theirs."""
        for row in self._rows("SELECT * FROM changes ORDER BY id"):
            where = f"edit {row['edit_id']}"
            try:
                with legible("a change"):
                    told = change_to(from_json(row["change"], Change), row["edit_id"])
            except ArchiveError as error:
                yield Problem(where=where, what=str(error))
            else:
                if any(row[name] != told[name] for name in ("field", "kind", "removed", "added")):
                    yield Problem(where=where, what="words of a change are not its own: run `stet rebuild`")

    def _torn_index(self, table: str) -> Iterator[Problem]:
        try:
            with self._writing():
                self._run(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        except ArchiveError as error:
            yield Problem(where=f"search over {table}", what=f"{error}: run `stet rebuild`")
