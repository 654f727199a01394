"""Whole crawls: many pages, several crawls, errors of the journal, signals."""

import os
import signal
import threading
import time
from contextlib import contextmanager

from tests.crawling import crawl, finished, start
from tests.servers import Answer, Site, page


def many(count):
    return {f"/{number}": page(f"Report number {number} says what was seen.") for number in range(count)}


def test_hundreds_of_pages_are_each_recorded_once():
    with Site(many(250)) as site:
        result = crawl([site.url(path) for path in site.routes])

        assert 250 == len({visit["url"] for visit in result.visits}) == len(result.visits)
        assert {"read"} == {visit["outcome"] for visit in result.visits}
        assert sorted(site.routes) == sorted(site.paths())
        assert not result.error


def test_errands_for_one_address_are_each_made():
    with Site(many(1)) as site:
        result = crawl([site.url("/0")] * 3)

        assert [1, 2, 3] == sorted(visit["page_id"] for visit in result.visits)


def test_crawls_follow_one_another_on_one_reactor():
    with Site(many(3)) as site:
        result = crawl([site.url("/0")], [], [site.url("/1"), site.url("/2")], [site.url("/0")])

        assert ["/0", "/1", "/2", "/0"] == site.paths() or ["/0", "/2", "/1", "/0"] == site.paths()
        assert {"read"} == {visit["outcome"] for visit in result.visits}
        assert 4 == len(result.visits)


def test_robots_txt_is_asked_for_once_in_all_crawls():
    asked = []

    def robots(request):
        asked.append(request)
        return Answer(body=b"User-agent: *\nDisallow: /1")

    with Site({"/robots.txt": robots, **many(3)}) as site:
        result = crawl([site.url("/0"), site.url("/1")], [site.url("/2")])

        assert 1 == len(asked)
        assert ("failed", "robots") == result.came_of(site.url("/1"))
        assert ["/0", "/2"] == site.paths()


def test_an_error_of_the_journal_stops_the_crawl_and_is_raised():
    with Site(many(200)) as site:
        result = crawl([site.url(path) for path in site.routes], fail_at=5, concurrency=4)

        assert "DiskFull" == result.error
        assert 4 == len(result.visits)
        assert len(site.paths()) < 150


def test_an_address_that_is_none_is_recorded_and_the_rest_goes_on():
    with Site(many(1)) as site:
        result = crawl(["no address", "http://", "http://exa mple/", site.url("/0")])

        assert ("failed", "bad_address") == result.came_of("no address")
        assert "failed" == result.of("http://")["outcome"]
        assert "failed" == result.of("http://exa mple/")["outcome"]
        assert ("read", "") == result.came_of(site.url("/0"))


class SlowSite(Site):
    """Its first pages come at once, the others never."""

    def __init__(self, quick):
        super().__init__()
        self.arrived, self.release = threading.Event(), threading.Event()
        self.routes = {**many(quick), **{f"/slow/{number}": (self.never,) for number in range(40)}}

    def never(self, *_):
        self.arrived.set()
        self.release.wait(60)


@contextmanager
def crawling(quick=2, **order):
    """Yield a crawl that hangs in a slow site."""
    with SlowSite(quick) as site:
        addresses = [site.url(path) for path in site.routes]
        child = start(addresses, timeout=60, deadline=60, per_site=8, **order)
        try:
            assert site.arrived.wait(30)
            yield child
        finally:
            site.release.set()
            child.kill()
            child.communicate()


def has_processes(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def gone(group):
    """Whether no process of the group is left, soon."""
    for _ in range(100):
        if not has_processes(group):
            return True
        time.sleep(0.1)
    return False


def test_ctrl_c_stops_the_crawl_with_what_was_seen_recorded():
    with crawling() as child:
        lines = [child.stdout.readline() for _ in range(2)]
        os.killpg(child.pid, signal.SIGINT)  # as a terminal does, to the workers too
        out, log = child.communicate(timeout=10)
        result = finished("".join(lines) + out, log, child.returncode)

        assert "KeyboardInterrupt" == result.error
        assert ["read", "read"] == [visit["outcome"] for visit in result.visits]
        assert "" == log
        assert gone(child.pid)


def test_sigterm_does_not_wait_for_requests_that_wait_for_politeness():
    with crawling(0, delay=30, obey_robots=False) as child:
        child.send_signal(signal.SIGTERM)
        out, log = child.communicate(timeout=10)

        assert "KeyboardInterrupt" == finished(out, log, child.returncode).error


def test_no_worker_outlives_a_crawler_that_was_killed():
    with crawling() as child:
        child.stdout.readline()
        child.kill()
        child.communicate(timeout=10)

        assert gone(child.pid)
