"""Lines that are, and lines that only look like, furniture: teasers, links, what stands above the body."""

# ruff: noqa: E501 (pages stand on one line)

import json

import pytest

from crawler.extract import extract
from crawler.visit import Body
from storage.errors import EmptyPage
from storage.model import BlockKind

LONG = [
    f"Paragraph {n} of the report tells at some length what the members of the council said to each other about the ferry, and why."
    for n in range(6)
]
HEADLINE = "The ferry to the islands will not run"


def page(inside, head=""):
    return f"<html lang=en><head><title>{HEADLINE} – The Sample</title>{head}</head><body><main>{inside}</main></body></html>"


def told(inside, head=""):
    article = extract(Body(content=page(inside, head).encode(), url="https://news.example/ferry"))
    blocks = [block.text for block in article.blocks if block.kind is not BlockKind.CAPTION]
    return [*filter(None, [article.standfirst]), *blocks]


def paragraphs(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def within(line):
    return told(f"<h1>{HEADLINE}</h1><article>{paragraphs(*LONG[:3])}{line}{paragraphs(*LONG[3:])}</article>")


@pytest.mark.parametrize(
    "line",
    [
        "<p>Watch for <a href=/w>high water on the islands</a> when you cross by boat.</p>",
        "<p>Follow <a href=/r>the rules of the harbour</a> wherever you go ashore.</p>",
    ],
)
def test_a_sentence_that_begins_like_a_teaser_stays(line):
    assert len(LONG) + 1 == len(within(line))


@pytest.mark.parametrize(
    "line",
    [
        "<p>Watch: <a href=/w>high water on the islands</a> when the ferry stays</p>",
        "<p>Read more about <a href=/r>the rules of the harbour and its boats</a></p>",
        "<p><strong>Related coverage</strong></p>",
        "<p>Share with friends</p>",
    ],
)
def test_a_teaser_goes(line):
    assert LONG == within(line)


def test_entries_that_lead_to_other_sites_stay_and_teasers_of_the_site_go():
    entries = "<ul><li><a href=https://boats.example/a>Timetable of the boats</a></li><li><a href=https://www.isles.example>The islands' own page</a></li></ul>"
    teasers = "<ul><li><a href=/1>The mayor is back</a></li><li><a href=https://video.news.example/2>Bridge opens</a></li><li><a href='https://social.example/send?u=https%3A%2F%2Fnews.example%2Fferry'>mention</a></li></ul>"

    assert [*LONG[:3], "Timetable of the boats", "The islands' own page", *LONG[3:]] == within(
        entries + teasers
    )


@pytest.mark.parametrize(
    "line",
    [
        "<p>24</p>",
        "<div>1.2K</div>",
        "<p>By Jane Roe ⋅ Senior Reporter ⋅ Updated March 5, 2025</p>",
        "<p>2022.01.20 16:31 来源：河南日报客户端</p>",
        f"<p>{HEADLINE}</p>",
        "<p>本报记者 王燕平 方云凤</p>",
    ],
)
def test_what_stands_above_the_body_is_no_text_of_it(line):
    assert LONG == told(f"<h1>{HEADLINE}</h1><article>{line}{paragraphs(*LONG)}</article>")


def test_a_number_in_the_flow_stays():
    assert "24" in within("<p>24</p>")


def test_a_reporters_mailbox_below_the_body_is_no_text_of_it():
    assert LONG == told(
        f"<h1>{HEADLINE}</h1><article>{paragraphs(*LONG)}<p>홍길동 기자 hong@sample.example</p></article>"
    )


def test_a_heading_stays_when_its_paragraph_goes():
    shop = "<h3>Where to buy</h3><p><a href=/a>Amazon</a></p><p><a href=/b>Boats and more</a></p>"
    kept = "<h2>The red boat</h2>{}" + shop + "<h2>The blue boat</h2>" + paragraphs(*LONG[3:])
    before = within(kept.format(paragraphs("It holds nine people and a dog, and it has never sunk so far.")))

    assert "The red boat" in before
    assert [text for text in before if not text.startswith("It holds")] == within(kept.format(""))


@pytest.mark.parametrize("name", ["article has-sidebar", "no-sidebar", "post with-related", "hasCaption"])
def test_what_an_element_has_is_no_name_of_it(name):
    assert LONG == told(
        f"<h1>{HEADLINE}</h1><div class='{name}'><p>{LONG[0]}</p></div>{paragraphs(*LONG[1:])}"
    )


def test_a_component_that_names_itself_a_byline_is_none_of_the_text():
    byline = "<div data-component=byline-block><div>Jane Roe</div><div>Local government reporter, the islands</div></div>"

    assert LONG == told(f"<h1>{HEADLINE}</h1><article>{byline}{paragraphs(*LONG)}</article>")


def test_an_anchor_is_no_link():
    inside = f"<p><a name=top>{LONG[0]}</a></p>{paragraphs(*LONG[1:])}"

    assert LONG == told(f"<h1>{HEADLINE}</h1><article>{inside}</article>")


def test_a_section_is_read_under_an_id_that_its_heading_gave_it():
    section = f"<section id='1-heading-how-popular-is-the-ferry'><h2>How popular is the ferry?</h2><p>{LONG[3]}</p></section>"

    assert [*LONG[:3], "How popular is the ferry?", LONG[3], *LONG[4:]] == told(
        f"<h1>{HEADLINE}</h1><article>{paragraphs(*LONG[:3])}{section}{paragraphs(*LONG[4:])}</article>"
    )


def rich(text):
    return {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text}]}


def linked(text):
    link = {"nodeType": "hyperlink", "content": [{"nodeType": "text", "value": text[20:40]}]}
    return {
        "type": "paragraph",
        "children": [{"text": text[:20]}, {**link, "children": link["content"]}, {"text": text[40:]}],
    }


@pytest.mark.parametrize(
    "script",
    [
        f"<script>window.__INITIAL_STATE__ = {json.dumps({'post': {'html': paragraphs(*LONG)}})};\nstart()</script>",
        f"<script>window['__state__']={json.dumps({'body': [{'text': text} for text in LONG]})}</script>",
        f"<script type=application/json>{json.dumps({'article': {'body': [rich(text) for text in LONG]}})}</script>",
        f"<script type=application/json>{json.dumps({'article': [linked(text) for text in LONG]})}</script>",
    ],
)
def test_a_body_is_read_from_a_frameworks_state(script):
    assert LONG == told(f"<h1>{HEADLINE}</h1><div id=app></div>{script}")


@pytest.mark.parametrize(
    "script",
    [
        "<script>window.state = {broken</script>",
        "<script>window.state = " + '{"a":' * 100_000 + "</script>",
        f"<script>window.state = {json.dumps({'list': [{'content': [{'content': [{'content': 1}]}]}] * 5})}</script>",
    ],
)
def test_a_state_that_holds_no_body_is_survived(script):
    with pytest.raises(EmptyPage):
        told(f"<div id=app></div>{script}")


@pytest.mark.parametrize(
    "line",
    [
        "The story continues below the picture",
        "Get the headlines delivered to your inbox every morning",
        "Diesen Artikel anhören (4 Min.)",
        "Il vous reste 2 articles gratuits ce mois-ci",
        "Просмотров: 1 204",
        "Descarga nuestra app para leer más rápido",
        "Hai trovato un errore? Scrivici",
        "Deze inhoud wordt gehost door een derde partij",
        "Możliwość komentowania została wyłączona",
        "댓글 (12)",
        "评论已关闭",
        "التعليقات مغلقة",
    ],
)
def test_a_line_of_a_box_is_no_text_in_any_language(line):
    assert LONG == within(f"<p>{line}</p>")


@pytest.mark.parametrize(
    "line",
    [
        "Voting has closed on both islands.",
        "The ferry's own app is free for iOS and Android.",
        "Sie haben einen Fehler gemacht, sagte sie.",
        "In ihrem Postfach lag ein Brief der Reederei.",
        "Recibe 300 euros cada mes.",
        "La suite après les élections.",
        "De video is al 3 miljoen keer bekeken.",
        "Проголосовало 60 процентов жителей.",
        "Automatische Übersetzung wird besser.",
    ],
)
def test_a_sentence_with_the_words_of_a_box_stays(line):
    assert line in within(f"<p>{line}</p>")
    assert line in told(f"<h1>{HEADLINE}</h1><article>{paragraphs(*LONG, line)}</article>")


@pytest.mark.parametrize(
    "line",
    [
        "We hope that you liked our report, and our journalism depends on those who read it: thank you for every gift that you make.",
        "Haben Sie einen Fehler gefunden? Schreiben Sie uns, wir berichtigen ihn so bald wie möglich, und wir danken Ihnen dafür sehr.",
        "Nous publions les corrections aussi vite que possible : vous avez repéré une erreur dans ce texte, alors écrivez à la rédaction.",
    ],
)
def test_an_appeal_below_the_body_is_no_text_of_it(line):
    assert LONG == told(f"<h1>{HEADLINE}</h1><article>{paragraphs(*LONG, line)}</article>")


@pytest.mark.parametrize(
    "sentence",
    [
        "A spokesman for the council had no comments.",
        "El portavoz del ayuntamiento no hizo comentarios.",
        "Die Fraktionen gaben dazu keine Kommentare.",
        "No comments from the council were available.",
        "Loading speeds at the pier fell by a third.",
        "Bron öppnades 1988.",
        "He died in 1988.",
        "橋は1988年に開通した。",
    ],
)
def test_a_sentence_with_a_word_of_furniture_stays(sentence):
    assert [*LONG[:3], sentence, *LONG[3:]] == within(f"<p>{sentence}</p>")
    assert sentence == told(f"<h1>{HEADLINE}</h1><article>{paragraphs(*LONG, sentence)}</article>")[-1]


@pytest.mark.parametrize(
    "line",
    ["37 comments", "1.2K comments", "1 204 vues", "12 комментариев", "댓글 12개", "View all 24 comments"],
)
def test_a_count_of_readers_goes(line):
    assert LONG == within(f"<p>{line}</p>")


@pytest.mark.parametrize(
    "note",
    [
        "Hinweis: In einer früheren Fassung hieß es, die Fähre fahre bis März.",
        "Note : une version précédente de ce texte indiquait 45 bateaux.",
        "Nota: una versión anterior de este texto decía que eran 45.",
    ],
)
def test_a_correction_under_another_label_is_a_note(note):
    html = page(f"<h1>{HEADLINE}</h1><article>{paragraphs(*LONG, note)}</article>")

    article = extract(Body(content=html.encode(), url="https://news.example/ferry"))

    assert [note] == [block.text for block in article.blocks if block.kind is BlockKind.NOTE]
