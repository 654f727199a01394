"""Writing a file whole or not at all."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from storage.errors import DiskFull, Mistake

#: In place of a file's name: standard output.
STDOUT = Path("-")
_NO_SPACE = 28  #: errno.ENOSPC


@contextmanager
def whole_file(path: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """Yield a file to write to, which takes its name when the block ends well; else nothing is left.

    `-` is standard output. Raises Mistake where the file is there already (unless `force`) or its
    folder cannot be written, DiskFull.
    """
    if path == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if path.exists() and not force:
        raise Mistake(f"{path} is there already: name a new file, or give --force")
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            yield from _renamed(file, path)  # type: ignore[arg-type]
    except OSError as error:
        if error.errno == _NO_SPACE:
            raise DiskFull(
                "the disk is full: nothing was written; make room or name another folder"
            ) from error
        raise Mistake(f"{path} cannot be written: {error.strerror}") from error


def _renamed(file: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    try:
        yield file
        file.flush()
        os.fsync(file.fileno())
        # A temporary file is its owner's alone; a file that a person asked for is as their others are.
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(file.fileno(), 0o666 & ~mask)
        Path(file.name).replace(path)
    except BaseException:
        Path(file.name).unlink(missing_ok=True)
        raise
