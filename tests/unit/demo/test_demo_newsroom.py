"""The demo's newsroom as a visitor meets it."""

import http.client
import re
import socket
import threading
from collections import Counter
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from monitor.demo.newsroom import Newsroom
from monitor.demo.story import LAST_ROUND

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def newsroom():
    with Newsroom() as served:
        yield served


def visit(url, method="GET", **headers):
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.request(method, parts.path, headers=headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def found(newsroom, words):
    (url,) = [url for url in newsroom.urls if words in url]
    return url


def go_to(newsroom, number):
    while newsroom.round < number:
        newsroom.advance()


def say(newsroom, data):
    """Send raw bytes to a site, close that side, and return all that comes back."""
    parts = urlsplit(newsroom.urls[0])
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_dozen_articles_stand_on_several_sites_in_several_languages(newsroom):
    pages = [html.fromstring(visit(url)[2]) for url in newsroom.urls]

    assert len(newsroom.urls) >= 12
    assert len({urlsplit(url).port for url in newsroom.urls}) >= 6
    assert {"en", "en-GB", "de", "fr", "es-ES", "ru", "zh-CN"} == {page.get("lang") for page in pages}


def test_only_the_loopback_is_served(newsroom):
    assert {"127.0.0.1"} == {urlsplit(url).hostname for url in (*newsroom.urls, *newsroom.feeds)}


def test_pages_are_of_a_real_size(newsroom):
    sizes = [len(visit(url)[2]) for url in newsroom.urls]

    assert all(10_000 <= size <= 60_000 for size in sizes), sizes


def test_two_visits_in_a_round_see_other_furniture_around_the_same_headline(newsroom):
    first, second = (visit(found(newsroom, "ferry-terminal-cost"))[2] for _ in range(2))

    assert first != second
    assert len({html.fromstring(page).findtext(".//h1") for page in (first, second)}) == 1


def test_a_site_of_still_files_answers_the_same_bytes(newsroom):
    first, second = (visit(found(newsroom, "content_310572"))[2] for _ in range(2))

    assert first == second


def test_two_newsrooms_serve_the_same_day():
    days = []
    for _ in range(2):
        with Newsroom() as newsroom:
            go_to(newsroom, 3)
            pages = (visit(url)[2] for url in newsroom.urls)
            days.append([re.sub(rb"127\.0\.0\.1:\d+", b"", page) for page in pages])

    assert days[0] == days[1]


def test_the_day_ends_and_stays_in_its_last_round(newsroom):
    assert [True] * LAST_ROUND + [False, False] == [newsroom.advance() for _ in range(LAST_ROUND + 2)]
    assert LAST_ROUND == newsroom.round


def test_the_plan_is_in_order_names_watched_pages_and_no_page_twice_in_a_round(newsroom):
    rounds = [edit.round for edit in newsroom.plan]

    assert sorted(rounds) == rounds
    assert min(rounds) >= 1
    assert {edit.url for edit in newsroom.plan} <= set(newsroom.urls)
    assert {1} == set(Counter((edit.url, edit.round) for edit in newsroom.plan).values())
    assert all(edit.flags and edit.what.endswith(".") for edit in newsroom.plan)


def test_the_plan_holds_what_news_does(newsroom):
    flags = Counter(flag for edit in newsroom.plan for flag in edit.flags)

    expected = {"number_changed", "silent_edit", "quotation_changed", "headline_changed", "reverted"}
    expected |= {"correction_added", "disclosed_edit", "moved", "gone", "returned", "standfirst_changed"}
    expected |= {"negation_changed", "name_changed", "sourced_sentence_removed", "byline_changed"}
    expected |= {"caption_changed"}
    assert expected == set(flags)
    assert (3, 2, 2) == (flags["headline_changed"], flags["gone"], flags["returned"])


def test_several_articles_are_never_edited(newsroom):
    assert len(set(newsroom.urls) - {edit.url for edit in newsroom.plan}) >= 2


def test_the_text_an_address_was_made_from_is_that_of_the_round(newsroom):
    bridge = found(newsroom, "swing-bridge")
    headlines = [newsroom.text(bridge).headline]
    while newsroom.advance():
        headlines.append(newsroom.text(bridge).headline)

    assert 3 == len(set(headlines))
    assert headlines[0] == headlines[-1]


def test_a_known_article_answers_304_until_it_is_edited(newsroom):
    strike = found(newsroom, "port-strike")
    tag = visit(strike)[1]["ETag"]
    answers = []
    for number in range(LAST_ROUND + 1):
        go_to(newsroom, number)
        status, headers, body = visit(strike, **{"If-None-Match": tag})
        answers.append((status, bool(body)))
        assert headers["ETag"]

    assert [(304, False)] * 4 + [(200, True)] * 5 == answers


def test_an_article_answers_503_in_one_round(newsroom):
    flood = found(newsroom, "river-orra")
    statuses = []
    for number in range(LAST_ROUND + 1):
        go_to(newsroom, number)
        statuses.append(visit(flood)[0])

    assert [200] * 5 + [503] + [200] * 3 == statuses


def test_a_taken_down_article_answers_404_and_a_withdrawn_one_410_for_two_rounds(newsroom):
    census, mill = found(newsroom, "seabird"), found(newsroom, "moulin")
    statuses = []
    for number in range(LAST_ROUND + 1):
        go_to(newsroom, number)
        statuses.append((visit(census)[0], visit(mill)[0]))

    assert [(200, 200)] * 2 + [(404, 200), (404, 410), (200, 410)] + [(200, 200)] * 4 == statuses


def test_a_wall_and_a_challenge_stand_before_an_article_in_one_round(newsroom):
    go_to(newsroom, 2)
    wall = visit(found(newsroom, "pool-vote"))
    go_to(newsroom, 4)
    challenge = visit(found(newsroom, "biblioteka"))

    assert (200, True) == (wall[0], b"We value your privacy" in wall[2])
    assert (403, True) == (challenge[0], b"Just a moment..." in challenge[2])


def test_a_truncated_answer_announces_more_than_it_sends(newsroom):
    go_to(newsroom, 6)

    with pytest.raises(http.client.IncompleteRead) as broken:
        visit(found(newsroom, "radweg"))

    assert broken.value.expected > 10_000
    assert len(broken.value.partial) > 10_000


def test_an_article_moves_for_one_round_with_its_words(newsroom):
    lighthouse = found(newsroom, "el-faro")
    go_to(newsroom, 2)
    status, headers, _ = visit(lighthouse)
    moved = html.fromstring(visit(headers["Location"])[2])
    go_to(newsroom, 3)
    back = html.fromstring(visit(lighthouse)[2])

    assert 301 == status
    assert headers["Location"] != lighthouse
    assert moved.xpath("string(//*[@class='a_c clearfix']/p[1])") == back.xpath(
        "string(//*[@class='a_c clearfix']/p[1])"
    )


def test_robots_may_read_all_but_one_path(newsroom):
    _, _, rules = visit(newsroom.urls[0].replace(urlsplit(newsroom.urls[0]).path, "/robots.txt"))

    assert [b"Disallow: /search"] == [line for line in rules.splitlines() if line.startswith(b"Disallow")]


def test_feeds_sitemaps_and_section_pages_list_the_articles_that_stand(newsroom):
    go_to(newsroom, 3)
    feeds = [etree.fromstring(visit(url)[2]) for url in newsroom.feeds]
    sitemaps = [etree.fromstring(visit(url)[2]) for url in newsroom.sitemaps]
    sections = [html.fromstring(visit(url)[2]) for url in newsroom.sections]
    standing = {
        url: newsroom.text(url).headline for url in newsroom.urls if not ("seabird" in url or "moulin" in url)
    }

    listed = [(one.findtext("link"), one.findtext("title")) for feed in feeds for one in feed.iter("item")]
    mapped = [
        (one.findtext(f"{SITEMAP}loc"), one.findtext(f"{NEWS}news/{NEWS}title"))
        for sitemap in sitemaps
        for one in sitemap
    ]
    linked = [(a.get("href"), a.text) for section in sections for a in section.xpath("//article//h2/a")]
    assert sorted(standing.items()) == sorted(listed) == sorted(mapped) == sorted(linked)


def test_head_answers_with_the_length_and_no_body(newsroom):
    status, headers, body = visit(newsroom.urls[0], "HEAD")

    assert (200, b"") == (status, body)
    assert int(headers["Content-Length"]) > 10_000


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        (b"GET /%ff%00%c3%28?a=%zz HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        (b"GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        (b"GET * HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", b"501"),
        (b"\x00\xff\xfe junk\r\n\r\n", b"400"),
        (b"GET / HTTP/9.9\r\n\r\n", b"505"),
        (b"", b""),
        (b"GET / HT", b""),
    ],
    ids=["unknown", "escapes", "bad address", "star", "long", "post", "junk", "version", "nothing", "half"],
)
def test_an_odd_request_is_answered_and_the_next_one_too(newsroom, capfd, request_bytes, status):
    reply = say(newsroom, request_bytes)

    assert status in reply[:1000]
    assert 200 == visit(newsroom.urls[0])[0]
    assert ("", "") == capfd.readouterr()


def test_a_visitor_who_says_nothing_does_not_hold_up_the_end():
    before = set(threading.enumerate())
    with Newsroom() as newsroom:
        parts = urlsplit(newsroom.urls[0])
        silent = socket.create_connection((parts.hostname, parts.port), timeout=10)
        visit(newsroom.urls[0])
    with silent:
        assert b"" == silent.recv(1)

    assert before == set(threading.enumerate())


def test_nothing_is_served_after_the_end():
    with Newsroom() as newsroom:
        url = newsroom.urls[0]

    with pytest.raises(ConnectionRefusedError):
        visit(url)
