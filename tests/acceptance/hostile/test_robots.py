"""Hostile input 27: robots.txt, by RFC 9309. A row is a site, and what comes of a visit to it."""

import itertools
import time

import pytest

from crawler.middlewares import READ_ROBOTS
from tests.crawling import crawl
from tests.servers import Answer, Site, page, redirect

ALLOWED = ("read", "")
REFUSED = ("failed", "robots")
UNREACHABLE = ("failed", "robots_unreachable")


def robots(text, **fields):
    return Answer(body=text.encode(), headers=(("Content-Type", "text/plain"),), **fields)


def hang_up(_, __):
    return


PADDING = "# nothing\n" * (READ_ROBOTS // 10)
CASES = {
    "none": (Answer(status=404), ALLOWED),
    "gone": (Answer(status=410), ALLOWED),
    "unauthorised": (Answer(status=401), ALLOWED),
    "forbidden": (Answer(status=403), ALLOWED),
    "empty": (robots(""), ALLOWED),
    "server error": (Answer(status=500), UNREACHABLE),
    "unavailable": (Answer(status=503), UNREACHABLE),
    "too many requests": (Answer(status=429), UNREACHABLE),
    "dropped": ((hang_up,), UNREACHABLE),
    "a page": (page("There is no robots.txt here."), ALLOWED),
    "all refused": (robots("User-agent: *\nDisallow: /"), REFUSED),
    "we are refused": (robots("User-agent: StetBot\nDisallow: /\n\nUser-agent: *\nAllow: /"), REFUSED),
    "in any case": (robots("user-AGENT: sTETbOT\ndisALLOW: /"), REFUSED),
    "others are refused": (robots("User-agent: OtherBot\nDisallow: /"), ALLOWED),
    "we are let in": (robots("User-agent: *\nDisallow: /\n\nUser-agent: StetBot\nAllow: /"), ALLOWED),
    "the longest path wins": (robots("User-agent: *\nDisallow: /\nAllow: /article"), ALLOWED),
    "another path": (robots("User-agent: *\nDisallow: /article/"), ALLOWED),
    "a pattern": (robots("User-agent: *\nDisallow: /*cle$"), REFUSED),
    "nothing disallowed": (robots("User-agent: *\nDisallow:"), ALLOWED),
    "old Mac lines": (robots("User-agent: *\rDisallow: /"), REFUSED),
    "a byte order mark": (robots("\ufeffUser-agent: *\nDisallow: /"), REFUSED),
    "a rule within 500 KiB": (robots(f"User-agent: *\nDisallow: /article\n{PADDING}"), REFUSED),
    "a rule after 500 KiB": (robots(f"{PADDING}\nUser-agent: *\nDisallow: /article"), ALLOWED),
    "noise": (Answer(body=bytes(range(256)) * 20), ALLOWED),
    "redirected": (redirect("/elsewhere.txt"), REFUSED),
    "redirected off the web": (redirect("file:///etc/passwd"), UNREACHABLE),
    "redirected for ever": (redirect("/robots.txt"), UNREACHABLE),
}


@pytest.fixture(scope="module")
def crawled():
    """A crawl of one site a case."""
    sites = {}
    for name, (answer, _) in CASES.items():
        routes = {
            "/robots.txt": answer,
            "/elsewhere.txt": robots("User-agent: *\nDisallow: /article"),
            "/article": page("The article may be read by whoever is let in."),
        }
        sites[name] = Site(routes).__enter__()
    yield sites, crawl([site.url("/article") for site in sites.values()])
    for site in sites.values():
        site.__exit__(None, None, None)


@pytest.mark.hostile(27)
@pytest.mark.parametrize("name", CASES)
def test_27_robots_txt_is_obeyed_as_the_standard_says(crawled, name):
    sites, result = crawled

    assert CASES[name][1] == result.came_of(sites[name].url("/article"))


@pytest.mark.hostile(27)
@pytest.mark.parametrize("name", [name for name, (_, came) in CASES.items() if came != ALLOWED])
def test_27_a_page_that_is_refused_is_not_asked_for(crawled, name):
    assert "/article" not in crawled[0][name].paths()


def test_a_crawl_delay_is_kept():
    arrivals = []

    def article(_):
        arrivals.append(time.monotonic())
        return page("The article may be read by whoever is let in.")

    routes = {f"/{number}": article for number in range(4)}
    with Site({"/robots.txt": robots("User-agent: *\nCrawl-delay: 0.4"), **routes}) as site:
        result = crawl([site.url(path) for path in routes], throttle=True)

        assert {"read"} == {visit["outcome"] for visit in result.visits}
        gaps = [after - before for before, after in itertools.pairwise(sorted(arrivals))]
        assert min(gaps) > 0.25  # a server's threads do not tell times exactly
