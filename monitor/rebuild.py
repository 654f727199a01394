"""Building what is derived again, from the captures that are kept."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from crawler.rules import rules_with
from crawler.visit import Body, Errand, Fetched
from monitor.journal import kept_body, visited_again
from monitor.visits import Known, judge
from storage.archive import Archive
from storage.errors import NotAnArticle
from storage.model import Article, Capture, Outcome, Page, PageState, Revision, Step, Visit

Extract = Callable[[Body], Article]


def rebuild_page(archive: Archive, page: Page, extract: Extract, furniture: tuple[str, ...] = ()) -> int:
    """Judge every capture of a page again by today's rules; return how many revisions it has then.

    `furniture` is what was learned of its site. Captures, reviews and the time of the next visit stay as
    they are.
    """
    visits = list(_replayed(archive, page, extract, furniture))
    archive.replace_history(page.id, visits)
    archive.set_state(page.id, page.state, page.next_visit_at)
    return len(archive.revisions(page.id))


def _replayed(archive: Archive, page: Page, extract: Extract, furniture: tuple[str, ...]) -> Iterator[Visit]:
    known = Known(page=_as_new(page), rules=rules_with(furniture))
    read: dict[str, Article | None] = {}
    for capture in archive.captures(page.id):
        fetched = _fetched(archive, capture, read, extract, furniture)
        visit = judge(known, fetched, lambda page, _: page.next_visit_at)
        yield replace(visit, body=None, capture=capture)
        known = _after(known, visit, capture)


def _as_new(page: Page) -> Page:
    return replace(
        page,
        state=PageState.WATCHED,
        last_visit_at=None,
        last_edit_at=None,
        failures=0,
        missing=0,
        headline="",
        reason="",
    )


def _fetched(
    archive: Archive,
    capture: Capture,
    read: dict[str, Article | None],
    extract: Extract,
    furniture: tuple[str, ...],
) -> Fetched:
    """Return the visit as the crawler would tell it today."""
    body = (
        kept_body(archive, capture, furniture)
        if capture.body_sha256 and capture.outcome is not Outcome.SAME_BYTES
        else None
    )
    outcome, article = capture.outcome, None
    if body is not None and outcome in (Outcome.READ, Outcome.SET_ASIDE):
        if capture.body_sha256 not in read:
            read[capture.body_sha256] = _try(extract, body)
        article = read[capture.body_sha256]
        outcome = Outcome.READ if article else Outcome.SET_ASIDE
    errand = Errand(page_id=capture.page_id, url=capture.requested_url, body_sha256=capture.body_sha256)
    return visited_again(capture, errand, outcome=outcome, body=body, article=article)


def _try(extract: Extract, body: Body) -> Article | None:
    try:
        return extract(body)
    except NotAnArticle:
        return None


def _after(known: Known, visit: Visit, capture: Capture) -> Known:
    """Return what is known after a visit, without asking the archive."""
    if visit.step is Step.NONE:
        return replace(known, page=visit.page)
    latest = known.latest
    if visit.step in (Step.ARTICLE, Step.GONE):
        latest = Revision(
            page_id=capture.page_id,
            number=latest.number + 1 if latest else 1,
            gone=visit.step is Step.GONE,
            digest=visit.snapshot.digest if visit.snapshot else "",
            rules=visit.snapshot.rules if visit.snapshot else "",
            headline="",
            first_capture_id=capture.id,
            last_capture_id=capture.id,
            first_seen=capture.received_at,
            last_seen=capture.received_at,
            captures=1,
        )
    gone = latest is not None and latest.gone
    return replace(
        known,
        page=visit.page,
        latest=latest,
        snapshot=visit.snapshot or known.snapshot,
        final_url=known.final_url if gone else capture.final_url,
        digests=known.digests
        if visit.step is Step.AGAIN
        else (*known.digests, latest.digest if latest else ""),
    )
