"""One verdict on several edits, and on the copies of one."""

import json

import pytest

from storage.asked import EditFilter
from storage.backends import open_archive
from storage.model import Outcome
from tests.newsroom import SEVEN, SIX, Newsroom


@pytest.fixture
def copied(tmp_path):
    """An archive of one text on three pages, edited alike twice on the first: its edits' numbers, by page."""
    with open_archive(tmp_path / "stet.db") as archive:
        room = Newsroom(archive)
        pages = [room.watch(f"https://{where}.example/bridge") for where in ("paper", "post", "mail")]
        for minute, page in enumerate(pages):
            room.visit(page, minute, Outcome.READ, SIX)
        for minute, page in enumerate(pages, 5):
            room.visit(page, minute, Outcome.READ, SEVEN)
        for minute, body in enumerate((SIX, SEVEN), 10):
            room.visit(pages[0], minute, Outcome.READ, body)
        edits = {page.id: [] for page in pages}
        for line in archive.edits(EditFilter(by_time=True)):
            edits[line.page_id].insert(0, line.id)
    return edits


def verdicts(call):
    return {line["id"]: line["verdict"] for line in json.loads(call("edits", "--each", "--json").out)}


def test_several_edits_are_reviewed_at_once(call, copied):
    first, back, _ = copied[1]

    said = call("review", back, first, back, "--verdict", "noise", "--note", "a test", "--by", "ada")

    assert f"edit {back}: noise\nedit {first}: noise\n" == said.out
    assert {first, back} == {edit for edit, verdict in verdicts(call).items() if verdict == "noise"}


def test_one_review_covers_the_copies_of_an_edit_and_no_other_edit_of_their_pages(call, copied):
    (one,) = copied[2]

    told = json.loads(call("review", one, "--verdict", "minor", "--copies", "--json").out)

    group = {copied[1][0], one, copied[3][0]}
    assert [one, *sorted(group - {one}, reverse=True)] == [review["edit_id"] for review in told]
    assert 1 == len({review["at"] for review in told})
    assert group == {edit for edit, verdict in verdicts(call).items() if verdict == "minor"}
    assert [copied[1][2]] == reviewed(call, copied[1][2], "--copies")


def reviewed(call, *arguments):
    told = json.loads(call("review", *arguments, "--verdict", "noise", "--json").out)
    return [review["edit_id"] for review in told]


@pytest.mark.parametrize("unknown", [("98",), ("98", "99")])
def test_no_edit_is_reviewed_where_one_is_unknown_and_all_unknown_are_named(call, copied, unknown):
    said = call("review", copied[1][0], *unknown, "--verdict", "noise")

    assert (1, "") == (said.code, said.out)
    assert f"there is no edit {', '.join(unknown)}: `stet edits` lists them; none of these" in said.line
    assert {None} == set(verdicts(call).values())


def test_an_unknown_edit_alone_is_told_so(call, copied):
    said = call("review", "98", "--verdict", "noise")

    assert (1, "stet: there is no edit 98: `stet edits` lists them") == (said.code, said.line)


@pytest.mark.parametrize("wanted", ["4,5", "4-5", "0", "x", "9" * 30])
def test_what_is_no_number_of_an_edit_is_told_with_how_to_write_several(call, copied, wanted):
    said = call("review", wanted, "--verdict", "noise")

    assert (2, "") == (said.code, said.out)
    assert f"'{wanted}' is no number of `stet edits`: write them as 12 14 15" in said.err
