"""The page of feeds, and what other pages tell of them."""

import pytest


def row(text: str, anchor: str) -> str:
    return text.split(f'id="{anchor}"')[1].split("</tr>", maxsplit=1)[0]


def test_feeds_are_listed_with_their_next_visit_and_why_it_is_then(reader):
    text = reader.get("/feeds").text
    gazette, vesti = row(text, "feed-1"), row(text, "feed-2")

    assert "Gazette: latest news" in gazette
    assert "<td>rss</td>" in gazette
    assert 'href="https://gazette.example/news.xml"' in gazette
    assert "2026-03-02 22:15" in gazette
    assert "after 25 min: new 8.8× a day" in gazette
    assert "rhythm not known" in vesti
    assert "<td>sitemap</td>" in vesti


def test_a_feed_of_a_site_that_rests_waits_for_it(reader):
    told = row(reader.get("/feeds").text, "feed-3")

    assert "(http 503)" in told
    assert "its site rests until" in told
    assert "2026-03-02 22:50" in told


def test_without_feeds_it_is_said_how_to_add_one(visitor):
    assert "stet feed add URL" in visitor.get("/feeds").text


def test_the_head_line_leads_to_the_feeds(reader):
    assert '<a href="/feeds" aria-current="page">Feeds</a>' in reader.get("/feeds").text


def test_feeds_come_by_sheets(paper, visitor):
    for number in range(101):
        paper.feed(f"https://a.example/{number}")
    first, second = visitor.get("/feeds").text, visitor.get("/feeds?sheet=2").text

    assert (100, 1) == (first.count("<tr id="), second.count("<tr id="))
    assert 'rel="next" href="/feeds?sheet=2"' in first
    assert 'rel="prev" href="/feeds?sheet=1"' in second


@pytest.mark.parametrize("sheet", ["0", "x", "1000001"])
def test_a_sheet_that_is_none_is_a_mistake(reader, sheet):
    assert reader.get(f"/feeds?sheet={sheet}").status_code == 400


def test_a_page_tells_which_feeds_found_it(reader):
    assert '<a href="/feeds#feed-1"><bdi>Gazette: latest news</bdi></a>' in reader.get("/pages/1").text
    assert "found by" not in reader.get("/pages/3").text
