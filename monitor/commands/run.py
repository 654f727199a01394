"""`stet run`: the service."""

import click

from crawler.run import run_until_complete
from monitor.commands.app import App, pass_app
from monitor.commands.output import printable, visit_line
from monitor.lock import only_service
from monitor.service import Stet
from monitor.serving import Announcer, serve
from monitor.tally import Tally
from monitor.web.server import WebServer
from storage.model import Visit


@click.command("run")
@click.option("--no-web", is_flag=True, help="Only crawl; no review page.")
@pass_app
def command(app: App, no_web: bool) -> None:
    """Run the service: crawl what is due, again and again, and serve the review page, until Ctrl-C.

    \b
    Example:
      stet --archive stet.db run
    """  # noqa: D301
    web = app.config.web
    with app.stet(create=True) as stet, only_service(app.archive_path):
        server = None if no_web else WebServer(lambda: Stet(app.config, app.archive_path), web.host, web.port)
        announcer = Announcer(
            visit=lambda visit, capture_id: _tell_edit(app, visit, capture_id),
            passed=lambda tally: _tell_pass(app, tally),
            alert=lambda line: app.console.print(f"alert  {printable(line)}"),
            trouble=lambda line: click.echo(f"stet: {line}", err=True),
            address=lambda url: app.console.print(f"review page: {url}"),
        )
        run_until_complete(lambda: serve(stet, announcer, web=server))


def _tell_edit(app: App, visit: Visit, capture_id: int) -> None:
    if visit.edit:
        app.console.print(visit_line(visit, capture_id))


def _tell_pass(app: App, tally: Tally) -> None:
    app.console.print(tally.summary())
