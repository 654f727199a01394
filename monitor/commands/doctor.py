"""`stet doctor`: whether everything is as it must be."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import click

from crawler.urls import site
from crawler.visit import Fetched
from monitor import reach
from monitor.commands.app import App, json_option, pass_app
from monitor.config import DEFAULT_FILE
from monitor.lock import only_service
from monitor.service import Stet, utc_now
from storage.asked import PageFilter
from storage.errors import ServiceRunning, StetError
from storage.sites import SiteRest

#: Below this, a crawl may fill the disk before anybody looks.
LEAST_FREE = 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    what: str
    fine: bool
    told: str  #: what was found and, where it is not fine, what to do


@click.command("doctor")
@click.option("--offline", is_flag=True, help="Ask no site.")
@json_option
@pass_app
def command(app: App, offline: bool, as_json: bool) -> None:
    """Check settings, archive, disk, clock, sites and pages, and say what to do.

    One page of each site, of 20 at most, is asked for as `stet crawl` would, and not stored. Exit code 1
    where something is wrong.

    \b
    Example:
      stet doctor
    """  # noqa: D301
    findings = list(_findings(app, offline=offline))
    if as_json:
        app.print_json(findings)
    for finding in () if as_json else findings:
        app.console.print(f"{'ok ' if finding.fine else '!! '} {finding.what}: {finding.told}")
    click.get_current_context().exit(0 if all(finding.fine for finding in findings) else 1)


def _findings(app: App, *, offline: bool) -> Iterator[Finding]:
    yield Finding(what="settings", fine=True, told=_settings(app))
    yield _contact(app)
    yield Finding(what="Python", fine=True, told=sys.version.split()[0])
    yield _disk(app)
    try:
        with app.stet() as stet:
            yield Finding(what="archive", fine=True, told=f"{app.archive_path}, {_counts(stet)}")
            yield from _weaknesses(stet)
            yield _service(app)
            answers = [] if offline else _ask(app, stet)
            yield _clock(stet, answers)
            yield from map(_rest, _resting(stet))
            yield from map(_site, answers)
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


def _settings(app: App) -> str:
    if app.config_file is None and not DEFAULT_FILE.exists():
        return f"the defaults: there is no {DEFAULT_FILE} here"
    return f"{app.config_file or DEFAULT_FILE}"


def _ask(app: App, stet: Stet) -> list[Fetched]:
    resting = {rest.site for rest in _resting(stet)}
    pages = reach.one_a_site(page for page in stet.archive.pages(PageFilter()) if page.site not in resting)
    if not pages:
        return []
    from crawler.run import run_until_complete  # noqa: PLC0415 - see Stet.visit

    with app.working("asking sites"):
        return run_until_complete(lambda: reach.ask(pages, stet.crawl_config()))


def _resting(stet: Stet) -> list[SiteRest]:
    now = utc_now()
    return [rest for rest in stet.archive.rests() if rest.resting(now)]


def _rest(rest: SiteRest) -> Finding:
    told = f"it failed ({rest.reason}) and is left alone until {rest.until:%Y-%m-%d %H:%M} UTC, by itself"
    return Finding(what=rest.site, fine=False, told=f"{told}: open it in a browser")


def _site(fetched: Fetched) -> Finding:
    told = reach.advice(fetched)
    return Finding(
        what=site(fetched.errand.url), fine=not told, told=told or "reached, and its robots.txt allows it"
    )


def _clock(stet: Stet, answers: list[Fetched]) -> Finding:
    visits = [page.last_visit_at for page in stet.archive.pages(PageFilter()) if page.last_visit_at]
    last = max(visits, default=None)
    if last is not None and last > utc_now():
        return Finding(
            what="clock", fine=False, told=f"it is before the last visit, {last} UTC: set it right"
        )
    apart = reach.apart(answers)
    if apart is None:
        return Finding(what="clock", fine=True, told="later than the last visit")
    if abs(apart) > reach.MOST_APART:
        way = "ahead of" if apart > timedelta(0) else "behind"
        told = f"it is {_rounded(apart)} {way} the sites' clocks: set it right"
        return Finding(what="clock", fine=False, told=told)
    return Finding(what="clock", fine=True, told="as the sites' clocks")


def _rounded(apart: timedelta) -> timedelta:
    return timedelta(minutes=round(abs(apart) / timedelta(minutes=1)))


def _failing(stet: Stet) -> Iterator[Finding]:
    for page in stet.archive.pages(PageFilter()):
        if page.failures >= 3:  # noqa: PLR2004 - one or two are the network's way
            told = f"{page.failures} visits in a row failed ({page.reason}): open it in a browser"
            yield Finding(what=page.url, fine=False, told=told)
