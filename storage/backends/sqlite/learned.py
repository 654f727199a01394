"""What is learned of sites, in SQLite."""

import json

from storage.backends.sqlite.base import Base
from storage.backends.sqlite.rows import text
from storage.codec import time_from_text
from storage.sites import Learned, LineVerdict


class LearnedLines(Base):
    """Learned furniture: see `storage.archive.Archive`."""

    def learned(self, site: str) -> Learned | None:
        """Return what was last learned of a site."""
        row = self._row("SELECT * FROM learned WHERE site = ?", (site,))
        if row is None:
            return None
        lines = tuple(json.loads(row["lines"]))
        return Learned(**{**row, "lines": lines, "at": time_from_text(row["at"])})

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
        return [
            LineVerdict(**{**row, "furniture": bool(row["furniture"]), "at": time_from_text(row["at"])})
            for row in self._rows(sql, (site,))
        ]

    def add_line_verdict(self, verdict: LineVerdict) -> None:
        """Store a person's word on a line."""
        row = {"site": verdict.site, "line": verdict.line, "furniture": verdict.furniture}
        with self._writing():
            self._insert("line_verdicts", row | {"reviewer": verdict.reviewer, "at": text(verdict.at)})
