"""Archives of older schemas, and migrations that are killed at any instruction of the engine.

    copied_back(archive, old, "revisits")   # `old` is the archive before that step
    migrate_and_kill(old, 0.5)              # kill -9 half way through its migration

As a program it opens an archive and ends as kill -9 ends it, after so many instructions of SQLite's
virtual machine; after none, it prints how many there were.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from storage.backends.sqlite import connection
from storage.backends.sqlite.schema import APPLICATION_ID, migrations

ROOT = Path(__file__).parent.parent
#: Tables that newer schemas keep elsewhere, and where.
_MOVED = {
    "rates": """
SELECT id, rate_born, rate_seen, rate_alpha, rate_beta, rate_changed, hinted FROM new.pages
WHERE rate_beta > 0"""
}
#: Filled by triggers or by the migrations themselves.
_OWN = ("_sqlite_migrations", "_fts", "sqlite_")


def copied_back(archive: Path, old: Path, step: str) -> None:
    """Write what an archive holds to `old`, in the schema before a step."""
    for path in (old, Path(f"{old}-wal"), Path(f"{old}-shm")):
        path.unlink(missing_ok=True)
    with Database(old) as db:
        db.enable_wal()
        migrations.apply(db, stop_before=step)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("ATTACH ? AS new", [str(archive)])
        for table in db.table_names():
            if not any(mark in table for mark in _OWN):
                _copy(db, table)
        db.conn.commit()


def _copy(db: Database, table: str) -> None:
    if table in _MOVED:
        db.execute(f"INSERT INTO main.{table} {_MOVED[table]}")
        return
    there = {row[1] for row in db.execute(f"PRAGMA new.table_info({table})")}
    columns = ", ".join(f'"{name}"' for name in db[table].columns_dict if name in there)
    # The names are our schema's.
    db.execute(f"DELETE FROM main.{table}")  # noqa: S608
    db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")  # noqa: S608


def migrate_and_kill(archive: Path, part: float) -> None:
    """Kill a migration of `archive` after that part of its work; its file stays as the kill leaves it."""
    trial = archive.with_suffix(".trial")
    shutil.copyfile(archive, trial)
    counted = _child(trial, 0)
    whole = int(counted.stdout)
    trial.unlink()
    killed = _child(archive, max(1, int(part * whole)))
    assert -signal.SIGKILL == killed.returncode, killed.stderr


def _child(archive: Path, instructions: int) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.migrating", str(archive), str(instructions)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603


def main() -> None:
    """Open the archive that is named, and be killed."""
    archive, instructions = Path(sys.argv[1]), int(sys.argv[2])
    counted = 0
    connect = sqlite3.connect

    def at_work() -> int:
        nonlocal counted
        counted += 1
        if counted == instructions:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def counting(*arguments: object, **more: object) -> object:
        db = connect(*arguments, **more)
        db.set_progress_handler(at_work, 1)
        return db

    connection.sqlite3.connect = counting
    connection.connect(archive, create=False).close()
    print(counted)  # noqa: T201 - this is how it answers


if __name__ == "__main__":
    main()
