"""What every backend promises of what was learned of pages' edits, and of which pages may be visited."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.asked import PageFilter
from storage.model import Outcome, PageState, Step
from storage.rates import Bin, Figures, Lesson, PageRate, SiteRate
from storage.sites import Feed, Find
from tests.records import NOON, at, capture, claims, edit, read, seen, snapshot

URL = "https://paper.example/bridge"
SITE = SiteRate(edits=1.5, expected=0.25, caught=1, hints=1, kept=1)


@pytest.fixture
def page(archive):
    return archive.add_page(URL, "paper.example", NOON)


def rate_of(page, **more):
    born = NOON.timestamp()
    return PageRate(page_id=page.id, site=page.site, born=born, seen=born + 60, alpha=0.5, beta=0.75, **more)


def lesson(watched, **more):
    told = {
        "page": rate_of(watched),
        "site": SITE,
        "ages": (Bin(edits=1, weight=2),),
        "pauses": (),
        "bar": 0.5,
    }
    return Lesson(**{**told, **more})


def first(page, lesson=None, **more):
    return read(replace(page, last_visit_at=at(1), **more), 1, b"<p>six</p>", snapshot("six"), lesson=lesson)


def failed(page, minutes):
    return capture(page, minutes, outcome=Outcome.FAILED, status=500)


def moment(seconds):
    return datetime.fromtimestamp(seconds, UTC)


def test_nothing_is_known_before_the_first_lesson(archive, page):
    assert Figures() == archive.figures()
    assert {} == archive.site_rates()
    assert archive.rate(page.id) is None
    assert [] == list(archive.rates())
    assert 0 == archive.last_capture_id()


def test_lessons_are_added_up_and_the_pages_figures_replaced(archive, page):
    archive.commit_visit(first(page, lesson(page)))
    second = rate_of(page, changed=NOON.timestamp(), hinted=True)
    pauses = (Bin(edits=0, weight=1), Bin(edits=3, weight=4))
    archive.commit_visit(seen(page, 2, lesson=lesson(page, page=second, pauses=pauses, bar=0.25)))

    assert Figures(ages=(Bin(edits=2, weight=4),), pauses=pauses, bar=0.25) == archive.figures()
    assert {
        "paper.example": SiteRate(edits=3, expected=0.5, caught=2, hints=2, kept=2)
    } == archive.site_rates()
    assert second == archive.rate(page.id)
    assert [second] == list(archive.rates())


def test_a_lesson_is_kept_with_its_visit_or_not_at_all(archive, page):
    with pytest.raises(Exception, match="no revision"):
        archive.commit_visit(seen(page, 1, lesson=lesson(page)))

    assert archive.rate(page.id) is None
    assert Figures() == archive.figures()


def test_what_is_known_of_a_page_goes_with_it(archive, page):
    archive.commit_visit(first(page, lesson(page)))
    archive.forget(page.id)

    assert archive.rate(page.id) is None


def test_candidates_are_due_and_not_paused(archive, page):
    later = archive.add_page(f"{URL}/later", "paper.example", at(9))
    paused = archive.add_page(f"{URL}/paused", "paper.example", NOON)
    archive.set_state(paused.id, PageState.PAUSED, NOON)
    archive.commit_visit(first(page, lesson(page), next_visit_at=at(3)))

    (one,) = archive.candidates(at(5), timedelta(minutes=2), 10)
    assert rate_of(page) == one
    assert [] == archive.candidates(at(5), timedelta(minutes=6), 10)
    assert [page.id, later.id] == [one[0] for one in archive.candidates(at(10), timedelta(minutes=2), 10)]
    assert PageRate._make(archive.candidates(at(10), timedelta(minutes=2), 10)[1]).new


def test_of_many_the_longest_due_and_the_last_due_are_candidates(archive):
    pages = [archive.add_page(f"{URL}/{number}", "paper.example", at(number)) for number in range(9)]

    chosen = {one[0] for one in archive.candidates(at(60), timedelta(minutes=2), 4)}

    assert {pages[0].id, pages[1].id, pages[7].id, pages[8].id} == chosen


def test_where_the_clock_was_set_back_pages_that_were_visited_later_are_candidates(archive, page):
    archive.commit_visit(first(page, next_visit_at=at(100)))

    assert not archive.catch_up_with_clock(at(2))
    assert [] == archive.candidates(at(2), timedelta(minutes=2), 10)
    assert archive.catch_up_with_clock(at(-24 * 60))
    assert [page.id] == [one[0] for one in archive.candidates(at(-24 * 60), timedelta(minutes=2), 10)]


def test_visits_are_counted_by_the_time_they_were_made(archive, page):
    archive.commit_visit(first(page))
    archive.commit_visit(seen(page, 30))
    last = archive.commit_visit(seen(page, 50))

    assert [3, 2, 1, 2] == [
        archive.visits_within(at(0), at(60), 9),
        archive.visits_within(at(0), at(40), 9),
        archive.visits_within(at(40), at(60), 9),
        archive.visits_within(at(0), at(60), 2),
    ]
    assert last == archive.last_capture_id()


def listed(page, minutes):
    return Find(url=page.url, site=page.site, found_at=at(minutes), updated_at=at(minutes))


def test_a_feeds_word_that_a_page_changed_makes_it_due(archive, page):
    archive.commit_visit(first(page, lesson(page), next_visit_at=at(500)))
    feed = archive.add_feed(Feed(id=0, url=f"{URL}.xml", site=page.site, added_at=NOON, next_visit_at=NOON))
    archive.commit_feed_visit(feed, [listed(page, 2)])
    assert [] == archive.candidates(at(4), timedelta(minutes=2), 10)

    archive.commit_feed_visit(feed, [listed(page, 3)])

    (one,) = archive.candidates(at(4), timedelta(minutes=2), 10)
    assert PageRate._make(one).hinted
    assert [page.id] == [due.id for due in archive.pages(PageFilter(due_at=at(4)))]


class Teacher:
    """Says of a page how often it was seen."""

    def __init__(self):
        self.figures = Figures(ages=(Bin(edits=1, weight=2),), bar=0.5)
        self.sites = {"paper.example": SiteRate(edits=2, expected=1, caught=1)}
        self.told = []

    def teach(self, sight, rate):
        self.told.append((sight, rate))
        return PageRate(sight.page_id, sight.site, sight.born, sight.at, 1, rate.beta + 1 if rate else 1)


def test_what_was_learned_is_learned_again_from_the_visits_that_saw_an_article(archive, page):
    other = archive.add_page(f"{URL}/other", "other.example", at(1))
    dated = snapshot("six", published=claims(None, at(-90), at(-80)))
    archive.commit_visit(read(page, 1, b"<p>six</p>", dated, lesson=lesson(page)))
    archive.commit_visit(first(other, lesson(other, page=rate_of(other, hinted=True))))
    archive.commit_visit(replace(seen(page, 4), capture=failed(page, 4), step=Step.NONE))
    archive.commit_visit(read(page, 5, b"<p>seven</p>", snapshot("seven"), edit=edit(page, 2, 5)))
    quiet = archive.add_page(f"{URL}/quiet", "quiet.example", at(1))
    archive.commit_visit(replace(seen(quiet, 6, lesson=lesson(quiet)), step=Step.NONE))
    teacher = Teacher()

    archive.learn_again(teacher)

    sights = [sight for sight, _ in teacher.told]
    assert [page.id, other.id, page.id, quiet.id] == [sight.page_id for sight in sights]
    assert [False, False, True, False] == [sight.changed for sight in sights]
    assert [at(-90), at(1), NOON, at(1)] == [moment(sight.born) for sight in sights]
    assert at(5.01) == moment(sights[2].at)
    assert [None, None, 1, None] == [rate and rate.beta for _, rate in teacher.told]
    assert 2 == archive.rate(page.id).beta
    assert archive.rate(other.id).hinted
    assert not archive.rate(page.id).hinted
    assert teacher.figures == archive.figures()
    hints = {name: SiteRate(hints=1, kept=1) for name in ("other.example", "quiet.example")}
    told = SiteRate(edits=2, expected=1, caught=1, hints=1, kept=1)
    assert hints | {"paper.example": told} == archive.site_rates()


def test_what_no_visit_taught_is_forgotten(archive, page):
    archive.commit_visit(replace(first(page, lesson(page)), capture=failed(page, 1), step=Step.NONE))
    teacher = Teacher()
    teacher.sites = {}

    archive.learn_again(teacher)

    assert [] == teacher.told
    assert archive.rate(page.id) is None
