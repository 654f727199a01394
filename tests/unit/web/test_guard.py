"""Every route, whatever it answers, is behind the guard."""

import re

import pytest
from fastapi.routing import APIRoute

from monitor.web.guard import HEADERS, MAX_BODY
from storage.errors import DiskFull

SAME = {"Sec-Fetch-Site": "same-origin"}


def flat(routes):
    """Every route, those of included routers too."""
    for route in routes:
        if hasattr(route, "original_router"):
            yield from flat(route.original_router.routes)
        else:
            yield route


def routes(visitor):
    """Method and an address of every route, by walking what the application holds."""
    found = []
    for route in flat(visitor.app_under_test.routes):
        path = re.sub(r"\{[^}]*\}", "1", route.path)
        methods = getattr(route, "methods", None) or {"GET"}
        found += [(method, path) for method in sorted(methods)]
    return found


def test_the_walk_finds_the_routes(reader):
    found = routes(reader)

    assert ("POST", "/edits/1") in found
    assert ("GET", "/captures/1/body") in found
    assert ("GET", "/api/edits") in found
    assert len(found) > 15


def test_every_answer_carries_the_headers(reader):
    for method, path in routes(reader):
        answer = reader.request(method, path, headers=SAME)
        for name, value in HEADERS.items():
            if (path, name) == ("/captures/1/body", "Content-Security-Policy"):
                assert answer.headers[name].startswith("sandbox"), path
            else:
                assert value == answer.headers.get(name), (method, path, name)


@pytest.mark.parametrize("path", ["/nothing", "/edits/99", "/edits/x", "/?state=wrong", "/static/nothing"])
def test_error_pages_carry_the_headers_too(reader, path):
    answer = reader.get(path)

    assert answer.status_code in (400, 404)
    assert HEADERS["Content-Security-Policy"] == answer.headers["Content-Security-Policy"]


def test_no_route_that_writes_takes_a_request_from_another_site(visitor):
    foreign = (
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://stet.test"},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://stet.test.evil.example"},
    )
    for _, path in routes(visitor):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            for headers in foreign:
                assert visitor.request(method, path, headers=headers).status_code == 403, (method, path)


def test_only_verdicts_are_written(reader):
    writing = [
        (sorted(route.methods), route.path)
        for route in flat(reader.app_under_test.routes)
        if isinstance(route, APIRoute) and route.methods - {"GET", "HEAD"}
    ]

    assert [(["POST"], "/edits/{edit_id}")] == writing


def test_a_browser_without_fetch_metadata_is_known_by_its_origin(visitor):
    answer = visitor.post("/edits/99", data={"seen": "0"}, headers={"Origin": "http://stet.test"})

    assert answer.status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "stet.test:81", "stet.test.evil.example", "", "127.0.0.1"])
def test_another_host_is_refused(reader, host):
    answer = reader.get("/", headers={"Host": host})

    assert answer.status_code == 400
    assert "headline" not in answer.text


def test_a_large_body_is_refused(visitor):
    answer = visitor.post("/edits/1", content=b"x" * (MAX_BODY + 1), headers=SAME)

    assert answer.status_code == 413


def test_a_large_body_of_unsaid_length_is_refused(visitor):
    def endless():
        for _ in range(MAX_BODY // 2**16 + 1):
            yield b"x" * 2**16

    assert visitor.post("/edits/1", content=endless(), headers=SAME).status_code == 413


def test_a_wrong_length_is_refused(visitor):
    assert visitor.post("/edits/1", content=b"", headers={**SAME, "Content-Length": "-1"}).status_code == 413


def test_nothing_of_another_host_is_loaded(reader):
    for path in ("/", "/edits/8", "/pages", "/pages/1", "/search?q=bridge", "/sites", "/nothing"):
        loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]*)"', reader.get(path).text)
        assert loaded
        assert all(address.startswith("/static/") for address in loaded), loaded


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_pages_that_load_from_elsewhere_are_off(reader, path):
    assert reader.get(path).status_code == 404


def test_a_fault_of_ours_is_a_plain_page_without_a_traceback(paper, visitor, caplog):
    def broken():
        raise ZeroDivisionError("inner words")

    visitor.app_under_test.state.open_stet = broken
    answer = visitor.get("/")

    assert answer.status_code == 500
    assert "went wrong" in answer.text
    assert "inner words" not in answer.text
    assert HEADERS["Content-Security-Policy"] == answer.headers["Content-Security-Policy"]
    assert "inner words" in caplog.text


def test_an_error_of_the_archive_says_what_to_do(paper, visitor):
    def full():
        raise DiskFull

    visitor.app_under_test.state.open_stet = full
    answer = visitor.get("/api/edits")

    assert answer.status_code == 500
    assert "disk is full" in answer.json()["error"]
