"""One service an archive: the second is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from storage.errors import ServiceRunning, Unwritable


@contextmanager
def only_service(archive: Path) -> Iterator[None]:
    """Hold the archive for this process's visits.

    The system lets go of the lock when the process ends, however it ends. Raises ServiceRunning.
    """
    lock = FileLock(f"{archive}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ServiceRunning(
            f"another `stet run` or `stet crawl` works on {archive}: let it end, or name another archive"
        ) from error
    except OSError as error:
        raise Unwritable(f"the folder of {archive} cannot be written: copy it to one that can be") from error
    try:
        yield
    finally:
        lock.release()
