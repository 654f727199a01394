"""Hostile inputs 1 to 8: addresses that lead to where nobody may go.

A server listens on 127.0.0.1. Where a test needs a site that may be visited beside one that may
not, 127.0.0.1 is the one that may, and all else on this machine may not.
"""

from dataclasses import dataclass

import pytest

from crawler.urls import canonical
from storage.errors import BadAddress
from tests.crawling import Crawled, crawl
from tests.servers import HTML, Answer, Site, page, redirect

LITERALS = [
    "http://localhost:{port}/",
    "http://127.0.0.1:{port}/",
    "http://127.0.0.2:{port}/",
    "http://0.0.0.0:{port}/",
    "http://[::1]:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.0.0.1:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://100.64.0.1:{port}/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1:{port}/",
    "http://[fe80::1]:{port}/",
    "http://[fd00::1]:{port}/",
]


@dataclass(frozen=True)
class World:
    site: Site
    crawled: Crawled


@pytest.fixture(scope="module")
def closed():
    """A crawl that may go nowhere on this machine."""
    with Site({"/": page("Nobody from outside may read this page.")}) as site:
        addresses = [literal.format(port=site.port) for literal in LITERALS]
        yield World(site, crawl([*addresses, "file:///etc/passwd", "data:text/html,<p>x"], allow=[]))


@pytest.mark.hostile(1, 2, 3)
@pytest.mark.parametrize("literal", LITERALS)
def test_1_2_3_no_form_of_an_inner_address_is_reached(closed, literal):
    assert ("failed", "blocked_address") == closed.crawled.came_of(literal.format(port=closed.site.port))


@pytest.mark.hostile(1, 2, 3)
def test_1_2_3_no_connection_was_made(closed):
    assert [] == closed.site.paths()
    assert "may not be reached" in closed.crawled.log


@pytest.mark.hostile(8)
@pytest.mark.parametrize("address", ["file:///etc/passwd", "data:text/html,<p>x"])
def test_8_an_errand_to_a_file_or_data_is_refused(closed, address):
    assert ("failed", "blocked_scheme") == closed.crawled.came_of(address)


@pytest.mark.hostile(8)
@pytest.mark.parametrize("address", ["file:///etc/passwd", "FILE:/etc/passwd", "/etc/passwd", "data:,x"])
def test_8_a_file_is_no_address(address):
    with pytest.raises(BadAddress):
        canonical(address)


@pytest.mark.hostile(2)
@pytest.mark.parametrize("address", [a for a in LITERALS if "//2130" in a or "//0" in a or "//127.1" in a])
def test_2_hidden_forms_of_an_address_cannot_be_put_under_watch(address):
    if "0.0.0.0" in address:  # noqa: S104 (an example, not an address to listen on)
        return
    with pytest.raises(BadAddress, match="hides an IP address"):
        canonical(address.format(port=80))


REDIRECTS = {
    "/inside": ("http://127.0.0.2:{port}/secret", "blocked_address"),
    "/inside-decimal": ("http://2130706434:{port}/secret", "blocked_address"),
    "/metadata": ("http://169.254.169.254/latest/meta-data/", "blocked_address"),
    "/file": ("file:///etc/passwd", "blocked_redirect"),
    "/data": ("data:text/html,<p>x", "blocked_redirect"),
    "/script": ("javascript:alert(1)", "blocked_redirect"),
    "/broken": ("http://[::1", "blocked_redirect"),
}


@pytest.fixture(scope="module")
def half_open():
    """A crawl that may go to 127.0.0.1 only."""
    backslash = "http://127.0.0.2:{port}\\@127.0.0.1:{port}/secret"
    refresh = b'<html><head><meta http-equiv="refresh" content="0;url=file:///etc/passwd"></head></html>'
    inward = b'<html><head><meta http-equiv="refresh" content="0;url=/secret"></head></html>'
    with Site({"/secret": page("Nobody from outside may read this page.")}) as site:
        site.routes |= {
            "/backslash": redirect(backslash.format(port=site.port)),
            "/refresh": Answer(headers=(("Content-Type", HTML),), body=refresh),
            "/refresh-inward": Answer(headers=(("Content-Type", HTML),), body=inward),
            "/rebound": Answer(headers=(("Content-Type", HTML), ("Connection", "close")), body=b"<p>"),
            "/robots.txt": Answer(headers=(("Connection", "close"),)),
            **{path: redirect(to.format(port=site.port)) for path, (to, _) in REDIRECTS.items()},
        }
        paths = [*REDIRECTS, "/backslash", "/refresh", "/refresh-inward"]
        rebound = f"http://rebound.example:{site.port}/rebound"
        names = {"rebound.example": ["127.0.0.1", "127.0.0.2"]}
        yield World(site, crawl([*map(site.url, paths), rebound], allow=["127.0.0.1/32"], names=names))


@pytest.mark.hostile(4, 7)
@pytest.mark.parametrize("path", REDIRECTS)
def test_4_7_a_redirect_inside_or_off_the_web_is_not_followed(half_open, path):
    assert ("failed", REDIRECTS[path][1]) == half_open.crawled.came_of(half_open.site.url(path))


@pytest.mark.hostile(4)
def test_4_a_redirect_inside_is_logged(half_open):
    assert "127.0.0.2 resolves to 127.0.0.2, which may not be reached" in half_open.crawled.log


@pytest.mark.hostile(5)
def test_5_a_name_that_resolves_outside_first_and_inside_then_is_blocked(half_open):
    rebound = f"http://rebound.example:{half_open.site.port}/rebound"

    assert ("failed", "blocked_address") == half_open.crawled.came_of(rebound)


@pytest.mark.hostile(6)
def test_6_a_backslash_before_an_at_sign_leads_nowhere(half_open):
    outcome, _ = half_open.crawled.came_of(half_open.site.url("/backslash"))

    assert "failed" == outcome
    with pytest.raises(BadAddress, match="backslash"):
        canonical("http://127.0.0.1\\@example.com")


@pytest.mark.hostile(7)
@pytest.mark.parametrize("path", ["/refresh", "/refresh-inward"])
def test_7_a_meta_refresh_is_not_followed(half_open, path):
    assert "set_aside" == half_open.crawled.came_of(half_open.site.url(path))[0]


def test_nothing_inside_was_asked_for(half_open):
    assert not {"/secret", "/rebound"} & set(half_open.site.paths())
