"""`stet clean`: an article from a saved page."""

from pathlib import Path

import click

from crawler.workers import extract_bounded
from monitor.commands.app import App, json_option, pass_app
from monitor.pagefile import read_page
from monitor.render.article import article_text


@click.command("clean")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--url", default="", help="Where the page was found: links and rules of its site depend on it.")
@json_option
@pass_app
def command(app: App, file: Path, url: str, as_json: bool) -> None:
    """Print the article of a saved page, without its furniture. No archive is needed.

    \b
    Example:
      stet clean page.html --url https://paper.example/bridge
    """  # noqa: D301
    article = extract_bounded(read_page(file, url))
    if as_json:
        app.print_json(article)
    else:
        app.console.print(article_text(article))
