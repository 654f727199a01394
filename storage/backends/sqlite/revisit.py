"""What was learned of pages' edits, in SQLite, and which pages may be visited now."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from storage.backends.sqlite.base import Base
from storage.backends.sqlite.rows import Row, text
from storage.codec import time_from_text
from storage.rates import Bin, Figures, Lesson, PageRate, SiteRate

_RATE = "page_id, site, born, seen, alpha, beta, changed, hinted"
_DUE = """
SELECT pages.id, pages.site, coalesce(born, 0.0), coalesce(seen, 0.0), coalesce(alpha, 0.0),
  coalesce(beta, 0.0), changed, coalesce(hinted, 0)
FROM pages INDEXED BY pages_candidates LEFT JOIN rates ON rates.page_id = pages.id
WHERE pages.state != 'paused' AND pages.next_visit_at <= :now
  AND (pages.last_visit_at IS NULL OR NOT pages.last_visit_at BETWEEN :after AND :now)
ORDER BY pages.next_visit_at {order}, pages.id {order} LIMIT :limit"""
#: A visit this far ahead of the clock tells that the clock was set back.
AHEAD_OF_CLOCK = timedelta(minutes=5)


class Rates(Base):
    """What was learned of pages' edits: see `storage.archive.Archive`."""

    def candidates(self, now: datetime, soonest: timedelta, limit: int) -> list[PageRate]:
        """Return what is known of the pages that may be visited now."""
        values: Row = {"now": text(now), "after": text(now - soonest), "limit": limit - limit // 2}
        longest = self._due("ASC", values)
        if len(longest) < limit - limit // 2:
            return longest
        # Where more are due than are looked at, those that came due last are the ones often worth a visit.
        known = {one.page_id for one in longest}
        latest = self._due("DESC", values | {"limit": limit // 2})
        return longest + [one for one in latest if one.page_id not in known]

    def _due(self, order: str, values: Row) -> list[PageRate]:
        return list(map(PageRate._make, self._tuples(_DUE.format(order=order), values)))

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
        """Return how many of the latest visits were made in that time."""
        row = self._row(
            """SELECT count(*) AS visits FROM (SELECT received_at FROM captures ORDER BY id DESC LIMIT ?)
               WHERE received_at > ? AND received_at <= ?""",
            (limit, text(since), text(until)),
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
        rows = self._tuples("SELECT site, edits, expected, caught, hints, kept FROM site_rates")
        return {
            site: SiteRate(edits=edits, expected=expected, caught=caught, hints=hints, kept=kept)
            for site, edits, expected, caught, hints, kept in rows
        }

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

    def _keep_lesson(self, lesson: Lesson) -> None:
        """Store what a visit taught, within the visit's transaction."""
        page, site = lesson.page, lesson.site
        self._run(
            """INSERT OR REPLACE INTO rates (page_id, born, seen, alpha, beta, changed, hinted)
               VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (page.page_id, page.born, page.seen, page.alpha, page.beta, page.changed, page.hinted),
        )
        if site != SiteRate():
            self._run(
                """INSERT INTO site_rates (site, edits, expected, caught, hints, kept)
                   VALUES (?, ?, ?, ?, ?, ?)
                   ON CONFLICT (site) DO UPDATE SET edits = edits + excluded.edits,
                     expected = expected + excluded.expected, caught = caught + excluded.caught,
                     hints = hints + excluded.hints, kept = kept + excluded.kept""",
                (page.site, site.edits, site.expected, site.caught, site.hints, site.kept),
            )
        for kind, bins in (("age", lesson.ages), ("pause", lesson.pauses)):
            for number, one in enumerate(bins):
                self._add_to_bin(kind, number, one)
        self._run("INSERT OR REPLACE INTO hazards VALUES ('bar', 0, 0, ?)", (lesson.bar,))

    def _add_to_bin(self, kind: str, number: int, added: Bin) -> None:
        self._run(
            """INSERT INTO hazards (kind, bin, edits, weight) VALUES (?, ?, ?, ?)
               ON CONFLICT (kind, bin) DO UPDATE SET edits = edits + excluded.edits,
                 weight = weight + excluded.weight""",
            (kind, number, added.edits, added.weight),
        )


def _bins(rows: list[Row], kind: str) -> tuple[Bin, ...]:
    found = (row for row in rows if row["kind"] == kind)
    return tuple(Bin(edits=row["edits"], weight=row["weight"]) for row in found)
