"""`stet diff`: what an edit changed."""

from collections.abc import Sequence
from dataclasses import dataclass

import click

from monitor.commands.app import App, json_option, pass_app
from monitor.commands.output import printable
from monitor.compare import Comparison
from monitor.diff import edited
from monitor.render import Layout, html, json, patch, terminal
from monitor.service import Stet
from storage.errors import Mistake, NotFound
from storage.model import Change, Flag, Page, Severity
from storage.text import squash

FORMATS = ("text", "json", "html", "patch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How an edit is printed."""

    form: str = "text"  #: one of FORMATS
    layout: Layout = Layout.INLINE
    whole: bool = False  #: with what was kept


format_option = click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to print it."
)
layout_option = click.option("--side-by-side", is_flag=True, help="Old and new in two columns (text, html).")
whole_option = click.option("--whole", is_flag=True, help="With what was kept.")


def shape(form: str, *, side_by_side: bool, whole: bool, as_json: bool) -> Shape:
    """Return what the options ask for."""
    layout = Layout.SIDE_BY_SIDE if side_by_side else Layout.INLINE
    return Shape(form="json" if as_json else form, layout=layout, whole=whole)


@click.command("diff")
@click.argument("wanted", metavar="PAGE[@N|@TIME]|EDIT")
@click.argument("numbers", required=False, metavar="[FROM..TO]")
@format_option
@layout_option
@whole_option
@json_option
@pass_app
def command(
    app: App, wanted: str, numbers: str | None, form: str, side_by_side: bool, whole: bool, as_json: bool
) -> None:
    """Print what an edit changed, or what changed between two revisions of a page.

    A number alone is an edit of `stet edits`. With FROM..TO, or an @, it is a page of `stet pages`; an
    address is always a page, and by itself its last two revisions are compared. FROM and TO are revisions
    or times, as for `stet show`; with @N or @TIME, what stood then is compared with the latest.
    Exit code 1 where something was edited.

    \b
    Example:
      stet diff https://paper.example/bridge 1..3
      stet diff https://paper.example/bridge 2026-03-01..yesterday
      stet diff https://paper.example/bridge@yesterday
    """  # noqa: D301
    with app.stet() as stet:
        if numbers is None and wanted.isascii() and wanted.isdigit():
            changes, flags, severity = _edit(stet, int(wanted[:18]))
        else:
            found = _between(stet, wanted, numbers)
            changes, flags, severity = found.changes, found.flags, found.severity
    changed = print_changes(
        app, changes, flags, severity, shape(form, side_by_side=side_by_side, whole=whole, as_json=as_json)
    )
    click.get_current_context().exit(1 if changed else 0)


def _edit(stet: Stet, edit_id: int) -> tuple[Sequence[Change], Sequence[Flag], Severity]:
    view = stet.view(edit_id)
    return view.changes, view.edit.flags, view.edit.severity


def _between(stet: Stet, wanted: str, numbers: str | None) -> Comparison:
    page, version = stet.find_version(wanted)
    if numbers is None:
        return stet.compare(page, *_until_latest(stet, page, version))
    if version:
        raise Mistake(
            f"@{version} and {numbers} exclude each other: write the page, then {version}..{numbers}"
        )
    old, dots, new = numbers.partition("..")
    if not (old and dots and new):
        raise Mistake(f"{numbers!r} is no range of revisions: write 1..3 or 2026-03-01..yesterday")
    return stet.compare(page, stet.revision_at(page, old).number, stet.revision_at(page, new).number)


def _until_latest(stet: Stet, page: Page, version: str) -> tuple[int, int]:
    """Return which two revisions are compared: a version, or the last but one, and the latest article."""
    latest = [revision.number for revision in stet.archive.revisions(page.id) if not revision.gone]
    if version:
        return stet.revision_at(page, version).number, latest[-1]
    if len(latest) < 2:  # noqa: PLR2004 - two revisions make an edit
        raise NotFound(f"page {page.id} has no two revisions to compare yet: `stet history {page.id}`")
    return latest[-2], latest[-1]


def print_changes(
    app: App, changes: Sequence[Change], flags: Sequence[Flag], severity: Severity, wanted: Shape
) -> bool:
    """Print changes and flags; return whether anything was edited."""
    changed = bool(edited(changes)) or bool(flags)
    if wanted.form == "json":
        told = json.document(changes, whole=wanted.whole)
        app.print_json({**told, "severity": severity.name.lower() if changed else None, "flags": flags})
    elif wanted.form == "html":
        title = "What was edited" if changed else "Nothing was edited"
        click.echo(html.page(changes, title, flags=flags, layout=wanted.layout, whole=wanted.whole))
    elif wanted.form == "patch":
        click.echo(patch.render(changes), nl=False)
    else:
        colour = app.console.is_terminal
        text = terminal.render(
            changes, layout=wanted.layout, whole=wanted.whole, colour=colour, width=app.console.width
        )
        click.echo(
            "".join(f"{_flag_line(flag)}\n" for flag in flags) + ("\n" if flags else "") + text, nl=False
        )
        if not changed:
            click.echo("nothing was edited")
    return changed


def _flag_line(flag: Flag) -> str:
    evidence = "; ".join(f"{one.where}: {one.old or '–'} → {one.new or '–'}" for one in flag.evidence)
    return printable(squash(f"[{flag.name}] {evidence}"))
