"""What was learned of pages' edits, in SQLite, and which pages may be visited now."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from storage.backends.sqlite.base import Base
from storage.backends.sqlite.rows import Row, text
from storage.codec import time_from_text
from storage.rates import Bin, Candidate, Figures, Lesson, PageRate, SiteRate

_RATE = "page_id, born, seen, alpha, beta, changed, hinted"
_CANDIDATE = """
SELECT pages.id, pages.site, pages.next_visit_at, pages.last_visit_at,
  rates.born, rates.seen, rates.alpha, rates.beta, rates.changed, rates.hinted
FROM pages INDEXED BY pages_due LEFT JOIN rates ON rates.page_id = pages.id
WHERE pages.state != 'paused' AND """
_DUE = _CANDIDATE + "pages.next_visit_at <= ? ORDER BY pages.next_visit_at {order}, pages.id LIMIT ?"
#: A visit this far ahead of the clock tells that the clock was set back.
_AHEAD_OF_CLOCK = timedelta(minutes=5)


class Rates(Base):
    """What was learned of pages' edits: see `storage.archive.Archive`."""

    def candidates(self, now: datetime, limit: int) -> list[Candidate]:
        """Return pages that may be visited now."""
        half = limit // 2
        found: dict[int, Candidate] = {}
        # Where more are due than are looked at, those that came due last are the ones often worth a visit.
        for order, most in (("ASC", limit - half), ("DESC", half)):
            self._gather(found, _DUE.format(order=order), (text(now), most))
            if len(found) < limit - half:
                break
        return list(found.values())

    def _gather(self, found: dict[int, Candidate], sql: str, values: tuple[str | int | None, ...]) -> None:
        # No dicts between: two thousand rows are read at each tick.
        for page_id, site, due, visited, *rate in self._tuples(sql, values):
            known = rate[0] is not None
            found[page_id] = Candidate(
                page_id,
                site,
                _seconds(due),
                None if visited is None else _seconds(visited),
                _rate(page_id, site, rate) if known else None,
            )

    def catch_up_with_clock(self, now: datetime) -> bool:
        """Make due what was visited in the future, as the clock says now."""
        newest = self._row("SELECT received_at FROM captures ORDER BY id DESC LIMIT 1")
        ahead = now + _AHEAD_OF_CLOCK
        if newest is None or time_from_text(newest["received_at"]) <= ahead:
            return False
        with self._writing():
            self._run(
                """UPDATE pages SET next_visit_at = :now
                   WHERE state != 'paused' AND last_visit_at > :ahead AND next_visit_at > :now""",
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
        return {row.pop("site"): SiteRate(**row) for row in self._rows("SELECT * FROM site_rates")}

    def rate(self, page_id: int) -> PageRate | None:
        """Return what is known of a page's edits."""
        return next(self._rates("WHERE page_id = ?", (page_id,)), None)

    def rates(self) -> Iterator[PageRate]:
        """Yield what is known of each page that is watched, by id."""
        yield from self._rates("WHERE pages.state = 'watched' ORDER BY page_id")

    def _rates(self, where: str, values: tuple[int, ...] = ()) -> Iterator[PageRate]:
        # The names and the condition are words of ours.
        sql = f"SELECT site, {_RATE} FROM rates JOIN pages ON pages.id = rates.page_id {where}"  # noqa: S608
        for site, page_id, *rate in self._tuples(sql, values):
            yield _rate(page_id, site, rate)

    def _keep_lesson(self, lesson: Lesson) -> None:
        """Store what a visit taught, within the visit's transaction."""
        page, site = lesson.page, lesson.site
        self._run(
            f"INSERT OR REPLACE INTO rates ({_RATE}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - ours
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


def _rate(page_id: int, site: str, rate: list[float]) -> PageRate:
    born, seen, alpha, beta, changed, hinted = rate
    return PageRate(
        page_id=page_id,
        site=site,
        born=born,
        seen=seen,
        alpha=alpha,
        beta=beta,
        changed=changed,
        hinted=bool(hinted),
    )


def _bins(rows: list[Row], kind: str) -> tuple[Bin, ...]:
    found = (row for row in rows if row["kind"] == kind)
    return tuple(Bin(edits=row["edits"], weight=row["weight"]) for row in found)


def _seconds(time: str) -> float:
    # Each time is stored with its Z: see `storage.codec.time_to_text`.
    return datetime.fromisoformat(time).timestamp()
