"""`stet review`: say what an edit was."""

import click

from monitor.commands.app import App, json_option, pass_app
from storage.model import Verdict


@click.command("review")
@click.argument("edit", type=click.IntRange(1))
@click.option(
    "--verdict", required=True, type=click.Choice([str(one) for one in Verdict]), help="What it was."
)
@click.option("--note", default="", help="Why.")
@click.option("--by", "reviewer", default="", help="Who says so.")
@json_option
@pass_app
def command(app: App, edit: int, verdict: str, note: str, reviewer: str, as_json: bool) -> None:
    """Say what an edit was. EDIT is its number in `stet edits`. Earlier reviews stay; the latest holds.

    \b
    Example:
      stet review 12 --verdict correction --note "the sum, with a note" --by ada
    """  # noqa: D301
    with app.stet() as stet:
        made = stet.review(edit, Verdict(verdict), note, reviewer)
    if as_json:
        app.print_json(made)
    else:
        app.console.print(f"edit {made.edit_id}: {made.verdict}")
