"""`stet alerts`: which sites fail and which pages are behind a wall, now and lately."""

from dataclasses import dataclass

import click

from monitor.alerts import Alert
from monitor.commands.app import App, json_option, pass_app, site_option
from monitor.commands.output import moment, printable
from monitor.times import FORMS, read_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What stands now, and what visits told lately."""

    now: list[Alert]
    lately: list[Alert]  #: in the order of visits


@click.command("alerts")
@click.option(
    "--since",
    metavar="TIME",
    default="yesterday",
    show_default=True,
    help=f"What began or ended at this time (UTC) or later: {FORMS}.",
)
@site_option
@json_option
@pass_app
def command(app: App, since: str, site: str | None, as_json: bool) -> None:
    """Tell which sites fail and which pages are behind a wall now, and what began or ended lately.

    It is what `stet run` and `stet crawl` tell as it comes, but for what only a feed's visits showed. A page
    that is gone, or is back, is an edit. Exit code 1 where something fails now.

    \b
    Example:
      stet alerts --since 2026-03-01
    """  # noqa: D301
    with app.stet() as stet:
        site = app.known_site(stet, site)
        first = read_time(since, stet.now()).first
        told = Told(
            now=[one for one in stet.standing_alerts() if site in (None, one.site)],
            lately=[one for one in stet.alerts_since(first) if site in (None, one.site)],
        )
    if as_json:
        app.print_json(told)
    else:
        for mark, alerts in (("now", told.now), ("   ", told.lately)):
            for one in alerts:
                app.console.print(f"{mark}  {moment(one.at)}  {printable(one.line)}")
        if not (told.now or told.lately):
            click.echo(f"no alerts since {moment(first)} UTC", err=True)
    click.get_current_context().exit(1 if told.now else 0)
