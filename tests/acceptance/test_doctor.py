"""`stet doctor`: what it looks at, and what it says to do."""

import time
from email.utils import formatdate

import pytest

from tests.servers import HTML, Answer, Site, page


def findings(desk, *arguments):
    said = desk.call("doctor", "--json", *arguments)
    return said.code, {one["what"]: one for one in said.json}


def dated(answer, seconds):
    headers = (*answer.headers, ("Date", formatdate(time.time() + seconds, usegmt=True)))
    return Answer(status=answer.status, headers=headers, body=answer.body)


def test_all_is_well(desk, site):
    desk.call("crawl", site.url("/bridge"), site.url("/pool"))
    code, told = findings(desk)

    assert 0 == code, told
    assert {"settings", "contact", "Python", "disk", "archive", "service", "clock"} < set(told)
    assert "robots.txt allows" in told[f"127.0.0.1:{site.port}"]["told"]
    assert "stet.toml" == told["settings"]["told"]


def test_what_keeps_a_site_from_being_read_is_said(desk):
    worlds = {
        "its robots.txt does not allow": {"/robots.txt": Answer(body=b"User-agent: *\nDisallow: /")},
        "cannot be read": {"/robots.txt": Answer(status=503)},
        "refuses the visit": {"/robots.txt": Answer(status=404), "/a": Answer(status=403)},
        "stands before its articles": {
            "/robots.txt": Answer(status=404),
            "/a": Answer(headers=(("Content-Type", HTML),), body=b"<title>Just a moment...</title>"),
        },
    }
    sites = {said: Site(dict(routes)).__enter__() for said, routes in worlds.items()}
    try:
        desk.call("watch", *(site.url("/a") for site in sites.values()))
        code, told = findings(desk)
        assert 1 == code
        for said, site in sites.items():
            one = told[f"127.0.0.1:{site.port}"]
            assert (False, True) == (one["fine"], said in one["told"]), one
            assert len(site.paths()) <= 1
        code, told = findings(desk, "--offline")
        assert 0 == code
        assert not any(name.startswith("127.0.0.1") for name in told)
    finally:
        for site in sites.values():
            site.__exit__(None, None, None)


def test_a_site_that_is_left_alone_is_not_asked(desk, site):
    site.routes["/bridge"] = Answer(status=429, headers=(("Retry-After", "3600"),))
    desk.call("crawl", site.url("/bridge"))
    asked = len(site.asked)
    code, told = findings(desk)

    assert (1, asked) == (code, len(site.asked))
    assert "left alone until" in told[f"127.0.0.1:{site.port}"]["told"]


def test_a_private_site_that_is_not_allowed_is_told(desk, site):
    desk.call("watch", site.url("/bridge"))
    (desk.folder / "stet.toml").write_text('contact = "mailto:desk@paper.example"\n')
    code, told = findings(desk)

    assert 1 == code
    assert "crawl.allow" in told[f"127.0.0.1:{site.port}"]["told"]
    assert [] == site.paths()


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_that_differs_from_the_sites_is_told(desk, site, days):
    def late(_):
        return dated(page("The bridge cost six million euros."), days * 86400)

    site.routes["/bridge"] = late
    desk.call("watch", site.url("/bridge"))
    code, told = findings(desk)

    assert 1 == code
    assert f"{abs(days)} days" in told["clock"]["told"]
    assert ("ahead" in told["clock"]["told"]) == (days < 0)


def test_a_mistake_in_the_settings_is_told(desk):
    (desk.folder / "stet.toml").write_text("[crawl]\ndelai = 3\n")
    said = desk.call("doctor")

    assert 2 == said.code
    assert "crawl.delay" in said.err
