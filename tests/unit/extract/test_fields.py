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


def harbour(below="", *, head="", above="", end="", between="", url="https://harbour.example/pier"):
    """Return the article of a page about a pier, with markup put at its places."""
    told = [f"<p>{LONG}({n}) {LONG}</p>" for n in range(4)]
    page = (
        f"<html><head><title>New pier for the harbour</title>{head}</head><body>{above}"
        f"<main><h1>New pier for the harbour</h1>{below}{told[0]}{between}{''.join(told[1:])}</main>{end}</body></html>"
    )
    return extract(Body(content=page.encode(), url=url))


CARD = (
    "<div class=item><h3><a href=/other>{title} and what the council says</a></h3>"
    '<a rel="author" href="/author/x">{name}</a><time datetime="{day}">{day}</time></div>'
)
FLAT_CARD = (
    '<a href="/other"><div>{title} and what the council says</div><div class="author">By {name}</div>'
    "<time>{day}</time></a>"
)
LISTED = "<ul class=most-read><li><a href=/other>{title}</a><p>By {name}</p><p>{day}</p></li></ul>"
COMMENTS = (
    "<section class=comments><h2>Comments</h2><div class=comment><a rel=author href=/author/x>{name}</a>"
    "<time datetime={day}>{day}</time><p>I was there.</p></div></section>"
)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<p>By Nina Falk</p>", ["Nina Falk"]),
        ("<div><span>Von Nina Falk, Lille</span></div>", ["Nina Falk", "Lille"]),
        ("<p>By <a href=/x>Nina Falk</a> and Tom Roe | 12 March 2031</p>", ["Nina Falk", "Tom Roe"]),
        ("<p>Published March 3, 2031 by Nina Falk</p>", ["Nina Falk"]),
        ("<p>03/01/2031 by Nina Falk, speaker of the harbour board</p>", ["Nina Falk"]),
        ("<div><p>Written by</p><p>Nina Falk</p><p>Chief reporter</p></div>", ["Nina Falk"]),
        ('<div><a href="/autoren/7-sid/">SID</a></div>', ["SID"]),
        (
            "<p>By <span class=author>Nina Falk</span> · <span class=author>Tom Roe</span></p>",
            ["Nina Falk", "Tom Roe"],
        ),
        ('<div><a href="https://harbour.example/author/nina-falk/">Nina Falk</a></div>', ["Nina Falk"]),
        (
            '<div><b><a href="/authors/nf">Nina Falk</a></b> and <b><a href="/authors/tr">Tom Roe</a></b></div>',
            ["Nina Falk", "Tom Roe"],
        ),
        (
            '<div class="page-byline">By <a rel=author>NINA FALK</a>, TOM ROE and ANNA VAN DER BERG</div>',
            ["NINA FALK", "TOM ROE", "ANNA VAN DER BERG"],
        ),
        ('<div class="hero_authorName__N6j3Y">Nina Falk</div>', ["Nina Falk"]),
        (
            '<div class="article__author"><div class="article__author__name">Nina Falk</div><div>Founder</div></div>',
            ["Nina Falk"],
        ),
        ("<p>来源：港报 作者：王小明 发布时间：2031-03-04 10:15</p>", ["王小明"]),
        ("<p>□ 港口日报记者 王小明 李建国</p>", ["王小明", "李建国"]),
        ("<p>港口日报记者 王小明 北京报道</p>", ["王小明"]),
        ("<p>港口网 记者 王小明 通讯员 李建国</p>", ["王小明", "李建国"]),
        ("<p>2031-03-04 作者：王小明、李建国 港口网</p>", ["王小明", "李建国"]),
        ("<p>김민수 선임기자 kim@harbour.example</p>", ["김민수"]),
        ("<p>港口报实习生 王小明</p><p>港口报记者 李建国</p><p>四月</p>", ["王小明", "李建国"]),
        ("<p>文／佐藤花子</p>", ["佐藤花子"]),
    ],
)
def test_a_byline_that_no_machine_is_told_is_read_below_the_headline(line, names):
    assert names == list(harbour(line).byline)


@pytest.mark.parametrize(
    "line",
    [
        "<p>By the time it opens, ten months will have gone.</p>",
        "<p>From London With Love</p>",
        "<p>By 2031</p>",
        '<p><a href="/people/nina-falk">Nina Falk</a></p>',
        '<p><a href="/author/nina-falk">Read more</a></p>',
        "<p>[记者]但是我们要问的是港口什么时候才能开放</p>",
        "<p class=author>12 comments</p>",
        "<p class=author>Author</p>",
    ],
)
def test_what_only_looks_like_a_byline_is_none(line):
    assert () == harbour(line).byline


@pytest.mark.parametrize(
    ("stated", "more"),
    [
        ("Harbour Post", '<meta property="og:site_name" content="Harbour Post">'),
        ("Harbour Post Staff", '<meta name="application-name" content="Harbour Post">'),
        ("harbour.example", ""),
        ("Harbour", ""),
        ("admin", ""),
        ("nfalk", ""),
        ("L_104485", ""),
        ("Staff", ""),
    ],
)
def test_the_name_of_a_site_or_a_user_gives_way_to_a_person_and_else_stands(stated, more):
    head = f'<meta name="author" content="{stated}">{more}'

    assert ("Nina Falk",) == harbour("<p>By Nina Falk</p>", head=head).byline
    assert (stated,) == harbour(head=head).byline


def test_an_organization_gives_way_to_a_person():
    linked = (
        '{"@type":"NewsArticle","headline":"New pier","author":{"@type":"Organization","name":"Quay Wire"}}'
    )
    head = f'<script type="application/ld+json">{linked}</script>'

    assert ("Nina Falk",) == harbour("<p>By Nina Falk</p>", head=head).byline
    assert ("Quay Wire",) == harbour(head=head).byline


def test_who_a_shared_card_is_by_is_told_where_nothing_else_is():
    head = '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Tom Roe">'

    assert ("Tom Roe",) == harbour(head=head).byline
    assert ("Nina Falk",) == harbour("<p>By Nina Falk</p>", head=head).byline


@pytest.mark.parametrize("place", ["above", "below", "between", "end"])
@pytest.mark.parametrize("box", [CARD, f"<aside>{CARD}</aside>", FLAT_CARD, LISTED, COMMENTS, CARD * 3])
@pytest.mark.parametrize(
    "own",
    [
        "",
        "<p>By Nina Falk</p><p>4 March 2031</p>",
        '<p class="byline"><a rel="author" href="/author/nf">Nina Falk</a> <time datetime="2031-03-04">4 March</time></p>',
    ],
)
def test_the_writer_and_date_of_a_card_or_a_comment_are_not_the_articles(place, box, own):
    told = [
        harbour(
            **{"below": own, place: own * (place == "below") + box.format(title=title, name=name, day=day)}
        )
        for title, name, day in (
            ("Bridge closes", "Ida Quill", "2030-01-02"),
            ("Ferry sinks", "Tom Roe", "2030-07-08"),
        )
    ]

    for article in told:
        assert (("Nina Falk",) if own else ()) == article.byline
        assert ["2031-03-04"] * bool(own) == [str(c.at.date()) for c in article.published if c.at]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("时间：2031-3-4 12:12", datetime(2031, 3, 4, 12, 12, tzinfo=UTC)),
        ("2031年03月04日03:18", datetime(2031, 3, 4, 3, 18, tzinfo=UTC)),
        ("2031년 3월 4일 오후 3:15", datetime(2031, 3, 4, 15, 15, tzinfo=UTC)),
        ("2031年3月4日 午後3時15分", datetime(2031, 3, 4, 15, 15, tzinfo=UTC)),
        ("令和13年3月4日", datetime(2031, 3, 4, tzinfo=UTC)),
        ("平成元年12月1日", None),
        ("4/3/2031 9:23:57 PM", datetime(2031, 3, 4, 21, 23, 57, tzinfo=UTC)),
        ("3/24/2031 12:00:00 AM", datetime(2031, 3, 24, tzinfo=UTC)),
        ("04/03/2031 22:15 (GMT+7)", datetime(2031, 3, 4, 15, 15, tzinfo=UTC)),
        ("Tue, 04 Mar 2031 10:15:00 +0200", datetime(2031, 3, 4, 8, 15, tzinfo=UTC)),
        ("ngày 4 tháng 3 năm 2031", datetime(2031, 3, 4, tzinfo=UTC)),
        ("4 มีนาคม 2574 09:15", datetime(2031, 3, 4, 9, 15, tzinfo=UTC)),
        ("2031. március 4. 10:15", datetime(2031, 3, 4, 10, 15, tzinfo=UTC)),
        ("04-mar-2031 5:11:10", datetime(2031, 3, 4, 5, 11, 10, tzinfo=UTC)),
        ("Mar. 4, 2031", datetime(2031, 3, 4, tzinfo=UTC)),
    ],
)
def test_dates_of_many_languages_and_their_zones_are_read(text, at):
    assert at == read_date(text)


@pytest.mark.parametrize(
    "line",
    [
        "<p>2031年03月04日　来源：港报</p>",
        "<div>来源：港报 作者：王小明 发布时间：2031-03-04 10:15</div>",
        "<td>http://harbour.example 2031年03月04日 03:18 港报</td>",
        "<p>Published March 4, 2031 by Nina Falk</p>",
        "<p>By Nina Falk - Mar 4, 2031</p>",
        "<p class=author>Nina Falk</p><p>Nina Falk 4 March 2031</p>",
        "<p>입력 2031년 3월 4일 오후 3:15</p>",
        "<p>Mar. 4, 2031 · Ten voices on behalf of the harbour group</p>",
    ],
)
def test_a_date_with_something_beside_it_is_read_below_the_headline(line):
    article = harbour(line)

    assert ["2031-03-04"] == [str(claim.at.date()) for claim in article.published]


@pytest.mark.parametrize(
    "line",
    ["<p>Updated: March 4, 2031</p>", "<p>Site last updated: March 4, 2031</p>", "<p>更新：2031-03-04</p>"],
)
def test_the_date_of_an_update_is_not_that_of_publication(line):
    assert () == harbour(line).published


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="w-published-date" content="2031-03-04T10:15:00Z">',
        '<meta name="pubdate" content="01/07/31"><meta property="og:published_time" content="2031-03-04">',
        '<meta name="publish_date" content="2031-03-04">',
    ],
)
def test_the_first_date_that_can_be_read_is_taken_from_the_meta_elements(head):
    (claim,) = harbour(head=head).published

    assert ("META", "2031-03-04") == (claim.source.name, str(claim.at.date()))
