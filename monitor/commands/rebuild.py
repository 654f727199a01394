"""`stet rebuild`: build again what is derived."""

import click

from monitor.commands.app import App, json_option, pass_app
from monitor.lock import only_service
from storage.asked import PageFilter


@click.command("rebuild")
@click.argument("page", required=False)
@json_option
@pass_app
def command(app: App, page: str | None, as_json: bool) -> None:
    """Build snapshots, revisions, edits and flags again, by today's rules, from the captures that are kept.

    Captures and reviews stay as they are. PAGE is a number or an address; without it, all pages, and
    what their visits taught of when pages are edited.

    \b
    Example:
      stet rebuild
    """  # noqa: D301
    with app.stet() as stet, only_service(app.archive_path):
        pages = [stet.find_page(page)] if page else list(stet.archive.pages(PageFilter()))
        with app.progress() as progress:
            revisions = sum(stet.rebuild(one) for one in progress.track(pages, description="rebuilding"))
        if not page:
            stet.revisits.learn_again()
    if as_json:
        app.print_json({"pages": len(pages), "revisions": revisions})
    else:
        app.console.print(f"{len(pages)} pages, {revisions} revisions")
