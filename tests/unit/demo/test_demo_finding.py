"""The demo's feeds, sitemaps and section pages list its articles, and nothing else."""

from urllib.request import urlopen

import pytest

from crawler.feeds import parse_feed
from monitor.demo.newsroom import Newsroom


@pytest.fixture(scope="module")
def newsroom():
    with Newsroom() as served:
        yield served


def listed(url):
    with urlopen(url) as answer:  # noqa: S310 - the demo's own address
        contents = parse_feed(answer.read(), url, answer.headers["Content-Type"])
    return {entry.url for entry in contents.entries}


@pytest.mark.parametrize("sources", ["feeds", "sitemaps", "sections"])
def test_every_article_of_the_demo_is_found_and_nothing_else(newsroom, sources):
    found = [listed(url) for url in getattr(newsroom, sources)]

    assert all(found)
    assert set(newsroom.urls) == set().union(*found)
