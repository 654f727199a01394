"""`stet verify`: read the whole archive again."""

import click

from monitor.commands.app import App, json_option, pass_app
from monitor.commands.output import printable
from monitor.read_again import ReadAgain


@click.command("verify")
@click.option(
    "--read-again", is_flag=True, help="Read the articles in their bodies again, too: as slow as a rebuild."
)
@json_option
@pass_app
def command(app: App, read_again: bool, as_json: bool) -> None:
    """Read every body, article and edit again, and say what does not match.

    Bodies and articles must give their digests; changes, flags and severity of an edit must be what today's
    rules make of the articles that it compares, where the same rules made those. With --read-again, articles
    must be what is read in their bodies, where today's rules made them.
    Exit code 1 where something does not.

    \b
    Example:
      stet verify --read-again
    """  # noqa: D301
    with app.stet() as stet, app.working("reading everything again"):
        again = stet.reading_again() if read_again else None
        problems = [*stet.verify(), *(again.problems() if again else ())]
        counted = stet.archive.count()
    if as_json:
        told = {"read_again": {"read": again.read, "older_rules": again.older}} if again else {}
        app.print_json({"problems": problems, "counted": counted, **told})
    else:
        for problem in problems:
            app.console.print(printable(f"{problem.where}: {problem.what}"), style="red")
        told_counts = ", ".join(f"{number} {noun}" for noun, number in counted.items())
        app.console.print(f"{len(problems) or 'no'} problems in {told_counts}")
        if again:
            app.console.print(_read_again(again))
    click.get_current_context().exit(1 if problems else 0)


def _read_again(again: ReadAgain) -> str:
    """Return how many articles were read again, and why others were not."""
    told = f"{again.read} articles were read again"
    if not again.older:
        return told
    return f"{told}; {again.older} were made by older rules and were not: `stet rebuild` makes them anew"
