"""`stet stats`: how many edits were seen, and how many were probably missed."""

import click

from monitor.alerts import rest_line
from monitor.commands.app import App, json_option, pass_app, site_option
from monitor.commands.output import printable


@click.command("stats")
@site_option
@json_option
@pass_app
def command(app: App, site: str | None, as_json: bool) -> None:
    """Estimate how many edits were missed, site by site, and tell which sites rest.

    An edit is missed if another follows before the next visit, and waits if no visit has seen it yet.
    Both are estimates from how often pages of that age and site, and the pages themselves, were edited.

    \b
    Example:
      stet stats --site paper.example
    """  # noqa: D301
    with app.stet() as stet:
        site = app.known_site(stet, site)
        lines = [one for one in stet.revisits.stats(stet.now()) if site in (None, one.site)]
    if as_json:
        app.print_json(lines)
        return
    for one in lines:
        share = "–" if one.share is None else f"{one.share:.0%}"
        app.console.print(
            f"{printable(one.site)}  {one.caught} caught, ~{one.missed:.1f} missed, "
            f"~{one.waiting:.1f} waiting to be seen  ({share})"
            + (f"  {rest_line(one.rest)}" if one.rest else "")
        )
