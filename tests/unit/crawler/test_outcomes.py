"""What comes of a visit: one crawl of a well-behaved site, one test an outcome."""

import hashlib
from dataclasses import dataclass

import pytest

from tests.crawling import Crawled, crawl
from tests.servers import HTML, Answer, Site, conditional, page, redirect

FIRST = "The mayor said twelve people were hurt when the old bridge gave way on Monday morning."
BRIDGE = conditional(page(FIRST, etag='"v2"'))
SAME = page("The council had closed the old bridge to lorries a year before it gave way.")
OLD = page("The mayor said seven people were hurt when the old bridge gave way.").body.decode()
TYPED = {
    "/picture": "image/png",
    "/paper.pdf": "application/pdf",
    "/feed.json": "application/json",
}
STATUSES = [204, 206, 400, 401, 403, 429, 500, 502, 503, 304]
MISSING = [404, 410, 451]


@dataclass(frozen=True)
class World:
    site: Site
    crawled: Crawled

    def came_of(self, path):
        return self.crawled.came_of(self.site.url(path))

    def of(self, path):
        return self.crawled.of(self.site.url(path))

    def asked(self, path):
        return [asked for asked in self.site.asked if asked.path == path]


@pytest.fixture(scope="module")
def world():
    routes = {
        "/new": BRIDGE,
        "/known": BRIDGE,
        "/stale": BRIDGE,
        "/dated": lambda asked: Answer(status=304 if "if-modified-since" in asked.headers else 200),
        "/same": SAME,
        "/upgraded": BRIDGE,
        "/moved": redirect("/new-home", 301),
        "/new-home": page("The paper has moved the report on the bridge to another address."),
        "/cookie": Answer(
            headers=(("Content-Type", HTML), ("Set-Cookie", "id=1"), ("X-A", "1")), body=SAME.body
        ),
        "/latin": Answer(headers=(("Content-Type", HTML), ("X-Odd", "\xe9")), body=SAME.body),
        "/untyped": Answer(body=SAME.body),
        **{path: Answer(headers=(("Content-Type", kind),), body=b"\x89PNG") for path, kind in TYPED.items()},
        **{f"/{status}": Answer(status=status) for status in STATUSES + MISSING},
    }
    with Site(routes) as site:
        known = {"etag": '"v2"', "last_modified": "Mon, 02 Nov 2026 10:00:00 GMT"}
        special = [
            {"url": site.url("/known"), **known},
            {"url": site.url("/stale"), "etag": '"v1"', "body_sha256": "0" * 64},
            {"url": site.url("/dated"), "last_modified": known["last_modified"]},
            {"url": site.url("/same"), "body_sha256": hashlib.sha256(SAME.body).hexdigest()},
            {"url": site.url("/upgraded"), "page_id": 900},
        ]
        plain = [site.url(path) for path in routes if not any(e["url"].endswith(path) for e in special)]
        yield World(site, crawl(special + plain, contact="desk@example.com", outdated={"900": OLD}))


def test_every_errand_is_recorded_once(world):
    urls = [visit["url"] for visit in world.crawled.visits]

    assert len(urls) == len(set(urls)) == len(world.site.routes)
    assert ("", 0, "") == (world.crawled.error, world.crawled.status, world.crawled.log)


def test_a_new_page_is_read(world):
    assert ("read", "") == world.came_of("/new")
    assert FIRST in world.of("/new")["text"]
    assert (200, len(page(FIRST).body)) == (world.of("/new")["status"], world.of("/new")["body"])


def test_a_page_without_a_type_is_read(world):
    assert ("read", "") == world.came_of("/untyped")


def test_a_known_page_is_asked_for_conditionally(world):
    (asked,) = world.asked("/known")

    assert '"v2"' == asked.headers["if-none-match"]
    assert "Mon, 02 Nov 2026 10:00:00 GMT" == asked.headers["if-modified-since"]
    assert ("not_modified", "") == world.came_of("/known")
    assert world.of("/known")["body"] is None


def test_a_date_alone_makes_a_condition(world):
    assert ("not_modified", "") == world.came_of("/dated")


def test_a_new_page_is_asked_for_without_conditions(world):
    (asked,) = world.asked("/new")

    assert not {"if-none-match", "if-modified-since", "cookie", "referer"} & set(asked.headers)


def test_304_to_a_question_without_a_condition_is_a_failure(world):
    assert ("failed", "http_304") == world.came_of("/304")


def test_new_bytes_of_a_known_page_are_read(world):
    assert ("read", "") == world.came_of("/stale")


def test_equal_bytes_are_not_read_again(world):
    assert ("same_bytes", "") == world.came_of("/same")
    assert world.of("/same")["article"] is None


def test_what_older_rules_read_is_read_again_beside_the_new(world):
    assert "seven people" in world.of("/upgraded")["earlier"]
    assert "twelve people" in world.of("/upgraded")["text"]


def test_a_redirect_is_followed_and_told(world):
    assert ("read", "") == world.came_of("/moved")
    assert world.site.url("/new-home") == world.of("/moved")["final_url"]


@pytest.mark.parametrize("status", MISSING)
def test_a_page_that_is_not_there_is_missing(world, status):
    assert ("missing", f"http_{status}") == world.came_of(f"/{status}")


@pytest.mark.parametrize("status", [s for s in STATUSES if s != 304])
def test_any_other_status_is_a_failure(world, status):
    assert ("failed", f"http_{status}") == world.came_of(f"/{status}")
    assert status == world.of(f"/{status}")["status"]


@pytest.mark.parametrize(("status", "times"), [(500, 2), (502, 2), (503, 1), (429, 1), (403, 1), (404, 1)])
def test_only_a_server_that_failed_is_asked_again_at_once(world, status, times):
    assert times == len(world.asked(f"/{status}"))


@pytest.mark.parametrize("path", TYPED)
def test_what_calls_itself_no_page_is_a_failure(world, path):
    assert ("failed", "not_html") == world.came_of(path)


def test_headers_are_kept_without_cookies(world):
    names = [name for name, _ in world.of("/cookie")["headers"]]

    assert "X-A" in names
    assert "Set-Cookie" not in names


def test_headers_may_hold_any_byte(world):
    assert ["X-Odd", "\xe9"] in world.of("/latin")["headers"]


def test_no_cookie_is_sent_back(world):
    assert not [asked for asked in world.site.asked if "cookie" in asked.headers]


def test_the_crawler_says_who_it_is(world):
    agents = {asked.headers["user-agent"] for asked in world.site.asked}

    assert 1 == len(agents)
    (agent,) = agents
    assert agent.startswith("StetBot/")
    assert agent.endswith(" (+desk@example.com)")
