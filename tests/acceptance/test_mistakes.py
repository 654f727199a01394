"""Whatever goes wrong, a user reads one clear line, and nothing is lost."""

import os
import signal
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from tests.servers import Answer, page

TRACE = "Traceback"


def one_line(said, code, told):
    assert code == said.code, said
    assert TRACE not in said.err + said.out
    assert 1 == len(said.err.strip().splitlines()), said.err
    assert told in said.err


@pytest.mark.hostile(8)
@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("file:///etc/passwd", "http"),
        ("ftp://paper.example/x", "http"),
        ("javascript:alert(1)", "http"),
        ("", "address"),
        ("http://", "host"),
        ("http://user:secret@paper.example/", "paper.example"),
    ],
)
def test_an_address_that_cannot_be_visited_is_refused(desk, address, told):
    said = desk.call("watch", address)

    assert 2 == said.code
    assert TRACE not in said.err
    assert told in said.err
    assert "secret" not in said.err.replace("user:secret@paper.example", "")


def test_without_an_archive_a_reader_is_told_how_to_begin(desk):
    one_line(desk.call("edits"), 1, "stet watch")


@pytest.mark.parametrize("command", [("history", "99"), ("show", "99"), ("diff", "99"), ("pause", "99")])
def test_what_is_unknown_is_said_to_be(desk, site, command):
    desk.call("watch", site.url("/bridge"))

    one_line(desk.call(*command), 1, "there is no")


def test_a_page_that_is_not_watched_is_told_how_to_watch(desk, site):
    desk.call("watch", site.url("/bridge"))

    one_line(desk.call("history", "https://paper.example/elsewhere"), 1, "stet watch")


def test_a_page_that_was_not_read_yet_is_told_how_to_read(desk, site):
    desk.call("watch", site.url("/bridge"))

    one_line(desk.call("show", "1"), 1, "stet crawl")


def test_a_foreign_file_is_refused_and_left_alone(desk):
    letter = desk.folder / "letter.txt"
    letter.write_text("Dear reader, " * 100)

    one_line(desk.call("--archive", letter, "watch", "https://paper.example/"), 2, "no archive")
    assert "Dear reader, " * 100 == letter.read_text()


def test_a_broken_configuration_is_told_with_its_nearest_neighbour(desk):
    (desk.folder / "stet.toml").write_text("[crawl]\nworker = 2\n")

    one_line(desk.call("pages"), 2, "did you mean crawl.workers?")


def test_a_configuration_that_is_not_there_is_told(desk):
    one_line(desk.call("--config", "other.toml", "pages"), 2, "other.toml")


def test_a_locked_archive_is_told(desk, site):
    desk.call("watch", site.url("/bridge"))
    holder = sqlite3.connect(desk.folder / "stet.db")
    holder.execute("BEGIN IMMEDIATE")

    one_line(desk.call("watch", site.url("/pool")), 1, "another program")
    holder.close()


def test_an_unknown_flag_is_told_with_those_there_are(desk, site):
    desk.call("watch", site.url("/bridge"))

    one_line(desk.call("edits", "--flag", "number_change"), 2, "number_changed")


@pytest.mark.parametrize("words", ["-", '""', "()"])
def test_a_search_for_nothing_is_told(desk, site, words):
    desk.call("watch", site.url("/bridge"))

    one_line(desk.call("search", "--", words), 2, "word")


@pytest.mark.hostile(29)
@pytest.mark.parametrize("words", ['"unbal', "NEAR(", "a AND", "*", "col:x", "'; DROP TABLE pages"])
def test_odd_searches_find_nothing_and_break_nothing(desk, site, words):
    desk.call("watch", site.url("/bridge"))
    said = desk.call("search", "--", words)

    assert said.code in (1, 2)
    assert TRACE not in said.err


def test_a_full_disk_under_the_output_is_told_in_one_line(desk, site):
    desk.call("watch", site.url("/bridge"))

    with Path("/dev/full").open("wb") as full:
        said = desk.call("pages", stdout=full)

    one_line(said, 1, "standard output")
    assert "report" not in said.err


def test_a_reader_that_goes_away_is_no_mistake(desk, site):
    desk.call("watch", site.url("/bridge"))
    reader, writer = os.pipe()
    os.close(reader)

    with os.fdopen(writer, "wb") as closed:
        said = desk.call("pages", stdout=closed)

    assert "" == said.err


def test_a_private_address_is_told_with_the_setting_that_allows_it(desk, site):
    (desk.folder / "stet.toml").write_text("[crawl]\ndelay = 0\n")

    said = desk.call("crawl", site.url("/bridge"))

    assert 1 == said.code
    assert "[crawl] allow" in said.err


# --- saved pages

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


@pytest.mark.parametrize(
    "content",
    [PNG, b"", b"\0" * 1000, b"<a" + b" x=1" * 2_000_000, b"GIF89a" + bytes(500), b"%PDF-1.7\n" + bytes(500)],
)
@pytest.mark.parametrize("command", ["clean", "compare"])
def test_what_is_no_page_is_an_error(desk, content, command):
    (desk.folder / "page.html").write_bytes(content)
    files = ["page.html"] * (1 if command == "clean" else 2)

    said = desk.call(command, *files, "--url", "https://paper.example/x")

    assert said.code in (1, 2), said
    assert TRACE not in said.err
    assert 1 == len(said.err.strip().splitlines())


def test_fifty_megabytes_of_junk_are_refused_in_bounded_memory(desk):
    with (desk.folder / "junk.html").open("wb") as junk:
        for _ in range(50):
            junk.write(b"<div>junk " * 104_857)

    one_line(desk.call("clean", "junk.html"), 2, "8 MiB")


def test_a_file_that_is_not_there_is_told(desk):
    one_line(desk.call("clean", "nothing.html"), 2, "nothing.html")


def test_two_saved_pages_are_compared_without_an_archive(desk):
    (desk.folder / "old.html").write_bytes(page("The bridge cost six million euros.").body)
    (desk.folder / "new.html").write_bytes(page("The bridge cost seven million euros.").body)

    said = desk.call("compare", "old.html", "new.html", "--url", "https://paper.example/bridge")
    same = desk.call("compare", "old.html", "old.html")

    assert (1, 0) == (said.code, same.code)
    assert "[-six-]{+seven+}" in said.out
    assert not (desk.folder / "stet.db").exists()


def test_a_file_that_cannot_be_compared_is_named_and_never_told_as_an_edit(desk):
    good = page("The bridge cost six million euros.").body
    for name, content in (
        ("good.html", good),
        ("bin.html", PNG),
        ("empty.html", b""),
        ("notes.txt", b"notes"),
    ):
        (desk.folder / name).write_bytes(content)
    (desk.folder / "folder").mkdir()

    for name in ("bin.html", "empty.html", "notes.txt", "folder", "nothing.html"):
        one_line(desk.call("compare", "good.html", name), 2, name)
    one_line(desk.call("compare", "bin.html", "good.html"), 2, "bin.html")


@pytest.mark.parametrize(
    ("form", "same"),
    [
        ("text", "nothing was edited"),
        ("json", '"changes": []'),
        ("html", "Nothing was edited"),
        ("patch", ""),
    ],
)
def test_two_pages_in_two_languages_and_one_page_twice_are_compared_in_each_form(desk, form, same):
    (desk.folder / "en.html").write_bytes(page("The bridge cost six million euros.").body)
    russian = page("Мост через реку обошёлся городу в семь миллионов евро.", title="Мост открыт")
    (desk.folder / "ru.html").write_bytes(russian.body)

    two, one = (desk.call("compare", "en.html", new, "--format", form) for new in ("ru.html", "en.html"))

    assert (1, 0) == (two.code, one.code)
    assert "Мост открыт" in two.out
    assert same in one.out
    assert "Council opens new bridge" not in one.out


def test_a_saved_page_is_cleaned(desk):
    (desk.folder / "page.html").write_bytes(page("The bridge cost six million euros.").body)

    said = desk.call("clean", "page.html", "--json")

    assert "Council opens new bridge" == said.json["headline"]
    assert "The bridge cost six million euros." == said.json["blocks"][0]["text"]


# --- two at once, and stopping


@pytest.fixture
def go_on():
    """What the slow pages wait for."""
    return threading.Event()


@pytest.fixture
def many(desk, site, go_on):
    """A crawl of forty pages that hangs at the seventh."""

    def slow(asked):
        if len(site.asked) > 6:
            go_on.wait(30)
        return page(f"The report at {asked.path} was long in coming.", title=f"Report {asked.path}")

    for number in range(40):
        site.routes[f"/slow/{number}"] = slow
    (desk.folder / "list.txt").write_text("\n".join(site.url(f"/slow/{number}") for number in range(40)))
    (desk.folder / "stet.toml").write_text(
        (desk.folder / "stet.toml").read_text().replace("per_site = 16", "per_site = 2")
    )
    desk.call("watch", "--from", "list.txt")
    running = desk.start("crawl")
    until = time.monotonic() + 20
    while len(site.asked) < 8 and time.monotonic() < until:
        time.sleep(0.05)
    yield running
    go_on.set()
    running.kill()
    running.communicate()


def test_a_second_service_on_an_archive_is_refused(desk, many):
    one_line(desk.call("crawl"), 1, "another")
    one_line(desk.call("run"), 1, "another")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_crawl_that_is_stopped_keeps_what_it_reported_and_goes_on_later(desk, many, go_on, how):
    begun = time.monotonic()
    many.send_signal(how)
    out, err = many.communicate(timeout=20)

    assert time.monotonic() - begun < 12
    assert 130 == many.returncode
    assert TRACE not in out + err
    go_on.set()
    kept = [one for one in desk.call("pages", "--json").json if one["last_visit_at"]]
    assert 0 < len(kept) < 40
    assert [] == desk.call("verify", "--json").json["problems"]
    assert 40 - len(kept) <= desk.call("crawl", "--json").json["visits"]
    assert 40 == sum(bool(one["headline"]) for one in desk.call("pages", "--json").json)


def test_a_site_that_is_down_is_told_and_ends_nothing(desk, site):
    site.routes["/down"] = Answer(status=503)
    desk.call("watch", "http://127.0.0.1:9/refused", site.url("/down"), site.url("/bridge"))

    outcomes = desk.call("crawl", "--json").json["outcomes"]

    assert 1 == outcomes["read"]
    assert 3 == sum(outcomes.values())
