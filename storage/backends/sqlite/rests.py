"""Which sites are left alone, in SQLite."""

import json
from contextlib import AbstractContextManager
from datetime import datetime

from storage.backends.sqlite.base import Base
from storage.backends.sqlite.rows import Row, legible, text
from storage.codec import time_from_text
from storage.sites import CLOCK_SLACK, LONGEST_REST, SiteRest

#: `SiteRest.resting`, for the values of `clock`.
RESTING = """
SELECT site FROM rests WHERE until > :rest_now AND at > :rest_after AND at <= :rest_ahead"""


def clock(now: datetime) -> Row:
    """Return the values that RESTING takes."""
    return {
        "rest_now": text(now),
        "rest_after": text(now - LONGEST_REST),
        "rest_ahead": text(now + CLOCK_SLACK),
    }


class Rests(Base):
    """Sites that are left alone: see `storage.archive.Archive`."""

    def rests(self) -> list[SiteRest]:
        """Return what failed of each site since it was last read, by site."""
        return [rest_from(row) for row in self._rows("SELECT * FROM rests ORDER BY site")]

    def looked_at(self, now: datetime) -> dict[str, tuple[str, ...]]:
        """Return of each site that was left alone and does not rest now what of it failed last."""
        rows = self._all(
            f"SELECT site, failing FROM rests WHERE until IS NOT NULL AND site NOT IN ({RESTING})",  # noqa: S608
            clock(now),
        )
        found = {}
        for site, failing in rows:
            with _legible(site):
                found[site] = tuple(json.loads(failing))
        return found

    def store_rest(self, rest: SiteRest) -> None:
        """Put a site's rest in place of what was stored of it."""
        with self._writing():
            self._keep_rest(rest)

    def _keep_rest(self, rest: SiteRest) -> None:
        """Store a site's rest within a transaction."""
        self._run("DELETE FROM rests WHERE site = ?", (rest.site,))
        if rest.at is not None:
            self._insert(
                "rests",
                {
                    "site": rest.site,
                    "failing": json.dumps(rest.failing),
                    "pauses": rest.pauses,
                    "since": text(rest.since or rest.at),
                    "at": text(rest.at),
                    "until": text(rest.until),
                    "reason": rest.reason,
                },
            )


def _legible(site: str) -> AbstractContextManager[None]:
    return legible(f"the rest of {site}", f"`stet site {site} --wake` ends it")


def rest_from(row: Row) -> SiteRest:
    """Return the rest of a row of `rests`; raises Torn."""
    with _legible(row["site"]):
        return SiteRest(
            **{
                **row,
                "failing": tuple(json.loads(row["failing"])),
                "since": time_from_text(row["since"]),
                "at": time_from_text(row["at"]),
                "until": None if row["until"] is None else time_from_text(row["until"]),
            }
        )
