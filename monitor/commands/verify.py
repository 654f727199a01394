"""`stet verify`: read the whole archive again."""

import click

from monitor.commands.app import App, json_option, pass_app


@click.command("verify")
@json_option
@pass_app
def command(app: App, as_json: bool) -> None:
    """Read every body, article and edit again, and say what does not match.

    Bodies and articles must give their digests; changes, flags and severity of an edit must be what today's
    rules make of the articles that it compares, where the same rules made those.
    Exit code 1 where something does not.

    \b
    Example:
      stet verify
    """  # noqa: D301
    with app.stet() as stet, app.working("reading every body again"):
        problems = list(stet.verify())
        counted = stet.archive.count()
    if as_json:
        app.print_json({"problems": problems, "counted": counted})
    else:
        for problem in problems:
            app.console.print(f"{problem.where}: {problem.what}", style="red")
        told = ", ".join(f"{number} {noun}" for noun, number in counted.items())
        app.console.print(f"{len(problems) or 'no'} problems in {told}")
    click.get_current_context().exit(1 if problems else 0)
