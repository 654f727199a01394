"""What a visit comes to."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.visit import Body, Errand, Fetched
from monitor import strangers
from monitor.diff import digest
from monitor.redirects import FRONT_PAGE
from monitor.visits import Known, judge
from storage.model import Outcome, Page, PageState, Revision, Snapshot, Step
from storage.text import sha256
from tests.records import NOON, article, at

PAGE = Page(
    id=7,
    url="https://paper.example/bridge",
    site="paper.example",
    state=PageState.WATCHED,
    added_at=NOON,
    next_visit_at=NOON,
)
RULES = "rules 2"


def made(*paragraphs, rules=RULES, **more):
    found = article(*paragraphs, **more)
    return Snapshot(article=found, digest=digest(found), rules=rules)


def revision(number, snapshot):
    return Revision(
        page_id=7,
        number=number,
        gone=snapshot is None,
        digest=snapshot.digest if snapshot else "",
        rules=snapshot.rules if snapshot else "",
        headline="",
        first_capture_id=number,
        last_capture_id=number,
        first_seen=NOON,
        last_seen=NOON,
        captures=1,
    )


def known(snapshot=None, *, gone=False, page=PAGE, number=1):
    latest = None
    if snapshot:
        latest = revision(number, None if gone else snapshot)
    return Known(
        page=page,
        rules=RULES,
        latest=latest,
        snapshot=snapshot,
        digests=(snapshot.digest,) if snapshot else (),
    )


def fetched(outcome=Outcome.READ, article=None, *, earlier=None, reason="", **more):
    body = (
        Body(content=b"<p>page</p>", url=PAGE.url) if outcome in (Outcome.READ, Outcome.SET_ASIDE) else None
    )
    return Fetched(
        errand=Errand(page_id=7, url=PAGE.url, body_sha256="f" * 64),
        requested_at=at(1),
        received_at=at(2),
        final_url=PAGE.url,
        outcome=outcome,
        reason=reason,
        status=200,
        headers=(("ETag", '"abc"'), ("Last-Modified", "Mon, 02 Mar 2026 11:00:00 GMT")),
        body=body,
        article=article,
        earlier=earlier,
        **more,
    )


def later(page, now):
    return now + timedelta(minutes=15)


def came_to(visit):
    return visit.step, bool(visit.edit), visit.page.state


def test_the_first_article_begins_a_page_without_an_edit():
    visit = judge(known(), fetched(article=article("It cost six million.")), later)

    assert (Step.ARTICLE, False, PageState.WATCHED) == came_to(visit)
    assert made("It cost six million.") == visit.snapshot
    assert b"<p>page</p>" == visit.body


def test_what_is_needed_for_the_next_visit_is_kept_with_the_page():
    page = judge(known(), fetched(article=article("x")), later).page

    assert ('"abc"', "Mon, 02 Mar 2026 11:00:00 GMT", sha256(b"<p>page</p>")) == (
        page.etag,
        page.last_modified,
        page.body_sha256,
    )
    assert (at(2), at(17), "Bridge opens") == (page.last_visit_at, page.next_visit_at, page.headline)


def test_changed_words_are_an_edit():
    visit = judge(
        known(made("It cost six million.")), fetched(article=article("It cost seven million.")), later
    )

    assert (Step.ARTICLE, True, PageState.WATCHED) == came_to(visit)
    assert ("six", "seven") == (visit.edit.changes[0].removed, visit.edit.changes[0].added)
    assert (1, 2, at(2)) == (visit.edit.old_number, visit.edit.new_number, visit.edit.seen_at)
    assert at(2) == visit.page.last_edit_at


@pytest.mark.parametrize(
    "text", ["It cost “six” million.", 'It cost "six"\u00a0million.', 'It cost "six" mil\u00adlion.']
)
def test_typography_is_no_edit(text):
    visit = judge(known(made('It cost "six" million.')), fetched(article=article(text)), later)

    assert (Step.AGAIN, False, PageState.WATCHED) == came_to(visit)


@pytest.mark.parametrize("outcome", [Outcome.NOT_MODIFIED, Outcome.SAME_BYTES])
def test_an_answer_that_nothing_changed_prolongs_the_revision(outcome):
    visit = judge(known(made("x")), fetched(outcome), later)

    assert (Step.AGAIN, False, PageState.WATCHED) == came_to(visit)
    assert ("f" * 64 if outcome is Outcome.SAME_BYTES else "") == visit.capture.body_sha256


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.SET_ASIDE])
def test_a_failed_visit_is_never_an_edit(outcome):
    visit = judge(known(made("x")), fetched(outcome, reason="timeout"), later)

    assert (Step.NONE, False, PageState.WATCHED) == came_to(visit)
    assert (1, "timeout", "") == (visit.page.failures, visit.page.reason, visit.page.body_sha256)


def test_one_visit_that_misses_a_page_says_nothing_and_a_second_says_it_is_gone():
    first = judge(known(made("x")), fetched(Outcome.MISSING, reason="http_404"), later)
    second = judge(known(made("x"), page=first.page), fetched(Outcome.MISSING, reason="http_404"), later)

    assert (Step.NONE, False, PageState.WATCHED) == came_to(first)
    assert (Step.GONE, True, PageState.GONE) == came_to(second)
    assert ("gone",) == tuple(flag.name for flag in second.edit.flags)


def test_a_failure_between_two_misses_neither_confirms_nor_forgets():
    missed = judge(known(made("x")), fetched(Outcome.MISSING), later)
    failed = judge(known(made("x"), page=missed.page), fetched(Outcome.FAILED), later)

    assert (Step.NONE, 1) == (failed.step, failed.page.missing)


def test_an_article_between_two_misses_forgets_the_first():
    missed = judge(known(made("x")), fetched(Outcome.MISSING), later)
    there = judge(known(made("x"), page=missed.page), fetched(article=article("x")), later)
    again = judge(known(made("x"), page=there.page), fetched(Outcome.MISSING), later)

    assert (Step.NONE, False, PageState.WATCHED) == came_to(again)


def test_a_gone_page_that_is_missed_again_prolongs_its_gap():
    page = replace(PAGE, state=PageState.GONE, missing=2)
    visit = judge(known(made("x"), gone=True, page=page), fetched(Outcome.MISSING), later)

    assert (Step.AGAIN, False, PageState.GONE) == came_to(visit)


@pytest.mark.parametrize("same", [True, False])
def test_a_page_that_returns_is_compared_across_the_gap(same):
    page = replace(PAGE, state=PageState.GONE, missing=3)
    text = "It cost six million." if same else "It cost seven million."
    visit = judge(
        known(made("It cost six million."), gone=True, page=page), fetched(article=article(text)), later
    )

    assert (Step.ARTICLE, True, PageState.WATCHED) == came_to(visit)
    assert same == (not visit.edit.changes)
    assert "returned" in [flag.name for flag in visit.edit.flags]
    assert 0 == visit.page.missing


def test_a_page_that_returns_with_a_304_is_told():
    page = replace(PAGE, state=PageState.GONE, missing=3)
    visit = judge(known(made("x"), gone=True, page=page), fetched(Outcome.NOT_MODIFIED), later)

    assert (Step.ARTICLE, True, PageState.WATCHED) == came_to(visit)
    assert made("x") == visit.snapshot


def test_a_page_that_never_was_read_is_gone_without_a_revision():
    page = replace(PAGE, missing=1)
    visit = judge(known(page=page), fetched(Outcome.MISSING), later)

    assert (Step.NONE, False, PageState.GONE) == came_to(visit)


# --- addresses


def moved_to(url, *paragraphs, canonical="", second=False, outcome=Outcome.READ, reason="", missing=0):
    """The visit of a page that was found at its own address before, and at another now."""
    page = replace(PAGE, reason=strangers.REASON if second else "", missing=missing)
    before = replace(
        known(made("It cost six million.", canonical_url=PAGE.url), page=page), final_url=PAGE.url
    )
    now = article(*paragraphs, canonical_url=canonical or PAGE.url) if paragraphs else None
    return judge(before, replace(fetched(outcome, now, reason=reason), final_url=url), later)


def test_the_same_words_under_a_new_address_are_seen_again():
    new = "https://paper.example/news/bridge"
    visit = moved_to(new, "It cost six million.", canonical=new)

    assert (Step.AGAIN, False, PageState.WATCHED) == came_to(visit)
    assert new == visit.capture.final_url


SECTION = "https://paper.example/news"


def test_other_words_under_a_new_address_are_an_edit_of_a_redirect_at_the_second_visit():
    first = moved_to(SECTION, "All the news of the day.")
    second = moved_to(SECTION, "All the news of the day.", second=True)

    assert (Outcome.SET_ASIDE, strangers.REASON, None) == (
        first.capture.outcome,
        first.capture.reason,
        first.edit,
    )
    assert {"redirected"} == {flag.name for flag in second.edit.flags} & {"redirected", "merged"}


def test_an_article_that_shares_paragraphs_with_the_one_before_needs_no_second_visit():
    visit = moved_to(SECTION, "It cost six million.", "And then it cost more.")

    assert "redirected" in {flag.name for flag in visit.edit.flags}


def test_a_page_whose_canonical_address_and_text_are_anothers_now_was_merged():
    other = "https://paper.example/all-bridges"
    visit = moved_to(
        other,
        "All bridges of the county, their age and what each of them cost.",
        canonical=other,
        second=True,
    )

    assert {"redirected", "merged"} <= {flag.name for flag in visit.edit.flags}


@pytest.mark.parametrize(
    ("paragraphs", "outcome", "reason"),
    [
        (("All the news of the day.",), Outcome.READ, ""),
        (("It cost six million.",), Outcome.READ, ""),
        ((), Outcome.SET_ASIDE, "EmptyPage"),
    ],
)
def test_a_redirect_to_the_front_page_misses_the_page_and_a_second_says_it_is_gone(
    paragraphs, outcome, reason
):
    first, second = (
        moved_to("https://paper.example/", *paragraphs, outcome=outcome, reason=reason, missing=missing)
        for missing in (0, 1)
    )

    assert (Outcome.MISSING, FRONT_PAGE, "", None) == (
        first.capture.outcome,
        first.capture.reason,
        first.capture.body_sha256,
        first.edit,
    )
    assert (Step.GONE, True, PageState.GONE) == came_to(second)
    assert {"gone", "redirected"} == {flag.name for flag in second.edit.flags}


def test_a_wall_at_the_front_page_and_a_front_page_under_watch_are_no_miss():
    walled = moved_to("https://paper.example/", outcome=Outcome.SET_ASIDE, reason="WallPage")
    front = "https://paper.example/"
    errand = Errand(page_id=7, url=front)
    seen = judge(
        known(), replace(fetched(article=article("All news.")), errand=errand, final_url=front), later
    )

    assert Outcome.SET_ASIDE is walled.capture.outcome
    assert Outcome.READ is seen.capture.outcome


# --- law 2: like is compared with like


def test_better_rules_never_look_like_an_edit():
    """The kept body, read by today's rules, says what the new body says."""
    old = made("Skip to content", "It cost six million.", rules="rules 1")
    visit = judge(
        known(old),
        fetched(article=article("It cost six million."), earlier=article("It cost six million.")),
        later,
    )

    assert (Step.AGAIN, False, PageState.WATCHED) == came_to(visit)
    assert made("It cost six million.") == visit.reread


def test_an_edit_under_better_rules_is_told_without_what_the_rules_changed():
    old = made("Skip to content", "It cost six million.", rules="rules 1")
    visit = judge(
        known(old),
        fetched(article=article("It cost seven million."), earlier=article("It cost six million.")),
        later,
    )

    (change,) = visit.edit.changes
    assert ("six", "seven") == (change.removed, change.added)
    assert made("It cost six million.") == visit.reread


def test_a_kept_body_that_todays_rules_cannot_read_is_compared_with_nothing():
    old = made("Skip to content", rules="rules 1")
    visit = judge(known(old), fetched(article=article("It cost seven million."), earlier=None), later)

    assert (Step.AGAIN, False, PageState.WATCHED) == came_to(visit)
    assert made("It cost seven million.") == visit.reread


@given(
    st.lists(
        st.sampled_from([Outcome.FAILED, Outcome.SET_ASIDE, Outcome.NOT_MODIFIED, Outcome.SAME_BYTES]),
        max_size=8,
    )
)
def test_no_run_of_visits_without_a_new_article_makes_an_edit(outcomes):
    page = PAGE
    for outcome in outcomes:
        visit = judge(known(made("x"), page=page), fetched(outcome), later)
        page = visit.page
        assert visit.edit is None


def test_a_judgement_is_the_same_each_time():
    ask = (
        known(made("It cost six million.", "Ada opened it.")),
        fetched(article=article("Ada opened it.", "It cost 7.")),
    )

    assert judge(*ask, later) == judge(*ask, later)
