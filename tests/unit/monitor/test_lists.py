"""Lists of addresses."""

import pytest

from monitor import lists
from monitor.lists import AddressList, read_list
from storage.errors import Mistake

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Papers"><outline type="rss" text="P" xmlUrl="https://paper.example/feed" htmlUrl="https://paper.example/"/>
<outline text="Page" type="link" url="https://paper.example/bridge"/></outline>
<outline text="Bad" xmlUrl="file:///etc/passwd"/></body></opml>"""


def test_a_plain_list_holds_pages_once_in_their_order():
    text = "\ufeff# mine\n\nhttps://b.example/2?utm_source=x\r\n  https://a.example/1 \nb.example/2\n"

    assert AddressList(pages=("https://b.example/2", "https://a.example/1")) == read_list(text.encode())


def test_what_cannot_be_visited_is_told_with_its_reason():
    listed = read_list(b"file:///etc/passwd\njavascript:alert(1)\nhttps://a.example/\n")

    assert ("https://a.example/",) == listed.pages
    assert ["file:///etc/passwd", "javascript:alert(1)"] == [text for text, _ in listed.refused]
    assert all("http" in reason for _, reason in listed.refused)


def test_opml_names_feeds_and_pages():
    listed = read_list(OPML.encode())

    assert ("https://paper.example/feed",) == listed.feeds
    assert ("https://paper.example/bridge",) == listed.pages
    assert ["file:///etc/passwd"] == [text for text, _ in listed.refused]


@pytest.mark.hostile(8, 17)
def test_opml_opens_nothing_and_expands_nothing(tmp_path):
    (tmp_path / "secret").write_text("https://secret.example/")
    doctype = f'<!DOCTYPE o [<!ENTITY s SYSTEM "{(tmp_path / "secret").as_uri()}"><!ENTITY t "https://t.example/">]>'
    hostile = f'{doctype}<opml><body><outline text="x">&s;&t;</outline></body></opml>'

    assert AddressList() == read_list(hostile.encode())


@pytest.mark.parametrize(
    "content", [b"<opml><body><outline", b"<html><p>no</p></html>", b"\x89PNG\0\0", b"<a>" * 100_000]
)
def test_what_is_no_list_is_a_mistake(content):
    with pytest.raises(Mistake):
        read_list(content)


def test_an_endless_list_is_refused(monkeypatch):
    monkeypatch.setattr(lists, "MAX_ADDRESSES", 3)

    with pytest.raises(Mistake, match="split"):
        read_list(b"".join(b"https://a.example/%d\n" % n for n in range(4)))


def test_an_empty_list_holds_nothing():
    assert AddressList() == read_list(b"")
