"""Bylines, dates, captions, notes and site rules."""

# ruff: noqa: E501 (pages stand on one line)

from datetime import UTC, date, datetime
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract import extract
from crawler.extract.byline import split_names
from crawler.extract.dates import is_dateline, read_date
from crawler.extract.metadata import _PLAIN_ADDRESS, web_address
from crawler.extract.sites import site_rules
from crawler.extract.words import LINE, NOTE
from crawler.visit import Body
from monitor.compare import compare
from monitor.diff import edited
from storage.model import BlockKind, Paywall

LONG = "The board met for four hours and voted nine to two for the new pier, which is to be built in ten months. "


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ida Quill and Tom Arkwright", ["Ida Quill", "Tom Arkwright"]),
        ("Von Jutta Kranz, Elke Thoma", ["Jutta Kranz", "Elke Thoma"]),
        ("Par Camille Roy et Jean Petit", ["Camille Roy", "Jean Petit"]),
        ("Por Marta Ruiz y Pilar Otero", ["Marta Ruiz", "Pilar Otero"]),
        ("Автор: Ольга Речная", ["Ольга Речная"]),
        ("文：佐藤花子", ["佐藤花子"]),
        ("بقلم: ليلى حداد", ["ليلى حداد"]),
        ("โดย สมชาย ใจดี", ["สมชาย ใจดี"]),
        ("Elena Ober (obe); desk@news.example", ["Elena Ober"]),
        ("https://news.example/author/ida", []),
    ],
)
def test_a_byline_is_persons_without_by(text, names):
    assert names == list(split_names(text))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2031-03-04T06:30:00Z", datetime(2031, 3, 4, 6, 30, tzinfo=UTC)),
        ("2031-03-04T06:30:00+02:00", datetime(2031, 3, 4, 4, 30, tzinfo=UTC)),
        ("20310304", datetime(2031, 3, 4, tzinfo=UTC)),
        ("4 March 2031", datetime(2031, 3, 4, tzinfo=UTC)),
        ("March 4, 2031 1:10 pm", datetime(2031, 3, 4, 13, 10, tzinfo=UTC)),
        ("12. Mai 2031, 10:15 Uhr", datetime(2031, 5, 12, 10, 15, tzinfo=UTC)),
        ("4 мая 2031, 10:15", datetime(2031, 5, 4, 10, 15, tzinfo=UTC)),
        ("2 de mayo de 2031", datetime(2031, 5, 2, tzinfo=UTC)),
        ("2031年6月1日 5時00分", datetime(2031, 6, 1, 5, 0, tzinfo=UTC)),
        ("04.05.2031 08:30", datetime(2031, 5, 4, 8, 30, tzinfo=UTC)),
        ("31.02.2031", None),
        ("yesterday", None),
        ("9" * 200, None),
    ],
)
def test_a_date_is_read_in_utc(text, at):
    assert at == read_date(text)


@pytest.mark.parametrize(
    "text", ["12.12.2031, 05:07 Uhr", "Published 15 hours ago", "2031-04-12 08:30", "Publié le 2 mai 2031"]
)
def test_a_line_of_date_and_time_is_a_dateline(text):
    assert is_dateline(text)


@pytest.mark.parametrize(
    "text", ["At least 12 people died in 2031.", "The pier opened in 1912", "3 of 5 voted"]
)
def test_a_sentence_with_a_number_is_no_dateline(text):
    assert not is_dateline(text)


@pytest.mark.parametrize(
    "text",
    [
        "Share to or",
        "Skip to main content",
        "Story continues below advertisement",
        "Teilen",
        "Поделиться",
        "分享到微信",
        "12 comments",
        "SHARE THIS:",
    ],
)
def test_furniture_is_known_in_any_language(text):
    assert LINE.match(text)


@pytest.mark.parametrize(
    "text", ["Share prices fell.", "Orders rose by a third", "Del uno al diez", "More than a word"]
)
def test_words_that_only_begin_like_furniture_are_none(text):
    assert not LINE.match(text)


@pytest.mark.parametrize(
    "text",
    [
        "Correction: It was 1912.",
        "Korrektur: Es war 1912.",
        "This article was amended on 4 March.",
        "訂正：1912年でした。",
    ],
)
def test_a_correction_opens_with_its_word(text):
    assert NOTE.opens(text)


def test_every_site_rule_has_a_golden_page():
    assert {"meduza.io"} == set(site_rules())
    assert site_rules()["meduza.io"].valid_until >= date(2026, 1, 1)


def test_a_site_rule_is_left_out_after_its_last_day():
    html = f'<html><head><title>A B</title></head><body><h1 data-testid="rich-title">A long first part <span class="second">and a second part</span></h1><time datetime="2099-01-01"></time><p>{LONG}</p><p>{LONG} Yes.</p></body></html>'

    assert (
        "A long first part and a second part"
        == extract(Body(content=html.encode(), url="https://meduza.io/x")).headline
    )


def test_marks_and_correction_come_from_json_ld():
    ld = '{"@type":"NewsArticle","headline":"Board votes for pier","isAccessibleForFree":true,"correction":{"@type":"CorrectionComment","text":"It was 1912."}}'
    html = f'<html><head><title>x</title><script type="application/ld+json">{ld}</script></head><body><h1>Board votes for pier</h1><p>{LONG}</p><p>{LONG} No.</p></body></html>'
    article = extract(Body(content=html.encode(), url="https://news.example/x"))

    assert "It was 1912." == article.correction
    assert Paywall.OPEN is article.paywall


def test_a_caption_is_told_once_with_its_credit_apart():
    figure = "<figure><img><figcaption>The pier on Monday. Foto: Lena Holt</figcaption></figure>"
    html = f"<html><body><article><h1>Board votes for the pier</h1><p>{LONG}</p>{figure}{figure}<p>{LONG} No.</p></article></body></html>"
    article = extract(Body(content=html.encode(), url="https://news.example/x"))

    assert [("The pier on Monday.", "Foto: Lena Holt")] == [
        (b.text, b.credit) for b in article.blocks if b.kind is BlockKind.CAPTION
    ]


@given(
    st.from_regex(_PLAIN_ADDRESS, fullmatch=True),
    st.sampled_from(["https://paper.example/a", "http://b.example"]),
)
def test_a_plain_address_is_what_joining_would_make_of_it(address, base):
    assert urljoin(base, address) == web_address(address, base)


@pytest.mark.parametrize(
    ("address", "absolute"),
    [
        ("/b?x=1", "https://paper.example/b?x=1"),
        ("https://b.example/a?", "https://b.example/a"),
        ("HTTPS://B.example/#top", "https://B.example/#top"),
        (" https://b.example/ä ", "https://b.example/ä"),
        ("mailto:ada@b.example", ""),
        ("http:///a", ""),
        ("https://[", ""),
    ],
)
def test_other_addresses_are_joined(address, absolute):
    assert absolute == web_address(address, "https://paper.example/a")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '<p class="byline">By <span class="author">Nina Falk</span> <time>2 hours ago</time></p>',
            '<p class="byline">By <span class="author">Nina Falk</span> <time>3 hours ago</time></p>',
        ),
        (
            '<div class="byline"><a rel="author">Nina Falk</a><span>2 hours ago</span></div>',
            '<div class="byline"><a rel="author">Nina Falk</a><span>March 3, 2031</span></div>',
        ),
        (
            '<div class="byline"><div>Nina Falk</div><div>12 comments</div></div>',
            '<div class="byline"><div>Nina Falk</div><div>1.2k shares</div></div>',
        ),
        ('<p class="author">By Nina Falk 3 min read</p>', '<p class="author">By Nina Falk Updated 14:30</p>'),
        ('<p class="author">Nina Falk vor 2 Stunden</p>', '<p class="author">Nina Falk</p>'),
        (
            '<p class="byline">Par Nina Falk il y a 3 heures</p>',
            '<p class="byline">Par Nina Falk | an hour ago</p>',
        ),
        ("<p>By Nina Falk, 2 hours ago</p>", "<p>By Nina Falk, 3 hours ago</p>"),
        ("<p>By Nina Falk yesterday</p>", "<p>By Nina Falk 2 days ago</p>"),
        ('<p class="author">Nina Falk yesterday</p>', '<p class="author">Nina Falk 2 days ago</p>'),
        ('<p class="author">Nina Falk</p>', '<p class="author_1f3a9c">Nina Falk</p>'),
        ('<p class="Author-sc-1x">By Nina Falk</p>', '<p class="Author-sc-77">By Nina Falk ● 3 min read</p>'),
    ],
)
def test_times_and_counts_in_a_byline_tick_and_are_no_edit_of_it(before, after):
    body = "".join(f"<p>{LONG}({n})</p>" for n in range(3))
    page = (
        "<html><head><title>Pier</title></head><body><article><h1>New pier</h1>{}{}</article></body></html>"
    )
    url = "https://news.example/pier"
    old, new = (page.format(line, body).encode() for line in (before, after))

    assert ("Nina Falk",) == extract(Body(content=old, url=url)).byline
    assert () == edited(compare(old, new, url).changes)


@pytest.mark.parametrize(
    "box",
    [
        '<div class="paywall"><p>Subscribe to read on.</p><a href="/abo">See offers</a></div>',
        "<div><h3>Jetzt weiterlesen mit Plus</h3><p>Sie sind bereits Abonnent? Anmelden</p></div>",
        "<section><p>Cet article est réservé aux abonnés.</p></section>",
        "<div><p>Продолжение доступно по подписке</p></div>",
    ],
)
def test_an_article_that_a_paywall_closes_is_told_as_closed_and_not_as_cut(box):
    body = [f"<p>{LONG}({n}), “said” the mayor, in {n} months.</p>" for n in range(9)]
    page = "<html><head><title>Pier</title></head><body><article><h1>New pier</h1>{}</article><footer>©</footer></body></html>"
    old, new = page.format("".join(body)), page.format(body[0] + body[1] + box)

    told = compare(old.encode(), new.encode(), "https://news.example/pier")

    assert (Paywall.UNKNOWN, Paywall.CLOSED) == (told.old.paywall, told.new.paywall)
    assert ["paywall_changed"] == [flag.name for flag in told.flags]


def test_an_appeal_below_a_whole_article_closes_nothing():
    body = "".join(f"<p>{LONG}({n})</p>" for n in range(4))
    page = f"<html><body><article><h1>New pier</h1>{body}</article><p>Subscribe to our newsletter.</p></body></html>"

    assert Paywall.UNKNOWN is extract(Body(content=page.encode(), url="https://news.example/pier")).paywall


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Ann Lee", "By Ann Lee"),
        ("Anna Berg", "Von Anna Berg"),
        ("王小明", "文／王小明"),
        ("Jean Roy", "Par Jean Roy"),
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_line_that_names_the_known_writer_is_no_body(name, line, above):
    linked = f'{{"@type": "NewsArticle", "headline": "Ferry stops", "author": {{"@type": "Person", "name": "{name}"}}}}'
    told = "".join(
        f"<p>Paragraph {n} tells at some length what the council said about the ferry.</p>" for n in range(5)
    )
    inside = f"<p>{line}</p>{told}" if above else f"{told}<p>{line}</p>"
    page = (
        f'<html><head><script type="application/ld+json">{linked}</script></head>'
        f"<body><article><h1>Ferry stops for the winter</h1>{inside}<p>By Ann Lees own account it was late.</p></article></body></html>"
    )

    article = extract(Body(content=page.encode(), url="https://news.example/ferry"))

    assert article.byline == (name,)
    assert line not in [block.text for block in article.blocks]
    assert article.blocks[-1].text == "By Ann Lees own account it was late."


@pytest.mark.parametrize(
    ("site", "headline"),
    [
        ("The Harbour Sample", "Ferry stops for the winter"),
        ("港新聞", "島への渡し船、冬の間は運休"),
        ("ท่าเรือ", "เรือข้ามฟากหยุดวิ่งในฤดูหนาว"),
    ],
)
def test_a_main_heading_with_the_sites_name_is_not_the_headline(site, headline):
    page = (
        f"<html><head><title>{headline} | {site}</title></head><body><header><h1><a href=/>{site}</a></h1></header>"
        f"<main><h1>{headline}</h1>{'<p>The council said at some length what it thinks of the ferry.</p>' * 4}</main></body></html>"
    )

    assert headline == extract(Body(content=page.encode(), url="https://news.example/ferry")).headline


def test_a_main_heading_below_the_article_is_another_articles():
    told = "".join(
        f"<p>Paragraph {n} tells at some length what the council said about the ferry to the islands.</p>"
        for n in range(5)
    )
    next_one = "<article><h1>Ferry stops: what readers say of the winter</h1><p>Many said that they had known it.</p></article>"
    head = "<head><title>Ferry stops for the winter: what we know</title></head>"

    def headline(own, below):
        page = f"<html>{head}<body><article><h1>{own}</h1>{told}</article>{below}</body></html>"
        return extract(Body(content=page.encode(), url="https://news.example/ferry")).headline

    assert "Boats stay in the harbour until spring" == headline(
        "Boats stay in the harbour until spring", next_one
    )
    assert "Ferry stops for the winter" == headline("Ferry stops for the winter", next_one)


def test_a_videos_link_and_length_in_a_figure_are_no_caption():
    told = "".join(
        f"<p>Paragraph {n} tells at some length what the council said about the ferry.</p>" for n in range(5)
    )
    video = "<figure><video src=/v.mp4></video><span>1:23</span><div><a href=/video/1>The ferry in the storm</a></div></figure>"
    photo = "<figure><img src=/a.jpg><figcaption><a href=/a.jpg>The ferry leaves the harbour.</a></figcaption></figure>"
    page = f"<html><body><article><h1>Ferry stops for the winter</h1>{photo}{told}{video}</article></body></html>"

    article = extract(Body(content=page.encode(), url="https://news.example/ferry"))

    assert ["The ferry leaves the harbour."] == [
        b.text for b in article.blocks if b.kind is BlockKind.CAPTION
    ]
