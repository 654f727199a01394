"""Who signs an article and when it was published, where only its readers are told."""

# ruff: noqa: E501 (pages stand on one line)

from datetime import UTC, datetime

import pytest

from crawler.extract import extract
from crawler.extract.dates import read_date
from crawler.visit import Body

LONG = "The board met for four hours and voted nine to two for the new pier, which is to be built in ten months. "


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
    [
        "<p>Updated: March 4, 2031</p>",
        "<p>Site last updated: March 4, 2031</p>",
        "<p>更新：2031-03-04</p>",
        "<p>On March 4, 2031 the board met in the old hall.</p>",
        "<p>By March 4, 2031 at 12:30 the pier had closed.</p>",
    ],
)
def test_the_date_of_an_update_or_in_a_sentence_is_not_that_of_publication(line):
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
