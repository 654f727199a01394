"""`stet backup`: a copy of the archive."""

from pathlib import Path

import click

from monitor.commands.app import App, json_option, pass_app


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@pass_app
def command(app: App, file: Path, as_json: bool) -> None:
    """Write a consistent copy of the archive to a new file, also while the service runs.

    \b
    Example:
      stet backup stet-2026-03-02.db
    """  # noqa: D301
    with app.stet() as stet, app.working("copying"):
        stet.archive.backup(file)
    size = file.stat().st_size
    if as_json:
        app.print_json({"file": str(file), "bytes": size})
    else:
        app.console.print(f"{file}: {size:,} bytes")
