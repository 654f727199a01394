"""Articles are what is read in the bodies that are kept, and nothing else passes for it."""

import json

import pytest
from sqlite_utils import Database

from crawler.extract import extract
from monitor.config import Config
from monitor.read_again import ReadAgain
from monitor.service import Stet
from storage import bodies
from storage.backends import open_archive
from storage.errors import Unparseable
from storage.model import Outcome
from storage.text import sha256
from tests.newsroom import SEVEN, SIX, URL, Newsroom
from tests.servers import page as article_page

EIGHT = article_page("The bridge cost eight million euros.").body
#: The same article in other bytes.
SIX_LATER = SIX.replace(b"</body>", b"<!-- 12:05 --></body>")
FERRY = article_page("The ferry stops.", title="Ferry").body


def newsroom(path, *visits):
    """Make an archive of one page; a visit is a body, a status or None for 304."""
    with open_archive(path) as archive:
        room = Newsroom(archive)
        bridge = room.watch(URL)
        for minutes, came in enumerate(visits, 1):
            if came is None:
                room.visit(bridge, minutes, Outcome.NOT_MODIFIED, status=304)
            elif isinstance(came, int):
                room.visit(bridge, minutes, Outcome.MISSING, status=came, reason=f"http_{came}")
            else:
                room.visit(bridge, minutes, Outcome.READ, came)


def told(path, extract=extract):
    """What is found, and how many articles were read again and how many were not."""
    with open_archive(path) as archive:
        again = ReadAgain(archive, extract)
        found = [f"{problem.where}: {problem.what}" for problem in again.problems()]
        return found, again.read, again.older


@pytest.fixture
def path(tmp_path):
    return tmp_path / "stet.db"


def test_what_was_read_is_fine(path):
    newsroom(path, SIX, SIX_LATER, None, SEVEN, 404, 410, SIX, SEVEN)

    assert ([], 4, 0) == told(path)


def test_a_page_that_came_back_without_a_body_says_what_it_said_before(path):
    newsroom(path, SIX, SEVEN, 404, 404, None)

    assert ([], 3, 0) == told(path)


def test_a_wall_while_a_revision_stands_is_no_part_of_it(path):
    newsroom(path, SIX, SEVEN, 404, 404, None)
    with open_archive(path) as archive:
        room, bridge = Newsroom(archive), archive.page(1)
        room.visit(bridge, 10, Outcome.SET_ASIDE, FERRY, reason="WallPage")
        room.visit(bridge, 11, Outcome.NOT_MODIFIED, status=304)
        assert archive.revisions(1)[-1].last_capture_id > archive.revisions(1)[-1].first_capture_id + 1

    assert ([], 3, 0) == told(path)


def test_what_older_rules_made_is_counted_and_not_judged(path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("crawler.rules.RULES", "stet-article 0")
        newsroom(path, SIX, SEVEN)
    assert ([], 0, 2) == told(path)

    with open_archive(path) as archive:
        room = Newsroom(archive)
        room.visit(archive.page(1), 5, Outcome.READ, EIGHT)  # the newest body is read again by today's rules

    assert ([], 2, 1) == told(path)


def test_an_article_read_again_from_a_later_body_is_fine(path, monkeypatch):
    dated = SIX_LATER.replace(
        b"</head>", b'<meta property="article:modified_time" content="2026-03-02T12:05:00Z"></head>'
    )
    with monkeypatch.context() as patched:
        patched.setattr("crawler.rules.RULES", "stet-article 0")
        newsroom(path, SIX, dated)
    with open_archive(path) as archive:
        Newsroom(archive).visit(archive.page(1), 5, Outcome.READ, SEVEN)
        assert archive.snapshot(1, 1).article.modified_at

    assert ([], 2, 0) == told(path)


def forge(path, body, true):
    """Put another body in the place of one that was read, with all that names it."""
    with Database(path) as db:
        old = sha256(body)
        db["bodies"].update(old, {"sha256": sha256(true), "size": len(true), "keyframe": None})
        db["bodies"].update(sha256(true), {"content": bodies.pack(true)})
        for table in ("captures", "pages"):
            db.execute(f"UPDATE {table} SET body_sha256 = ? WHERE body_sha256 = ?", (sha256(true), old))  # noqa: S608


def test_an_article_altered_with_all_that_is_derived_of_it_is_told(path):
    newsroom(path, SIX, EIGHT)
    forge(path, EIGHT, SEVEN)
    with Stet(Config(), path) as stet:
        assert [] == list(stet.verify())

    found, read, _ = told(path)

    assert ["page 1: the article of revision 2 is not what is read in its body: `stet rebuild`"] == [
        one[: one.index(" makes")] for one in found
    ]
    assert 2 == read


def test_an_article_that_is_that_of_another_revision_is_told(path):
    newsroom(path, SIX, SEVEN)
    with Database(path) as db:
        db.execute("UPDATE revisions SET snapshot_id = (SELECT min(snapshot_id) FROM revisions)")

    (found,), _, _ = told(path)

    assert "page 1: the article of revision 2 is not what is read in its body" in found


@pytest.mark.parametrize(("name", "value"), [("section", "Sport"), ("modified", []), ("canonical_url", "x")])
def test_what_is_not_compared_is_told_too(path, name, value):
    article = article_page("The bridge cost six million euros.").body.replace(
        b"</head>", b'<meta property="article:modified_time" content="2026-03-02T12:05:00Z"></head>'
    )
    newsroom(path, article, SEVEN)
    with Database(path) as db:
        row = next(db.query("SELECT id, article FROM snapshots ORDER BY id"))
        db["snapshots"].update(row["id"], {"article": json.dumps(json.loads(row["article"]) | {name: value})})
    with Stet(Config(), path) as stet:
        assert [] == list(stet.verify())

    (found,), _, _ = told(path)

    assert "page 1: the article of revision 1 tells what no body of the page does" in found


def test_each_body_is_read_once_whatever_is_wrong(path):
    newsroom(path, SIX, SIX_LATER, SEVEN, SIX, EIGHT)
    with Database(path) as db:
        db.execute("UPDATE snapshots SET article = json_set(article, '$.section', 'Sport')")
    read = []

    def counted(body):
        read.append(body.content)
        return extract(body)

    found, _, _ = told(path, counted)

    assert 4 == len(found)
    assert sorted([SIX, SIX_LATER, SEVEN, EIGHT]) == sorted(read)


def test_a_body_that_cannot_be_read_again_is_told_with_why(path):
    newsroom(path, SIX)

    def slow(_):
        raise Unparseable("The page took longer than 5 s to read.")

    (found,), _, _ = told(path, slow)

    assert "is not what is read in its body (The page took longer than 5 s to read): `stet" in found


def test_a_page_that_cannot_be_read_hides_no_other(path):
    newsroom(path, SIX, EIGHT)
    forge(path, EIGHT, SEVEN)
    with open_archive(path) as archive:
        room = Newsroom(archive)
        ferry = room.watch("https://paper.example/ferry")
        room.visit(ferry, 1, Outcome.READ, FERRY)
    with Database(path) as db:
        db.execute("UPDATE pages SET state = 'frozen' WHERE id = 1")
        db.execute("UPDATE snapshots SET article = json_set(article, '$.section', 'Sport') WHERE page_id = 2")

    first, second = told(path)[0]

    assert "page 1: page 1 cannot be read" in first
    assert "page 2: the article of revision 1 tells what no body of the page does" in second


# --- the command


def test_articles_are_read_again_where_that_is_asked(call, filled):
    said = call("verify", "--read-again")

    assert (0, "2 articles were read again") == (said.code, said.out.splitlines()[-1])
    assert {"read": 2, "older_rules": 0} == json.loads(call("verify", "--read-again", "--json").out)[
        "read_again"
    ]
    assert "read_again" not in json.loads(call("verify", "--json").out)


def test_articles_that_are_not_read_again_are_counted_with_what_to_do(call, filled, monkeypatch):
    monkeypatch.setattr("crawler.rules.RULES", "stet-article 9")

    said = call("verify", "--read-again")

    assert 0 == said.code
    told = (
        "0 articles were read again; 2 were made by older rules and were not: `stet rebuild` makes them anew"
    )
    assert told == said.out.splitlines()[-1]


def test_an_article_that_is_not_what_its_body_says_is_told(call, filled):
    with Database(filled / "stet.db") as db:
        db.execute("UPDATE snapshots SET article = json_set(article, '$.section', 'Sport') WHERE id = 2")

    assert 0 == call("verify").code
    said = call("verify", "--read-again")

    assert 1 == said.code
    assert said.out.startswith("page 1: the article of revision 2 tells what no body of the page does")
