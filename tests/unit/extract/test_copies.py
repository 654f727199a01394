"""What a page tells twice is told once, and edits of one copy look like edits."""

# ruff: noqa: E501 (pages stand on one line)

import pytest

from crawler.extract import extract
from crawler.extract.copies import repeats
from crawler.visit import Body
from storage.model import BlockKind

TEXTS = [
    "The council voted late on Tuesday to close the old harbour bridge for repairs in the new year.",
    "Engineers had found cracks in two of its main supports, and water in the chambers below them.",
    "Residents on the northern bank said a notice on a lamp post was all that they were told of it.",
    "A ferry is to run every twenty minutes from six in the morning until midnight, seven days a week.",
    "The mayor spoke of fourteen million, to be paid out of the reserve set aside for flood defences.",
    "A decision on what is to follow the bridge is due in the spring, together with the next budget.",
]


def paragraphs(texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def body(inside):
    page = f"<html lang=en><head><title>Bridge</title></head><body><main><h1>Bridge to close</h1>{inside}</main></body></html>"
    article = extract(Body(content=page.encode(), url="https://news.example/bridge"))
    told = [block.text for block in article.blocks if block.kind is not BlockKind.CAPTION]
    return [*filter(None, [article.standfirst]), *told]


def twice(first, second):
    return body(
        f"<div class=wide><div>{paragraphs(first)}</div></div><div class=narrow>{paragraphs(second)}</div>"
    )


@pytest.mark.parametrize("edited", range(len(TEXTS)))
def test_a_second_copy_of_the_body_stays_out_though_the_first_was_edited(edited):
    texts = list(TEXTS)
    texts[edited] = texts[edited].replace(" the ", " the alleged ", 1)

    assert texts == twice(texts, TEXTS)


def test_headings_of_a_second_copy_stay_out_with_it():
    copy = f"{paragraphs(TEXTS[:3])}<h2>A ferry</h2>{paragraphs(TEXTS[3:])}"

    assert [*TEXTS[:3], "A ferry", *TEXTS[3:]] == body(
        f"<div class=wide><div>{copy}</div></div><div class=narrow>{copy}</div>"
    )


def test_entries_made_from_one_template_are_no_copies():
    said = "Rated for two people, it weighs little and stands up to the wind better than most tents do."
    tents = [
        f"The tent from maker {n} has room for {n} people, weighs {n} kilos and costs {n}00 in the shops."
        for n in range(2, 7)
    ]
    told = body("".join(f"<h2>Tent {n}</h2><p>{text}</p><p>{said}</p>" for n, text in enumerate(tents)))

    assert tents == [text for text in told if text.startswith("The tent")]


def test_a_pull_quote_of_the_body_stays_out_and_a_quotation_stays():
    quotation = (
        "Nobody has asked the bakers, the anglers or the schools what six weeks without a bridge will mean."
    )
    pulled = "<blockquote>“A ferry is to run every twenty minutes from six in the morning until midnight”</blockquote>"
    inside = f"{paragraphs(TEXTS[:2])}{pulled}{paragraphs(TEXTS[2:])}<blockquote>{quotation}</blockquote>"

    assert [*TEXTS, quotation] == body(inside)


def test_a_pull_quote_is_known_though_the_paragraph_was_edited():
    told = TEXTS[3].replace("twenty", "thirty")

    assert repeats("“A ferry is to run every twenty minutes from six in the morning until midnight”", told)
    assert not repeats("“A ferry would be the end of the bakeries on the northern bank of the river”", told)


def test_entries_of_a_plan_that_repeat_themselves_stay():
    warm_up = "<li>Warm up for ten to twenty minutes: jog easily, then five minutes of running drills.</li>"
    days = "".join(f"<h3>Day {n}</h3><ul>{warm_up}<li>Run {n} kilometres.</li></ul>" for n in range(1, 4))

    told = body(f"<article>{paragraphs(TEXTS)}{days}</article>")

    assert 3 == sum(text.startswith("Warm up") for text in told)
