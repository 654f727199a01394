"""`stet doctor`: whether everything is as it must be."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import click

from monitor.commands.app import App, json_option, pass_app
from monitor.lock import only_service
from monitor.service import Stet, utc_now
from storage.asked import PageFilter
from storage.errors import ServiceRunning, StetError

#: Below this, a crawl may fill the disk before anybody looks.
LEAST_FREE = 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    what: str
    fine: bool
    told: str  #: what was found and, where it is not fine, what to do


@click.command("doctor")
@json_option
@pass_app
def command(app: App, as_json: bool) -> None:
    """Check settings, archive, disk, clock and pages, and say what to do.

    Exit code 1 where something is wrong.

    \b
    Example:
      stet doctor
    """  # noqa: D301
    findings = list(_findings(app))
    if as_json:
        app.print_json(findings)
    for finding in () if as_json else findings:
        app.console.print(f"{'ok ' if finding.fine else '!! '} {finding.what}: {finding.told}")
    click.get_current_context().exit(0 if all(finding.fine for finding in findings) else 1)


def _findings(app: App) -> Iterator[Finding]:
    yield _contact(app)
    yield Finding(what="Python", fine=True, told=sys.version.split()[0])
    yield _disk(app)
    try:
        with app.stet() as stet:
            yield Finding(what="archive", fine=True, told=f"{app.archive_path}, {_counts(stet)}")
            yield from _weaknesses(stet)
            yield _service(app)
            yield _clock(stet)
            yield from _failing(stet)
    except StetError as error:
        yield Finding(what="archive", fine=False, told=str(error))


def _contact(app: App) -> Finding:
    contact = app.config.contact
    told = contact or 'none: set contact = "mailto:you@…" in stet.toml, so that sites can reach you'
    return Finding(what="contact", fine=bool(contact), told=told)


def _disk(app: App) -> Finding:
    folder = app.archive_path.absolute().parent
    free = shutil.disk_usage(folder if folder.exists() else "/").free
    told = f"{free / 1024**3:.1f} GiB free" + ("" if free >= LEAST_FREE else ": make room before you crawl")
    return Finding(what="disk", fine=free >= LEAST_FREE, told=told)


def _counts(stet: Stet) -> str:
    counted = stet.archive.count()
    return ", ".join(
        f"{counted[noun]} {noun}" for noun in ("pages", "captures", "revisions", "edits", "reviews")
    )


def _weaknesses(stet: Stet) -> Iterator[Finding]:
    for problem in stet.archive.weaknesses():
        yield Finding(what=problem.where, fine=False, told=problem.what)


def _service(app: App) -> Finding:
    try:
        with only_service(app.archive_path):
            return Finding(what="service", fine=True, told="none is running on this archive")
    except ServiceRunning:
        return Finding(what="service", fine=True, told="running on this archive")


def _clock(stet: Stet) -> Finding:
    visits = [page.last_visit_at for page in stet.archive.pages(PageFilter()) if page.last_visit_at]
    ahead = max(visits, default=None)
    fine = ahead is None or ahead <= utc_now()
    told = "later than the last visit" if fine else f"it is before the last visit, {ahead} UTC: set it right"
    return Finding(what="clock", fine=fine, told=told)


def _failing(stet: Stet) -> Iterator[Finding]:
    for page in stet.archive.pages(PageFilter()):
        if page.failures >= 3:  # noqa: PLR2004 - one or two are the network's way
            told = f"{page.failures} visits in a row failed ({page.reason}): open it in a browser"
            yield Finding(what=page.url, fine=False, told=told)
