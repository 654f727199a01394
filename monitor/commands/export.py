"""`stet export`: the archive for other programs."""

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import click

from monitor.commands.app import App, json_option, pass_app, site_option
from monitor.service import Stet
from storage.errors import Mistake
from storage.export import Selection, What, csv_lines, json_lines
from storage.files import STDOUT, whole_file
from storage.warc import write_warc

_SUFFIXES = {".jsonl": "jsonl", ".csv": "csv", ".warc": "warc"}


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "warc"]),
    help="As the file's name ends, else JSON lines.",
)
@click.option(
    "--what",
    type=click.Choice([str(what) for what in What]),
    default=None,
    help="Which nouns; else all, in CSV edits.",
)
@site_option
@click.option("--page", help="Only this page: its number or address.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=STDOUT,
    help="The file; .gz packs it; '-' is standard output.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@json_option
@pass_app
def command(
    app: App,
    form: str | None,
    what: str | None,
    site: str | None,
    page: str | None,
    output: Path,
    force: bool,
    as_json: bool,
) -> None:
    """Write the archive, or part of it, as JSON lines, CSV or WARC.

    JSON lines of all are read by `stet import` into an equal archive; CSV is for spreadsheets, one noun
    a file; WARC holds the captures for replay by other programs.

    \b
    Example:
      stet export --site paper.example -o paper.jsonl.gz
    """  # noqa: D301
    name = output.name.removesuffix(".gz")
    chosen = form or _SUFFIXES.get(Path(name).suffix, "jsonl")
    if chosen == "warc" and what not in (None, What.CAPTURES, What.ALL):
        raise Mistake("WARC holds captures only: choose --format jsonl or csv")
    if as_json and output == STDOUT:
        raise Mistake("--json says what was written: name a file with -o")
    packed = output.name.endswith(".gz")
    with app.stet() as stet, stet.archive.one_moment(), whole_file(output, force=force) as file:
        selection = Selection(
            site=app.known_site(stet, site), page_id=stet.find_page(page).id if page else None
        )
        records = _write(app, stet, selection, file, form=chosen, what=what, packed=packed)
    if as_json:
        app.print_json({"file": str(output), "format": chosen, "records": records})
    elif output != STDOUT:
        app.console.print(f"{output}: {records} records, {output.stat().st_size:,} bytes")


def _write(
    app: App, stet: Stet, selection: Selection, file: BinaryIO, *, form: str, what: str | None, packed: bool
) -> int:
    if form == "warc":
        pages = list(selection.pages(stet.archive))
        with app.progress() as progress:
            tracked = progress.track(pages, description="writing")
            return write_warc(stet.archive, tracked, file, packed=packed)
    if form == "csv":
        return (
            _write_lines(csv_lines(stet.archive, selection, What(what or What.EDITS)), file, packed=packed)
            - 1
        )
    with app.progress() as progress:
        lines = json_lines(stet.archive, selection, What(what or What.ALL))
        tracked_lines = progress.track(lines, description="writing", total=None)
        return _write_lines(tracked_lines, file, packed=packed) - 2  # the first line and the last


def _write_lines(lines: Iterable[bytes], file: BinaryIO, *, packed: bool) -> int:
    """Write lines; return how many."""
    written = 0
    # No name and no time in the head: one archive gives one file.
    target = gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) if packed else file
    for line in lines:
        target.write(line)
        written += 1
    if packed:
        target.close()
    return written
