"""One engine a folder; each passes the contract suite, which finds it by itself."""

import pkgutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from storage.archive import Archive


def backends() -> dict[str, Callable[[Path], Archive]]:
    """Return every engine by its name: called with a path, it opens or begins an archive there."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").BACKEND for name in names}


def open_archive(path: Path, *, create: bool = True) -> Archive:
    """Open the archive at `path`; raises what its backend raises.

    Without `create`, NotFound is raised where there is none.
    """
    from storage.backends.sqlite import SqliteArchive  # noqa: PLC0415 - an engine is loaded when it is used

    return SqliteArchive(path, create=create)
