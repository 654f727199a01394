"""`stet show`: an article as it stood."""

import re

import click

from monitor.commands.app import App, json_option, pass_app
from monitor.render.article import article_text

# An address may hold an @ itself: only a number or a time after the last one names a revision.
_AT = re.compile(r"@(\d+|\d{4}-\d{2}-\d{2}[0-9T:.+\-Z ]*)$")


def split_reference(wanted: str) -> tuple[str, str]:
    """Return PAGE and N or TIME of PAGE[@N|@TIME]."""
    found = _AT.search(wanted)
    return (wanted[: found.start()], found.group(1)) if found else (wanted, "")


@click.command("show")
@click.argument("page", metavar="PAGE[@N|@TIME]")
@json_option
@pass_app
def command(app: App, page: str, as_json: bool) -> None:
    """Print an article as it stood: the latest revision, the N-th, or the one that stood at a time (UTC).

    \b
    Example:
      stet show https://paper.example/bridge@2026-03-02T14:30
    """  # noqa: D301
    address, wanted = split_reference(page)
    with app.stet() as stet:
        found = stet.find_page(address)
        revision = stet.revision_at(found, wanted)
        snapshot = stet.archive.snapshot(found.id, revision.number)
    if as_json:
        app.print_json({"revision": revision, "article": snapshot.article})
    else:
        app.console.print(article_text(snapshot.article))
