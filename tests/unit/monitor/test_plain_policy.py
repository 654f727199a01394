"""The policy's plain face, by which it is scored: `tests.benchmarks.adapters.revisit_policy`."""

from datetime import timedelta
from itertools import pairwise

import pytest

from monitor.revisit.rank import LONGEST_UNSEEN, PART_OF_AGE, Aim
from tests.benchmarks.adapters import revisit_policy
from tests.benchmarks.revisit_worlds import SETTINGS, make_world
from tests.records import NOON

MINUTE = timedelta(minutes=1)


def watching(pages, added_at=NOON, published_at=NOON):
    policy = revisit_policy(added_at)
    for number in range(pages):
        policy.add(number, f"site{number % 3}.example", published_at, added_at)
    return policy


def visit(policy, now, count, edited=()):
    chosen = policy.choose(now, count)
    for one in chosen:
        policy.observe(one, now, one in edited)
    return chosen


def test_no_page_is_chosen_twice_and_never_more_than_there_are():
    policy = watching(5)

    chosen = policy.choose(NOON + 20 * MINUTE, 50)

    assert list(range(5)) == sorted(chosen)
    assert [] == policy.choose(NOON + 20 * MINUTE, 0)
    assert [] == revisit_policy(NOON).choose(NOON, 3)


def test_more_visits_than_pages_see_each_page_every_time():
    policy = watching(3)

    for hour in range(1, 24 * 30):
        assert [0, 1, 2] == sorted(visit(policy, NOON + hour * 60 * MINUTE, 50, edited={1}))


def test_the_same_calls_bring_the_same_answers():
    first, second = watching(40), watching(40)

    for step in range(1, 80):
        now = NOON + step * 10 * MINUTE
        assert first.choose(now, 4) == first.choose(now, 4)
        assert visit(first, now, 4, edited={3, 8}) == visit(second, now, 4, edited={3, 8})


def test_a_page_that_is_edited_much_is_visited_much():
    policy, visits = watching(40), []

    for step in range(1, 200):
        visits += visit(policy, NOON + step * 10 * MINUTE, 2, edited={7})

    assert visits.count(7) > 3 * len(visits) / 40


@pytest.mark.parametrize("aim", Aim)
def test_no_page_waits_longer_than_until_it_is_due_and_its_turn(aim):
    pages, an_hour = 30, 3
    policy, seen = revisit_policy(NOON, aim), dict.fromkeys(range(pages), 0)
    for number in seen:
        policy.add(number, "paper.example", NOON, NOON)
    waits = set()

    for hour in range(1, 24 * 50):
        for one in visit(policy, NOON + hour * 60 * MINUTE, an_hour, edited={1, 2, 3}):
            waits.add(hour - seen[one])
            seen[one] = hour

    longest = pages / (LONGEST_UNSEEN * an_hour) + PART_OF_AGE * 24 * 50
    assert 24 < max(waits) <= longest
    assert min(seen.values()) >= 24 * 50 - longest


def test_a_page_whose_visits_are_not_told_holds_up_no_other_and_is_tried_less_and_less():
    policy, tried = watching(6), []

    for minute in range(1, 24 * 60):
        chosen = policy.choose(NOON + minute * MINUTE, 1)
        tried += [minute for one in chosen if one == 0]
        for one in chosen:
            if one:
                policy.observe(one, NOON + minute * MINUTE, False)

    waits = [later - earlier for earlier, later in pairwise(tried)]
    assert 3 <= len(tried) <= 8
    assert all(wait >= 15 * 2**times for times, wait in enumerate(waits))


def test_pages_that_were_chosen_beyond_what_was_visited_are_chosen_again():
    policy = watching(8)

    first = policy.choose(NOON + 30 * MINUTE, 8)
    for one in first[:3]:
        policy.observe(one, NOON + 30 * MINUTE, False)

    assert set(first[3:]) == set(policy.choose(NOON + 31 * MINUTE, 5))


def test_visits_may_be_told_late_and_twice():
    policy = watching(4)
    now = NOON + 30 * MINUTE

    chosen = policy.choose(now, 2)
    later = policy.choose(now + MINUTE, 2)
    for one in chosen + chosen:
        policy.observe(one, now + 2 * MINUTE, True)

    assert set(range(4)) == {*chosen, *later}
    assert list(range(4)) == sorted(policy.choose(now + 60 * MINUTE, 4))


@pytest.mark.parametrize("published_at", [None, NOON + 900 * MINUTE, NOON - 90_000 * MINUTE])
def test_a_page_may_say_nothing_of_its_age_or_what_cannot_be(published_at):
    policy = revisit_policy(NOON)
    policy.add(("a", 1), None, published_at, NOON)
    policy.add("b", "paper.example", published_at, NOON)

    assert {("a", 1), "b"} == set(visit(policy, NOON + 60 * MINUTE, 2))


@pytest.mark.parametrize("setting", SETTINGS)
def test_each_world_is_the_same_for_its_seed_and_as_much_edited_as_it_says(setting):
    world, again = (make_world(SETTINGS[setting], 300, 5) for _ in range(2))

    assert world.pages == again.pages
    found = [page.found for page in world.pages]
    assert sorted(found) == found
    assert all(edit > page.found >= page.published for page in world.pages for edit in page.edits)
