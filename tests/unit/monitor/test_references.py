"""Which page, which of its revisions and which times a person means."""

import json

import pytest

from storage.backends import open_archive
from storage.model import Outcome
from tests.newsroom import SEVEN, SIX, URL, Newsroom


@pytest.mark.parametrize("command", ["show", "diff"])
@pytest.mark.parametrize("wanted", ["1@lastweek", "1@-1", "1@", f"{URL}@lastweek", f"{URL}@2026-13-01"])
def test_what_is_no_revision_and_no_time_is_told_so(call, filled, command, wanted):
    said = call(command, wanted)

    page, _, version = wanted.rpartition("@")
    assert (2, "") == (said.code, said.out)
    assert (
        f"{version!r} is no revision and no time: write 2, 2026-03-02, 2026-03-02T14:30, today" in said.line
    )
    assert (page == URL) == (f"{wanted!r} is not under watch" in said.line)


@pytest.mark.parametrize("command", ["show", "diff"])
@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (f"{URL}/2@2", f"{URL}/2 is not under watch"),
        ("99@today", "there is no page 99"),
        ("https://medium.example/@ada/bridge", "https://medium.example/@ada/bridge is not under watch"),
        ("https://medium.example/@ada", "https://medium.example/@ada is not under watch"),
        ("1@0001-01-01", "first seen at 2026-03-02"),
        ("1@99", "no revision 99"),
    ],
)
def test_a_version_that_is_not_there_is_told(call, filled, command, wanted, told):
    said = call(command, wanted)

    assert (1, "") == (said.code, said.out)
    assert told in said.line


@pytest.mark.parametrize("address", ["https://medium.example/@ada/bridge", "https://medium.example/@2"])
def test_an_address_that_holds_an_at_sign_is_meant_as_a_whole(call, tmp_path, address):
    with open_archive(tmp_path / "stet.db") as archive:
        room = Newsroom(archive)
        page = room.watch(address)
        room.visit(page, 1, Outcome.READ, SIX)
        room.visit(page, 4, Outcome.READ, SEVEN)

    assert "cost seven million" in call("show", address).out
    assert "cost six million" in call("show", f"{address}@1").out
    assert "{+seven+}" in call("diff", address).out
    assert "{+seven+}" in call("diff", f"{address}@2026-03-02T12:02").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([f"{URL}@2026-03-02T12:02"], 1),
        ([f"{URL}@1"], 1),
        (["1@1"], 1),
        ([f"{URL}@yesterday"], 0),
        ([f"{URL}@2"], 0),
        ([URL, "2026-03-02T12:02..2026-03-02"], 1),
        (["1", "1..today"], 1),
        (["1", "yesterday..today"], 0),
    ],
)
def test_what_stood_at_a_time_is_compared(call, filled, arguments, code):
    said = call("diff", *arguments)

    assert code == said.code
    assert ("{+seven+}" in said.out) == (code == 1)


def test_a_version_and_a_range_exclude_each_other(call, filled):
    said = call("diff", f"{URL}@1", "1..2")

    assert (2, "") == (said.code, said.out)
    assert "exclude each other" in said.line


@pytest.mark.parametrize("wanted", ["1..", "..2", "..", "2026-03-02", "1-2"])
def test_what_is_no_range_is_told(call, filled, wanted):
    said = call("diff", "1", wanted)

    assert (2, "") == (said.code, said.out)
    assert "no range of revisions: write 1..3 or 2026-03-01..yesterday" in said.line


@pytest.mark.parametrize(
    ("wanted", "sum_"),
    [
        ("yesterday", "seven"),
        ("2026-03-02", "seven"),
        ("2026-03-03", "seven"),
        ("2026-03-02T12:02", "six"),
        ("2026-03-02T12:01", "six"),
        ("1", "six"),
    ],
)
def test_a_date_alone_is_the_end_of_its_day(call, filled, wanted, sum_):
    said = call("show", f"{URL}@{wanted}")

    assert 0 == said.code
    assert f"cost {sum_} million" in said.out


@pytest.mark.parametrize("wanted", ["2026-03-01", "2026-03-02T12:00", "0001-01-01T00:00+14:00", "9999-12-31"])
def test_a_time_at_the_edge_is_answered_in_one_line(call, filled, wanted):
    said = call("show", f"1@{wanted}")

    assert "unexpected" not in said.err
    assert (wanted == "9999-12-31") == (said.code == 0)


@pytest.mark.parametrize(
    ("times", "count"),
    [
        (["--until", "2026-03-02"], 1),
        (["--until", "2026-03-01"], 0),
        (["--until", "2026-03-02T12:04"], 0),
        (["--until", "2026-03-02T12:05"], 1),
        (["--since", "2026-03-02", "--until", "2026-03-02"], 1),
        (["--since", "2026-03-02T12:05", "--until", "9999-12-31"], 0),
        (["--until", "0001-01-01"], 0),
    ],
)
def test_edits_are_listed_from_a_time_to_a_time(call, filled, times, count):
    said = call("edits", *times, "--json")

    assert count == len(json.loads(said.out))
    assert (count == 0) == (said.code == 1)


@pytest.mark.parametrize("until", ["soon", "2026-02-30", "12"])
@pytest.mark.parametrize("option", ["--since", "--until"])
def test_what_is_no_time_is_told_with_what_is_one(call, filled, option, until):
    said = call("edits", option, until)

    assert (2, "") == (said.code, said.out)
    assert f"'{until}' is no time: write 2026-03-02, 2026-03-02T14:30, today or yesterday" in said.line


def test_times_the_wrong_way_round_are_a_mistake(call, filled):
    said = call("edits", "--since", "2026-03-03", "--until", "2026-03-02")

    assert (2, "") == (said.code, said.out)
    assert "nothing lies between" in said.line
    assert 2 == call("edits", "--since", "2026-03-02T12:00", "--until", "2026-03-02T12:00").code
