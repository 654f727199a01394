"""Pages that are one article under several addresses."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from crawler.places import claimed
from monitor.same import CONFIRMED_AFTER, Found, agree, settle
from storage.model import Outcome, Page, PageState, Step, Visit
from tests.records import NOON, article, at, capture

WORDS = tuple(f"Paragraph {n} says what the council decided about the bridge." for n in range(5))
ARTICLE = article(*WORDS)
HERE = "https://paper.example/bridge"


def page(number, url, **more):
    known = {"site": "paper.example", "state": PageState.WATCHED, "added_at": NOON, "next_visit_at": at(9)}
    return Page(id=number, url=url, **{**known, **more})


def first(url, *, final=None, says="", before=None, outcome=Outcome.READ, step=Step.ARTICLE, **more):
    """The page before and after a visit, by itself."""
    before = before or page(7, url, **more)
    final = final or url
    seen = capture(before, 1, outcome=outcome)
    after = replace(before, place=claimed(final, says) if outcome.seen else before.place)
    return before, Visit(page=after, capture=replace(seen, final_url=final), step=step)


def settled(told, *others, words=ARTICLE, theirs=ARTICLE, led_to=None):
    """The page after a visit, where the others were visited before, led by a redirect to `led_to`."""
    before, visit = told

    def found(place):
        return (
            Found(page=one, article=theirs, final_url=led_to or one.url)
            for one in others
            if one.place == place
        )

    return settle(before, visit, words, found).page


OTHER = page(3, HERE, place="paper.example/bridge")


@pytest.mark.parametrize(
    "told",
    [
        first("http://www.paper.example/bridge/"),
        first("https://m.paper.example/bridge"),
        first("https://paper.example/amp/bridge", says=HERE),
        first("https://paper.example/old", final=HERE),
        first("https://short.example/x1", final=HERE),
    ],
)
def test_a_page_that_shows_anothers_article_is_retired(told):
    after = settled(told, OTHER)

    assert (PageState.SAME, 3) == (after.state, after.same_as)
    assert told[1].capture.received_at + CONFIRMED_AFTER == after.next_visit_at


def test_two_pages_that_name_a_third_address_are_one():
    amp = page(3, "https://paper.example/amp/bridge", place="paper.example/bridge")

    assert 3 == settled(first("https://m.paper.example/b/12", says=HERE), amp).same_as


@pytest.mark.parametrize(
    ("told", "others", "theirs", "led_to"),
    [
        # Every page names one address: their articles differ.
        (first("https://paper.example/pool", says=HERE), OTHER, article(*(f"Pool {w}" for w in WORDS)), None),
        # Every page names the front page.
        (
            first("https://paper.example/pool", says="/"),
            page(3, "https://paper.example/", place="paper.example/"),
            ARTICLE,
            None,
        ),
        # A copy elsewhere names its source, or a thief names its victim.
        (first("https://copy.example/bridge", says=HERE), OTHER, ARTICLE, None),
        # Many pages lead to one notice.
        (
            first("https://paper.example/pool", final="https://paper.example/sorry"),
            page(3, HERE, place="paper.example/sorry"),
            ARTICLE,
            "https://paper.example/sorry",
        ),
    ],
)
def test_different_articles_stay_apart(told, others, theirs, led_to):
    assert told[1].page == settled(told, others, theirs=theirs, led_to=led_to)


@pytest.mark.parametrize("order", list(permutations(("bridge", "amp", "old"))))
def test_one_of_three_addresses_stays_in_whatever_order_they_are_visited(order):
    visits = {
        "bridge": first(HERE, before=page(1, HERE)),
        "amp": first("https://paper.example/amp", says=HERE, before=page(2, "https://paper.example/amp")),
        "old": first("", final=HERE, before=page(3, "https://paper.example/old")),
    }
    seen = []
    for name in order:
        before, visit = visits[name]
        after = settle(before, visit, ARTICLE, lambda place: [one for one in seen if one.page.place == place])
        if after.page.state is PageState.WATCHED:
            seen.append(Found(page=after.page, article=ARTICLE, final_url=visit.capture.final_url))

    assert [order[0]] == [one.page.url.rpartition("/")[2] for one in seen]


@pytest.mark.parametrize(
    "told",
    [
        first("http://paper.example/bridge", state=PageState.PAUSED, next_visit_at=None),
        first("http://paper.example/bridge", same_as=7),
        first("http://paper.example/bridge", outcome=Outcome.FAILED, step=Step.NONE),
        first("http://paper.example/bridge", place="paper.example/bridge", step=Step.AGAIN),
    ],
)
def test_a_persons_word_holds_and_a_visit_without_news_asks_nothing(told):
    assert told[1].page == settled(told, OTHER)


SAME = page(7, "http://paper.example/bridge", state=PageState.SAME, same_as=3, place="paper.example/bridge")


def again(**more):
    return first(SAME.url, before=replace(SAME, **more.pop("page", {})), step=Step.AGAIN, **more)


def test_a_second_visit_confirms_it_for_good():
    after = settled(again(), OTHER)

    assert (PageState.SAME, 3, None) == (after.state, after.same_as, after.next_visit_at)


def test_a_page_that_is_not_the_same_after_all_is_watched_again():
    after = settled(again(), OTHER, words=article("Something else that stands there now."))

    assert (PageState.WATCHED, None, at(9)) == (after.state, after.same_as, after.next_visit_at)


@pytest.mark.parametrize(
    ("known", "next_visit_at"), [({"missing": 1}, None), ({"failures": 3}, None), ({"failures": 1}, at(9))]
)
def test_a_page_that_is_the_same_is_not_missed(known, next_visit_at):
    after = settled(again(page=known, outcome=Outcome.FAILED))

    assert (PageState.SAME, next_visit_at) == (after.state, after.next_visit_at)


def test_articles_agree_but_for_an_edit():
    edited = article(*WORDS[:4], "It cost seven million.", headline="Bridge opens at last")

    assert agree(ARTICLE, edited)
    assert agree(ARTICLE, article(*WORDS[:2]))
    assert not agree(ARTICLE, article(*(f"{one} Other." for one in WORDS)))
    assert not agree(ARTICLE, article(headline=""))
    assert timedelta(days=1) == CONFIRMED_AFTER
