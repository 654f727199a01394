"""`stet watch`: put pages under watch."""

from pathlib import Path

import click

from monitor.commands.app import App, json_option, pass_app
from monitor.commands.output import printable
from monitor.lists import read_list
from monitor.service import Stet
from storage.errors import BadAddress, Mistake
from storage.model import Page

#: A list of addresses is not larger.
MAX_LIST = 16 * 1024 * 1024


@click.command("watch")
@click.argument("urls", nargs=-1, metavar="URL…")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    help="A list of addresses, or OPML ('-' reads stdin).",
)
@json_option
@pass_app
def command(app: App, urls: tuple[str, ...], source: Path | None, as_json: bool) -> None:
    """Put pages under watch.

    They are visited at the next `stet crawl`, or at once by a running service.

    \b
    Example:
      stet watch https://paper.example/bridge --from addresses.txt
    """  # noqa: D301
    if not urls and source is None:
        raise Mistake("name an address, or a file of them with --from")
    feeds: tuple[str, ...] = ()
    refused: list[str] = []
    if source is not None:
        listed = read_list(_content(source))
        urls = (*urls, *listed.pages)
        feeds = listed.feeds
        refused = [f"{text}: {reason}" for text, reason in listed.refused]
    with app.stet(create=True) as stet:
        watched = _watch(stet, urls, refused)
        for feed in feeds:
            stet.add_feed(feed)
    _report(app, watched, feeds, refused, as_json=as_json)
    if refused:
        for reason in refused if len(refused) > 1 else ():
            click.echo(f"refused: {printable(reason)}", err=True)
        told = refused[0] if len(refused) == 1 else "see above"
        raise Mistake(f"{len(refused)} of these cannot be watched: {told}")


def _content(source: Path) -> bytes:
    try:
        with click.open_file(str(source), "rb") as file:
            content: bytes = file.read(MAX_LIST + 1)
    except OSError as error:
        raise Mistake(f"{source} cannot be read: {error.strerror}") from error
    if len(content) > MAX_LIST:
        raise Mistake(f"{source} is larger than {MAX_LIST >> 20} MiB: split it")
    return content


def _watch(stet: Stet, urls: tuple[str, ...], refused: list[str]) -> list[tuple[Page, bool]]:
    watched = []
    for url in urls:
        try:
            watched.append(stet.watch(url))
        except BadAddress as error:
            refused.append(str(error))
    return watched


def _report(
    app: App, watched: list[tuple[Page, bool]], feeds: tuple[str, ...], refused: list[str], *, as_json: bool
) -> None:
    if as_json:
        app.print_json(
            {
                "pages": [{"id": p.id, "url": p.url, "new": new} for p, new in watched],
                "feeds": feeds,
                "refused": refused,
            }
        )
        return
    for page, new in watched:
        app.console.print(f"{page.id:>6}  {page.url}{'' if new else '  (already watched)'}")
    for feed in feeds:
        app.console.print(f"  feed  {feed}")
