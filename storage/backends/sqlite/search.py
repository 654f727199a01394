"""Search in SQLite: FTS5 over revisions and over the words that edits added or removed."""

from collections.abc import Iterator

from storage.asked import Hit, Where
from storage.backends.sqlite.base import Base
from storage.backends.sqlite.rows import Row, legible
from storage.codec import time_from_text
from storage.query import Query
from storage.text import squash

#: Ranking costs time for each candidate (34 ms a query at a million documents): so many are ranked.
CANDIDATES = 2000
#: Words around what was found.
EXCERPT_WORDS = 24
EXCERPT_CHARACTERS = 160

_REVISIONS = """
    SELECT pages.id AS page_id, pages.url, pages.site, snapshots.headline, revisions.number,
      NULL AS edit_id, revisions.first_seen, {excerpt} AS excerpt
    FROM {found} JOIN snapshots ON snapshots.id = found.rowid
    JOIN revisions ON revisions.snapshot_id = snapshots.id
    JOIN pages ON pages.id = revisions.page_id
    WHERE (:site IS NULL OR pages.site = :site) {contains}
    ORDER BY {order} revisions.first_seen DESC, pages.id LIMIT :limit"""

_EDITS = """
    SELECT inbox.page_id, inbox.url, inbox.site, inbox.headline, inbox.new_number AS number,
      inbox.id AS edit_id, inbox.seen_at AS first_seen, {excerpt} AS excerpt
    FROM {found} JOIN changes ON changes.id = found.rowid
    JOIN inbox ON inbox.id = changes.edit_id
    WHERE (:site IS NULL OR inbox.site = :site) {contains}
    ORDER BY {order} inbox.seen_at DESC, inbox.id LIMIT :limit"""


#: The query, the table, its column in the index, and what `contains` reads.
_PLANS = {
    Where.TEXT: (_REVISIONS, "snapshots", -1, "snapshots.headline || char(10) || snapshots.text"),
    Where.REMOVED: (_EDITS, "changes", 0, "changes.removed"),
    Where.ADDED: (_EDITS, "changes", 1, "changes.added"),
}


def _sql(query: Query, where: Where) -> str:
    select, table, column, whole = _PLANS[where]
    contains = "".join(f" AND instr({whole}, :text{n}) > 0" for n in range(len(query.contains)))
    if not query.match:
        found = f"(SELECT id AS rowid FROM {table}) AS found"  # noqa: S608 - a table of ours
        return select.format(found=found, order="", contains=contains, excerpt=whole)
    snippet = f"snippet({table}_fts, {column}, '', '', ' … ', {EXCERPT_WORDS})"
    found = f"""(SELECT rowid, rank AS best, {snippet} AS excerpt FROM {table}_fts
                 WHERE {table}_fts MATCH :match LIMIT {CANDIDATES}) AS found"""  # noqa: S608 - a table of ours
    return select.format(found=found, order="found.best,", contains=contains, excerpt="found.excerpt")


class Search(Base):
    """Search: see `storage.archive.Archive`."""

    def search(self, query: Query, where: Where, *, limit: int, site: str | None = None) -> Iterator[Hit]:
        """Yield revisions, or edits, that hold what is asked, best first."""
        match = query.match if where is Where.TEXT else query.match and f"{{{where}}} : ({query.match})"
        values: Row = {"match": match, "site": site, "limit": limit}
        values |= {f"text{n}": text for n, text in enumerate(query.contains)}
        for row in self._rows(_sql(query, where), values):
            excerpt = _around(row["excerpt"], query.contains)
            with legible(f"what was found of page {row['page_id']}"):
                hit = Hit(**{**row, "first_seen": time_from_text(row["first_seen"]), "excerpt": excerpt})
            yield hit


def _around(text: str, wanted: tuple[str, ...]) -> str:
    """Return the words around the first of the texts that are wanted."""
    at = max(0, text.find(wanted[0]) - EXCERPT_CHARACTERS // 4) if wanted else 0
    return squash(text[at : at + EXCERPT_CHARACTERS] if wanted else text)
