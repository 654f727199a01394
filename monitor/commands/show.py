"""`stet show`: an article as it stood."""

import sys

import click

from monitor.commands.app import App, json_option, pass_app
from monitor.render.article import article_text
from storage.errors import Mistake


@click.command("show")
@click.argument("page", metavar="PAGE[@N|@TIME]")
@click.option("--html", is_flag=True, help="The page that brought it, byte for byte as it was sent: > FILE.")
@json_option
@pass_app
def command(app: App, page: str, html: bool, as_json: bool) -> None:
    """Print an article as it stood: the latest revision, the N-th, or the one that stood at a time (UTC).

    A day alone (2026-03-02, today, yesterday) means its end, and so does a minute without seconds.

    \b
    Example:
      stet show https://paper.example/bridge@2026-03-02T14:30
      stet show https://paper.example/bridge@1 --html > bridge-1.html
    """  # noqa: D301
    if html and as_json:
        raise Mistake("--html and --json exclude each other: a page's bytes are no JSON")
    with app.stet() as stet:
        found, version = stet.find_version(page)
        revision = stet.revision_at(found, version)
        if html:
            _write(stet.page_of(revision))
            return
        snapshot = stet.archive.snapshot(found.id, revision.number)
    if as_json:
        app.print_json({"revision": revision, "article": snapshot.article})
    else:
        app.console.print(article_text(snapshot.article))


def _write(content: bytes) -> None:
    """Write a page's bytes to a file or another program, never to a terminal, which would obey them."""
    if sys.stdout.isatty():
        raise Mistake("a page's bytes go to a file, not to a terminal: add > page.html")
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
