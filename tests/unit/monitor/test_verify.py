"""What is shown can be proved: nothing derived is altered without being told."""

import pytest
from sqlite_utils import Database

from monitor.config import Config
from monitor.service import Stet
from storage.asked import EditFilter
from storage.backends import open_archive
from storage.model import Outcome
from tests.newsroom import SEVEN, SIX, URL, Newsroom
from tests.servers import page as article_page

FERRY = article_page("The ferry stops.", title="Ferry").body


@pytest.fixture
def path(tmp_path):
    """An archive with an edit, a page that went and returned, and another page."""
    path = tmp_path / "stet.db"
    with open_archive(path) as archive:
        room = Newsroom(archive)
        bridge, ferry = room.watch(URL), room.watch("https://paper.example/ferry")
        room.visit(bridge, 1, Outcome.READ, SIX)
        room.visit(ferry, 2, Outcome.READ, FERRY)
        room.visit(bridge, 4, Outcome.READ, SEVEN)
        room.visit(bridge, 5, Outcome.NOT_MODIFIED, status=304)
        for minutes in (8, 9):
            room.visit(bridge, minutes, Outcome.MISSING, status=404, reason="http_404")
        room.visit(bridge, 10, Outcome.READ, SIX, url=f"{URL}/elsewhere")
    return path


def told(path):
    with Stet(Config(), path) as stet:
        return [f"{problem.where}: {problem.what}" for problem in stet.verify()]


def test_what_the_rules_made_is_fine(path):
    assert [] == told(path)


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        ("snapshots SET article = replace(article, 'million', 'thousand')", "does not give its digest"),
        ("snapshots SET article = replace(article, 'million', 'thousand')", "headline or text is not"),
        ("snapshots SET headline = 'Tunnel opens'", "headline or text is not"),
        ("snapshots SET text = replace(text, 'six', 'ten')", "headline or text is not"),
        ("snapshots SET article = '{'", "cannot be read"),
        ("snapshots SET article = '{\"headline\": 7}'", "cannot be read"),
        ("changes SET removed = 'ten'", "words of a change"),
        ("changes SET change = replace(change, 'six', 'ten')", "its changes are not those"),
        ("changes SET change = '[]'", "cannot be read"),
        ("edits SET signature = 'x'", "its changes are not those"),
        ("edits SET severity = 1", "its severity is not that"),
        ("edits SET severity = 9", "cannot be read"),
        ("flags SET evidence = replace(evidence, 'six', 'ten')", "its flags are not those"),
        ("flags SET name = 'moved', version = 1 WHERE name = 'number_changed'", "its flags are not those"),
        (
            "captures SET body_sha256 = (SELECT body_sha256 FROM captures WHERE id = 2) WHERE id = 3",
            "names it",
        ),
        (
            "captures SET body_sha256 = (SELECT body_sha256 FROM captures WHERE id = 2) WHERE id = 1",
            "revision 1 names the body of page 2",
        ),
    ],
)
def test_what_was_altered_is_told(path, tamper, expected):
    with Database(path) as db:
        db.execute(f"UPDATE {tamper}")

    said = told(path)
    assert [one for one in said if expected in one], said


def test_what_other_rules_made_before_is_fine(tmp_path, monkeypatch):
    path = tmp_path / "stet.db"
    with open_archive(path) as archive:
        room = Newsroom(archive)
        bridge = room.watch(URL)
        with monkeypatch.context() as patched:
            patched.setattr("crawler.rules.RULES", "stet-article 0")
            for minutes, body in enumerate((SIX, SEVEN, SIX), 1):
                room.visit(bridge, minutes, Outcome.READ, body)
        for minutes, body in enumerate((SEVEN, SIX), 5):
            room.visit(bridge, minutes, Outcome.READ, body)
        assert 4 == len(list(archive.edits(EditFilter())))

    assert [] == told(path)


def test_the_same_bytes_at_two_addresses_are_fine(tmp_path):
    path = tmp_path / "stet.db"
    with open_archive(path) as archive:
        room = Newsroom(archive)
        for minutes, url in enumerate((URL, f"{URL}/amp"), 1):
            room.visit(room.watch(url), minutes, Outcome.READ, SIX)

    assert [] == told(path)


def test_a_flag_that_was_deleted_is_told(path):
    with Database(path) as db:
        db.execute("DELETE FROM flags WHERE name = 'number_changed'")

    assert [one for one in told(path) if "its flags are not those" in one]


def test_flags_of_another_version_of_their_rule_are_not_judged(path):
    with Database(path) as db:
        db.execute("UPDATE flags SET version = '0.1', evidence = '[]'")

    assert [] == told(path)
