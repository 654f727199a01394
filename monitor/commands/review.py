"""`stet review`: say what an edit was."""

import re

import click

from monitor.commands.app import App, json_option, pass_app
from storage.model import Verdict

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


def _numbers(_context: click.Context, _option: click.Parameter, told: tuple[str, ...]) -> tuple[int, ...]:
    """Return the numbers of edits; raises BadParameter, in words for a person, for what is none."""
    for one in told:
        if not _NUMBER.fullmatch(one):
            raise click.BadParameter(f"{one!r} is no number of `stet edits`: write them as 12 14 15")
    return tuple(map(int, told))


@click.command("review")
@click.argument("edits", metavar="EDIT...", nargs=-1, required=True, callback=_numbers)
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
