"""The service: scheduler, crawler and review page in one process."""

import json
import re
import signal
import urllib.error
import urllib.request

import pytest

from tests.running import Service
from tests.servers import Answer, page

PATIENCE = 30


@pytest.fixture
def service(desk, site, monkeypatch):
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    desk.call("watch", site.url("/bridge"), site.url("/pool"))
    started = Service(desk)
    yield started
    started.close()


def look_again(desk, address):
    """Make a page due at once."""
    desk.call("pause", address, "--resume")


def ask(address):
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
        return answer.read().decode()


def test_the_service_finds_an_edit_and_shows_it_on_the_review_page(service, desk, site):
    address = service.until(r"review page: (http://127\.0\.0\.1:\d+/)")[1]
    service.until("2 visits")
    site.routes["/bridge"] = page("The bridge cost seven million euros, the mayor said.")
    look_again(desk, site.url("/bridge"))
    found = service.until(r"edit (\d+)  \[.*number_changed")

    assert "Council opens new bridge" in ask(address)
    assert "seven" in ask(f"{address}edits/{found[1]}")
    assert [int(found[1])] == [line["id"] for line in json.loads(ask(f"{address}api/edits"))["edits"]]


def test_readers_and_reviewers_work_while_it_runs_and_a_second_service_is_refused(service, desk):
    service.until("2 visits")

    assert 2 == len(desk.call("pages", "--json").json)
    assert [] == desk.call("verify", "--json").json["problems"]
    second = desk.call("run")
    assert (1, 1) == (second.code, len(second.err.strip().splitlines()))
    assert "another" in second.err


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_soon_with_nothing_lost(service, desk, how):
    service.until("2 visits")
    seconds, said = service.stop(how)

    assert seconds < 10
    assert "Traceback" not in said
    assert "never awaited" not in said
    assert "was destroyed" not in said
    assert [] == desk.call("verify", "--json").json["problems"]
    assert 0 == desk.call("crawl").code


def test_a_site_that_fails_for_a_while_does_not_end_it(service, desk, site):
    service.until("2 visits")
    site.routes["/bridge"] = Answer(status=500)
    look_again(desk, site.url("/bridge"))
    service.until("failed http_500")
    site.routes["/bridge"] = page("The bridge cost seven million euros, the mayor said.")
    look_again(desk, site.url("/bridge"))
    service.until("number_changed")


def test_a_port_that_is_taken_is_told(desk, site):
    (desk.folder / "stet.toml").write_text(
        (desk.folder / "stet.toml").read_text().replace("port = 0", f"port = {site.port}")
    )
    said = desk.call("run")

    assert 2 == said.code
    assert 1 == len(said.err.strip().splitlines())
    assert str(site.port) in said.err


def test_a_page_off_this_machine_is_refused(desk):
    (desk.folder / "stet.toml").write_text('[web]\nhost = "0.0.0.0"\n')
    said = desk.call("run")

    assert 2 == said.code
    assert "proxy" in said.err


def test_the_demo_flags_every_planned_edit_and_nothing_else(desk):
    said = desk.call("demo", "--once")

    assert 0 == said.code, said.out
    assert re.search(r"^(\d+) of \1 planned edits flagged, 0 others$", said.out, re.MULTILINE)
