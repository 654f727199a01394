"""`stet feed`: where new pages are found."""

import click

from crawler.run import run_until_complete
from monitor import feeds
from monitor.commands.app import App, json_option, pass_app
from monitor.commands.output import moment, printable
from monitor.lock import only_service
from monitor.service import Stet, utc_now
from storage.codec import to_plain
from storage.errors import ServiceRunning
from storage.model import Page
from storage.sites import Feed, FeedLimits


@click.group("feed")
def command() -> None:
    """Find new pages by RSS, Atom, JSON Feed, sitemaps and section pages.

    \b
    Example:
      stet feed add https://paper.example/news.xml
    """  # noqa: D301


@command.command("add")
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@click.option("--include", multiple=True, help="Only addresses that hold this, or fit it where it has a *.")
@click.option("--exclude", multiple=True, help="No addresses that hold this, or fit it where it has a *.")
@click.option(
    "--pages",
    type=click.IntRange(1, 5000),
    default=FeedLimits().pages,
    show_default=True,
    help="At most so many of one visit.",
)
@click.option(
    "--days", type=click.IntRange(0, 36500), help="Only articles published in the last so many days."
)
@click.option("--later", is_flag=True, help="Leave the first visit to `stet crawl` or the service.")
@json_option
@pass_app
def add(
    app: App,
    urls: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    pages: int,
    days: int | None,
    later: bool,
    as_json: bool,
) -> None:
    """Add feeds, visit each once, and put the articles that they list under watch.

    From then on they are visited by `stet crawl` and by the service. Exit code 1 where one cannot be read.

    \b
    Example:
      stet feed add https://paper.example/news.xml --exclude /sport/ --days 7
    """  # noqa: D301
    limits = FeedLimits(include=include, exclude=exclude, pages=pages, days=days)
    with app.stet(create=True) as stet:
        added = [feeds.add(stet.archive, url, utc_now(), limits) for url in urls]
        chosen = list({feed.id: feed for feed, _ in added}.values())
        found = {} if later else _visit(app, stet, chosen)
        told = [stet.archive.feed(feed.id) for feed in chosen]
    if as_json:
        app.print_json([{"feed": feed, "found": found.get(feed.id, [])} for feed in told])
    else:
        for feed in told:
            app.console.print(_line(feed))
            app.console.print(f"        {len(found.get(feed.id, []))} new pages")
    click.get_current_context().exit(1 if any(feed.reason for feed in told) else 0)


@command.command("list")
@json_option
@pass_app
def list_(app: App, as_json: bool) -> None:
    """List the feeds: kind, last and next visit (UTC) and why then, title, address.

    Each is visited by its own rhythm, which is learned from the visits that brought something.

    \b
    Example:
      stet feed list
    """  # noqa: D301
    with app.stet() as stet:
        listed = list(stet.archive.feeds())
    if as_json:
        app.print_json([to_plain(feed) | {"why": feeds.why(feed)} for feed in listed])
        return
    for feed in listed:
        app.console.print(_line(feed))


@command.command("remove")
@click.argument("feed")
@json_option
@pass_app
def remove(app: App, feed: str, as_json: bool) -> None:
    """Visit a feed no more; the pages that it found stay. FEED is its number or address.

    \b
    Example:
      stet feed remove https://paper.example/news.xml
    """  # noqa: D301
    with app.stet() as stet:
        found = feeds.find_feed(stet.archive, feed)
        stet.archive.remove_feed(found.id)
    if as_json:
        app.print_json(found)
    else:
        app.console.print(f"removed  {found.url}")


def _visit(app: App, stet: Stet, chosen: list[Feed]) -> dict[int, list[Page]]:
    """Visit feeds now, unless a service is there to do it."""
    found: dict[int, list[Page]] = {}

    def on_feed(feed: Feed, pages: list[Page]) -> None:
        found[feed.id] = pages

    try:
        with only_service(app.archive_path):
            app.tell_rests(stet.resting(chosen))
            run_until_complete(lambda: stet.visit_feeds(on_feed, app.alert, chosen))
    except ServiceRunning:
        click.echo("the service that runs on this archive visits them at its next tick", err=True)
    return found


def _line(feed: Feed) -> str:
    trouble = f"  ({feed.reason}, {feed.failures}×)" if feed.reason else ""
    return (
        f"{feed.id:>6}  {feed.kind:<13}  {moment(feed.last_visit_at)}  {moment(feed.next_visit_at)}  "
        f"{feeds.why(feed):<32}  {printable(feed.title) or '–'}  {feed.url}{trouble}"
    )
