"""What stands in the body's flow: labels, boxes, captions, streamed parts."""

# ruff: noqa: E501 (pages stand on one line)

import pytest

from crawler.extract import extract
from crawler.visit import Body
from storage.model import BlockKind

LONG = [
    f"Paragraph {n} of the report tells at some length what the members of the council said to each other about the ferry, and why."
    for n in range(6)
]


def read(inside, head=""):
    page = f"<html lang=en><head><title>Ferry</title>{head}</head><body><article><h1>The ferry will not run</h1>{inside}</article></body></html>"
    return extract(Body(content=page.encode(), url="https://news.example/ferry"))


def paragraphs(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def body(article):
    return [block.text for block in article.blocks if block.kind is not BlockKind.CAPTION]


def captions(article):
    return [(block.text, block.credit) for block in article.blocks if block.kind is BlockKind.CAPTION]


@pytest.mark.parametrize(
    "short",
    [
        "<p>That was all.</p>",
        "<h3>A fence for 40 sheep</h3>",
        "<ul><li>books on bees</li></ul>",
        "<p>She said no.</p><p>He left.</p>",
    ],
)
@pytest.mark.parametrize("label", ["Anzeige", "Lesen Sie auch", "Related"])
def test_a_label_put_into_the_flow_takes_no_short_line_with_it(label, short):
    before, after = paragraphs(*LONG[:3]), short + paragraphs(*LONG[3:])

    assert body(read(before + after)) == body(read(f"{before}<div><div>{label}</div></div>{after}"))


def test_a_label_takes_the_links_under_it_with_it():
    links = "<ul><li><a href=/1>The bridge opens again</a></li><li><a href=/2>The mayor is back</a></li></ul>"

    assert LONG == body(read(paragraphs(*LONG[:3]) + f"<h3>Related</h3>{links}" + paragraphs(*LONG[3:])))


def test_a_caption_under_an_ads_label_stays():
    photo = "<div class=c-figure><img src=/a.jpg><div class=c-figure__caption>Sheep on the dyke.</div></div>"

    assert [("Sheep on the dyke.", "")] == captions(
        read(paragraphs(*LONG[:3]) + "<div>Anzeige</div>" + photo + paragraphs(*LONG[3:]))
    )


@pytest.mark.parametrize(
    "figure",
    [
        "<figure><img src=/a.jpg><figcaption>Sheep on the dyke. <span class='image-credit'>Eskil Brandt</span></figcaption></figure>",
        "<figure><img src=/a.jpg><figcaption>Sheep on the dyke. <span class=x__credit aria-hidden=true>Eskil Brandt</span></figcaption></figure>",
        "<figure><img src=/a.jpg alt='Sheep on the dyke.'><figcaption><span>Sheep on the dyke.</span> <span class=a_m>Eskil Brandt</span></figcaption></figure>",
        "<div><img src=/a.jpg><div class=photo-caption>Sheep on the dyke.</div><div class=photo-credit>Eskil Brandt</div></div>",
        "<p><img src=/a.jpg></p><p class=pictext>Sheep on the dyke. <span class=photographer>Eskil Brandt</span></p>",
    ],
)
def test_a_credit_is_set_apart_from_its_caption(figure):
    assert [("Sheep on the dyke.", "Eskil Brandt")] == captions(
        read(paragraphs(*LONG[:3]) + figure + paragraphs(*LONG[3:]))
    )


def test_an_agencys_bracket_is_a_credit():
    figure = (
        "<figure><img src=/a.jpg><figcaption>Sheep on the dyke. (AB Photo/Eskil Brandt)</figcaption></figure>"
    )

    assert [("Sheep on the dyke.", "AB Photo/Eskil Brandt")] == captions(read(figure + paragraphs(*LONG)))


def test_what_is_streamed_at_the_end_stands_in_its_place():
    streamed = f'<div hidden id="S:0">{paragraphs(*LONG[2:4])}</div><script>$RC("B:0","S:0")</script>'
    inside = paragraphs(*LONG[:2]) + '<template id="B:0"></template>' + paragraphs(*LONG[4:])

    assert LONG == body(read(inside + streamed))


def test_a_streamed_part_that_holds_its_own_place_is_no_endless_page():
    inside = paragraphs(*LONG) + '<div hidden id="S:0"><template id="B:0"></template><p>More.</p></div>'

    assert LONG == body(read(inside))[:6]


def test_an_id_that_repeats_its_heading_names_no_furniture():
    section = f"<div id=cookies><h3>Cookies</h3><p>{LONG[2]}</p></div>"

    assert [*LONG[:2], "Cookies", *LONG[2:]] == body(
        read(paragraphs(*LONG[:2]) + section + paragraphs(*LONG[3:]))
    )


def test_a_sentence_that_is_all_link_stays_in_the_flow_and_a_teaser_does_not():
    sentence = "The council has published the whole of the report on its pages this morning."
    teaser = "Read the whole of the story of the ferry and of its only passenger"
    links = [f"<p><a href=/r>{text}</a></p>" for text in (sentence, teaser)]

    assert [*LONG[:3], sentence, *LONG[3:]] == body(
        read(paragraphs(*LONG[:3]) + "".join(links) + paragraphs(*LONG[3:]))
    )


def test_a_paragraph_for_subscribers_is_content():
    hidden = f"<p class=paywall aria-hidden=true>{LONG[5]}</p>"

    assert LONG == body(read(paragraphs(*LONG[:5]) + hidden))


def test_a_heading_between_two_parts_of_a_body_stays():
    part = "<div class=article-body>{}</div>"
    inside = (
        part.format(paragraphs(*LONG[:3])) + "<h3>What comes next</h3>" + part.format(paragraphs(*LONG[3:]))
    )

    assert [*LONG[:3], "What comes next", *LONG[3:]] == body(read(inside))


def test_a_last_line_that_announces_what_was_taken_out_goes_with_it():
    assert LONG == body(read(paragraphs(*LONG, "You may want to see these too:")))
