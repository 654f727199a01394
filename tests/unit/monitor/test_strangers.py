"""What stands in an article's place at a second visit is no edit, whatever its words."""

import pytest

from crawler.extract import extract
from crawler.rules import rules_with
from crawler.visit import Body, Errand, Fetched
from monitor.diff import digest
from monitor.strangers import REASON
from monitor.visits import Known, judge
from storage.errors import NotAnArticle
from storage.model import Outcome, Page, PageState, Revision, Snapshot, Step
from tests.records import NOON, at
from tests.servers import page
from tests.unit.extract.wall_pages import UNKNOWN, WALLS

URL = "https://herald.example/news/bridge"
ARTICLE = page("The bridge cost six million euros, the mayor said.").body
WITHDRAWN = (
    b"<html><title>Council opens new bridge</title><body><article><h1>Council opens new bridge</h1>"
    b"<p>This article was withdrawn on Monday, since it did not meet our standards. We apologise to the "
    b"council.</p></article>"
)


def read(html):
    return extract(Body(content=html, url=URL, content_type="text/html; charset=utf-8"))


def visited(html, minutes):
    """Return a visit as the crawler tells it."""
    fields = {
        "errand": Errand(page_id=1, url=URL),
        "requested_at": at(minutes),
        "received_at": at(minutes),
        "final_url": URL,
        "status": 200,
        "body": Body(content=html, url=URL),
    }
    try:
        return Fetched(outcome=Outcome.READ, article=read(html), **fields)
    except NotAnArticle as error:
        return Fetched(outcome=Outcome.SET_ASIDE, reason=error.reason, **fields)


def known():
    """Return what is known after the first visit."""
    article = read(ARTICLE)
    snapshot = Snapshot(article=article, digest=digest(article), rules=rules_with(()))
    watched = Page(
        id=1, url=URL, site="herald.example", state=PageState.WATCHED, added_at=NOON, next_visit_at=NOON
    )
    revision = Revision(
        page_id=1,
        number=1,
        gone=False,
        digest=snapshot.digest,
        rules=snapshot.rules,
        headline=article.headline,
        first_capture_id=1,
        last_capture_id=1,
        first_seen=NOON,
        last_seen=NOON,
        captures=1,
    )
    return Known(
        page=watched,
        rules=snapshot.rules,
        latest=revision,
        snapshot=snapshot,
        final_url=URL,
        digests=(snapshot.digest,),
    )


def look(before, html, minutes=60):
    return judge(before, visited(html, minutes), lambda page, _: page.next_visit_at)


@pytest.mark.hostile(25)
@pytest.mark.parametrize("html", [*WALLS.values(), *UNKNOWN.values()])
def test_no_wall_error_or_empty_page_is_an_edit(html):
    visit = look(known(), html.encode())

    assert (None, Step.NONE, PageState.WATCHED) == (visit.edit, visit.step, visit.page.state)
    assert Outcome.SET_ASIDE is visit.capture.outcome
    assert visit.capture.reason in {"WallPage", "EmptyPage", REASON}
    assert visit.page.reason == visit.capture.reason


def test_what_stands_there_twice_in_a_row_is_believed():
    html = UNKNOWN["parked"].encode()
    before = known()
    once = look(before, html)
    after = Known(**{name: getattr(before, name) for name in Known.__slots__} | {"page": once.page})
    twice = look(after, html, 120)

    assert twice.edit is not None
    assert (Step.ARTICLE, "") == (twice.step, twice.page.reason)


SHORT = (
    "<html><title>Council opens new bridge</title><body>"
    "<article><h1>Council opens new bridge</h1><p>{}</p></article>"
)


@pytest.mark.parametrize(
    "html",
    [
        WITHDRAWN,
        SHORT.format("This article has been removed.").encode(),
        SHORT.format("Статья удалена.").encode(),
    ],
)
def test_an_article_that_gives_way_to_a_notice_under_its_headline_is_an_edit_at_once(html):
    visit = look(known(), html)

    assert visit.edit is not None
    assert Outcome.READ is visit.capture.outcome


def test_a_shell_under_the_headline_is_no_notice():
    visit = look(known(), SHORT.format("Please wait while the page loads.").encode())

    assert (None, "EmptyPage") == (visit.edit, visit.capture.reason)


def test_an_article_that_is_rewritten_from_end_to_end_is_an_edit_at_once():
    html = page("Nothing of this stood there before.", title="Mayor resigns").body.replace(
        b"Paragraph", b"Point"
    )

    assert look(known(), html).edit is not None
