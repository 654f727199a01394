"""`stet search`: find words in the archive."""

import click

from monitor.commands.app import App, json_option, pass_app, site_option
from monitor.commands.output import moment, printable
from storage.asked import Where
from storage.errors import Mistake


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--added", is_flag=True, help="Only words that an edit added.")
@click.option("--removed", is_flag=True, help="Only words that an edit removed.")
@site_option
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many.")
@json_option
@pass_app
def command(
    app: App, words: tuple[str, ...], added: bool, removed: bool, site: str | None, limit: int, as_json: bool
) -> None:
    """Search headlines and texts of all revisions, or the words that edits added or removed.

    All words must stand; "some words" as they are; -word must not; word* begins so; OR gives a choice.
    Exit code 1 where nothing is found.

    \b
    Example:
      stet search --removed "six million"
    """  # noqa: D301
    if added and removed:
        raise Mistake("choose one of --added and --removed")
    where = Where.ADDED if added else Where.REMOVED if removed else Where.TEXT
    with app.stet() as stet:
        hits = list(stet.search(" ".join(words), where, limit=limit, site=app.known_site(stet, site)))
    if as_json:
        app.print_json(hits)
    for hit in () if as_json else hits:
        named = f"edit {hit.edit_id}" if hit.edit_id else f"{hit.page_id}@{hit.number}"
        app.console.print(
            f"{named:<10} {moment(hit.first_seen)}  {hit.site}  {printable(hit.headline)}", style="bold"
        )
        app.console.print(f"           {printable(hit.excerpt)}")
    if not hits:
        click.echo("nothing found", err=True)
        click.get_current_context().exit(1)
