"""Take the pictures of the review page in docs/ again: python -m tests.browser.screenshots [FOLDER]."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, served

DOCS = Path(__file__).parents[2] / "docs"
WIDTH, HEIGHT = 1080, 800
PICTURES = {"inbox": "/", "edit": "/edits/8"}


def main(folder: Path) -> None:
    """Write one PNG a picture into `folder`."""
    folder.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as archives,
        served(Path(archives)) as (_, address),
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        for name, path in PICTURES.items():
            page.goto(address + path)
            page.screenshot(path=folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS)
