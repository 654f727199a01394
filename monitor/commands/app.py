"""What every command is given: the settings, the archive, and two ways to print."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from crawler.urls import canonical, site
from monitor.alerts import rest_line
from monitor.commands.output import printable
from monitor.config import Config, load
from monitor.service import Stet
from storage.asked import PageFilter
from storage.codec import to_plain_json
from storage.errors import BadAddress, NotFound
from storage.sites import SiteRest


@dataclass
class App:
    """One call of the command line."""

    archive: Path | None = None
    config_file: Path | None = None

    @cached_property
    def config(self) -> Config:
        """The settings; raises BadConfig."""
        return load(self.config_file)

    @property
    def archive_path(self) -> Path:
        """Where the archive is."""
        return self.archive or Path(self.config.archive)

    def stet(self, *, create: bool = False) -> Stet:
        """Open the archive; raises ArchiveError, NotFound."""
        return Stet(self.config, self.archive_path, create=create)

    @cached_property
    def console(self) -> Console:
        """Standard output, in colours where it is a terminal."""
        return Console(highlight=False, soft_wrap=True, markup=False)

    def progress(self) -> Progress:
        """Return a progress bar on standard error, shown only on a terminal."""
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)

    @staticmethod
    def known_site(stet: Stet, host: str | None) -> str | None:
        """Return the host, of which a page is known; raises NotFound, which says where hosts are listed."""
        if host is not None and next(stet.archive.pages(PageFilter(site=host, limit=1)), None) is None:
            raise NotFound(f"no page of {printable(host)} is under watch: `stet pages` lists them")
        return host

    @contextmanager
    def working(self, what: str) -> Iterator[None]:
        """Show that work of unknown length goes on, while the block runs."""
        with self.progress() as progress:
            progress.add_task(what, total=None)
            yield

    @staticmethod
    def tell_rests(rests: Iterable[SiteRest]) -> None:
        """Tell on standard error which sites are left alone."""
        for rest in rests:
            click.echo(f"{printable(rest.site)} {rest_line(rest)}: not visited", err=True)

    @staticmethod
    def alert(line: str) -> None:
        """Tell on standard error what began or ended for a site or page."""
        click.echo(f"alert  {printable(line)}", err=True)

    @staticmethod
    def print_json(value: Any) -> None:
        """Print records, dicts and lists as one JSON document."""
        click.echo(to_plain_json(value))


def host_of(wanted: str) -> str:
    """Return the host that a person means, who may have copied a whole address."""
    try:
        return site(canonical(wanted))
    except BadAddress:
        return wanted


pass_app = click.make_pass_decorator(App)
site_option = click.option(
    "--site",
    callback=lambda _context, _option, value: None if value is None else host_of(value),
    metavar="HOST",
    help="Only this host, or that of this address.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
