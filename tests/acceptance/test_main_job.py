"""Watch, crawl, see what was edited, say what it was, search."""

import os
import shutil
import subprocess

import pytest

from tests.acceptance.conftest import PATIENCE, STET, Desk, new_desk, news_site
from tests.servers import Answer, page

SIX = page("The bridge cost six million euros, the mayor said.")
SEVEN = page("The bridge cost seven million euros, the mayor said.")


@pytest.fixture(scope="module")
def site():
    """One site for all tests here: an archive knows it by its port."""
    with news_site() as served:
        yield served


@pytest.fixture(scope="module")
def crawled_once(site, tmp_path_factory):
    desk = new_desk(tmp_path_factory.mktemp("crawled"))
    desk.call("watch", site.url("/bridge"), site.url("/pool"))
    desk.call("crawl")
    return desk


@pytest.fixture(scope="module")
def edited_once(crawled_once, site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("edited") / "desk"
    shutil.copytree(crawled_once.folder, folder)
    site.routes["/bridge"] = SEVEN
    Desk(folder).call("crawl", "--all")
    return Desk(folder)


@pytest.fixture
def crawled(crawled_once, site, tmp_path):
    """A desk with two pages that were read once."""
    site.routes["/bridge"] = SIX
    shutil.copytree(crawled_once.folder, tmp_path / "desk")
    return Desk(tmp_path / "desk")


@pytest.fixture
def edited(edited_once, site, tmp_path):
    """A desk with two pages, one of which was edited since."""
    site.routes["/bridge"] = SEVEN
    shutil.copytree(edited_once.folder, tmp_path / "desk")
    return Desk(tmp_path / "desk")


def test_the_first_pass_reads_every_page_and_finds_no_edit(desk, site):
    watched = desk.call("watch", site.url("/bridge"), site.url("/pool"), "--json")
    crawl = desk.call("crawl", "--json")

    assert [True, True] == [one["new"] for one in watched.json["pages"]]
    assert {"visits": 2, "outcomes": {"read": 2}, "found": 0, "new_pages": 2, "edits": []} == crawl.json
    assert (1, "no edits\n") == (desk.call("edits").code, desk.call("edits").err)


def test_a_second_pass_over_the_same_bytes_makes_no_revision(crawled):
    again = crawled.call("crawl", "--all", "--json")

    assert {"same_bytes": 2} == again.json["outcomes"]
    assert [1] == [one["number"] for one in crawled.call("history", "1", "--json").json["revisions"]]


def test_what_is_not_due_is_not_visited(crawled, site):
    site.asked.clear()
    crawled.call("pause", "1")
    crawled.call("pause", "2")

    assert 0 == crawled.call("crawl", "--json").json["visits"]
    assert [] == site.paths()


def test_an_edit_is_listed_with_its_flags(edited):
    (line,) = edited.call("edits", "--json").json

    assert ("Council opens new bridge", 1, 2) == (line["headline"], line["old_number"], line["new_number"])
    assert "number_changed" in line["flags"]
    assert "silent_edit" in line["flags"]


def test_an_edit_is_shown_word_by_word(edited):
    (line,) = edited.call("edits", "--json").json
    shown = edited.call("diff", line["id"])

    assert 1 == shown.code
    assert "The bridge cost [-six-]{+seven+} million euros, the mayor said." in shown.out
    assert "number_changed" in shown.out


def test_a_page_is_written_as_it_was_sent(edited, site):
    sent = site.routes["/bridge"].body.decode()
    now, both = edited.call("show", "1@2", "--html"), edited.call("show", "1@2", "--html", "--json")

    assert (0, sent) == (now.code, now.out)
    assert sent != edited.call("show", "1@1", "--html").out
    assert (2, "") == (both.code, both.out)


def test_a_page_is_not_written_to_a_terminal_which_would_obey_it(edited):
    screen, terminal = os.openpty()
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            [STET, "show", "1@2", "--html"],
            cwd=edited.folder,
            env=edited.environment,
            stdout=terminal,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )
    finally:
        os.close(screen)
        os.close(terminal)

    assert 2 == done.returncode
    assert b"> page.html" in done.stderr


@pytest.mark.parametrize("form", ["json", "html", "patch"])
def test_an_edit_is_shown_in_other_forms(edited, site, form):
    shown = edited.call("diff", site.url("/bridge"), "--format", form)

    assert 1 == shown.code
    assert "seven" in shown.out


def test_the_diff_of_a_revision_with_itself_is_nothing(edited):
    shown = edited.call("diff", "1", "2..2")

    assert 0 == shown.code
    assert shown.out.endswith("nothing was edited\n")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("1", "1..99"), 1, "no revision 99"),
        (("1", "0..1"), 1, "no revision 0"),
        (("99", "1..2"), 1, "no page 99"),
        (("1", "1-2"), 2, "write 1..3"),
        (("1", "1...3"), 2, "'.3' is no revision and no time"),
        (("1", "99999999999..1"), 1, "no revision 99999999999"),
    ],
)
def test_a_revision_that_is_missing_is_named(edited, arguments, code, told):
    said = edited.call("diff", *arguments)

    assert (code, "") == (said.code, said.out)
    assert told in said.err
    assert 1 == len(said.err.splitlines())


def test_a_verdict_takes_an_edit_out_of_the_queue(edited):
    (line,) = edited.call("edits", "--unreviewed", "--json").json
    review = edited.call(
        "review", line["id"], "--verdict", "correction", "--note", "the sum", "--by", "ada", "--json"
    )

    assert ("correction", "the sum", "ada") == tuple(
        review.json[key] for key in ("verdict", "note", "reviewer")
    )
    assert 1 == edited.call("edits", "--unreviewed").code
    assert 0 == edited.call("edits", "--verdict", "correction").code


def test_revisions_and_edits_can_be_searched(edited):
    texts = edited.call("search", '"seven million"', "--json").json
    removed = edited.call("search", "--removed", "six", "--json").json

    assert [2] == [hit["number"] for hit in texts]
    assert [1] == [hit["page_id"] for hit in removed]
    assert 1 == edited.call("search", "--added", "six").code


def test_an_article_is_shown_as_it_stood(edited, site):
    first = edited.call("show", f"{site.url('/bridge')}@1")
    last = edited.call("show", site.url("/bridge"))
    now = edited.call("show", "1@2199-01-01")

    assert "six million" in first.out
    assert "seven million" in last.out
    assert last.out == now.out


def test_a_history_lists_revisions_edits_and_visits(edited):
    history = edited.call("history", "1", "--captures", "--json").json

    assert [1, 2] == [one["number"] for one in history["revisions"]]
    assert [2] == [one["new_number"] for one in history["edits"]]
    assert ["read", "read"] == [one["outcome"] for one in history["captures"]]


def test_a_page_that_goes_and_returns_is_told_each_time(crawled, site):
    there = site.routes["/bridge"]
    site.routes["/bridge"] = Answer(status=404)
    once = crawled.call("crawl", site.url("/bridge"), "--json").json
    twice = crawled.call("crawl", site.url("/bridge"), "--json").json
    site.routes["/bridge"] = there
    back = crawled.call("crawl", site.url("/bridge"), "--json").json

    assert [0, 1, 1] == [len(passed["edits"]) for passed in (once, twice, back)]
    flags = [line["flags"] for line in crawled.call("edits", "--newest", "--json").json]
    assert [True, True] == ["returned" in flags[0], "gone" in flags[1]]


def test_the_archive_is_verified_and_built_again_to_the_same_edits(edited):
    before = edited.call("edits", "--json").out
    rebuilt = edited.call("rebuild", "--json")

    assert {"pages": 2, "revisions": 3} == rebuilt.json
    assert before == edited.call("edits", "--json").out
    assert (0, []) == (edited.call("verify").code, edited.call("verify", "--json").json["problems"])


def test_a_backup_holds_the_same(edited):
    edited.call("backup", "copy.db")

    assert edited.call("edits", "--json").out == edited.call("--archive", "copy.db", "edits", "--json").out


def test_a_forgotten_page_is_gone_from_every_list(edited, site):
    assert 0 == edited.call("forget", site.url("/bridge"), "--yes").code

    assert [site.url("/pool")] == [one["url"] for one in edited.call("pages", "--json").json]
    assert 1 == edited.call("edits").code
    assert 1 == edited.call("search", "million").code


def test_pages_are_watched_from_a_list(desk, site):
    (desk.folder / "list.txt").write_text(f"# pages\n{site.url('/bridge')}\n\n{site.url('/pool')}\n")

    assert 0 == desk.call("watch", "--from", "list.txt").code
    assert 2 == len(desk.call("pages", "--json").json)


def test_sites_see_who_visits_them(crawled, site):
    site.asked.clear()
    crawled.call("crawl", "--all")
    agents = {asked.headers["user-agent"] for asked in site.asked}

    (agent,) = agents
    assert agent.startswith("StetBot/")
    assert "mailto:desk@paper.example" in agent
