"""Which pages may be visited now, in SQLite."""

from datetime import datetime, timedelta

from storage.backends.sqlite.rests import RESTING, Rests, clock
from storage.backends.sqlite.rows import Row, text
from storage.codec import time_from_text
from storage.rates import RateRow

#: The columns of `pages` that make a `RateRow`.
RATE = "id, site, rate_born, rate_seen, rate_alpha, rate_beta, rate_changed, hinted"
#: A page that was visited within a while is left alone, whatever is said of it.
_FREE = "(last_visit_at IS NULL OR NOT last_visit_at BETWEEN :after AND :now)"
_BY_DUE_TIME = "FROM pages INDEXED BY pages_candidates WHERE state != 'paused' AND next_visit_at <= :now"
# In these statements all words are ours.
_DUE = f"""
SELECT {RATE} {_BY_DUE_TIME} AND {_FREE}
ORDER BY next_visit_at {{order}}, id {{order}} LIMIT :limit"""
#: The same where sites rest: so many are looked through, however many rest.
_DUE_AWAKE = f"""
SELECT {RATE} FROM
  (SELECT {RATE}, last_visit_at {_BY_DUE_TIME}
   ORDER BY next_visit_at {{order}}, id {{order}} LIMIT :most)
WHERE {_FREE} AND site NOT IN ({RESTING}) LIMIT :limit"""  # noqa: S608
#: Sites with pages that are due, from one on that changes by the minute: one step for each site.
_SITES_AWAKE = f"""
WITH RECURSIVE names (site) AS (
  SELECT * FROM (SELECT site FROM pages WHERE id > :start % (SELECT max(id) FROM pages) ORDER BY id LIMIT 1)
  UNION
  SELECT coalesce((SELECT min(site) FROM pages WHERE site > names.site), (SELECT min(site) FROM pages))
  FROM names LIMIT :most)
SELECT site FROM names
WHERE site NOT IN ({RESTING}) AND EXISTS
  (SELECT 1 FROM pages WHERE pages.site = names.site AND next_visit_at <= :now) LIMIT :limit"""  # noqa: S608
_DUE_OF_SITE = f"""
SELECT {RATE} FROM pages INDEXED BY pages_site
WHERE site = :site AND next_visit_at <= :now AND state != 'paused' AND {_FREE}
ORDER BY next_visit_at, id LIMIT :limit"""  # noqa: S608
#: So many rows of the index are looked through for pages of sites that do not rest, from each end …
_LOOKED_THROUGH = 2_000
#: … and so many sites, of which so many are visited, where those rows hold too few. A quarter as many pages
#: are then taken, for their rows are read one by one. The choice takes 7 ms where 495 of 500 sites rest with
#: 200,000 pages due (`tests/benchmarks/bench_tick.py --due 200000 --resting 495`); 5,000 rows and all pages
#: took 12.
_SITES_LOOKED_AT, _SITES_VISITED = 2_000, 200
#: A prime: from minute to minute, another part of the archive comes first.
_STRIDE = 7_919
#: A visit this far ahead of the clock tells that the clock was set back.
AHEAD_OF_CLOCK = timedelta(minutes=5)


class Due(Rests):
    """What may be visited: see `storage.archive.Archive`."""

    def candidates(self, now: datetime, soonest: timedelta, limit: int) -> list[RateRow]:
        """Return what is known of the pages that may be visited now."""
        half = limit - limit // 2
        values: Row = {"now": text(now), "after": text(now - soonest), "most": _LOOKED_THROUGH} | clock(now)
        awake = self._row(f"{RESTING} LIMIT 1", values) is None
        due = _DUE if awake else _DUE_AWAKE
        found = self._all(due.format(order="ASC"), values | {"limit": half})
        if awake and len(found) < half:
            return found
        # Where more are due than are looked at, those that came due last are the ones often worth a visit.
        found += self._all(due.format(order="DESC"), values | {"limit": limit // 2})
        if not awake and len(found) < half and self._many_due(values):
            found += self._due_by_site(values, now, limit // 4)
        return list({one[0]: one for one in found}.values())[:limit]

    def _many_due(self, values: Row) -> bool:
        """Tell whether more are due than were looked through."""
        sql = f"SELECT 1 {_BY_DUE_TIME} ORDER BY next_visit_at LIMIT 1 OFFSET :most"
        return self._row(sql, values) is not None

    def _due_by_site(self, values: Row, now: datetime, limit: int) -> list[RateRow]:
        """Return pages of sites that do not rest, where nearly all that is due is of sites that do."""
        start = int(now.timestamp() // 60) * _STRIDE
        looked = {"start": start, "most": _SITES_LOOKED_AT, "limit": _SITES_VISITED}
        sites = self._all(_SITES_AWAKE, values | looked)
        each = limit // max(1, len(sites))
        return [
            one
            for (site,) in sites
            for one in self._all(_DUE_OF_SITE, values | {"site": site, "limit": each})
        ]

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
