"""What is learned of sites, in SQLite."""

import json

from storage.backends.sqlite.base import Base
from storage.backends.sqlite.rows import Row, fact, legible, text
from storage.codec import time_from_text
from storage.sites import Learned, LineVerdict


@fact("what a person said of a line of", "site")
def line_verdict_from(row: Row) -> LineVerdict:
    """Return what a row of `line_verdicts` says; raises Torn."""
    told = {name: row[name] for name in ("site", "line", "reviewer")}
    return LineVerdict(**told, furniture=bool(row["furniture"]), at=time_from_text(row["at"]))


def learned_from(row: Row) -> Learned:
    """Return what a row of `learned` says; raises Torn."""
    site = row["site"]
    with legible(f"what was learned of {site}", f"`stet site {site} --learn` learns it anew"):
        lines = tuple(json.loads(row["lines"]))
        return Learned(**{**row, "lines": lines, "at": time_from_text(row["at"])})


class LearnedLines(Base):
    """Learned furniture: see `storage.archive.Archive`."""

    def learned(self, site: str) -> Learned | None:
        """Return what was last learned of a site."""
        row = self._row("SELECT * FROM learned WHERE site = ?", (site,))
        return learned_from(row) if row else None

    def store_learned(self, learned: Learned) -> None:
        """Put what was learned of a site in place of what was learned before."""
        with self._writing():
            self._run("DELETE FROM learned WHERE site = ?", (learned.site,))
            lines = json.dumps(learned.lines, ensure_ascii=False)
            row = {"site": learned.site, "rules": learned.rules, "lines": lines, "pages": learned.pages}
            self._insert("learned", row | {"at": text(learned.at)})

    def line_verdicts(self, site: str) -> list[LineVerdict]:
        """Return what people said of a site's lines, oldest first."""
        sql = "SELECT site, line, furniture, reviewer, at FROM line_verdicts WHERE site = ? ORDER BY id"
        return [line_verdict_from(row) for row in self._rows(sql, (site,))]

    def add_line_verdict(self, verdict: LineVerdict) -> None:
        """Store a person's word on a line."""
        row = {"site": verdict.site, "line": verdict.line, "furniture": verdict.furniture}
        with self._writing():
            self._insert("line_verdicts", row | {"reviewer": verdict.reviewer, "at": text(verdict.at)})
