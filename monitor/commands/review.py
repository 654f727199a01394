"""`stet review`: say what an edit was."""

import re

import click

from monitor.commands.app import App, json_option, pass_app
from storage.model import Verdict

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


class EditNumber(click.ParamType):
    """The number of an edit."""

    name = "edit"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; fails, in words for a person, for what is none."""
        if not _NUMBER.fullmatch(value):
            self.fail(f"{value!r} is no number of `stet edits`: write them as 12 14 15", param, ctx)
        return int(value)


@click.command("review")
@click.argument("edits", metavar="EDIT...", nargs=-1, required=True, type=EditNumber())
@click.option(
    "--verdict", required=True, type=click.Choice([str(one) for one in Verdict]), help="What it was."
)
@click.option("--note", default="", help="Why.")
@click.option("--by", "reviewer", default="", help="Who says so.")
@click.option("--copies", is_flag=True, help="The same of its copies: the same edit of other pages.")
@json_option
@pass_app
def command(
    app: App, edits: tuple[int, ...], verdict: str, note: str, reviewer: str, copies: bool, as_json: bool
) -> None:
    """Say what an edit was, or the same of several: of all that are named, or of none.

    EDIT is its number in `stet edits`. Earlier reviews stay; the latest holds.

    \b
    Example:
      stet review 12 --verdict correction --note "the sum, with a note" --by ada
      stet review 14 15 19 --verdict noise --copies
    """  # noqa: D301
    with app.stet() as stet:
        made = stet.review(edits, Verdict(verdict), note, reviewer, copies=copies)
    if as_json:
        # Of one edit the review itself, as it ever was.
        app.print_json(made if len(edits) > 1 or copies else made[0])
        return
    for review in made:
        app.console.print(f"edit {review.edit_id}: {review.verdict}")
