"""`stet history`: what is known of a page."""

import click

from monitor.commands.app import App, json_option, pass_app
from monitor.commands.output import edit_line, moment, printable
from storage.asked import EditFilter
from storage.model import Capture, PageState, Review, Revision
from storage.text import squash


@click.command("history")
@click.argument("page")
@click.option("--captures", is_flag=True, help="Each visit, too.")
@json_option
@pass_app
def command(app: App, page: str, captures: bool, as_json: bool) -> None:
    """List a page's revisions and edits with their reviews, oldest first, and the feeds that found it.

    PAGE is its number or address.

    \b
    Example:
      stet history https://paper.example/bridge
    """  # noqa: D301
    with app.stet() as stet:
        found = stet.find_page(page)
        revisions = stet.archive.revisions(found.id)
        edits = {line.new_number: line for line in stet.archive.edits(EditFilter(page_id=found.id))}
        visits = list(stet.archive.captures(found.id)) if captures else []
        feeds = stet.archive.found_by(found.id)
        reviews = {line.id: stet.archive.reviews(line.id) for line in edits.values()}
    if as_json:
        told = {"page": found, "revisions": revisions, "edits": [edits[n] for n in sorted(edits)]}
        told["found_by"] = [{"id": feed.id, "url": feed.url} for feed in feeds]
        told["reviews"] = [review for edits_reviews in reviews.values() for review in edits_reviews]
        app.print_json(told | ({"captures": visits} if captures else {}))
        return
    app.console.print(f"{found.url}  ({found.state}, next visit {moment(found.next_visit_at)} UTC)")
    if found.state is PageState.SAME:
        app.console.print(f"   the same as page {found.same_as}: `stet pause --resume` watches it by itself")
    for feed in feeds:
        app.console.print(f"   found by feed {feed.id}  {feed.url}")
    for revision in revisions:
        if revision.number in edits:
            app.console.print(f"   edit {edit_line(edits[revision.number]).strip()}")
            for review in reviews[edits[revision.number].id]:
                app.console.print(_review_line(review))
        app.console.print(_line(revision))
    for visit in visits:
        app.console.print(_visit_line(visit))


def _visit_line(visit: Capture) -> str:
    told_as = f"{visit.outcome} {visit.reason}".strip()
    led = f"  → {printable(visit.final_url)}" if visit.final_url != visit.requested_url else ""
    return f"{visit.id:>8}  {moment(visit.received_at)}  {visit.status or '–'}  {told_as}{led}"


def _review_line(review: Review) -> str:
    note = f": {printable(squash(review.note))}" if review.note else ""
    by = f" by {printable(review.reviewer)}" if review.reviewer else ""
    return f"        ✓{review.verdict}{by}, {moment(review.at)}{note}"


def _line(revision: Revision) -> str:
    said = "gone" if revision.gone else printable(revision.headline)
    times = f"{moment(revision.first_seen)} … {moment(revision.last_seen)}"
    return f"@{revision.number:<4} {times}  {revision.captures}×  {said}"
