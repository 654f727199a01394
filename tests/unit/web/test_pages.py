import pytest

from monitor.web.pages import Piece, pieces
from monitor.web.search import marked
from monitor.web.templating import words
from storage.model import Block, BlockKind, Span, SpanKind
from tests.records import at
from tests.unit.web.newspaper import article


def test_a_page_tells_its_history(reader):
    text = reader.get("/pages/1").text

    for told in (
        "https://gazette.example/2026/03/swing-bridge",
        "Swing bridge stuck open for nine hours",
        'href="/pages/1/revisions/3"',
        'href="/edits/8"',
        "timeout",
        "not modified",
        'href="/captures/1/body"',
    ):
        assert told in text


def test_visits_that_came_to_the_same_are_one_row(reader):
    text = reader.get("/pages/1").text

    assert 1 == text.count(">not modified<")
    assert "<td>304</td><td>3</td>" in text


def test_a_page_that_went_still_has_its_history(reader):
    assert "(gone)" in reader.get("/pages/6").text
    assert "The page was gone" in reader.get("/pages/6/revisions/3").text


def test_pages_are_narrowed_by_site(reader):
    text = reader.get("/pages?site=gazette.example").text

    assert "Council puts off vote" in text
    assert "Am Deich" not in text


@pytest.mark.parametrize("sheet", ["0", "x", "1000001"])
def test_a_sheet_that_is_none_is_a_mistake(reader, sheet):
    assert reader.get(f"/pages?sheet={sheet}").status_code == 400


def test_sites_come_with_their_pages(reader):
    text = reader.get("/sites").text

    assert 'href="/pages?site=gazette.example"' in text
    assert 'href="/?site=gazette.example"' in text


def test_sites_that_rest_are_told_with_until_when_and_why(reader):
    rows = reader.get("/sites").text.split("<tr>")
    northern = next(row for row in rows if "northern.example" in row)
    gazette = next(row for row in rows if "gazette.example" in row)

    assert "rests until" in northern
    assert "2026-03-02 22:50" in northern
    assert "(http 503)" in northern
    assert "rests" not in gazette


def test_a_page_of_a_site_that_rests_waits_for_it(reader):
    assert "its site rests until 2026-03-02 22:50 UTC (http 503)" in reader.get("/pages/6").text


def test_a_page_that_is_the_same_as_another_leads_to_it(paper, visitor):
    first, second = (paper.page(f"https://paper.example/{name}") for name in "ab")
    for page in (first, second):
        paper.read(page, 5, article("https://paper.example/a", "One bridge", "It is open."))
    paper.feed("https://paper.example/feed", "https://paper.example/b", title="News")
    paper.same(second, first)
    told = 'the same as <a href="/pages/1">page 1</a>'

    assert told in visitor.get("/pages/2").text
    assert told in visitor.get("/pages").text
    assert "found by" in visitor.get("/pages/1").text
    assert "next visit</dt><dd>none</dd>" in visitor.get("/pages/2").text
    paper.archive.set_apart(second, at(30))
    assert "watched, set apart by a person" in visitor.get("/pages/2").text


def test_a_revision_shows_the_clean_article(reader):
    text = reader.get("/pages/1/revisions/4").text

    assert '<h2 class="block-heading" dir="auto">A part from 1968</h2>' in text
    assert "Jonna Reed" in text
    assert "published" in text
    assert 'rel="prev" href="/pages/1/revisions/3"' in text
    assert 'rel="next"' not in text


def test_any_two_revisions_can_be_compared(reader):
    text = reader.get("/pages/1/compare?from=2&to=4&view=changes").text

    assert "nine hours" in text
    assert '<option value="2" selected>' in text
    assert 'href="/pages/1/compare?from=2&amp;to=4&amp;view=whole"' in text


def test_a_revision_compared_with_itself_has_no_change(reader):
    assert "No words were changed" in reader.get("/pages/1/compare?from=2&to=2").text


@pytest.mark.parametrize("query", ["", "from=1", "from=1&to=x", "from=0&to=1", "from=1&to=2&view=x"])
def test_a_comparison_needs_two_revisions(reader, query):
    assert reader.get(f"/pages/1/compare?{query}").status_code == 400


def test_a_text_is_cut_at_its_links():
    spans = [
        Span(kind=SpanKind.LINK, start=4, end=7, target="https://a.example/"),
        Span(kind=SpanKind.LINK, start=5, end=9, target="https://inside.example/"),
        Span(kind=SpanKind.STRONG, start=0, end=3),
    ]
    block = Block(kind=BlockKind.PARAGRAPH, text="one two three", spans=tuple(spans))

    assert [Piece(text="one "), Piece(text="two", target="https://a.example/"), Piece(text=" three")] == (
        pieces(block)
    )


# --- search


@pytest.mark.parametrize(
    ("query", "link"),
    [
        ("q=gearbox", "/pages/1/revisions/"),
        ("q=Twenty&in=added", "/edits/8"),
        ("q=Shopkeepers&in=removed", "/edits/8"),
        ("q=мост+OR+библиотека", "/pages/4/revisions/1"),
        ("q=السفن", "/pages/5/revisions/1"),
    ],
)
def test_words_are_found_in_texts_and_in_edits(reader, query, link):
    assert f'class="to-edit" href="{link}' in reader.get(f"/search?{query}").text


def test_a_search_is_narrowed_by_site(reader):
    assert "Nothing holds" in reader.get("/search?q=gearbox&site=vesti.example").text


def test_the_words_found_are_marked(reader):
    assert "<mark>gearbox</mark>" in reader.get("/search?q=gearbox").text


@pytest.mark.parametrize(
    "query",
    [
        "%22unbal",
        "NEAR(",
        "a*b*c",
        "%22%22 x",
        "(((",
        "headline:bridge",
        "x AND",
        "NOT",
        "^a",
        "{a b}",
        "a%00b",
        "%F0%9F%A6%A6",
        "%ff%fe",
        "bridge' OR 1=1 --",
        "x" * 5000,
    ],
)
def test_odd_searches_are_searches(reader, query):
    for where in ("text", "added", "removed"):
        answer = reader.get(f"/search?q={query}&in={where}")
        assert answer.status_code in (200, 400)
        assert "<h1>Search</h1>" in answer.text


@pytest.mark.parametrize("query", ["-bridge", "%22%22", "***"])
def test_a_search_for_no_word_says_what_to_do(reader, query):
    answer = reader.get(f"/search?q={query}")

    assert answer.status_code == 400
    assert "at least one word" in answer.text
    assert "<h1>Search</h1>" in answer.text


def test_an_empty_search_is_the_form(reader):
    answer = reader.get("/search?q=+")

    assert answer.status_code == 200
    assert "found" not in answer.text


def test_words_are_marked_without_case_and_only_at_a_word_s_beginning():
    assert (("The ", False), ("Bridge", True), ("s and abridge", False)) == marked(
        "The Bridges and abridge", 'bridge "'
    )
    assert (("a.b", False),) == marked("a.b", "...")


@pytest.mark.parametrize(
    ("name", "read"),
    [("number_changed", "number changed"), ("WallPage", "wall page"), ("http_404", "http 404"), ("", "")],
)
def test_names_of_ours_are_read_as_words(name, read):
    assert read == words(name)
