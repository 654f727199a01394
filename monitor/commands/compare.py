"""`stet compare`: the edit between two saved pages."""

from pathlib import Path

import click

from crawler.visit import Body
from crawler.workers import Workers
from monitor.commands.app import App, json_option, pass_app
from monitor.commands.diff import format_option, layout_option, print_changes, shape, whole_option
from monitor.compare import compare_articles
from monitor.pagefile import read_page
from storage.errors import Mistake, NotAnArticle
from storage.model import Article


@click.command("compare")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--url", default="", help="Where both were found: links and rules of their site depend on it.")
@format_option
@layout_option
@whole_option
@json_option
@pass_app
def command(
    app: App, old: Path, new: Path, url: str, form: str, side_by_side: bool, whole: bool, as_json: bool
) -> None:
    """Print the edit between two saved pages. No archive is needed.

    Exit code 1 where something was edited, 2 where a file holds no article.

    \b
    Example:
      stet compare monday.html tuesday.html --url https://paper.example/bridge
    """  # noqa: D301
    pages = [(file, read_page(file, url)) for file in (old, new)]
    with Workers(1) as workers:
        articles = [_article(workers, file, page) for file, page in pages]
    found = compare_articles(*articles)
    wanted = shape(form, side_by_side=side_by_side, whole=whole, as_json=as_json)
    edited = print_changes(app, found.changes, found.flags, found.severity, wanted)
    click.get_current_context().exit(1 if edited else 0)


def _article(workers: Workers, file: Path, page: Body) -> Article:
    """Return the article of a saved page; its exit code must not say that something was edited."""
    try:
        return workers.extract_now(page)
    except NotAnArticle as error:
        raise Mistake(f"{file} holds no article to compare: {error}") from error
