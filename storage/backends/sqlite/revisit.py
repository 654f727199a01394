"""What was learned of pages' edits, in SQLite, and which pages may be visited now."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from storage.backends.sqlite.rests import RESTING, Rests, clock
from storage.backends.sqlite.rows import Row, text
from storage.codec import time_from_text
from storage.rates import Bin, Figures, Lesson, PageRate, RateRow, Sight, SiteRate, Teacher

_RATE = "page_id, site, born, seen, alpha, beta, changed, hinted"
_DUE = f"""
SELECT pages.id, pages.site, coalesce(born, 0.0), coalesce(seen, 0.0), coalesce(alpha, 0.0),
  coalesce(beta, 0.0), changed, coalesce(hinted, 0)
FROM pages INDEXED BY pages_candidates LEFT JOIN rates ON rates.page_id = pages.id
WHERE pages.state != 'paused' AND pages.next_visit_at <= :now
  AND (pages.last_visit_at IS NULL OR NOT pages.last_visit_at BETWEEN :after AND :now)
  AND pages.site NOT IN ({RESTING})
ORDER BY pages.next_visit_at {{order}}, pages.id {{order}} LIMIT :limit"""  # noqa: S608 - words of ours
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
#: A visit this far ahead of the clock tells that the clock was set back.
AHEAD_OF_CLOCK = timedelta(minutes=5)


class Rates(Rests):
    """What was learned of pages' edits: see `storage.archive.Archive`."""

    def candidates(self, now: datetime, soonest: timedelta, limit: int) -> list[RateRow]:
        """Return what is known of the pages that may be visited now."""
        values: Row = {"now": text(now), "after": text(now - soonest), "limit": limit - limit // 2}
        values |= clock(now)
        longest = self._due("ASC", values)
        if len(longest) < limit - limit // 2:
            return longest
        # Where more are due than are looked at, those that came due last are the ones often worth a visit.
        known = {one[0] for one in longest}
        latest = self._due("DESC", values | {"limit": limit // 2})
        return longest + [one for one in latest if one[0] not in known]

    def _due(self, order: str, values: Row) -> list[RateRow]:
        return self._all(_DUE.format(order=order), values)

    def catch_up_with_clock(self, now: datetime) -> bool:
        """Make due what was visited, or added, in the future, as the clock says now."""
        newest = self._row("SELECT received_at FROM captures ORDER BY id DESC LIMIT 1")
        ahead = now + AHEAD_OF_CLOCK
        if newest is None or time_from_text(newest["received_at"]) <= ahead:
            return False
        with self._writing():
            self._run(
                """UPDATE pages SET next_visit_at = :now
                   WHERE state != 'paused' AND next_visit_at > :now
                     AND coalesce(last_visit_at, added_at) > :ahead""",
                {"now": text(now), "ahead": text(ahead)},
            )
        return True

    def visits_within(self, since: datetime, until: datetime, limit: int) -> int:
        """Return how many visits were made in that time, `limit` at most."""
        row = self._row(
            """SELECT count(*) AS visits FROM (SELECT 1 FROM captures
               WHERE received_at > ? AND received_at <= ? LIMIT ?)""",
            (text(since), text(until), limit),
        )
        return int(row["visits"]) if row else 0

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

    def site_rates(self) -> dict[str, SiteRate]:
        """Return what is known of each site, by name."""
        rows = self._all("SELECT site, edits, expected, caught, hints, kept FROM site_rates")
        return {row[0]: SiteRate._make(row[1:]) for row in rows}

    def rate(self, page_id: int) -> PageRate | None:
        """Return what is known of a page's edits."""
        return next(self._rates("WHERE page_id = ?", (page_id,)), None)

    def rates(self) -> Iterator[PageRate]:
        """Yield what is known of each page that is watched, by id."""
        yield from self._rates("WHERE pages.state = 'watched' ORDER BY page_id")

    def _rates(self, where: str, values: tuple[int, ...] = ()) -> Iterator[PageRate]:
        # The names and the condition are words of ours.
        sql = f"SELECT {_RATE} FROM rates JOIN pages ON pages.id = rates.page_id {where}"  # noqa: S608
        yield from map(PageRate._make, self._tuples(sql, values))

    def learn_again(self, teacher: Teacher) -> None:
        """Learn again from every visit that saw an article, in the order in which they were stored."""
        with self._writing():
            # A rate without a beta waits to be learned; it keeps the hint.
            self._run("UPDATE rates SET beta = 0")
            self._run("UPDATE site_rates SET edits = 0, expected = 0, caught = 0")
            self._run("DELETE FROM hazards")
            for page_id, site, at, born, changed in self._tuples(_SIGHTS):
                known = next(self._rates("WHERE page_id = ? AND beta > 0", (page_id,)), None)
                seen = Sight(page_id, site, _seconds(at), _seconds(born), bool(changed))
                self._keep_rate(teacher.teach(seen, known and known._replace(hinted=False)))
            self._run("DELETE FROM rates WHERE beta = 0")
            for name, sums in teacher.sites.items():
                self._add_to_site(name, sums)
            self._run("DELETE FROM site_rates WHERE edits = 0 AND expected = 0 AND hints = 0")
            self._add_figures(teacher.figures.ages, teacher.figures.pauses, teacher.figures.bar)

    def _keep_rate(self, page: PageRate) -> None:
        """Store what is known of a page, but for its hint."""
        self._run(
            """INSERT INTO rates (page_id, born, seen, alpha, beta, changed, hinted)
               VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT (page_id) DO UPDATE SET born = excluded.born,
                 seen = excluded.seen, alpha = excluded.alpha, beta = excluded.beta,
                 changed = excluded.changed""",
            (page.page_id, page.born, page.seen, page.alpha, page.beta, page.changed),
        )

    def _keep_lesson(self, lesson: Lesson) -> None:
        """Store what a visit taught, within the visit's transaction."""
        page = lesson.page
        self._keep_rate(page)
        self._run("UPDATE rates SET hinted = ? WHERE page_id = ?", (page.hinted, page.page_id))
        if lesson.site != SiteRate():
            self._add_to_site(page.site, lesson.site)
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
        for kind, bins in (("age", ages), ("pause", pauses)):
            for number, one in enumerate(bins):
                self._add_to_bin(kind, number, one)
        self._run("INSERT OR REPLACE INTO hazards VALUES ('bar', 0, 0, ?)", (bar,))

    def _add_to_bin(self, kind: str, number: int, added: Bin) -> None:
        self._run(
            """INSERT INTO hazards (kind, bin, edits, weight) VALUES (?, ?, ?, ?)
               ON CONFLICT (kind, bin) DO UPDATE SET edits = edits + excluded.edits,
                 weight = weight + excluded.weight""",
            (kind, number, added.edits, added.weight),
        )


def _seconds(time: str) -> float:
    return time_from_text(time).timestamp()


def _bins(rows: list[Row], kind: str) -> tuple[Bin, ...]:
    found = (row for row in rows if row["kind"] == kind)
    return tuple(Bin(edits=row["edits"], weight=row["weight"]) for row in found)
