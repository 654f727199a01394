"""What was learned of pages' edits, in SQLite."""

import json
from collections.abc import Iterable, Iterator

from storage.backends.sqlite.due import RATE, Due
from storage.backends.sqlite.rows import Row
from storage.codec import time_from_text
from storage.rates import Bin, Figures, Lesson, PageRate, Sight, SiteRate, Teacher

#: Visits that saw an article. Of a visit that brought no revision, the page tells since when it is watched.
_SIGHTS = """
SELECT captures.page_id, site, received_at, coalesce(
    (SELECT json_extract(claim.value, '$.at') FROM revisions JOIN snapshots ON snapshots.id = snapshot_id,
       json_each(article, '$.published') AS claim
     WHERE revisions.page_id = captures.page_id AND first_capture_id = captures.id
       AND json_extract(claim.value, '$.at') IS NOT NULL ORDER BY claim.key LIMIT 1), added_at),
  edits.id IS NOT NULL
FROM captures JOIN pages ON pages.id = captures.page_id LEFT JOIN edits ON edits.id = captures.id
WHERE outcome IN ('read', 'not_modified', 'same_bytes') ORDER BY captures.id"""
_LEARNING = """
CREATE TEMP TABLE learning (page_id INTEGER PRIMARY KEY, born REAL, seen REAL, alpha REAL, beta REAL,
  changed REAL)"""
#: A hint of a page that is learned of stays.
_LEARNED = (
    """UPDATE pages SET rate_born = 0, rate_seen = 0, rate_alpha = 0, rate_beta = 0, rate_changed = NULL,
         hinted = 0 WHERE rate_beta > 0 AND id NOT IN (SELECT page_id FROM learning)""",
    """UPDATE pages SET rate_born = born, rate_seen = seen, rate_alpha = alpha, rate_beta = beta,
         rate_changed = changed FROM learning WHERE page_id = id""",
    "DROP TABLE learning",
)


class Rates(Due):
    """What was learned of pages' edits: see `storage.archive.Archive`."""

    def last_capture_id(self) -> int:
        """Return the number of the newest capture."""
        row = self._row("SELECT max(id) AS id FROM captures")
        return (row and row["id"]) or 0

    def figures(self) -> Figures:
        """Return what all pages together have taught."""
        rows = list(self._rows("SELECT kind, edits, weight FROM hazards ORDER BY kind, bin"))
        return Figures(
            ages=_bins(rows, "age"),
            pauses=_bins(rows, "pause"),
            bar=next((row["weight"] for row in rows if row["kind"] == "bar"), 0.0),
        )

    def site_rates(self, sites: Iterable[str] | None = None) -> dict[str, SiteRate]:
        """Return what is known of each site, or of these, by name."""
        sql = "SELECT site, edits, expected, caught, hints, kept FROM site_rates"
        if sites is None:
            rows = self._all(sql)
        else:
            sql += " WHERE site IN (SELECT value FROM json_each(?))"
            rows = self._all(sql, (json.dumps(list(sites)),))
        return {row[0]: SiteRate._make(row[1:]) for row in rows}

    def rate(self, page_id: int) -> PageRate | None:
        """Return what is known of a page's edits."""
        return next(self._rates("id = ?", (page_id,)), None)

    def rates(self) -> Iterator[PageRate]:
        """Yield what is known of each page that is watched, by id."""
        yield from self._rates("state = 'watched' ORDER BY id")

    def _rates(self, which: str, values: tuple[int, ...] = ()) -> Iterator[PageRate]:
        # The names and the condition are words of ours.
        sql = f"SELECT {RATE} FROM pages WHERE rate_beta > 0 AND {which}"  # noqa: S608
        yield from map(PageRate._make, self._tuples(sql, values))

    def learn_again(self, teacher: Teacher) -> None:
        """Learn again from every visit that saw an article, in the order in which they were stored."""
        with self._writing():
            self._run("UPDATE site_rates SET edits = 0, expected = 0, caught = 0")
            self._run("DELETE FROM hazards")
            # Beside the pages: each page's row and place in the index of what is due is written once.
            self._run(_LEARNING)
            for page_id, site, at, born, changed in self._tuples(_SIGHTS):
                known = self._all("SELECT * FROM learning WHERE page_id = ?", (page_id,))
                before = PageRate(page_id, site, *known[0][1:]) if known else None
                seen = Sight(page_id, site, _seconds(at), _seconds(born), bool(changed))
                after = teacher.teach(seen, before)
                self._run("INSERT OR REPLACE INTO learning VALUES (?, ?, ?, ?, ?, ?)", _values(after))
            for statement in _LEARNED:
                self._run(statement)
            for name, sums in teacher.sites.items():
                self._add_to_site(name, sums)
            self._run("DELETE FROM site_rates WHERE edits = 0 AND expected = 0 AND hints = 0")
            self._add_figures(teacher.figures.ages, teacher.figures.pauses, teacher.figures.bar)

    def _keep_lesson(self, lesson: Lesson) -> None:
        """Store what a visit taught of all but its page, within the visit's transaction."""
        if lesson.site != SiteRate():
            self._add_to_site(lesson.page.site, lesson.site)
        self._add_figures(lesson.ages, lesson.pauses, lesson.bar)

    def _add_to_site(self, site: str, sums: SiteRate) -> None:
        self._run(
            """INSERT INTO site_rates (site, edits, expected, caught, hints, kept)
               VALUES (?, ?, ?, ?, ?, ?)
               ON CONFLICT (site) DO UPDATE SET edits = edits + excluded.edits,
                 expected = expected + excluded.expected, caught = caught + excluded.caught,
                 hints = hints + excluded.hints, kept = kept + excluded.kept""",
            (site, *sums),
        )

    def _add_figures(self, ages: tuple[Bin, ...], pauses: tuple[Bin, ...], bar: float) -> None:
        added = (("age", ages), ("pause", pauses))
        self._run_each(
            """INSERT INTO hazards (kind, bin, edits, weight) VALUES (?, ?, ?, ?)
               ON CONFLICT (kind, bin) DO UPDATE SET edits = edits + excluded.edits,
                 weight = weight + excluded.weight""",
            ((kind, number, *one) for kind, bins in added for number, one in enumerate(bins)),
        )
        self._run("INSERT OR REPLACE INTO hazards VALUES ('bar', 0, 0, ?)", (bar,))


def rate_to(page: PageRate) -> Row:
    """Return the columns of `pages` for what is known of a page's edits."""
    return {
        "rate_born": page.born,
        "rate_seen": page.seen,
        "rate_alpha": page.alpha,
        "rate_beta": page.beta,
        "rate_changed": page.changed,
        "hinted": page.hinted,
    }


def _values(page: PageRate) -> tuple[float | None, ...]:
    return page.page_id, page.born, page.seen, page.alpha, page.beta, page.changed


def _seconds(time: str) -> float:
    return time_from_text(time).timestamp()


def _bins(rows: list[Row], kind: str) -> tuple[Bin, ...]:
    found = (row for row in rows if row["kind"] == kind)
    return tuple(Bin(edits=row["edits"], weight=row["weight"]) for row in found)
