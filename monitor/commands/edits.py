"""`stet edits`: what was edited."""

from datetime import datetime

import click

from monitor.commands.app import App, json_option, pass_app, site_option
from monitor.commands.output import SEVERITY_STYLE, edit_line
from monitor.flags import names
from monitor.times import FORMS, read_time
from storage.asked import EditFilter
from storage.errors import Mistake
from storage.model import Severity, Verdict


def _known_flag(name: str | None) -> str | None:
    if name is not None and name not in names():
        raise Mistake(f"there is no flag {name!r}; there are {', '.join(names())}")
    return name


def _between(since: str | None, until: str | None, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return the first moment that is wanted and the first that is too late; raises Mistake."""
    begin = read_time(since, now).first if since else None
    end = read_time(until, now).after if until else None
    if begin and end and end <= begin:
        raise Mistake(f"nothing lies between --since {since} and --until {until}: the first must be earlier")
    return begin, end


@click.command("edits")
@site_option
@click.option("--page", help="Only this page: its number or address.")
@click.option("--flag", help="Only with this flag.")
@click.option(
    "--severity", type=click.Choice([one.name.lower() for one in Severity]), help="This or more severe."
)
@click.option("--since", metavar="TIME", help=f"Seen at this time (UTC) or later: {FORMS}.")
@click.option("--until", metavar="TIME", help="Seen before this time, or by the end of this day.")
@click.option("--verdict", type=click.Choice([str(one) for one in Verdict]), help="Reviewed as this.")
@click.option("--unreviewed", is_flag=True, help="Only what nobody reviewed.")
@click.option(
    "--each", is_flag=True, help="Every copy on its own line: the same edit of several pages is one."
)
@click.option("--newest", is_flag=True, help="Newest first, instead of most severe first.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="At most so many.")
@json_option
@pass_app
def command(
    app: App,
    site: str | None,
    page: str | None,
    flag: str | None,
    severity: str | None,
    since: str | None,
    until: str | None,
    verdict: str | None,
    unreviewed: bool,
    each: bool,
    newest: bool,
    limit: int,
    as_json: bool,
) -> None:
    """List edits, most severe first. Exit code 1 where there is none.

    The same edit of several pages, as of copies of an agency's text, is one line: "+2 copies".

    \b
    Example:
      stet edits --unreviewed --severity facts --since 2026-03-01 --until yesterday
    """  # noqa: D301
    with app.stet() as stet:
        begin, end = _between(since, until, stet.now())
        wanted = EditFilter(
            page_id=stet.find_page(page).id if page else None,
            site=app.known_site(stet, site),
            flag=_known_flag(flag),
            severity=Severity[severity.upper()] if severity else None,
            since=begin,
            until=end,
            verdict=Verdict(verdict) if verdict else None,
            unreviewed=unreviewed,
            grouped=not each,
            by_time=newest,
            limit=limit,
        )
        lines = list(stet.archive.edits(wanted))
    if as_json:
        app.print_json(lines)
    for line in () if as_json else lines:
        app.console.print(edit_line(line), style=SEVERITY_STYLE[line.severity])
    if not lines:
        click.echo("no edits", err=True)
        click.get_current_context().exit(1)
