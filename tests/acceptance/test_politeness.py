"""What sites are spared: rests that they ask for, rests of sites that fail, the distance between requests."""

import itertools
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor import feeds
from storage.backends import open_archive
from storage.sites import SiteRest
from tests.acceptance.test_service import Service
from tests.crawling import crawl
from tests.servers import Answer, Site, page, redirect

#: Seconds between two requests, where it is measured, and of these the part that a gap must have: a server's
#: threads do not tell times exactly, and without a delay a gap is a few hundredths of a second.
DELAY = 0.4
NEARLY = 0.5


@pytest.fixture
def one_by_one(desk):
    """A desk that asks a site one thing at a time, twenty a second."""
    settings = desk.folder / "stet.toml"
    text = settings.read_text().replace("per_site = 16", "per_site = 1").replace("delay = 0", "delay = 0.05")
    settings.write_text(text)
    return desk


@pytest.fixture
def other_site():
    with Site({"/robots.txt": Answer(status=404)}) as served:
        yield served


def busy(value, status=429):
    return Answer(status=status, headers=(("Retry-After", value),))


def watch(desk, site, count, answer):
    """Watch so many pages of a site that gives one answer."""
    paths = [f"/{number}" for number in range(count)]
    site.routes |= dict.fromkeys(paths, answer)
    with archive_of(desk) as archive:
        for path in paths:
            archive.add_page(site.url(path), host(site), datetime.now(UTC))
    return paths


def add_feed(desk, site):
    with archive_of(desk) as archive:
        feeds.add(archive, site.url("/feed"), datetime.now(UTC))


def archive_of(desk):
    return open_archive(desk.folder / "stet.db", create=True)


def host(site):
    return f"127.0.0.1:{site.port}"


def rest_of(desk, site):
    with archive_of(desk) as archive:
        return next((rest for rest in archive.rests() if rest.site == host(site)), None)


def length(rest):
    return (rest.until - rest.at).total_seconds()


def test_a_site_that_asks_for_rest_is_left_alone_by_every_crawl_until_then(one_by_one, site):
    watch(one_by_one, site, 10, busy("3600", 503))
    first = one_by_one.call("crawl")
    asked = len(site.asked)

    assert 1 <= asked < 6
    assert f"{asked} failed http_503" in first.out
    assert 3600 == length(rest_of(one_by_one, site))
    assert 1 == first.err.count("rests until")

    again = one_by_one.call("crawl", "--all")
    assert asked == len(site.asked)
    assert f"{host(site)} rests until" in again.err


def test_a_rest_is_shown_and_a_person_may_end_it(desk, site):
    watch(desk, site, 3, busy("600"))
    now = datetime.now(UTC)
    rest = SiteRest(site=host(site), failing=("page 1",), pauses=1, since=now, at=now, reason="http_429")
    with archive_of(desk) as archive:
        archive.store_rest(replace(rest, until=now + timedelta(hours=1)))

    assert "rests until" in desk.call("site", host(site)).out
    assert 3 == desk.call("pages").out.count("its site rests until")
    assert "(http_429)" in desk.call("stats").out
    assert 0 == desk.call("site", host(site), "--wake").code
    assert rest_of(desk, site) is None


def test_pages_robots_txt_and_feeds_ask_for_rest_and_hostile_values_do_no_harm(desk):
    answers = {
        "digits": busy("9" * 60),
        "year 9999": busy("Fri, 31 Dec 9999 23:59:59 GMT", 503),
        "garbage": busy("-1, soon"),
        "robots": page("Nobody may read this now."),
        "feed": page("The bridge is open, the mayor said."),
    }
    sites = {name: Site({"/robots.txt": Answer(status=404)}).__enter__() for name in answers}
    for name, answer in answers.items():
        watch(desk, sites[name], 1, answer)
    sites["robots"].routes["/robots.txt"] = busy("3600", 503)
    sites["feed"].routes["/feed"] = busy("3600")
    add_feed(desk, sites["feed"])
    said = desk.call("crawl")
    rests = {name: rest_of(desk, site) for name, site in sites.items()}
    for site in sites.values():
        site.__exit__(None, None, None)

    assert (0, 4) == (said.code, said.err.count("rests until"))
    assert [86_400, 86_400] == [length(rests[name]) for name in ("digits", "year 9999")]
    assert rests["garbage"].until is None
    assert (3600, "robots_unreachable") == (round(length(rests["robots"])), rests["robots"].reason)
    assert (3600, "http_429") == (length(rests["feed"]), rests["feed"].reason)
    assert ["/feed"] == sites["feed"].paths()


def test_a_site_of_which_several_pages_fail_rests_and_one_broken_page_changes_nothing(
    one_by_one, site, other_site
):
    watch(one_by_one, site, 10, Answer(status=503))
    paths = watch(one_by_one, other_site, 6, page("The bridge is open, the mayor said."))
    other_site.routes["/0"] = Answer(status=500)
    one_by_one.call("crawl")
    one_by_one.call("crawl", "--all")

    assert 3 <= len(set(site.paths())) <= 6
    assert 900 == length(rest_of(one_by_one, site))
    assert set(paths) == set(other_site.paths())
    assert 2 == other_site.paths().count("/5")
    assert rest_of(one_by_one, other_site) is None or rest_of(one_by_one, other_site).until is None


def test_the_service_tells_once_that_a_site_rests_looks_once_and_tells_that_it_works_again(
    one_by_one, site, monkeypatch
):
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    paths = watch(one_by_one, site, 8, busy("1"))
    service = Service(one_by_one)
    try:
        service.until(r"alert .*rests until .*http_429")
        asked = len(site.asked)
        site.routes |= dict.fromkeys(paths, page("The bridge is open, the mayor said."))
        service.until("alert .* works again")
        service.until("1 visits")
        service.until("read")
        service.stop(15)
        said = "".join(service.said)
    finally:
        service.close()

    assert asked < 4
    assert (1, 1) == (said.count("rests until"), said.count("works again"))


# --- the distance between two requests


class Timed:
    """Notes when it was asked."""

    def __init__(self, answer):
        self.answer = answer
        self.times = []

    def __call__(self, _):
        self.times.append(time.monotonic())
        return self.answer

    def least_gap(self):
        return min(after - before for before, after in itertools.pairwise(sorted(self.times)))


def test_the_delay_holds_from_one_pass_to_the_next():
    timed = Timed(page("The bridge is open, the mayor said."))
    with Site({"/robots.txt": Answer(status=404), "/a": timed, "/b": timed}) as site:
        crawl([site.url("/a")], [site.url("/b")], [site.url("/a"), site.url("/b")], delay=DELAY)

    assert 4 == len(timed.times)
    assert timed.least_gap() > NEARLY * DELAY


def test_a_crawl_delay_holds_from_one_pass_to_the_next():
    timed = Timed(page("The bridge is open, the mayor said."))
    rules = Timed(Answer(body=f"User-agent: *\nCrawl-delay: {DELAY}".encode()))
    with Site({"/robots.txt": rules, "/a": timed, "/b": timed}) as site:
        crawl([site.url("/a")], [site.url("/b")], [site.url("/a"), site.url("/b")], throttle=True)
        timed.times += rules.times

    assert (5, 1) == (len(timed.times), len(rules.times))
    assert timed.least_gap() > NEARLY * DELAY


def test_what_a_slow_answer_taught_holds_in_the_next_pass():
    def slow(_):
        time.sleep(1)
        return page("The bridge is open, the mayor said.")

    timed = Timed(page("The bridge is open, the mayor said."))
    with Site({"/robots.txt": Answer(status=404), "/slow": slow, "/a": timed, "/b": timed}) as site:
        crawl([site.url("/slow")], [site.url("/a"), site.url("/b")], throttle=True)

    assert timed.least_gap() > 0.3


def test_the_delay_holds_between_the_pass_of_feeds_and_that_of_pages(desk, site):
    settings = desk.folder / "stet.toml"
    settings.write_text(settings.read_text().replace("delay = 0", "delay = 1"))
    entries = "".join(f"<item><link>{site.url(f'/{number}')}</link></item>" for number in range(2))
    feed = f"<rss version='2.0'><channel>{entries}</channel></rss>".encode()
    timed = Timed(page("The bridge is open, the mayor said."))
    answers = Timed(Answer(headers=(("Content-Type", "application/rss+xml"),), body=feed))
    site.routes |= {"/feed": answers, "/0": timed, "/1": timed}
    add_feed(desk, site)
    desk.call("crawl")
    timed.times += answers.times

    assert 3 == len(timed.times)
    # From the end of one pass to the first request of the next a third of a second passes by itself.
    assert timed.least_gap() > 0.7


def test_where_a_redirect_leads_it_waits_for_the_turn_of_that_host():
    names = {name: ["127.0.0.1"] for name in ("one.example", "two.example", "paper.example")}
    timed = Timed(page("The bridge is open, the mayor said."))
    with Site({"/robots.txt": Answer(status=404), "/a": timed}) as site:
        site.routes["/r"] = redirect(f"http://paper.example:{site.port}/a")
        from_hosts = [f"http://{name}.example:{site.port}/r" for name in ("one", "two")]
        result = crawl(from_hosts, delay=DELAY, names=names)

    assert {"read"} == {visit["outcome"] for visit in result.visits}
    assert timed.least_gap() > NEARLY * DELAY
