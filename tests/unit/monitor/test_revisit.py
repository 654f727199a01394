"""The revisit policy: what is believed, what a visit teaches, which page comes first, and when."""

import math
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.revisit.bar import next_bar
from monitor.revisit.belief import HOUR, Belief, factor, new_page, trust
from monitor.revisit.curve import Curve
from monitor.revisit.priors import AGES
from monitor.revisit.rank import (
    LAST_LATEST,
    NEW,
    SOONEST_LATEST,
    Aim,
    Ranking,
    best,
    first_time,
    latest,
    within_sites,
)
from monitor.revisit.reasons import why
from monitor.revisit.rhythm import GONE_SOONEST, LONGEST, LONGEST_RETRY, Rhythm
from storage.model import PageState
from storage.rates import Bin, Figures, PageRate, SiteRate
from tests.records import NOON
from tests.unit.monitor.test_visits import PAGE

BORN = NOON.timestamp()
RATE = new_page(7, "paper.example", BORN, BORN)
BELIEF = Belief(Figures())


def after(hours):
    return BORN + hours * HOUR


def ranking(aim=Aim.CATCH, belief=BELIEF, **sites):
    return Ranking(belief=belief, sites=sites, aim=aim)


# --- waits that are not learned


def test_a_paused_page_is_not_visited():
    assert Rhythm().next_visit_at(replace(PAGE, state=PageState.PAUSED), NOON) is None


def test_a_miss_is_confirmed_soon_and_a_failure_tried_less_and_less():
    waits = [
        Rhythm().next_visit_at(replace(PAGE, failures=failures), NOON) - NOON for failures in (1, 2, 3, 30)
    ]

    assert [timedelta(minutes=15), timedelta(minutes=30), timedelta(minutes=60), LONGEST_RETRY] == waits
    assert NOON + timedelta(minutes=15) == Rhythm().next_visit_at(replace(PAGE, missing=1), NOON)


@pytest.mark.parametrize(
    ("since", "wait"), [(0, GONE_SOONEST), (40, timedelta(days=10)), (4_000, LONGEST), (-3, GONE_SOONEST)]
)
def test_a_page_that_is_gone_is_looked_for_seldom(since, wait):
    page = replace(PAGE, state=PageState.GONE, missing=5, last_edit_at=NOON - timedelta(days=since))

    assert NOON + wait == Rhythm().next_visit_at(page, NOON)


@given(st.integers(-(10**6), 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_next_visit_is_always_ahead_and_never_never(minutes, failures, missing):
    """Also where the clock was set back or forward."""
    now = NOON + timedelta(minutes=minutes)

    wait = Rhythm().next_visit_at(replace(PAGE, failures=failures, missing=missing), now) - now

    assert timedelta(minutes=15) <= wait <= LONGEST


# --- what is believed


def test_a_third_of_new_pages_is_believed_to_be_edited_within_a_day():
    edits = BELIEF.exposure(RATE, after(24))

    assert 0.35 == pytest.approx(1 - (1 + edits / RATE.beta) ** -RATE.alpha, abs=0.01)


@given(st.floats(0, 1e5), st.floats(0, 1e5), st.floats(0, 1e5))
def test_what_is_to_be_expected_adds_up(first, second, third):
    start, middle, end = sorted((first, second, third))
    curve = Curve((0.0, 1.0, 5.0), [Bin(edits=2, weight=1), Bin(edits=1, weight=4), Bin(edits=1, weight=90)])

    assert curve(end) - curve(start) == pytest.approx(
        curve(end) - curve(middle) + curve(middle) - curve(start)
    )
    assert curve(end) - curve(start) == pytest.approx(sum(part for _, _, part in curve.parts(start, end)))
    assert end - start == pytest.approx(sum(width for _, width, _ in curve.parts(start, end)))


def test_a_visit_that_saw_nothing_lowers_and_one_that_saw_a_change_raises_what_is_expected():
    quiet = BELIEF.learn(RATE, None, after(2), changed=False).page
    edited = BELIEF.learn(RATE, None, after(2), changed=True).page

    expected = [ranking().expected(page, after(4)) for page in (quiet, RATE, edited)]
    assert expected[0] < expected[2]
    assert quiet.alpha == RATE.alpha
    assert quiet.beta > RATE.beta
    assert edited.alpha > RATE.alpha + 1  # at least one edit is to be expected where a change was seen


def test_what_a_visit_taught_goes_to_the_bins_it_passed():
    taught = BELIEF.learn(RATE, None, after(0.75), changed=True)

    edits = taught.page.alpha - RATE.alpha
    assert [0.25, 0.25, 0.25] == [pytest.approx(one.weight) for one in taught.ages[:3]]
    assert not any(one.weight or one.edits for one in taught.ages[3:])
    assert edits == pytest.approx(sum(one.edits for one in taught.ages))
    assert edits == pytest.approx(taught.site.edits)


def test_pages_of_a_site_that_edits_much_are_expected_to_be_edited():
    much, little = SiteRate(edits=50, expected=10), SiteRate(edits=1, expected=10)

    assert factor(little) < factor(None) < factor(much)
    assert ranking().expected(RATE, after(1)) < ranking(**{RATE.site: much}).expected(RATE, after(1))


def test_edits_that_came_in_bursts_are_expected_in_bursts():
    bursts = Belief(Figures(pauses=(Bin(edits=90, weight=10), *[Bin(edits=1, weight=10)] * 4)))
    page = RATE._replace(seen=after(9), changed=after(9))

    assert bursts.exposure(page, after(9.2)) > 3 * BELIEF.exposure(page, after(9.2))
    assert bursts.exposure(page._replace(seen=after(40)), after(41)) < BELIEF.exposure(page, after(41))


def test_the_figures_of_all_pages_are_learned():
    often = Belief(Figures(ages=(Bin(edits=1_000, weight=100),) * len(AGES)))

    assert often.exposure(RATE, after(1)) > BELIEF.exposure(RATE, after(1))


def test_a_clock_that_was_set_back_teaches_nothing():
    seen = RATE._replace(seen=after(24), changed=after(20))

    taught = BELIEF.learn(seen, None, after(0), changed=False)

    assert (0.0, 0.0) == (BELIEF.exposure(seen, after(0)), ranking().priority(seen, after(0)))
    assert (seen.alpha, seen.beta) == (taught.page.alpha, taught.page.beta)
    assert after(0) == taught.page.seen


def test_a_page_from_the_future_was_born_now():
    assert after(1) == new_page(7, "paper.example", after(500), after(1)).born


# --- which comes first


def test_priority_is_small_where_little_and_bounded_where_much_is_expected():
    quiet = RATE._replace(alpha=0.5, beta=500.0)
    busy = RATE._replace(alpha=500.0, beta=5.0)

    assert 0 < ranking().priority(quiet, after(1)) < ranking().priority(RATE, after(1))
    assert math.sqrt(2) == pytest.approx(ranking().priority(busy, after(24)), abs=0.01)


@given(st.floats(0.1, 50), st.floats(0.1, 50), st.floats(0.01, 5_000), st.sampled_from(Aim))
def test_the_longer_a_page_was_not_seen_the_higher_it_ranks(alpha, beta, hours, aim):
    page = RATE._replace(alpha=alpha, beta=beta)
    earlier, later = (ranking(aim).priority(page, after(hours * part)) for part in (1, 1.5))

    assert 0 < earlier <= later * (1 + 1e-9)


def test_freshness_ranks_the_longer_unseen_higher_than_catching_does():
    unseen, lately = RATE._replace(beta=2.0), RATE._replace(seen=after(47), alpha=900.0, beta=2.0)

    catch = [ranking().priority(page, after(48)) for page in (unseen, lately)]
    fresh = [ranking(Aim.FRESH).priority(page, after(48)) for page in (unseen, lately)]
    assert catch[0] < catch[1]
    assert fresh[0] > fresh[1]


def test_a_hint_raises_a_page_as_far_as_the_sites_hints_were_true():
    liar = SiteRate(hints=98, kept=0)
    honest = SiteRate(hints=98, kept=98)
    hinted = RATE._replace(hinted=True)

    priorities = [ranking(**{RATE.site: site}).priority(hinted, after(1)) for site in (liar, honest)]

    assert ranking().priority(RATE, after(1)) < priorities[0] < priorities[1]
    assert (0.5, 0.01) == (trust(None), trust(liar))
    taught = BELIEF.learn(hinted, None, after(1), changed=True)
    assert (1, 1, False) == (taught.site.hints, taught.site.kept, taught.page.hinted)


def test_a_page_that_was_never_read_comes_before_those_that_were():
    new = PageRate(8, "paper.example", 0.0, 0.0, 0.0, 0.0)

    read, unread = ranking().ranked([RATE, new], after(0.5))

    assert (NEW, NEW, 8) == unread
    assert 0 < read[0] < NEW


@given(
    st.floats(0.1, 50),
    st.floats(0.1, 50),
    st.floats(0.01, 5_000),
    st.sampled_from(Aim),
    st.booleans(),
    st.none() | st.floats(0, 900),
)
def test_many_are_ranked_as_one_is(alpha, beta, hours, aim, hinted, edited):
    changed = None if edited is None else RATE.seen - edited * HOUR
    page = RATE._replace(alpha=alpha, beta=beta, hinted=hinted, changed=changed)
    site = SiteRate(edits=9.0, expected=2.0, hints=3, kept=1)
    for one in (ranking(aim), ranking(aim, **{RATE.site: site})):
        priority = one.priority(page, after(hours))

        ((usual, unseen, page_id),) = one.ranked([page], after(hours))

        assert (priority, 7) == (pytest.approx(usual, rel=1e-6, abs=1e-12), page_id)
        assert unseen == pytest.approx(hours)


def test_the_best_come_first_with_a_share_for_the_longest_unseen():
    ranked = [(9.0, 1.0, 0), (8.0, 2.0, 2), (7.0, 3.0, 3), (1.0, 99.0, 4), (9.0, 1.0, 1)]

    assert [0, 1, 2] == [one[2] for one in best(ranked, 3, 0)]
    assert [0, 1, 4] == [one[2] for one in best(ranked, 3, 1)]
    assert [0, 1, 2, 3, 4] == [one[2] for one in best(ranked, 9, 1)]
    assert [] == best(ranked, 0, 1)


def test_one_site_does_not_take_a_pass_for_itself():
    ranked = [(10.0 - n, float(n), n) for n in range(8)] + [(1.0, 1.0, 20)]

    sites = ["one"] * 8 + ["other"]

    assert {0, 1, 7, 20} == {one[2] for one in within_sites(ranked, sites, lambda _: 3)}
    assert ranked == within_sites(ranked, sites, lambda _: 8)


# --- when it is due


@given(st.floats(0.1, 500), st.floats(0.1, 500), st.floats(0, 1e5), st.floats(0, 10), st.sampled_from(Aim))
def test_every_page_comes_again_and_old_ones_seldom(alpha, beta, age, bar, aim):
    page = RATE._replace(alpha=alpha, beta=beta, seen=after(age))

    due = ranking(aim).due(page, bar)

    assert page.seen < due <= latest(page)
    assert SOONEST_LATEST <= latest(page) - page.seen <= LAST_LATEST


def test_the_higher_the_bar_the_later_a_page_is_due():
    waits = [ranking().due(RATE, bar) - RATE.seen for bar in (0.0, 0.5, 2.0)]

    assert sorted(waits) == waits
    assert waits[0] < waits[2]


def test_a_point_in_time_is_found_to_a_twentieth():
    assert 1_000 <= first_time(lambda now: now >= 1_000, 0, 10_000) <= 1_050
    assert 500 == first_time(lambda now: now > 1_000, 0, 500)
    assert BORN < first_time(lambda now: now > BORN, BORN, after(1)) <= BORN + 1


def test_the_bar_follows_what_is_visited_and_never_sticks():
    assert 0.7 == next_bar(0.0, 0.7)
    assert 0.5 < next_bar(0.5, 100.0) < 0.6
    assert 0 < next_bar(0.5, 0.0) < 0.5


# --- why


@pytest.mark.parametrize(
    ("page", "rate", "said"),
    [
        (replace(PAGE, state=PageState.PAUSED, next_visit_at=None), RATE, "paused"),
        (replace(PAGE, state=PageState.GONE, missing=2), RATE, "gone: it may return"),
        (replace(PAGE, missing=1), RATE, "missing: to be confirmed"),
        (replace(PAGE, failures=3), RATE, "failed 3×: tried again"),
        (PAGE, None, "not read yet"),
        (replace(PAGE, last_visit_at=NOON), None, "its edits are not known yet"),
        (PAGE, RATE._replace(hinted=True), "a feed says it changed"),
        (replace(PAGE, next_visit_at=NOON + timedelta(hours=1)), RATE, "0.56 edits expected by then"),
        (replace(PAGE, next_visit_at=NOON + timedelta(days=1)), RATE, "quiet: after 1.0 days"),
        (
            replace(PAGE, next_visit_at=NOON + timedelta(days=90)),
            RATE._replace(born=BORN - 1e9),
            "retired: every 90 days",
        ),
    ],
)
def test_each_next_visit_has_a_reason(page, rate, said):
    assert said == why(page, rate, ranking())
