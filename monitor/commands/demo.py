"""`stet demo`: the whole job on a newsroom on this machine."""

import tempfile
from pathlib import Path

import click

from monitor.commands.app import App, pass_app
from monitor.commands.output import printable
from monitor.demo.run import Found, Outcome, run, settings


@click.command("demo")
@click.option("--once", is_flag=True, help="End after the newsroom's day instead of serving the review page.")
@pass_app
def command(app: App, once: bool) -> None:
    """Watch a small newsroom on this machine, print each edit as it comes, then serve the review page.

    Exit code 1 if a planned edit was missed or something else was flagged. The archive is a new one in
    a temporary folder, unless --archive names a file.

    \b
    Example:
      stet demo --once
    """  # noqa: D301
    with tempfile.TemporaryDirectory(prefix="stet-demo-") as folder:
        archive = app.archive or Path(folder) / "stet.db"
        outcome = run(
            settings(app.config, archive),
            archive,
            say=app.console.print,
            tell_edit=lambda found: app.console.print(_line(found)),
            stay=not once,
        )
    _report(app, outcome)
    click.get_current_context().exit(0 if outcome.good else 1)


def _line(found: Found) -> str:
    return f"  edit {found.edit_id:<4} [{' '.join(sorted(found.flags))}]  {printable(found.headline)}"


def _report(app: App, outcome: Outcome) -> None:
    for planned in outcome.missed:
        flags = " ".join(sorted(planned.flags))
        app.console.print(f"missed in round {planned.round}: {planned.what} [{flags}] {planned.url}")
    for found in outcome.unplanned:
        app.console.print(f"not planned, round {found.round}: {_line(found).strip()} {found.url}")
    found_all = outcome.planned - len(outcome.missed)
    app.console.print(
        f"{found_all} of {outcome.planned} planned edits flagged, {len(outcome.unplanned)} others"
    )
