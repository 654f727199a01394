"""The review page over archives of our own."""

import pytest
from starlette.testclient import TestClient

from monitor.web.app import create_app
from tests.unit.web.edition import edition
from tests.unit.web.newspaper import Newspaper

HOST = "stet.test"


class Visitor(TestClient):
    """A browser that sends what browsers send with a form of the page's own."""

    def __init__(self, paper: Newspaper):
        self.app_under_test = create_app(paper.open, hosts=[HOST])
        super().__init__(self.app_under_test, base_url=f"http://{HOST}", follow_redirects=False)

    def save(self, edit_id: int, query: str = "", **form):
        values = {"verdict": "minor", "seen": "0", "note": "", "reviewer": ""} | form
        headers = {"Sec-Fetch-Site": "same-origin"}
        return self.post(f"/edits/{edit_id}{query}", data=values, headers=headers)


@pytest.fixture
def paper(tmp_path):
    """An archive with nothing in it."""
    made = Newspaper(tmp_path / "stet.db")
    yield made
    made.archive.close()


@pytest.fixture
def visitor(paper):
    """Looks at the archive that `paper` fills."""
    with Visitor(paper) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """A whole day of several papers: only to be read."""
    made = edition(tmp_path_factory.mktemp("day") / "stet.db")
    yield made
    made.archive.close()


@pytest.fixture(scope="module")
def reader(day):
    with Visitor(day) as visitor:
        yield visitor
