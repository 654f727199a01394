"""Opening an archive file, and what the engine's errors mean (no nouns of Stet here)."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where it is installed

from storage.backends.sqlite.schema import APPLICATION_ID, migrations
from storage.errors import ArchiveBusy, ArchiveError, DiskFull, ForeignFile, NotFound, Torn, Unwritable

#: How long a writer waits for another, in seconds: a visit's transaction takes milliseconds.
BUSY_SECONDS = 5.0


#: Between two tries to get what the engine does not wait for by itself, in seconds.
_PAUSE = 0.05


def connect(path: Path, *, create: bool) -> Database:
    """Open an archive file and bring its tables up to date.

    Where it cannot be written, as on a read-only medium, and `create` is false, it is opened for reading.
    Raises NotFound if there is no file and `create` is false, ForeignFile if it is no archive of
    Stet's, ArchiveBusy if another program holds it, ArchiveError if it cannot be opened.
    """
    if create:
        return _writable(path)
    if not path.exists():
        raise NotFound(f"there is no archive at {path}: `stet watch URL` begins one, --archive names another")
    if path.is_file() and not path.stat().st_size:
        raise ForeignFile(f"{path} is empty, and so no archive: name another with --archive, or remove it")
    try:
        return _writable(path)
    except Unwritable:
        if not path.is_file():
            raise
        return _readable(path)


def _writable(path: Path) -> Database:
    with meaning(path):
        db = Database(sqlite3.connect(str(path), timeout=BUSY_SECONDS))
        try:
            _check_ours(db, path)
            _patiently(lambda: _prepare(db))
        except BaseException:
            db.close()
            raise
        return db


def _readable(path: Path) -> Database:
    """Open an archive that cannot be written; raises Unwritable where it cannot be read without.

    In WAL mode even a reader writes, unless the files that it would write are there, or the archive is said
    to be immutable: that is right only where nobody can write it (https://sqlite.org/wal.html, "Read-Only
    Databases"), and leaves out what still stands in the WAL file alone.
    """
    wal = path.with_name(f"{path.name}-wal")
    uri = f"{path.absolute().as_uri()}?mode=ro"
    try:
        return _read_only(path, uri)
    except Unwritable:
        if wal.exists() and wal.stat().st_size:
            raise
        return _read_only(path, f"{uri}&immutable=1")


def _read_only(path: Path, uri: str) -> Database:
    with meaning(path):
        db = Database(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS))
        try:
            _check_ours(db, path)
            _check_current(db, path)
            db.execute("PRAGMA query_only = ON")
        except BaseException:
            db.close()
            raise
        return db


def _check_current(db: Database, path: Path) -> None:
    if migrations.pending(db):
        raise Unwritable(f"{path} was made by an older Stet: copy it to a folder that can be written")


def _check_ours(db: Database, path: Path) -> None:
    found = db.execute("PRAGMA application_id").fetchone()[0]
    empty = not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if found != APPLICATION_ID and not (empty and found == 0):
        raise ForeignFile(f"{path} is another program's database: name an archive with --archive")
    known = {migration.name for migration in migrations._migrations}  # noqa: SLF001 - there is no public list
    newer = {step.name for step in migrations.applied(db)} - known
    if newer:
        raise ForeignFile(f"{path} was written by a newer Stet: update Stet to read it")


def _patiently(prepare: Callable[[], None]) -> None:
    """Try again for BUSY_SECONDS: the engine does not wait for a lock that turns WAL mode on."""
    for _ in range(round(BUSY_SECONDS / _PAUSE)):
        try:
            with meaning():
                return prepare()
        except ArchiveBusy:
            time.sleep(_PAUSE)
    return prepare()


def _prepare(db: Database) -> None:
    db.enable_wal()
    # FULL: a visit that was reported as stored survives a power failure; 3,800 commits a second are enough.
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    # 16 MiB at most: of a million pages, those to be ranked are found in half the time of the default 2.
    db.execute("PRAGMA cache_size = -16384")
    if migrations.pending(db):
        with writing(db):
            migrations.apply(db)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """Run the block as one transaction that holds the write lock from its start.

    A transaction that reads first and asks for the lock later may be refused without waiting.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    with meaning():
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.conn.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise


class meaning:  # noqa: N801 (used as a function; a visit has thirty statements, each in one of these)
    """Raises the engine's errors as Stet's, which say what to do."""

    __slots__ = ("_path",)

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.Error):
            raise translate(error, self._path) from error


def translate(error: Exception, path: Path | None = None) -> ArchiveError:
    """Return the error of Stet's that an error of the engine stands for."""
    said = str(error)
    where = str(path or "the archive")
    if "locked" in said or "busy" in said:
        return ArchiveBusy(f"another program holds {where}: close it, or try again in a moment")
    if "disk is full" in said:
        return DiskFull()
    if "not a database" in said:
        return ForeignFile(f"{where} is no archive: name another with --archive")
    if "malformed" in said:
        return Torn(f"{where} is damaged ({said}): restore it from a backup")
    if "readonly" in said or "unable to open" in said:
        advice = "check your permissions, or copy it to a folder that can be written"
        return Unwritable(f"{where} cannot be opened or written ({said}): {advice}")
    advice = ": look whether the disk is full or fails" if "disk I/O" in said else ""
    return ArchiveError(f"{where}: {said}{advice}")
