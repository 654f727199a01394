"""The command line called in this process, in a folder with an archive."""

import sys
from dataclasses import dataclass

import pytest

from monitor.commands import main
from storage.asked import EditFilter
from storage.backends import open_archive
from storage.model import Outcome, Review, Verdict
from tests.newsroom import SEVEN, SIX, URL, Newsroom
from tests.records import at


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def line(self):
        (line,) = self.err.splitlines()
        return line


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Calls the command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STET_DEBUG", raising=False)

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["stet", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        return Said(left.value.code, *capsys.readouterr())

    return call


@pytest.fixture
def filled(tmp_path):
    """An archive of a page with a reviewed edit, in the folder in which commands are called."""
    with open_archive(tmp_path / "stet.db") as archive:
        room = Newsroom(archive)
        bridge = room.watch(URL)
        room.visit(bridge, 1, Outcome.READ, SIX)
        room.visit(bridge, 4, Outcome.READ, SEVEN)
        (line,) = archive.edits(EditFilter())
        review = Review(
            edit_id=line.id, verdict=Verdict.MINOR, note="the sum\nonly", reviewer="ada", at=at(9)
        )
        archive.add_review(review)
    return tmp_path
