"""Debian's chromium before the review page; without it these tests are skipped."""

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from monitor.web.server import WebServer
from tests.unit.web.edition import edition

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items):
    for one in items:
        if Path(__file__).parent in one.path.parents:
            one.add_marker(pytest.mark.browser)


# A browser's loop runs until its fixture ends, and no other can run beside it: it ends with the module.
@pytest.fixture(scope="module")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def served(folder):
    """A day of papers, and where their review page is."""
    paper = edition(folder / "stet.db")
    server = WebServer(paper.open, "127.0.0.1", 0)
    yield paper, server.start().rstrip("/")
    server.stop()
    paper.archive.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """For tests that only read."""
    with served(tmp_path_factory.mktemp("shared")) as (_, address):
        yield address


@pytest.fixture
def desk(tmp_path):
    """For tests that write: an archive of their own."""
    with served(tmp_path) as found:
        yield found


@pytest.fixture
def look(chromium, shared):
    """Opens a page in a new browser window; afterwards nothing may have been asked of another host."""
    contexts, asked, said = [], [], []

    def open_page(path: str, base: str = shared, **context):
        contexts.append(chromium.new_context(base_url=base, **context))
        page = contexts[-1].new_page()
        page.on("request", lambda request: asked.append((base, request.url)))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [url for base, url in asked if not url.startswith(f"{base}/")] == []
    assert [line for line in said if "the server responded with a status of 4" not in line] == []
