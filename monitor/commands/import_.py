"""`stet import`: facts from an export or a WARC file."""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO, cast

import click

from crawler.workers import Workers
from monitor.commands.app import App, json_option, pass_app
from monitor.commands.output import printable
from monitor.imports import Imported, Importer
from monitor.lock import only_service
from storage import facts
from storage.errors import Mistake
from storage.facts import Fact
from storage.warc import read_warc

_GZIP = b"\x1f\x8b"
#: Refusals that are printed; --json has more.
_PRINTED = 20


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--watch", is_flag=True, help="Watch the pages of a WARC file from now on; else they are paused."
)
@json_option
@pass_app
def command(app: App, file: Path, watch: bool, as_json: bool) -> None:
    """Take in what `stet export` wrote as JSON lines, or the HTML pages of a WARC file.

    Only facts are taken; revisions, edits and flags are made of them by today's rules. What is there
    already stays as it is: the same file twice changes nothing. Exit code 1 where something was refused,
    as a record that does not give its digest, or where the file was cut.

    \b
    Example:
      stet --archive copy.db import paper.jsonl.gz
    """  # noqa: D301
    with (
        _opened(file) as opened,
        app.stet(create=True) as stet,
        only_service(app.archive_path),
        Workers(stet.config.crawl.workers) as workers,
        app.progress() as progress,
    ):
        importer = Importer(stet.archive, workers.extract_now, watch=watch)
        told = _take(importer, progress.track(_whole(file, opened), description="importing", total=None))
        if told.captures or told.known:  # what an import that was broken off took in is known
            stet.revisits.learn_again()
    _report(app, told, as_json=as_json)
    click.get_current_context().exit(1 if told.refused else 0)


@contextmanager
def _opened(file: Path) -> Iterator[Iterator[Fact]]:
    """Yield the facts of a file; raises Mistake for what is none of ours and no WARC."""
    try:
        with file.open("rb") as raw:
            packed = raw.read(2) == _GZIP
            raw.seek(0)
            first = _first_line(raw, packed=packed)
            raw.seek(0)
            if first.startswith(b"WARC/"):
                yield read_warc(raw)
            elif facts.is_facts(first):
                yield facts.decode(cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if packed else raw)
            else:
                raise Mistake(
                    f"{file} is neither an export of Stet's nor a WARC file: `stet export` writes both"
                )
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise _damaged(file, error) from error
    except OSError as error:
        raise Mistake(f"{file} cannot be read: {error.strerror or error}") from error


def _whole(file: Path, opened: Iterator[Fact]) -> Iterator[Fact]:
    """Yield the facts; raises Mistake where the file cannot be unpacked any further."""
    try:
        yield from opened
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise _damaged(file, error) from error


def _damaged(file: Path, error: Exception) -> Mistake:
    return Mistake(f"{file} is damaged ({error}): export it again")


def _take(importer: Importer, opened: Iterable[Fact]) -> Imported:
    """Take all facts; raises Mistake, which says what was taken before the file could not be read on."""
    try:
        return importer.take(opened)
    except Mistake as error:
        told = importer.told
        if not told.pages and not told.captures:
            raise
        raise Mistake(
            f"{error}; what stood before is kept: {told.pages} pages and {told.captures} captures were taken"
        ) from error


def _first_line(raw: BinaryIO, *, packed: bool) -> bytes:
    return gzip.GzipFile(fileobj=raw).readline(200) if packed else raw.readline(200)


def _report(app: App, told: Imported, *, as_json: bool) -> None:
    if as_json:
        app.print_json(asdict(told))
        return
    app.console.print(
        f"{told.pages} pages, {told.captures} captures, {told.reviews} reviews, {told.feeds} feeds; "
        f"{told.known} were there already, {told.refused} refused"
    )
    for what, reason in told.reasons[:_PRINTED]:
        click.echo(f"refused: {printable(what)}: {printable(reason)}", err=True)
