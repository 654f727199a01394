"""`stet pages`: the pages under watch."""

import click

from monitor.commands.app import App, json_option, pass_app, site_option
from monitor.commands.output import moment, printable
from storage.asked import PageFilter
from storage.codec import to_plain
from storage.model import PageState


@click.command("pages")
@site_option
@click.option("--state", type=click.Choice([str(state) for state in PageState]), help="Only in this state.")
@json_option
@pass_app
def command(app: App, site: str | None, state: str | None, as_json: bool) -> None:
    """List the pages under watch: state, last and next visit (UTC) and why then, headline, address.

    \b
    Example:
      stet pages --state gone
    """  # noqa: D301
    with app.stet() as stet:
        wanted = PageFilter(site=app.known_site(stet, site), state=PageState(state) if state else None)
        pages = list(stet.revisits.reasons(list(stet.archive.pages(wanted)), stet.now()))
    if as_json:
        app.print_json([to_plain(page) | {"why": why} for page, why in pages])
        return
    for page, why in pages:
        trouble = f"  ({page.reason}, {page.failures + page.missing}×)" if page.reason else ""
        app.console.print(
            f"{page.id:>6}  {page.state:<7}  {moment(page.last_visit_at)}  {moment(page.next_visit_at)}  "
            f"{why:<30}  "
            f"{printable(page.headline) or '–'}  {page.url}{trouble}"
        )
