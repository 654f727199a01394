"""Which links of a section page lead to articles."""

import pytest

from crawler.feeds import parse_feed
from crawler.sections import MAX_PATTERNS, MOST_TRIED, learned
from storage.errors import NotAFeed
from storage.sites import FeedKind

URL = "https://www.paper.example/world/"

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>World — The Paper</title>
<link rel="alternate" type="application/rss+xml" href="/world.rss"></head><body>
<header><a href="/">The Paper</a><a href="/subscribe">Subscribe to all that we write today</a></header>
<nav><ul><li><a href="/world/">World</a><li><a href="/sport/">Sport</a>
<li><a href="/politics/long-reads-of-the-week/">All the long reads of this week</a></ul></nav>
<main>
{articles}
<p><a href="/author/ada-lee">By Ada Lee, who writes about rivers</a>
<a href="/tag/bridges-and-roads-and-rivers">More about bridges and roads</a>
<a href="https://other.example/2026/03/02/something-else-than-this">Something else than this site</a>
<a href="#top">Back to the top of this page</a>
<a href="mailto:desk@paper.example">Write to the desk of this paper</a>
<a href="javascript:void(0)">Show more articles of this section</a></p>
</main>
<footer><a href="/about/the-people-of-the-paper">About the people of the paper</a></footer>
</body></html>"""


def section(*addresses, words="Council opens the new bridge over the river"):
    cards = "".join(
        f'<article><a href="{url}"><img alt=""></a><h3><a href="{url}">{words} {n}</a></h3></article>'
        for n, url in enumerate(addresses)
    )
    return PAGE.format(articles=cards).encode()


@pytest.mark.parametrize(
    "paths",
    [
        ["/world/2026/03/02/bridge-opens-at-last", "/world/2026/03/01/ferry-stops"],
        ["/news/articles/c4gdk2lpz1yo", "/news/articles/cx2k8r9q0vno"],
        ["/bridge-opens-at-last-after-years-7382910.html", "/ferry-stops-for-the-winter-7382911.html"],
        ["/a/1029384756", "/a/1029384757", "/a/1029384758"],
        ["/feature/bruecke", "/feature/faehre"],
        ["/story?id=12345678", "/story?id=12345679"],
    ],
)
def test_articles_are_told_from_the_rest(paths):
    contents = parse_feed(section(*paths), URL, "text/html")

    assert FeedKind.SECTION == contents.kind
    assert [f"https://www.paper.example{path}" for path in paths] == [one.url for one in contents.entries]
    assert "World — The Paper" == contents.title


def test_the_words_of_a_link_are_its_title():
    (found,) = parse_feed(section("/news/2026/bridge"), URL, "text/html").entries

    assert "Council opens the new bridge over the river 0" == found.title


def test_scripts_without_spaces_have_headlines_too():
    page = section("/a/20260302-001", "/a/20260302-002", words="市议会宣布新大桥今天正式开通")

    assert 2 == len(parse_feed(page, URL, "text/html").entries)


def test_a_feed_that_the_page_names_is_told():
    contents = parse_feed(section("/news/2026/bridge"), URL, "text/html")

    assert ["https://www.paper.example/world.rss"] == [one.url for one in contents.feeds]


def test_links_are_resolved_where_the_page_was_found():
    page = section("../2026/03/02/bridge-opens", "2026/03/02/ferry-stops")

    assert [
        "https://www.paper.example/2026/03/02/bridge-opens",
        "https://www.paper.example/world/2026/03/02/ferry-stops",
    ] == [one.url for one in parse_feed(page, URL, "text/html").entries]


@pytest.mark.parametrize(
    "content", [b"<!doctype html><title>x</title><p>No links", b"<html><a href='/about'>About us</a></html>"]
)
def test_a_page_without_articles_is_no_feed(content):
    with pytest.raises(NotAFeed):
        parse_feed(content, URL, "text/html")


def test_very_many_links_end(monkeypatch):
    monkeypatch.setattr("crawler.sections.MAX_LINKS", 20)
    page = section(*(f"/2026/03/02/headline-number-{n}" for n in range(100)))

    assert 0 < len(parse_feed(page, URL, "text/html").entries) < 20


def test_an_address_without_words_of_its_own_is_known_by_its_pattern():
    """What visits taught of a pattern goes before what its links look like."""
    page = section("/news/2026/bridge-opens-at-last", words="Council opens the new bridge").replace(
        b"<p><a", b"<p><a href='/feature/bruecke'>Video</a><a href='/world/europe'>Europe</a><a"
    )
    tried = [(f"https://www.paper.example/feature/{n}-x", True) for n in "abc"]
    tried += [("https://www.paper.example/world/asia", False)] * 3

    def found(known):
        return [one.url.split("example")[1] for one in parse_feed(page, URL, "text/html", known).entries]

    assert ["/news/2026/bridge-opens-at-last"] == found({})
    assert ["/news/2026/bridge-opens-at-last", "/feature/bruecke"] == found(learned(tried))


def test_a_pattern_under_which_no_article_was_read_is_passed_over():
    page = section("/lists/all-that-we-know", "/news/2026/bridge-opens-at-last")
    tried = [(f"https://www.paper.example/lists/all-that-{n}-is", False) for n in range(3)]

    contents = parse_feed(page, URL, "text/html", learned(tried))

    assert ["https://www.paper.example/news/2026/bridge-opens-at-last"] == [
        one.url for one in contents.entries
    ]


@pytest.mark.parametrize(
    ("answers", "known"),
    [
        ([True] * 2, {}),
        ([True, False] * 5, {}),
        ([True] * 5, {"news/<word>": True}),
        ([False] * 5 + [True], {"news/<word>": False}),
    ],
)
def test_a_pattern_is_known_by_most_of_enough_visits(answers, known):
    assert known == learned((f"https://www.paper.example/news/p{n}x", one) for n, one in enumerate(answers))


def test_only_the_newest_patterns_and_visits_are_kept():
    tried = [(f"https://paper.example/s{n}/x", True) for n in range(MAX_PATTERNS + 9) for _ in range(3)]

    assert MAX_PATTERNS == len(learned(tried))
    assert {"a/<word>": True} == learned(
        [("https://paper.example/a/x", True)] * MOST_TRIED + [("https://paper.example/a/x", False)] * 999
    )
