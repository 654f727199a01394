"""Which addresses may be one article's."""

import pytest
from hypothesis import given

from crawler.places import claimed, forms, place
from tests.unit.crawler.test_urls import URLS

HERE = "https://www.paper.example/bridge"


@pytest.mark.parametrize(
    "other",
    [
        "http://www.paper.example/bridge",
        "https://paper.example/bridge",
        "https://www.paper.example/bridge/",
        "https://m.paper.example/bridge",
        "https://mobile.paper.example/bridge",
        "https://amp.paper.example/bridge/",
    ],
)
def test_addresses_of_one_place(other):
    assert "paper.example/bridge" == place(HERE) == place(other)


@pytest.mark.parametrize(
    "other",
    [
        "https://www.paper.example/Bridge",
        "https://www.paper.example/bridge?id=2",
        "https://www.paper.example:8080/bridge",
        "https://news.paper.example/bridge",
        "https://paper.example.evil.example/bridge",
        "https://m.example/bridge",
    ],
)
def test_addresses_of_other_places(other):
    assert place(HERE) != place(other)


@pytest.mark.parametrize(
    ("final", "named", "expected"),
    [
        (HERE, "", "paper.example/bridge"),
        ("https://amp.paper.example/a/bridge", HERE, "paper.example/bridge"),
        ("https://www.paper.example/a/bridge", "/bridge?utm_source=amp", "paper.example/bridge"),
        (HERE, "https://agency.example/bridge", "paper.example/bridge"),
        (HERE, "https://www.paper.example/", "paper.example/bridge"),
        (HERE, "http://[::1", "paper.example/bridge"),
        (HERE, "javascript:alert(1)", "paper.example/bridge"),
        ("http://someone@paper.example/", HERE, ""),
    ],
)
def test_an_article_names_its_place_within_its_publisher(final, named, expected):
    assert expected == claimed(final, named)


def test_forms_differ_in_scheme_www_and_slash_only():
    assert {
        "https://paper.example/a/",
        "http://paper.example/a",
        "http://paper.example/a/",
        "https://www.paper.example/a",
        "https://www.paper.example/a/",
        "http://www.paper.example/a",
        "http://www.paper.example/a/",
    } == set(forms("https://paper.example/a"))
    assert ("http://127.0.0.1:8000/a/",) == forms("http://127.0.0.1:8000/a")


@given(URLS)
def test_any_address_may_be_claimed(url):
    assert isinstance(claimed(url, url), str)
