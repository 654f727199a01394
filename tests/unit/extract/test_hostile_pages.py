"""Hostile and broken pages come to an article, an error of ours, or a partial article: never to anything else."""

# ruff: noqa: E501 (pages stand on one line)

import json

import pytest
from lxml import etree

from crawler.extract import extract
from crawler.extract.others import CARD_ELEMENTS, first_elements
from crawler.visit import Body
from storage.errors import EmptyPage, NotAnArticle, NotHtml, WallPage

PROSE = (
    "<p>The harbour board met on Monday night and voted for the new pier, nine to two, after four hours.</p>"
    "<p>Work begins in the spring and is to last ten months, said the board’s engineer, who had drawn it.</p>"
)


def page(body=PROSE, head=""):
    return f"<!doctype html><html><head><title>Board votes for the pier</title>{head}</head><body><h1>Board votes for the pier</h1>{body}</body></html>"


def read(html, **more):
    content = html if isinstance(html, bytes) else html.encode()
    return extract(Body(content=content, url="https://news.example/pier", **more))


def words(article):
    return [block.text for block in article.blocks]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n ",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
        b"%PDF-1.7 \xe2\xe3\xcf\xd3",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"PK\3\4" + b"\1" * 99,
    ],
)
def test_what_is_no_page_is_refused(content):
    with pytest.raises(NotHtml):
        read(content)


def test_an_image_served_under_a_pages_name_is_refused_by_its_type():
    with pytest.raises(NotHtml):
        read(page(), content_type="image/png")


@pytest.mark.hostile(25)
@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Just a moment...", "Checking your browser before accessing news.example."),
        ("news.example", "Verify you are human by completing the action below."),
        ("Вы не робот?", "Подтвердите, что вы не робот."),
        ("Seite nicht gefunden", "Die Seite gibt es nicht mehr."),
    ],
)
def test_a_wall_is_no_article(title, text):
    with pytest.raises(WallPage):
        read(f"<html><head><title>{title}</title></head><body><p>{text}</p></body></html>")


def test_an_article_about_captchas_is_no_wall():
    head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Board votes for the pier"}</script>'
    article = read(
        page(
            "<p>To vote you must first verify you are human, the board’s new website says.</p>" + PROSE, head
        )
    )

    assert 3 == len(article.blocks)


def test_a_page_without_words_is_empty():
    with pytest.raises(EmptyPage):
        read("<html><body><div id='app'></div></body></html>")


@pytest.mark.hostile(14)
def test_tags_with_forty_thousand_attributes_lose_them_and_the_article_is_partial():
    many = " ".join(f"a{n}=1" for n in range(40_000))
    article = read(page(f"<div {many}>{PROSE}</div>"))

    assert article.partial
    assert 2 == len(article.blocks)


def test_two_hundred_thousand_nested_elements_make_a_partial_article():
    article = read(page(PROSE + "<div>" * 200_000 + "deep"))

    assert article.partial
    assert 2 == len(article.blocks)


def test_two_hundred_thousand_links_are_bounded():
    article = read(page(PROSE + "<ul>" + "<li><a href='/x'>x</a></li>" * 200_000))

    assert article.partial
    assert 2 == len(article.blocks)


def test_a_page_of_nine_megabytes_is_read_up_to_eight():
    article = read(page(PROSE + "<!--" + "x" * (9 << 20) + "-->"))

    assert article.partial


@pytest.mark.hostile(20)
@pytest.mark.parametrize(
    "script",
    [
        "[" * 200_000,
        '{"@type":"NewsArticle","headline":"x","n":' + "9" * 5_000 + "}",
        '{"@type":"NewsArticle","headline":',
        "{" + '"a":{' * 100_000,
        '{"@type":"NewsArticle","author":' + json.dumps(["A B"] * 5_000) + "}",
        '{"@type":["NewsArticle",7,null],"headline":{"@value":["x"]},"correction":[[[]]],"isAccessibleForFree":{}}',
    ],
)
def test_broken_and_endless_json_is_survived(script):
    article = read(page(head=f'<script type="application/ld+json">{script}</script>'))

    assert 2 == len(article.blocks)
    assert "Board votes for the pier" == article.headline


def test_the_trailing_comma_of_a_careless_desk_is_read():
    script = '{"@type":"NewsArticle","headline":"Board votes for the pier","author":[{"name":"Ida Quill"},],}'
    article = read(page(head=f'<script type="application/ld+json">{script}</script>'))

    assert ("Ida Quill",) == article.byline


@pytest.mark.hostile(21)
@pytest.mark.hostile(23)
def test_nul_and_control_characters_are_replaced():
    article = read(page(PROSE.replace("nine", "ni\0n\x08e")).encode())

    assert "ni\ufffdn\ufffde to two" in words(article)[0]


def test_bytes_of_cp1251_declared_as_utf_8_are_read_right():
    text = "Набережную открыли в субботу после трёх лет ремонта, и ни одного дерева на ней не срубили."
    html = f"<html><head><meta charset=utf-8><title>Открыли</title></head><body><p>{text}</p><p>{text} Да.</p></body></html>"

    assert text == words(read(html.encode("cp1251")))[0]


@pytest.mark.hostile(18)
@pytest.mark.hostile(22)
@pytest.mark.parametrize("charset", ["utf-7", "x-unknown", "rot13", "zip", "unicode_escape", "idna"])
def test_strange_encodings_are_inert(charset):
    head = f'<meta charset="{charset}">'
    article = read(
        page(
            PROSE
            + "<p>+ADw-script+AD4-alert(1)+ADw-/script+AD4- is what the letter said, word for word.</p>",
            head,
        )
    )

    assert words(article)[-1].startswith("+ADw-script+AD4-")


def test_links_that_are_no_web_addresses_are_no_links():
    links = "".join(
        f"<a href='{to}'>here</a> "
        for to in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[", "/fine")
    )
    article = read(
        page(
            f"<p>The letter lies open {links} for all who want to read what the board has written.</p>"
            + PROSE
        )
    )

    assert ["https://news.example/fine"] == [span.target for span in article.blocks[0].spans]


def test_junk_of_random_tags_is_an_error_of_ours():
    junk = (
        "".join(f"<{name}" * 50 for name in ("a ", "p", "table", "!--", "/div", "svg", "math", "?xml")) * 200
    )
    with pytest.raises(NotAnArticle):
        read("<html>" + junk)


@pytest.mark.parametrize(
    "flood",
    [
        "<p>By x</p>" * 200_000,
        "<p>Monday 12:30, 3 May 2031 by</p>" * 90_000,
        "<a rel=author href=/author/x>Nina Falk</a> " * 50_000,
        ("<div class=author>" * 100 + "Nina Falk" + "</div>" * 100) * 500,
        "<div class=item><h3><a href=/x>Another story of the town</a></h3><b class=author>Ida Quill</b></div>"
        * 20_000,
        "<time datetime=2031-05-03>3 May</time>" * 50_000,
        f"<p>By {'Nina ' * 100_000}</p><p>{'1 tháng ' * 50_000}</p><p>{'作者：王' * 50_000}</p>",
    ],
    ids=["lines", "dates", "links", "nested", "cards", "times", "long lines"],
)
def test_floods_of_what_may_be_a_byline_or_a_date_are_bounded_and_below_the_article_change_nothing(flood):
    own = "<p>By Tom Roe</p><p>4 March 2031</p>"
    below = read(page(own + PROSE * 2 + f"<footer>{flood}</footer>"))
    above = read(page(flood + PROSE * 9))

    assert ("Tom Roe",) == below.byline
    assert ["2031-03-04"] == [str(claim.at.date()) for claim in below.published]
    assert len(above.byline) <= 20


def test_a_box_of_ninety_thousand_links_in_each_of_many_is_looked_through_for_a_picture_to_a_bound():
    links = "<a href=/y></a>" * 90_000
    nested = "<div>" * 200 + "<h3><a href=/x>Ten recipes for a rainy day</a></h3>" + links + "</div>" * 200
    box = etree.HTML(f"<div>{links}</div>")

    assert CARD_ELEMENTS == len(list(first_elements(box)))
    own, told = read(page(PROSE * 4)).blocks, read(page(PROSE * 4 + nested)).blocks
    assert own == told[: len(own)]
