"""`stet crawl`: one pass over pages."""

import click

from monitor.commands.app import App, json_option, pass_app
from monitor.commands.output import visit_line
from monitor.lock import only_service
from monitor.service import Stet
from monitor.tally import Tally
from storage.asked import PageFilter
from storage.errors import Mistake
from storage.model import Page, PageState, Visit

_PRIVATE = (
    "an address in a private network is not visited: where you trust it, name the network in [crawl] allow "
    'of stet.toml, as allow = ["10.1.0.0/16"]'
)


@click.command("crawl")
@click.argument("urls", nargs=-1, metavar="[URL…]")
@click.option(
    "--due", is_flag=True, help="Pages whose next visit has come (this is what it does without arguments)."
)
@click.option("--all", "everything", is_flag=True, help="All pages but paused ones.")
@json_option
@pass_app
def command(app: App, urls: tuple[str, ...], due: bool, everything: bool, as_json: bool) -> None:
    """Visit pages once: those that are due, all of them, or these.

    An address that is not under watch yet is put there. Exit code 1 where addresses are given and no visit
    to them saw a page.

    \b
    Example:
      stet crawl --all
    """  # noqa: D301
    if ((due or everything) and urls) or (due and everything):
        raise Mistake("choose one of --due, --all and addresses")
    with app.stet(create=bool(urls)) as stet, only_service(app.archive_path):
        from crawler.run import run_until_complete  # noqa: PLC0415 - see Stet.visit

        tally = Tally()
        run_until_complete(lambda: _visit(app, stet, tally, urls, everything=everything, quiet=as_json))
    if as_json:
        app.print_json(
            {
                "visits": tally.visits,
                "outcomes": dict(sorted(tally.outcomes.items())),
                "found": tally.found,
                "new_pages": tally.new,
                "edits": [edit_id for edit_id, _ in tally.edits],
            }
        )
    else:
        app.console.print(tally.summary())
    if any("blocked_address" in outcome for outcome in tally.outcomes):
        click.echo(_PRIVATE, err=True)
    click.get_current_context().exit(1 if urls and not tally.seen else 0)


def _chosen(stet: Stet, urls: tuple[str, ...], *, everything: bool) -> list[Page]:
    if urls:
        return list({page.id: page for page, _ in map(stet.watch, urls)}.values())
    if everything:
        left_alone = (PageState.PAUSED, PageState.SAME)
        return [page for page in stet.archive.pages(PageFilter()) if page.state not in left_alone]
    return stet.due()


async def _visit(
    app: App, stet: Stet, tally: Tally, urls: tuple[str, ...], *, everything: bool, quiet: bool
) -> None:
    """Visit feeds that are due, so that what they find is in the same pass, and then pages."""
    if not urls:
        await stet.visit_feeds(tally.add_feed, app.alert)
    pages = _chosen(stet, urls, everything=everything)
    app.tell_rests(stet.resting(pages))
    with app.progress() as progress:
        task = progress.add_task("visiting", total=len(pages))

        def on_visit(visit: Visit, capture_id: int) -> None:
            tally.add(visit, capture_id)
            progress.advance(task)
            if visit.edit and not quiet:
                app.console.print(visit_line(visit, capture_id))

        if pages:
            await stet.visit(pages, on_visit, app.alert)
