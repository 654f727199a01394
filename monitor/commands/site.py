"""`stet site`: what is known of a site."""

import asyncio

import click

from monitor import furniture
from monitor.alerts import rest_line
from monitor.commands.app import App, host_of, json_option, pass_app
from monitor.commands.output import moment, printable
from monitor.service import Stet, utc_now
from storage.errors import Mistake, NotFound
from storage.sites import LineVerdict


@click.command("site")
@click.argument("host")
@click.option("--learn", is_flag=True, help="Learn its furniture anew, from the pages that are kept.")
@click.option(
    "--keep", multiple=True, metavar="LINE", help="This line belongs to articles, whatever was learned."
)
@click.option("--drop", multiple=True, metavar="LINE", help="This line is furniture.")
@click.option("--wake", is_flag=True, help="End its rest: it is visited again at the next pass.")
@click.option("--by", "reviewer", default="", help="Who says so.")
@json_option
@pass_app
def command(
    app: App,
    host: str,
    learn: bool,
    keep: tuple[str, ...],
    drop: tuple[str, ...],
    wake: bool,
    reviewer: str,
    as_json: bool,
) -> None:
    """Show a site: its pages, whether it rests, and the lines learned to be furniture, numbers as #.

    A site rests when its server asks for it (Retry-After), or when several of its pages failed in a row:
    then nothing of it is visited for a while, which doubles each time that a visit finds it no better.
    Short lines outside articles' bodies that stand on three or more pages are left out of its articles, and
    so is what stands "in" a part of its pages that is another at every visit while the body stands still.
    What is learned or said holds from a page's next visit on, and for what is kept after `stet rebuild`.

    \b
    Example:
      stet site paper.example --keep "Our reporters were there."
    """  # noqa: D301
    host = host_of(host)
    if set(keep) & set(drop):
        raise Mistake("a line cannot be kept and dropped")
    with app.stet() as stet:
        known = next((line for line in stet.archive.sites() if line.site == host), None)
        if known is None:
            raise NotFound(f"no page of {host} is under watch: `stet pages` lists them")
        for line, is_furniture in [(line, False) for line in keep] + [(line, True) for line in drop]:
            _say(stet, app, host, line, is_furniture=is_furniture, reviewer=reviewer)
        if wake:
            stet.wake(host)
        if learn:
            asyncio.run(stet.learn(host))
        lines = furniture.lines(stet.archive, host)
        learned, said = stet.archive.learned(host), stet.archive.line_verdicts(host)
        rest = stet.revisits.resting(stet.now()).get(host)
    if as_json:
        app.print_json({"site": known, "rest": rest, "furniture": lines, "learned": learned, "said": said})
        return
    app.console.print(f"{known.site}: {known.pages} pages")
    if rest is not None:
        app.console.print(
            f"{rest_line(rest)}; it fails since {moment(rest.since)} UTC, left alone {rest.pauses}×"
        )
    when = f"learned {moment(learned.at)} from {learned.pages} pages" if learned else "nothing learned yet"
    app.console.print(f"{len(lines)} lines are furniture; {when}")
    for line in lines:
        app.console.print(f"  {printable(line)}")


def _say(stet: Stet, app: App, host: str, line: str, *, is_furniture: bool, reviewer: str) -> None:
    verdict = LineVerdict(
        site=host, line=line, furniture=is_furniture, reviewer=reviewer or app.config.reviewer, at=utc_now()
    )
    furniture.overrule(stet.archive, verdict)
