"""Hostile inputs 9 to 16 and 22 to 26: answers that are too much, too slow, broken or no page.

All are visited in one crawl, beside pages that are as they should be.
"""

import gzip
import time
import zlib
from dataclasses import dataclass

import pytest

from tests.crawling import Crawled, crawl
from tests.servers import HTML, Answer, Site, page, redirect

LIMIT = 1 << 20  #: bytes of a body, in this crawl
TEXT = "The council said on Monday that the bridge would open in spring, a year late."
GOOD = page(TEXT).body
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 200

BROTLI_BOMB = bytes.fromhex(
    "cbffff3ff82700e2b14020f7fe8fffff7ff04f00c4611180eefd1fffffffe09f0088c30200ddfb3ffeffffc13f0110870500baf77ffcffff837f02200e0b0074effff8ffff07ff04401c1600e8deffe5ffff07fe0980382c00d0bdff00"
)  #: 50 MiB of zeros


def html(body, *headers):
    return Answer(headers=(("Content-Type", HTML), *headers), body=body)


def zipped_bomb():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1 << 20)
    return b"".join([*(packer.compress(zeros) for _ in range(300)), packer.flush()])


def send(*pieces, pause=0.0, forever=False):
    """Return a raw route that sends the pieces, the last one for ever if so asked."""

    def raw(connection, _):
        try:
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(pause)
            while forever:
                connection.sendall(pieces[-1])
                time.sleep(pause)
        except OSError:
            pass

    return (raw,)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
WHOLE = HEAD + b"Connection: close\r\n\r\n" + GOOD
ROUTES = {
    "/good": html(GOOD),
    "/gzip-bomb": html(zipped_bomb(), ("Content-Encoding", "gzip")),
    "/brotli-bomb": html(BROTLI_BOMB, ("Content-Encoding", "br")),
    "/twice-packed": html(gzip.compress(zipped_bomb()), ("Content-Encoding", "gzip, gzip")),
    "/one-gibibyte": send(HEAD + b"Content-Length: 1073741824\r\n\r\n" + b"x" * 1000),
    "/chunks": send(
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n", forever=True
    ),
    "/no-end": send(HEAD + b"\r\n", b"x" * 65536, forever=True),
    "/slow-head": send(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", pause=0.2, forever=True),
    "/slow-body": send(HEAD + b"\r\n", b"x", pause=0.2, forever=True),
    "/silent": send(b"", pause=30),
    "/loop": redirect("/loop"),
    "/headers": send(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 5000, forever=True),
    "/long-header": send(b"HTTP/1.1 200 OK\r\nX-A: ", b"b" * 65536, forever=True),
    "/interim": send(b"HTTP/1.1 100 Continue\r\n\r\n" * 2000, forever=True),
    "/attributes": html(
        b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(80_000)) + b">x</p></body></html>"
    ),
    "/deep": html(b"<html><body>" + b"<div>" * 200_000 + b"<p>" + TEXT.encode()),
    "/links": html(b"<html><body>" + b"<a href=/x>link</a> " * 40_000),
    "/unknown-charset": Answer(headers=(("Content-Type", "text/html; charset=klingon"),), body=GOOD),
    "/utf-7": Answer(
        headers=(("Content-Type", "text/html; charset=utf-7"),),
        body=GOOD.replace(TEXT.encode(), TEXT.encode() + b" +ADw-script+AD4-alert(1)+ADw-/script+AD4-"),
    ),
    "/controls": html(GOOD.replace(b"spring", b"spr\x00in\xed\xa0\x80g \xe2\x80\xae\x01")),
    "/cut": send(HEAD + b"Content-Length: 100000\r\n\r\n" + GOOD),
    "/cut-chunks": send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n100\r\n" + GOOD[:256] + b"\r\n"),
    "/cut-without-length": send(HEAD + b"\r\n" + GOOD[:-60]),
    "/whole-without-length": send(WHOLE),
    "/empty": html(b""),
    "/shell": html(
        b"<!doctype html><html><head><title>App</title></head><body><div id=root></div></body></html>"
    ),
    "/picture.html": html(PNG),
    "/junk": send(b"\x00\xff\x16\x03 what is this\r\n\r\n"),
    "/hang-up": send(b""),
}


@dataclass(frozen=True)
class World:
    site: Site
    crawled: Crawled

    def came_of(self, path):
        return self.crawled.came_of(self.site.url(path))

    def of(self, path):
        return self.crawled.of(self.site.url(path))


@pytest.fixture(scope="module")
def world():
    with Site(dict(ROUTES)) as site:
        slow = [site.url(f"/hop/{number}") for number in range(50)]
        for number in range(50):
            hop = redirect(f"/hop/{number + 1}").encode()
            site.routes[f"/hop/{number}"] = send(b"", hop, pause=0.4)
        addresses = [*map(site.url, ROUTES), slow[0]]
        limits = {"max_body": LIMIT, "timeout": 2.0, "deadline": 3.0, "extraction_seconds": 1.5}
        yield World(site, crawl(addresses, per_site=8, **limits))


@pytest.mark.parametrize("path", ROUTES)
def test_every_visit_is_recorded_once(world, path):
    assert world.of(path)


def test_the_crawl_ends_well_in_bounded_memory(world):
    assert ("", 0) == (world.crawled.error, world.crawled.status)
    assert world.crawled.memory < 200e6


@pytest.mark.parametrize("path", ["/good", "/whole-without-length"])
def test_pages_among_them_are_read(world, path):
    assert ("read", "") == world.came_of(path)
    assert TEXT in world.of(path)["text"]


@pytest.mark.hostile(9)
@pytest.mark.parametrize("path", ["/gzip-bomb", "/brotli-bomb", "/twice-packed"])
def test_9_a_body_that_unpacks_without_end_is_cut_off(world, path):
    assert ("failed", "too_large") == world.came_of(path)


@pytest.mark.hostile(10)
@pytest.mark.parametrize("path", ["/one-gibibyte", "/chunks", "/no-end"])
def test_10_a_body_without_end_is_cut_off(world, path):
    assert ("failed", "too_large") == world.came_of(path)


@pytest.mark.hostile(11)
@pytest.mark.parametrize("path", ["/slow-head", "/slow-body", "/silent"])
def test_11_a_slow_answer_runs_out_of_time(world, path):
    assert ("failed", "timeout") == world.came_of(path)


@pytest.mark.hostile(12)
def test_12_redirects_stop_at_twenty(world):
    assert ("failed", "too_many_redirects") == world.came_of("/loop")
    assert 21 == world.site.paths().count("/loop")


@pytest.mark.hostile(12)
def test_12_slow_redirects_stop_at_the_deadline(world):
    outcome, reason = world.came_of("/hop/0")

    assert "failed" == outcome
    assert reason in {"deadline", "timeout"}
    assert len([path for path in world.site.paths() if path.startswith("/hop/")]) < 20


@pytest.mark.hostile(13)
@pytest.mark.parametrize("path", ["/headers", "/interim"])
def test_13_a_head_without_end_is_cut_off(world, path):
    assert ("failed", "headers_too_large") == world.came_of(path)


@pytest.mark.hostile(13)
def test_13_a_line_without_end_is_cut_off(world):
    assert ("failed", "connection_lost") == world.came_of("/long-header")


@pytest.mark.hostile(14, 15, 16)
@pytest.mark.parametrize("path", ["/attributes", "/deep", "/links"])
def test_14_15_16_pages_made_to_be_slow_are_read_in_part_or_set_aside(world, path):
    visit = world.of(path)

    assert visit["outcome"] in {"read", "set_aside"}
    assert visit["outcome"] == "set_aside" or visit["article"]["partial"]


@pytest.mark.hostile(22)
@pytest.mark.parametrize("path", ["/unknown-charset", "/utf-7"])
def test_22_an_odd_encoding_is_inert(world, path):
    visit = world.of(path)

    assert visit["outcome"] in {"read", "set_aside"}
    assert "<script>" not in (visit["text"] or "")


@pytest.mark.hostile(23)
def test_23_control_characters_do_not_stop_the_text(world):
    visit = world.of("/controls")

    assert ("read", "") == (visit["outcome"], visit["reason"])
    assert "Paragraph 5" in visit["text"]
    assert not {"\x00", "\x01", "\ud800"} & set(visit["text"])


@pytest.mark.hostile(24)
@pytest.mark.parametrize("path", ["/cut", "/cut-chunks", "/cut-without-length"])
def test_24_a_body_that_ends_early_is_a_failure(world, path):
    assert ("failed", "truncated") == world.came_of(path)


@pytest.mark.hostile(25)
@pytest.mark.parametrize("path", ["/empty", "/shell"])
def test_25_a_page_without_words_is_set_aside(world, path):
    assert "set_aside" == world.came_of(path)[0]


@pytest.mark.hostile(26)
def test_26_a_picture_that_calls_itself_a_page_is_set_aside(world):
    assert "set_aside" == world.came_of("/picture.html")[0]


@pytest.mark.parametrize("path", ["/junk", "/hang-up"])
def test_what_is_no_answer_is_a_failure(world, path):
    assert ("failed", "connection_lost") == world.came_of(path)
