"""Which regions hold the article: names that mislead, boxes beside it, what stands above its body."""

# ruff: noqa: E501 (pages stand on one line)

import pytest

from crawler.extract import extract
from crawler.visit import Body
from storage.model import BlockKind

LONG = [
    f"Paragraph {n} of the report tells at some length what the members of the council said to each other about the ferry, and why."
    for n in range(6)
]
PROSE = "".join(f"<p>{text}</p>" for text in LONG)
HEADLINE = "<h1>The ferry will not run</h1>"


def read(inside, head=""):
    page = f"<html lang=en><head><title>Ferry</title>{head}</head><body>{inside}</body></html>"
    content = page.encode() if isinstance(page, str) else page
    return extract(Body(content=content, url="https://news.example/ferry"))


def body(article):
    return [block.text for block in article.blocks if block.kind is not BlockKind.CAPTION]


@pytest.mark.parametrize(
    "name", ["document__sharingContainer", "ad-container", "instagram-media post-content"]
)
def test_a_body_is_read_under_a_name_of_furniture(name):
    assert LONG == body(read(f"<main>{HEADLINE}<div class='{name}'><section>{PROSE}</section></div></main>"))


@pytest.mark.parametrize("name", ["sharing", "native-advertisement", "ad-slot"])
def test_what_such_a_name_says_of_a_short_box_holds(name):
    box = f"<div class='{name}'><p>Buy our new book on ferries, which tells the whole story.</p></div>"

    assert LONG == body(read(f"<main>{HEADLINE}<div>{box}{PROSE}</div></main>"))


def test_paragraphs_in_a_heading_that_was_left_open_are_paragraphs():
    article = read(f"<article>{HEADLINE}<h2 class=lead>{PROSE}</h2></article>")

    assert {BlockKind.PARAGRAPH} == {block.kind for block in article.blocks}
    assert LONG == [*filter(None, [article.standfirst]), *body(article)]


def test_a_gallery_tells_its_story_in_its_captions():
    photos = "".join(
        f"<figure><img src=/{n}.jpg><figcaption>{text}</figcaption></figure>" for n, text in enumerate(LONG)
    )

    assert (
        LONG
        == body(
            read(
                f"<main>{HEADLINE}<p>Six photos of the day, one an hour, from dawn to dusk.</p>{photos}</main>"
            )
        )[-6:]
    )


def test_a_column_beside_a_short_article_is_not_taken_for_it():
    short = "<p>The ferry will not run on Monday, the harbour master said, because of the storm that is to come.</p>"
    column = f"<aside class=sidebar><div class=textwidget>{PROSE}</div></aside>"

    assert ["The ferry will not run on Monday"] == [
        text[:32]
        for text in body(
            read(f"<article>{HEADLINE}<div>{short}{short.replace('ferry', 'boat')}</div></article>{column}")
        )[:1]
    ]


def test_a_hero_that_holds_the_headline_keeps_its_standfirst():
    hero = f"<article>{HEADLINE}<p>Storm warnings keep it in harbour, and nobody knows for how long this time.</p></article>"

    assert "Storm warnings keep it" == read(f"{hero}<main><div>{PROSE}</div></main>").standfirst[:22]


@pytest.mark.parametrize(
    "above",
    [
        "<p class=article-teaser>Storm warnings keep it in harbour, and nobody knows for how long.</p>",
        "<p>Storm warnings keep it in harbour, and nobody knows for how long.</p><div class=byline>By Ada Berg</div>",
    ],
)
def test_a_lead_above_the_byline_or_named_a_teaser_introduces(above):
    article = read(f"<article>{HEADLINE}{above}<div>{PROSE}</div></article>")

    assert "Storm warnings keep it in harbour, and nobody knows for how long." == article.standfirst
    assert LONG == body(article)


def test_a_plain_list_above_the_body_is_the_bodys_and_one_of_counters_is_not():
    entries = [f"{n} tablespoons of flour and some salt" for n in range(2, 6)]
    plain = "".join(f"<li>{entry}</li>" for entry in entries)
    counters = "<li>Posts - 13</li><li>Likes - 2</li><li>Views - 260</li><li>Files - 25</li>"
    page = f"<main>{HEADLINE}<div><ul>{{}}</ul></div><div class=body>{PROSE}</div></main>"

    assert [*entries, *LONG] == body(read(page.format(plain)))
    assert LONG == body(read(page.format(counters)))


def test_an_appeals_box_goes_with_its_label():
    box = "<section><p>Good journalism needs you</p><p>Our work is free for all. Please make a donation today, however small, so that it stays so.</p></section>"

    assert LONG == body(read(f"<article>{HEADLINE}<div>{PROSE}</div>{box}</article>"))


@pytest.mark.parametrize(
    "box",
    [
        "<div class=share-bar><span>Share</span><a href=/share>Tweet</a></div>",
        "<div class=related-card><span>Read more</span><a href=/news/12>Ten recipes for a rainy day</a></div>",
    ],
)
def test_a_step_told_in_an_article_element_stays_though_furniture_is_put_into_it(box):
    steps = [f"<article><header>Step {n}</header><p>{text}</p></article>" for n, text in enumerate(LONG)]
    page = f"<main>{HEADLINE}<article>{PROSE}</article><div>{{}}</div></main>"
    furnished = [step.replace("</p>", "</p>" + box, n == 3) for n, step in enumerate(steps)]

    assert body(read(page.format("".join(steps)))) == body(read(page.format("".join(furnished))))


@pytest.mark.parametrize(
    "box",
    [
        "<div><h3>Mornings by the sea</h3><p>The stories of the day, every weekday at seven.</p><form><input type=email></form></div>",
        "<div><p>Do the new rules go far enough for you?</p><label><input type=radio> They do</label><p>1,204 said so</p></div>",
    ],
)
def test_a_small_box_with_a_field_to_fill_in_is_furniture_whatever_it_is_called(box):
    assert LONG == body(
        read(f"<article>{HEADLINE}<div>{PROSE.replace('</p>', '</p>' + box, 1)}</div></article>")
    )


def test_a_form_put_into_a_part_of_the_body_takes_nothing_with_it():
    box = "<aside><h3>Mornings by the sea</h3><p>The stories of the day, every weekday at seven.</p><form><input type=email></form></aside>"
    parts = [f"<div><h2>Part {n}</h2><p>{text}</p>{{}}</div>" for n, text in enumerate(LONG)]
    page = f"<article>{HEADLINE}<div>{''.join(parts)}</div></article>"

    told = body(read(page.replace("{}", box, 1).replace("{}", "")))

    assert told == body(read(page.replace("{}", "")))
    assert set(LONG) < set(told)


def test_a_page_within_a_form_and_entries_with_a_box_to_tick_are_the_articles():
    entry = "<li><input type=checkbox> Two cups of flour, sieved, and a little salt.</li>"
    page = f"<form><input type=text name=q><article>{HEADLINE}<div>{PROSE}<ul>{entry * 3}</ul></div></article></form>"

    assert [*LONG, *["Two cups of flour, sieved, and a little salt."] * 3] == body(read(page))


def test_a_card_alone_is_known_by_its_picture():
    card = "<div><a href=/tides><img src=t.jpg></a><h3><a href=/tides>How tides are told</a></h3><p>Our reporter went to see the woman who has told the tides of the harbour for forty years.</p></div>"
    section = card.replace("<a href=/tides><img src=t.jpg></a>", "<img src=t.jpg>")
    page = f"<article>{HEADLINE}<div>{{}}</div></article>"

    assert LONG == body(read(page.format(PROSE.replace("</p>", "</p>" + card, 1))))
    assert "How tides are told" in body(read(page.format(PROSE.replace("</p>", "</p>" + section, 1))))


@pytest.mark.parametrize(
    "box",
    [
        "<div><img src=a.jpg><span>1/12</span></div>",
        "<div><video></video><div>The ferry in the storm</div><span>02:31</span></div>",
        "<div class=x1><div>Rain boots, size 38</div><div>29.90 €</div></div>",
    ],
)
def test_bare_labels_in_a_body_of_paragraphs_are_a_boxs(box):
    assert LONG == body(
        read(f"<article>{HEADLINE}<div>{PROSE.replace('</p>', '</p>' + box, 1)}</div></article>")
    )


def test_bare_lines_of_a_body_of_bare_lines_stay():
    lines = "".join(f"<div>{text}</div><div>Turn left here</div>" for text in LONG)

    assert "Turn left here" in body(read(f"<article>{HEADLINE}<div>{lines}</div></article>"))


def test_a_share_row_in_the_box_of_a_disclosure_changes_nothing():
    disclosure = (
        "<p>This post may contain affiliate links, and I may earn a small commission on what you buy.</p>"
    )
    row = "<ul><li><button>Share to Facebook</button></li><li>or</li><li><button>Copy link</button></li></ul>"

    def told(inside):
        return body(
            read(f"<article>{HEADLINE}<div class=entry-content><div>{inside}</div>{PROSE}</div></article>")
        )

    assert told(disclosure) == told(row + disclosure)


@pytest.mark.parametrize(
    "line",
    [
        "The post Ferry will not run this winter appeared first on The Harbour Sample, a weekly paper for the islands and the coast.",
        "© 2031 The Harbour Sample Ltd",
        "Der Beitrag Die Fähre fährt nicht erschien zuerst auf Hafenbote.",
        "La entrada El ferri no navega se publicó primero en El Puerto.",
    ],
)
def test_a_footer_of_a_feed_or_a_page_is_no_body(line):
    assert LONG == body(read(f"<article>{HEADLINE}<div>{PROSE}<p>{line}</p></div></article>"))


def test_a_disclosure_of_the_desk_is_the_articles():
    disclosure = "Disclosure: the author owns shares in one of the two companies named above."

    assert [*LONG, disclosure] == body(
        read(f"<article>{HEADLINE}<div>{PROSE}<p>{disclosure}</p></div></article>")
    )


@pytest.mark.parametrize("row", ["Share637TweetEmailPrint", "ShareTweet12K"])
def test_share_labels_run_together_are_furniture_and_a_name_is_none(row):
    assert LONG == body(read(f"<article>{HEADLINE}<div>{PROSE}<p>{row}</p></div></article>"))
    assert "HarperCollins" in body(
        read(f"<article>{HEADLINE}<div>{PROSE}<p>HarperCollins</p><p>{LONG[0]}!</p></div></article>")
    )


def test_an_address_that_is_told_as_written_stays():
    told = "<p><a href=mailto:ferry@harbour.example>ferry@harbour.example</a></p>"

    assert "ferry@harbour.example" in body(
        read(f"<article>{HEADLINE}<div>{PROSE[: len(PROSE) // 2]}</p>{told}{PROSE}</div></article>")
    )


def test_soft_hyphens_decide_nothing_and_are_stored():
    soft = PROSE.replace("council", "coun\u00adcil")
    before, after = (read(f"<article>{HEADLINE}<div>{text}</div></article>") for text in (PROSE, soft))

    assert [text.replace("council", "coun\u00adcil") for text in body(before)] == body(after)


CHINESE = "市议会周一晚上决定，渡轮在暴风雨过去以前不再开行。港口的主任说，他们不知道这一次要等到什么时候，但是人们都很有耐心。"
RUSSIAN = "Городской совет решил в понедельник вечером, что паром не будет ходить, пока не пройдёт буря, и никто не знает, как долго."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(CHINESE, "gb2312"), (CHINESE, "big5hkscs"), (RUSSIAN, "koi8-r"), (RUSSIAN, "cp1251")],
)
def test_an_encoding_that_nobody_states_is_told_from_the_bytes(text, encoding):
    if encoding == "big5hkscs":
        text = (
            text.replace("议会", "議會")
            .replace("决", "決")
            .replace("晚上", "晚上")
            .translate(
                str.maketrans(
                    "渡轮在暴风过以前不开行说他们这一次等什么时但是人都很有",
                    "渡輪在暴風過以前不開行說他們這一次等什麼時但是人都很有",
                )
            )
        )
    page = f"<html><body><h1>1</h1><div>{''.join(f'<p>{text}{n}</p>' for n in range(4))}</div></body></html>".encode(
        encoding, "replace"
    )
    article = extract(Body(content=page, url="https://news.example/f"))

    assert text[:12] == body(article)[0][:12]
