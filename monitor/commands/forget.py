"""`stet forget`: take a page and all that was kept of it out of the archive."""

import click

from monitor.commands.app import App, json_option, pass_app
from storage.errors import Mistake


@click.command("forget")
@click.argument("page")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_app
def command(app: App, page: str, yes: bool, as_json: bool) -> None:
    """Take a page and all that was kept of it out of the archive, for good. PAGE is its number or address.

    \b
    Example:
      stet forget https://paper.example/bridge --yes
    """  # noqa: D301
    with app.stet() as stet:
        found = stet.find_page(page)
        if not yes and not click.confirm(f"Forget {found.url} and every capture of it?", err=True):
            raise Mistake("nothing was forgotten")
        stet.archive.forget(found.id)
    if as_json:
        app.print_json({"forgotten": found})
    else:
        app.console.print(f"forgotten: {found.url}")
