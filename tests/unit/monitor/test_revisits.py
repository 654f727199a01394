"""The revisit policy over an archive."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.pace import Paces
from monitor.config import Config, CrawlSection, VisitSection
from monitor.revisit.priors import ALPHA, BETA
from monitor.revisits import Revisits, SiteStats
from storage.asked import PageFilter
from storage.backends import open_archive
from storage.model import Outcome, Step, Visit
from storage.rates import SiteRate
from storage.sites import SiteRest
from tests.records import NOON, at, capture, claims, edit, read, seen, snapshot

URL = "https://paper.example/bridge"


@pytest.fixture
def archive(tmp_path):
    with open_archive(tmp_path / "stet.db", create=True) as opened:
        yield opened


@pytest.fixture
def page(archive):
    return archive.add_page(URL, "paper.example", NOON)


def policy(archive, **visit):
    return Revisits(archive, Config(visit=VisitSection(**visit)))


def commit(archive, visit, **visits):
    """Store a visit as the journal does, and return the page."""
    page = replace(visit.page, last_visit_at=visit.capture.received_at)
    told = policy(archive, **visits).learn(replace(visit, page=page))
    archive.commit_visit(told)
    return archive.page(page.id)


def first(page):
    return read(page, 0, b"<p>six</p>", snapshot("It cost six million."))


def test_a_visit_teaches_and_sets_the_next(archive, page):
    once = commit(archive, first(page))
    again = commit(archive, seen(once, 60))

    rate = archive.rate(page.id)
    assert rate.beta > BETA
    assert ALPHA == rate.alpha
    assert once.next_visit_at >= once.last_visit_at + timedelta(minutes=15)
    assert again.next_visit_at - again.last_visit_at > once.next_visit_at - once.last_visit_at


def test_an_edit_makes_the_next_visit_come_sooner(archive, page):
    once = commit(archive, first(page))
    more = snapshot("It cost seven million.")
    quiet = policy(archive).learn(seen(once, 180))
    edited = policy(archive).learn(read(once, 180, b"<p>seven</p>", more, edit=edit(page, 2, 180)))

    assert edited.page.next_visit_at < quiet.page.next_visit_at
    assert 1 == edited.lesson.site.caught


def test_a_visit_that_saw_no_article_teaches_nothing(archive, page):
    failed = Visit(page=page, capture=capture(page, 1, outcome=Outcome.FAILED), step=Step.NONE)

    assert failed == policy(archive).learn(failed)


def test_a_page_is_as_old_as_its_article_says(archive, page):
    old = commit(archive, first(replace(page, added_at=at(-60 * 24 * 400))))

    assert timedelta(days=60) < old.next_visit_at - old.last_visit_at <= timedelta(days=90)


def test_the_budget_of_an_hour_is_kept_and_comes_back(archive):
    for number in range(8):
        archive.add_page(f"{URL}/{number}", "paper.example", NOON)
    policy_ = policy(archive, per_hour=4)

    assert 1 == len(policy_.due(at(1)))
    for minutes in (1, 17, 33, 49):
        (due,) = policy_.due(at(minutes))
        commit(archive, read(due, minutes, b"%d" % minutes, snapshot("six")), per_hour=4)
    assert [] == policy_.due(at(59))
    assert 1 == len(policy_.due(at(65)))


def test_new_pages_come_first_and_a_page_never_sooner_than_the_shortest(archive, page):
    once = commit(archive, first(page))
    archive.set_state(page.id, once.state, at(1))
    other = archive.add_page(f"{URL}/new", "paper.example", at(5))

    assert [other.id] == [due.id for due in policy(archive).due(at(10))]
    assert [other.id, page.id] == [due.id for due in policy(archive).due(at(20))]


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_jumps_a_day_brings_no_storm_and_no_standstill(archive, days):
    for number in range(40):
        made = archive.add_page(f"{URL}/{number}", "paper.example", NOON)
        commit(archive, read(made, 0, b"%d" % number, snapshot("six")))
    then = at(60) + timedelta(days=days)
    policy_ = policy(archive, per_hour=20)

    chosen = policy_.due(then)

    assert 5 == len(chosen)
    for due in chosen:
        commit(archive, seen(due, 60 + days * 24 * 60), per_hour=20)
    assert [] == policy_.due(then + timedelta(minutes=1))
    assert 5 == len(
        {due.id for due in policy_.due(then + timedelta(minutes=16))} - {due.id for due in chosen}
    )


def test_every_page_is_visited_however_small_the_budget(archive):
    for number in range(12):
        archive.add_page(f"{URL}/{number}", "paper.example", NOON)
    visited = set()
    for hours in range(600):
        for due in policy(archive, per_hour=1).due(at(60 * hours + 1)):
            visited.add(due.id)
            visit = first(due) if archive.rate(due.id) is None else seen(due, 0)
            made = capture(due, 60 * hours + 1, outcome=visit.capture.outcome)
            commit(archive, replace(visit, capture=made, body=None), per_hour=1)

    since = at(60 * 400)
    assert 12 == len(visited)
    assert all(page.last_visit_at > since for page in archive.pages(PageFilter()))


def test_edits_that_were_missed_are_estimated(archive, page):
    once = commit(archive, first(page))
    more = snapshot("It cost seven million.")
    commit(archive, read(once, 600, b"<p>seven</p>", more, edit=edit(page, 2, 600)))

    (stats,) = policy(archive).stats(at(900))

    assert ("paper.example", 1) == (stats.site, stats.caught)
    assert stats.missed > 0.1
    assert stats.waiting > 0.05
    assert 0 < stats.share < 1
    assert SiteStats(site="new.example", caught=0, missed=0.0, waiting=0.5, share=None) == SiteStats.of(
        "new.example", SiteRate(), 0.5
    )


def test_each_page_has_a_reason(archive, page):
    assert [(page, "not read yet")] == list(policy(archive).reasons([page], at(1)))


REST = SiteRest(
    site="paper.example",
    failing=("page 1", "page 2", "page 3"),
    pauses=1,
    since=NOON,
    at=at(0),
    until=at(15),
    reason="timeout",
)


def test_a_site_that_rests_is_left_alone_then_looked_at_by_one_page_that_did_not_fail_last(archive):
    for number in range(6):
        archive.add_page(f"{URL}/{number}", "paper.example", NOON)
    other = archive.add_page("https://other.example/", "other.example", NOON)
    archive.store_rest(REST)

    assert [other.id] == [due.id for due in policy(archive).due(at(14))]
    (look,) = [due for due in policy(archive).due(at(15)) if due.site == "paper.example"]
    assert look.id in (4, 5, 6)


def test_a_site_that_rests_is_told_with_its_pages_and_its_figures(archive, page):
    archive.store_rest(REST)
    told = "its site rests until 2026-03-02 12:15 UTC (timeout)"

    assert [(page, told)] == list(policy(archive).reasons([page], at(14)))
    assert [(page, "not read yet")] == list(policy(archive).reasons([page], at(15)))
    assert [[REST], []] == [[one.rest for one in policy(archive).stats(now)] for now in (at(14), at(15))]


def test_a_host_that_asks_for_long_delays_gets_few_visits_in_a_pass(archive):
    for number in range(20):
        archive.add_page(f"{URL}/{number}", "paper.example", NOON)
        archive.add_page(f"https://other.example/{number}", "other.example", NOON)
    paces = Paces()
    paces.ask_wait("paper.example", 60.0)
    config = Config(crawl=CrawlSection(delay=0.0), visit=VisitSection(per_hour=10_000))

    sites = [due.site for due in Revisits(archive, config, paces).due(at(1))]

    assert (5, 20) == (sites.count("paper.example"), sites.count("other.example"))


def learned(archive):
    return list(archive.rates()), archive.site_rates(), archive.figures()


def test_what_was_learned_visit_by_visit_is_learned_again(archive):
    rng = random.Random(5)
    pages = [archive.add_page(f"{URL}/{n}", f"paper{n % 3}.example", at(n)) for n in range(9)]
    numbers = dict.fromkeys((page.id for page in pages), 0)
    for step in range(120):
        page = archive.page(rng.choice(pages).id)
        minutes, number = 60 + 17 * step, numbers[page.id]
        if number and rng.random() < 0.6:
            commit(archive, seen(page, minutes))
            continue
        numbers[page.id] += 1
        made = snapshot(f"{step} million", published=claims(at(-step)))
        brought = edit(page, number + 1, minutes) if number else None
        commit(archive, read(page, minutes, b"%d" % step, made, edit=brought))
    live = learned(archive)

    policy(archive).learn_again()

    assert 9 == len(live[0])
    assert live == learned(archive)
