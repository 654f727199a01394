"""The archive as one SQLite file, on sqlite-utils."""

from collections.abc import Iterator
from pathlib import Path
from typing import Self

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where it is installed

from storage.asked import Problem
from storage.backends.sqlite.connection import connect, meaning
from storage.backends.sqlite.edits import Edits
from storage.backends.sqlite.feeds import Feeds
from storage.backends.sqlite.learned import LearnedLines
from storage.backends.sqlite.revisions import Revisions
from storage.backends.sqlite.search import Search
from storage.backends.sqlite.transfer import Transfer
from storage.backends.sqlite.verify import Verify
from storage.backends.sqlite.visits import Visits
from storage.errors import DiskFull, Mistake, Torn
from storage.files import whole_file

#: SQLite before this has a rare bug when a WAL file is reset while two connections write.
FIXED_WAL = (3, 51, 3)

_COUNTED = ("feeds", "pages", "captures", "bodies", "snapshots", "revisions", "edits", "flags", "reviews")


class SqliteArchive(Visits, Revisions, Edits, Search, Feeds, Transfer, LearnedLines, Verify):
    """An archive in a SQLite file; one connection, used by one thread.

    Readers in other threads or processes open their own: none holds up another.
    """

    def __init__(self, path: Path, *, create: bool = True) -> None:
        """Open the file; raises what `storage.backends.sqlite.connection.connect` raises."""
        super().__init__(connect(path, create=create))
        self.path = path

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def count(self) -> dict[str, int]:
        """Return how many there are of each noun."""
        row = self._row("SELECT " + ", ".join(f"(SELECT count(*) FROM {t}) AS {t}" for t in _COUNTED))  # noqa: S608
        return dict(row or {})

    def weaknesses(self) -> Iterator[Problem]:
        """Yield known faults of the engine that this archive runs on."""
        if sqlite3.sqlite_version_info < FIXED_WAL:
            told = "may, rarely, lose commits of two connections: `pip install pysqlite3` brings a fixed one"
            yield Problem(where=f"SQLite {sqlite3.sqlite_version}", what=told)

    def backup(self, path: Path) -> None:
        """Write a consistent copy to a new file, which takes its name once it was found to be sound."""
        if path.exists():
            raise Mistake(f"{path} is there already: name a new file")
        try:
            with whole_file(path) as file, meaning(self.path):
                said = self._copied_to(file.name)
                if said != "ok":
                    raise Torn(
                        f"the archive is damaged ({said}), and so would be its copy: `stet verify` tells more"
                    )
        except DiskFull as error:
            raise DiskFull(
                f"the disk is full: no copy was made, and the archive is as it was; make room for {path}, "
                "or name a file on another disk"
            ) from error

    def _copied_to(self, name: str) -> str:
        """Write a copy to a file; return what the engine finds wrong in it, else "ok"."""
        target = sqlite3.connect(name)
        try:
            self._db.conn.backup(target)
            return str(target.execute("PRAGMA quick_check(1)").fetchone()[0])
        finally:
            target.close()


BACKEND = SqliteArchive
