"""What every backend promises of feeds: `storage.archive.Archive`."""

from dataclasses import replace

import pytest

from storage.asked import PageFilter
from storage.errors import NotFound
from storage.model import Outcome, PageState, Step, Visit
from storage.sites import Feed, FeedKind, FeedLimits, FeedPace, Find
from tests.records import NOON, at, capture

URL = "https://paper.example/feed.xml"


def made(url=URL, **more):
    known = {"site": "paper.example", "added_at": NOON, "next_visit_at": NOON, **more}
    return Feed(id=0, url=url, **known)


def find(path, minutes=1, **more):
    return Find(url=f"https://paper.example{path}", site="paper.example", found_at=at(minutes), **more)


@pytest.fixture
def feed(archive):
    return archive.add_feed(made(limits=FeedLimits(include=("*/news/*",), pages=5, days=2)))


def test_a_feed_is_found_by_number_and_address_with_its_limits(archive, feed):
    assert FeedLimits(include=("*/news/*",), pages=5, days=2) == feed.limits
    assert feed == archive.feed(feed.id) == archive.feed_at(URL)


def test_a_feed_is_kept_once(archive, feed):
    assert feed == archive.add_feed(made(added_at=at(5)))
    assert [feed] == list(archive.feeds())


def test_feeds_are_due_longest_first(archive, feed):
    late = archive.add_feed(made(f"{URL}?late", next_visit_at=at(9)))
    first = archive.add_feed(made(f"{URL}?first", next_visit_at=at(-9)))
    never = archive.add_feed(made(f"{URL}?never", next_visit_at=None))

    assert [first, feed] == list(archive.feeds(due_at=NOON))
    assert [feed, late, first, never] == list(archive.feeds())


@pytest.mark.parametrize(
    "ask",
    [
        lambda archive: archive.feed(99),
        lambda archive: archive.feed_at("https://paper.example/unknown"),
        lambda archive: archive.remove_feed(99),
        lambda archive: archive.commit_feed_visit(replace(made(), id=99), []),
    ],
)
def test_what_is_not_there_is_not_found(archive, ask):
    with pytest.raises(NotFound):
        ask(archive)


def test_a_visit_stores_the_feed_and_puts_what_it_found_under_watch(archive, feed):
    after = replace(
        feed,
        kind=FeedKind.ATOM,
        title="The Paper",
        last_visit_at=at(1),
        next_visit_at=at(16),
        etag='"1"',
        last_modified="Mon, 02 Mar 2026 12:00:00 GMT",
        failures=2,
        reason="timeout",
    )
    one, two = find("/a", title="A", published_at=at(-9)), find("/b", updated_at=at(-3))

    pages = archive.commit_feed_visit(after, [one, two])

    assert after == archive.feed(feed.id)
    assert [one.url, two.url] == [page.url for page in pages]
    assert pages == list(archive.pages(PageFilter(due_at=at(1))))
    assert [one, two] == list(archive.finds(feed.id))


def test_a_page_comes_under_watch_once_whichever_feeds_list_it(archive, feed):
    other = archive.add_feed(made(f"{URL}?other"))
    (page,) = archive.commit_feed_visit(feed, [find("/a"), find("/a")])

    assert [] == archive.commit_feed_visit(other, [find("/a", 2)])
    assert [] == archive.commit_feed_visit(feed, [find("/a", 3)])
    assert [page] == list(archive.pages(PageFilter()))
    assert [feed, other] == archive.found_by(page.id)


def test_a_page_that_was_watched_before_remembers_the_feed_too(archive, feed):
    page = archive.add_page("https://paper.example/a", "paper.example", NOON)

    assert [] == archive.commit_feed_visit(feed, [find("/a")])
    assert [feed] == archive.found_by(page.id)


def test_the_latest_times_that_a_feed_said_are_kept_with_the_first_find(archive, feed):
    archive.commit_feed_visit(feed, [find("/a", 1, published_at=at(-5))])
    archive.commit_feed_visit(feed, [find("/a", 7, updated_at=at(6))])

    assert [find("/a", 1, published_at=at(-5), updated_at=at(6))] == list(archive.finds(feed.id))


def test_a_forgotten_page_is_not_brought_back(archive, feed):
    (page,) = archive.commit_feed_visit(feed, [find("/a")])
    archive.forget(page.id)

    assert [] == archive.commit_feed_visit(feed, [find("/a", 2)])
    assert [] == archive.commit_feed_visit(archive.add_feed(made(f"{URL}?other")), [find("/a", 2)])
    assert [] == list(archive.pages(PageFilter()))
    assert [] == list(archive.verify())


def test_a_page_that_a_person_watches_again_is_the_feeds_again(archive, feed):
    (page,) = archive.commit_feed_visit(feed, [find("/a")])
    archive.forget(page.id)
    again = archive.add_page(page.url, page.site, at(5))

    archive.commit_feed_visit(feed, [find("/a", 6)])

    assert [feed] == archive.found_by(again.id)


def test_pages_stay_when_their_feed_goes(archive, feed):
    pages = archive.commit_feed_visit(feed, [find("/a"), find("/b")])

    archive.remove_feed(feed.id)

    assert [] == list(archive.feeds())
    assert pages == list(archive.pages(PageFilter()))
    assert [] == archive.found_by(pages[0].id)
    assert [] == list(archive.verify())


def test_a_visit_that_breaks_off_leaves_nothing(archive, feed):
    def broken():
        yield find("/a")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.commit_feed_visit(replace(feed, title="New"), broken())

    assert feed == archive.feed(feed.id)
    assert [] == list(archive.pages(PageFilter()))


def test_what_was_learned_of_a_feeds_pace_is_kept(archive, feed):
    pace = FeedPace(found=(0.5,) * 24, hours=(2.0,) * 24, lately=1.25)

    archive.commit_feed_visit(replace(feed, pace=pace), [])

    assert pace == archive.feed(feed.id).pace


def test_new_entries_and_updated_ones_are_told_from_known_ones(archive, feed):
    archive.commit_feed_visit(feed, [find("/a", updated_at=at(1)), find("/b"), find("/c", updated_at=at(1))])

    listed = [find("/a", updated_at=at(2)), find("/b"), find("/c", updated_at=at(1)), find("/d")]

    assert (1, 1) == archive.news(feed.id, listed)


def test_the_first_address_that_is_known_is_told_also_of_a_forgotten_page(archive, feed):
    (page,) = archive.commit_feed_visit(feed, [find("/a")])
    archive.forget(page.id)
    archive.add_page("https://paper.example/b", "paper.example", NOON)

    assert page.url == archive.known_as(("https://paper.example/x", page.url, "https://paper.example/b"))
    assert archive.known_as(("https://paper.example/x",)) is None


def test_a_feeds_word_on_a_repeated_page_is_of_the_page_that_is_watched(archive, feed):
    page = archive.add_page("https://paper.example/a", "paper.example", NOON)
    (amp,) = archive.commit_feed_visit(feed, [find("/amp/a")])
    retire(archive, amp, page)

    archive.commit_feed_visit(feed, [find("/amp/a", 3)])

    assert [feed] == archive.found_by(page.id)
    assert [] == archive.found_by(amp.id)
    assert [] == list(archive.verify())


def test_feeds_that_found_a_repeated_page_found_the_article(archive, feed):
    page = archive.add_page("https://paper.example/a", "paper.example", NOON)
    (amp,) = archive.commit_feed_visit(feed, [find("/amp/a")])

    retire(archive, amp, page)

    assert [feed] == archive.found_by(page.id)


def retire(archive, page, same_as):
    same = replace(page, state=PageState.SAME, same_as=same_as.id, next_visit_at=None)
    archive.commit_visit(
        Visit(page=same, capture=capture(page, 2, outcome=Outcome.NOT_MODIFIED), step=Step.NONE)
    )
