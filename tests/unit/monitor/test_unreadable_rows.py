"""What a row of an archive that was damaged, or written by a newer Stet, is answered with."""

import pytest
from sqlite_utils import Database

from storage.backends import open_archive
from storage.sites import Feed, Find, Learned, LineVerdict, SiteRest
from tests.newsroom import URL
from tests.records import at


@pytest.fixture
def found(filled):
    """The archive with a feed that found the page, and a site that was learned and rests."""
    with open_archive(filled / "stet.db") as archive:
        feed = archive.add_feed(
            Feed(
                id=0,
                url="https://paper.example/feed",
                site="paper.example",
                added_at=at(0),
                next_visit_at=None,
            )
        )
        archive.commit_feed_visit(feed, [Find(url=URL, site="paper.example", found_at=at(0))])
        archive.store_learned(
            Learned(site="paper.example", rules="x", lines=("Read more",), pages=3, at=at(0))
        )
        rest = SiteRest(site="paper.example", at=at(1), since=at(0), until=at(9), reason="http_503")
        archive.store_rest(rest)
        archive.add_line_verdict(
            LineVerdict(site="paper.example", line="More", furniture=True, reviewer="", at=at(0))
        )
    return filled


_BACKUP = "update Stet, else restore the archive from a backup"


@pytest.mark.parametrize(
    ("tamper", "where", "advice"),
    [
        ("pages SET state = 'frozen'", "page 1", _BACKUP),
        ("pages SET added_at = 'soon'", "page 1", _BACKUP),
        ("captures SET outcome = 'odd' WHERE id = 2", "capture 2", _BACKUP),
        ("captures SET headers = '{' WHERE id = 1", "capture 1", _BACKUP),
        ("captures SET received_at = x'00' WHERE id = 1", "capture 1", _BACKUP),
        ("reviews SET verdict = 'odd'", "review 1", _BACKUP),
        ("feeds SET kind = 'telex'", "feed 1", _BACKUP),
        ("finds SET found_at = ''", f"find {URL}", _BACKUP),
        ("line_verdicts SET at = '2026'", "line verdict 1", _BACKUP),
        ("learned SET lines = '{'", "learned lines paper.example", "stet site paper.example --learn"),
        ("rests SET failing = '7'", "rest paper.example", "stet site paper.example --wake"),
        ("revisions SET first_seen = 'soon'", "page 1", "stet rebuild"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_what_to_do_and_named_by_verify(
    call, found, tamper, where, advice
):
    with Database(found / "stet.db") as db:
        db.execute(f"UPDATE {tamper}")

    verified = call("verify")
    complaints = [
        call(*command.split()).err
        for command in (
            *("pages", "edits", "history 1 --captures", "show 1", "diff 1 1..2", "review 2 --verdict noise"),
            *("search bridge", "stats", "export --force -o all.jsonl", "feed list", "site paper.example"),
            *("alerts", "doctor --offline", "rebuild"),
        )
    ]

    assert not [told for told in complaints if "unexpected" in told or "Traceback" in told]
    assert [told for told in complaints if advice in told], complaints
    assert 1 == verified.code
    (named,) = [line for line in verified.out.splitlines() if line.startswith(f"{where}: ")][:1]
    assert "cannot be read" in named
    assert advice in named
