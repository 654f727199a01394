"""What the command line answers to mistakes, and to what is not there: its code and its one line."""

import json
import socket

import pytest

from monitor.commands.app import host_of
from monitor.config import Config, WebSection
from monitor.demo.run import run, settings
from storage import facts
from storage.backends import open_archive
from storage.errors import BadConfig
from storage.export import Selection, What, json_lines
from storage.model import Outcome
from tests.newsroom import SIX, URL, Newsroom

# --- lists of addresses


@pytest.mark.parametrize(("name", "told"), [("nofile.txt", "No such file"), (".", "Is a directory")])
def test_a_list_that_cannot_be_read_is_a_mistake(call, name, told):
    said = call("watch", "--from", name)

    assert 2 == said.code
    assert f"stet: {name} cannot be read: {told}" in said.line


def test_a_list_that_is_too_large_is_a_mistake_and_not_cut(call, tmp_path, monkeypatch):
    monkeypatch.setattr("monitor.commands.watch.MAX_LIST", 20)
    (tmp_path / "list.txt").write_text(f"{URL}\n{URL}/2\n")

    assert (2, False) == (call("watch", "--from", "list.txt").code, (tmp_path / "stet.db").exists())


def test_each_address_that_cannot_be_watched_is_named(call):
    said = call("watch", "ftp://a.example/", URL, "http://")

    assert 2 == said.code
    assert URL in said.out
    assert ["ftp://a.example/" in said.err, "'http://'" in said.err] == [True, True]
    assert "2 of these" in said.err.splitlines()[-1]


# --- hosts


@pytest.mark.parametrize(
    "command", [["pages"], ["stats"], ["export"], ["edits"], ["search", "bridge"], ["stats", "--json"]]
)
def test_a_host_of_which_nothing_is_known_is_told(call, filled, command):
    said = call(*command, "--site", "nope.example")

    assert (1, "") == (said.code, said.out)
    assert "no page of nope.example is under watch: `stet pages`" in said.line


@pytest.mark.parametrize("wanted", ["paper.example", "Paper.Example", URL, "https://paper.example"])
def test_an_address_stands_for_its_host(call, filled, wanted):
    assert 0 == call("edits", "--site", wanted).code
    assert 0 == call("pages", "--site", wanted).code


def test_a_host_keeps_its_port_and_a_word_stays_as_it_is():
    assert "127.0.0.1:8080" == host_of("http://127.0.0.1:8080/bridge")
    assert "paper.example:8443" == host_of("paper.example:8443")
    assert "nope" == host_of("nope")


# --- files


def test_a_table_of_all_is_refused_and_nothing_is_written(call, filled):
    said = call("export", "--format", "csv", "--what", "all", "-o", "all.csv")

    assert 2 == said.code
    assert "captures" in said.line
    assert not (filled / "all.csv").exists()
    assert 0 == call("export", "-o", "edits.csv").code


def test_the_records_of_an_export_are_those_between_its_first_and_last_line(call, filled):
    said = call("export", "--what", "pages", "-o", "pages.jsonl", "--json")

    assert 1 == json.loads(said.out)["records"]
    assert 3 == len((filled / "pages.jsonl").read_bytes().splitlines())


def test_a_backup_over_a_file_is_a_mistake_as_an_export_is(call, filled):
    (filled / "there.db").write_text("mine")

    said = call("backup", "there.db")

    assert (2, "mine") == (said.code, (filled / "there.db").read_text())
    assert 2 == call("backup", "-").code


def test_an_import_says_that_what_stood_before_a_bad_line_is_kept(call, tmp_path, filled):
    with open_archive(filled / "stet.db") as archive:
        first, page, _ = json_lines(archive, Selection(), What.PAGES)
    (tmp_path / "bad.jsonl").write_bytes(first + page + b"no json\n")

    said = call("--archive", "new.db", "import", "bad.jsonl")

    assert 2 == said.code
    assert "line 3 cannot be read" in said.line
    assert "what stood before is kept: 1 pages" in said.line
    assert 0 == call("--archive", "new.db", "pages", "--site", "paper.example").code


def test_an_import_of_a_file_that_was_cut_is_not_fine(call, tmp_path):
    (tmp_path / "cut.jsonl").write_bytes(facts.header())

    said = call("--archive", "new.db", "import", "cut.jsonl")

    assert (1, True) == (said.code, "was cut" in said.err)


def test_an_empty_file_is_no_archive(call, tmp_path):
    (tmp_path / "stet.db").touch()

    assert "no archive" in call("pages").line
    assert 0 == (tmp_path / "stet.db").stat().st_size


def test_settings_may_begin_with_a_byte_order_mark(call, tmp_path, filled):
    (tmp_path / "stet.toml").write_bytes(b'\xef\xbb\xbfreviewer = "ada"\n')

    assert 0 == call("pages").code


# --- reviews


def test_a_history_shows_what_people_said(call, filled):
    said = call("history", "1")

    assert "✓minor by ada, 2026-03-02 12:09: the sum only" in said.out
    (review,) = json.loads(call("history", "1", "--json").out)["reviews"]
    assert ("ada", "the sum\nonly", "minor") == (review["reviewer"], review["note"], review["verdict"])


# --- the demo


def test_the_demo_looks_for_its_port_before_its_day(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        config = Config(web=WebSection(port=taken.getsockname()[1]))
        config = settings(config, tmp_path / "stet.db")
        said = []
        with pytest.raises(BadConfig, match="port"):
            run(config, tmp_path / "stet.db", say=said.append, tell_edit=said.append, stay=True)

    assert not [line for line in said if "round" in line]


def test_a_history_shows_where_a_redirect_led_each_visit(call, tmp_path):
    with open_archive(tmp_path / "stet.db") as archive:
        room = Newsroom(archive)
        bridge = room.watch(URL)
        room.visit(bridge, 1, Outcome.READ, SIX)
        room.visit(bridge, 4, Outcome.READ, SIX, url=f"{URL}-opens")

    *_, first, second = call("history", "1", "--captures").out.splitlines()

    assert "→" not in first
    assert second.endswith(f"read  → {URL}-opens")
