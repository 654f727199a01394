"""`stet backup`: a copy of the archive."""

from pathlib import Path

import click

from monitor.commands.app import App, json_option, pass_app
from storage.errors import Mistake
from storage.files import STDOUT


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@pass_app
def command(app: App, file: Path, as_json: bool) -> None:
    """Write a consistent copy of the archive to a new file, also while the service runs.

    Exit code 1, and no file, where the archive is so damaged that its copy would be, too.

    \b
    Example:
      stet backup stet-2026-03-02.db
    """  # noqa: D301
    if file == STDOUT:
        raise Mistake("a backup is a file of its own: name one")
    with app.stet() as stet, app.working("copying"):
        stet.archive.backup(file)
    size = file.stat().st_size
    if as_json:
        app.print_json({"file": str(file), "bytes": size})
    else:
        app.console.print(f"{file}: {size:,} bytes")
