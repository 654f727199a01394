"""What the parts of the SQLite backend share: the connection and two ways to ask it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlite_utils import Database

from storage.backends.sqlite.connection import meaning, writing
from storage.backends.sqlite.rows import Row

Values = Sequence[Any] | Mapping[str, Any]


class Base:
    """One connection to an archive file; used by one thread."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def _writing(self) -> AbstractContextManager[None]:
        return writing(self._db)

    def _rows(self, sql: str, values: Values = ()) -> Iterator[Row]:
        with meaning():
            cursor = self._db.conn.execute(sql, values)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))

    def _tuples(self, sql: str, values: Values = ()) -> Iterator[tuple[Any, ...]]:
        with meaning():
            yield from self._db.conn.execute(sql, values)

    def _all(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Return all rows at once: of a few thousand, in half the time."""
        with meaning():
            return self._db.conn.execute(sql, values).fetchall()

    def _row(self, sql: str, values: Values = ()) -> Row | None:
        return next(self._rows(sql, values), None)

    def _run(self, sql: str, values: Values = ()) -> int:
        """Run a statement that writes; return how many rows it touched."""
        with meaning():
            return int(self._db.conn.execute(sql, values).rowcount)

    def _run_each(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Run a statement that writes with one set of values after another."""
        with meaning():
            self._db.conn.executemany(sql, values)

    def _insert(self, table: str, row: Row) -> int:
        """Insert a row and return its rowid."""
        columns = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        with meaning():
            # The names are columns of ours, never a user's words.
            sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
            return int(self._db.conn.execute(sql, row).lastrowid or 0)
