"""`scrapy list` and `scrapy crawl articles`, run as a reader of the README would."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import Answer, Site, page

ROOT = Path(__file__).parent.parent.parent
TEXT = "The council said on Monday that the bridge would open in spring, a year late."


def scrapy(*arguments):
    return subprocess.run(  # noqa: S603 (our own arguments)
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def site():
    with Site({"/a": page(TEXT), "/robots.txt": Answer(body=b"User-agent: *\nDisallow: /b")}) as site:
        yield site


def crawl(url, out, *arguments):
    done = scrapy(
        "crawl", "articles", "-a", f"url={url}", "-O", str(out), "-s", "DOWNLOAD_DELAY=0", *arguments
    )
    assert 0 == done.returncode
    return json.loads(out.read_text() or "[]"), done.stderr


def test_the_spiders_are_listed():
    assert "articles" in scrapy("list").stdout.split()


def test_an_article_is_written_to_a_file(site, tmp_path):
    articles, log = crawl(site.url("/a"), tmp_path / "out.json", "-s", "STET_ALLOW=127.0.0.0/8")

    assert [site.url("/a")] == [article["url"] for article in articles]
    assert TEXT in [block["text"] for block in articles[0]["blocks"]]
    assert "Traceback" not in log


def test_this_machine_is_not_visited_unasked(site, tmp_path):
    articles, log = crawl(site.url("/a"), tmp_path / "out.json")

    assert [] == articles
    assert f"{site.url('/a')}: blocked_address" in log


def test_robots_txt_is_obeyed(site, tmp_path):
    articles, log = crawl(site.url("/b"), tmp_path / "out.json", "-s", "STET_ALLOW=127.0.0.0/8")

    assert [] == articles
    assert f"{site.url('/b')}: robots" in log
