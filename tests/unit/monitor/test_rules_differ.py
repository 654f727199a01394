"""What different versions of the rules made is read again or refused, never shown as an edit."""

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from monitor.commands.app import App
from monitor.commands.diff import command
from monitor.config import Config
from monitor.diff import edited
from monitor.service import Stet
from monitor.web.app import create_app
from storage.errors import RulesDiffer
from tests.records import at, edit, read, snapshot

URL = "https://paper.example/bridge"
PAGE = """<!doctype html><html lang="en"><head><title>Bridge opens</title></head><body><article>
<h1>Bridge opens</h1><p>The bridge cost {} million euros, said the mayor of the town on Monday.</p>
<p>It took nine years to build, and spans the river at its widest place, below the old mill.</p>
</article></body></html>"""


@pytest.fixture
def stet(tmp_path):
    with Stet(Config(), tmp_path / "stet.db", create=True, clock=lambda: at(60)) as opened:
        yield opened


def crawled(stet, *visits):
    """A page that was read by these rules, from these bodies; the last visit's number."""
    page, _ = stet.watch(URL)
    for number, (rules, sum_) in enumerate(visits, 1):
        made = snapshot(f"Skip to content ({rules})", sum_, rules=rules)
        told = edit(page, number, number) if number > 1 else None
        last = stet.archive.commit_visit(read(page, number, PAGE.format(sum_).encode(), made, edit=told))
    return page, last


def test_revisions_of_different_rules_are_both_read_again_before_they_are_compared(stet):
    page, _ = crawled(stet, ("rules 1", "six"), ("rules 2", "seven"))

    found = stet.compare(page, 1, 2)

    assert [("six", "seven")] == [(one.removed, one.added) for one in edited(found.changes)]


def test_bodies_that_say_the_same_are_no_edit_whatever_rules_read_them(stet):
    page, _ = crawled(stet, ("rules 1", "six"), ("rules 2", "six"))
    old, new = (stet.archive.snapshot(page.id, number).article for number in (1, 2))

    assert old != new
    assert () == edited(stet.compare(page, 1, 2).changes)


def test_an_edit_between_different_rules_is_refused(stet):
    _, last = crawled(stet, ("rules 1", "six"), ("rules 2", "seven"))

    with pytest.raises(RulesDiffer, match="stet rebuild"):
        stet.view(last)


def test_stet_diff_refuses_it_too(stet):
    _, last = crawled(stet, ("rules 1", "six"), ("rules 2", "seven"))

    done = CliRunner().invoke(command, [str(last)], obj=App(archive=stet.path))

    assert ("", RulesDiffer) == (done.output, type(done.exception))


def test_stet_diff_of_two_revisions_reads_both_again(stet):
    crawled(stet, ("rules 1", "six"), ("rules 2", "seven"))

    done = CliRunner().invoke(command, ["1", "1..2"], obj=App(archive=stet.path))

    assert "[-six-]{+seven+}" in done.output
    assert "Skip to content" not in done.output


@pytest.mark.parametrize(
    "path", ["/edits/{}", "/edits/{}/changes.json", "/edits/{}/changes.patch", "/api/edits/{}"]
)
def test_neither_the_review_page_nor_the_api_shows_it(stet, path):
    _, last = crawled(stet, ("rules 1", "six"), ("rules 2", "seven"))

    with TestClient(create_app(lambda: Stet(Config(), stet.path), hosts=["testserver"])) as reader:
        answer = reader.get(path.format(last))

    assert 422 == answer.status_code
    assert "stet rebuild" in answer.text
    assert "Skip to content" not in answer.text
