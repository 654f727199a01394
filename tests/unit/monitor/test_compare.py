"""Two saved pages in, the edit out."""

from dataclasses import replace

import pytest

from monitor.compare import compare, compare_articles
from monitor.diff import edited
from storage.errors import NotAnArticle
from storage.model import Article, Block, BlockKind, Severity

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Bridge gives way</title></head><body><article>
<h1>Bridge gives way</h1>
<p>{} people died when the old bridge gave way on Monday morning, the fire brigade said at noon.</p>
<p>Roads around the river stayed closed for most of the day, and trains were sent over the coastal line.</p>
<p>The mayor is to speak to families in the evening, and the council will meet again this week.</p>
</article></body></html>"""


def test_two_pages_give_their_edit():
    told = compare(PAGE.format("Six").encode(), PAGE.format("Seven").encode(), "https://news.example/bridge")

    assert [("Six", "Seven")] == [(c.removed, c.added) for c in edited(told.changes)]
    assert (["number_changed", "silent_edit"], Severity.SILENT) == (
        [f.name for f in told.flags],
        told.severity,
    )


def test_a_page_without_an_article_is_refused():
    with pytest.raises(NotAnArticle):
        compare(b"", PAGE.format("Six").encode(), "https://news.example/bridge")


def test_equal_articles_have_no_edit():
    article = Article(url="u", headline="H", blocks=(Block(kind=BlockKind.PARAGRAPH, text="One."),))
    told = compare_articles(article, article)
    assert ((), (), Severity.STYLE) == (edited(told.changes), told.flags, told.severity)


LEADS = {
    "en": (
        "The ferry may stop for good, and nobody on the islands was asked by the council.",
        "The council met on Tuesday to discuss the harbour and the ferry that serves the islands in summer.",
        "Fishermen had asked for a deeper channel, and shopkeepers for parking near the old customs house.",
        "A decision is expected before the summer, when the cruise ships arrive with thousands of guests.",
    ),
    "zh": (
        "岛上的渡轮可能从此停运，而市议会没有问过任何一位居民的意见。",
        "市议会周二开会讨论港口和夏季开往各岛的渡轮，会议持续了三个小时，很多居民到场旁听，市长没有回答记者的问题。",
        "渔民要求更深的航道，店主要求在旧海关大楼附近增加停车位，双方争论激烈，主席不得不两次宣布休会，让大家冷静下来。",
        "预计将在夏天之前作出决定，届时邮轮将带来数千名游客，而港口的改造计划已经拖延了五年，费用也涨了两倍。",
    ),
}


@pytest.mark.parametrize("language", LEADS)
def test_a_standfirst_that_lost_its_markup_is_no_edit(language):
    lead, *paragraphs = LEADS[language]
    rows = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = f'<html lang="{language}"><body><article><h1>Harbour plan</h1>{{}}{rows}</article></body></html>'
    marked, plain = page.format(f"<h2>{lead}</h2>"), page.format(f"<p>{lead}</p>")

    there = compare(marked.encode(), plain.encode(), "https://news.example/harbour")
    assert [lead, ""] == [there.old.standfirst, there.new.standfirst]
    assert () == edited(there.changes)
    assert () == edited(compare(plain.encode(), marked.encode(), "https://news.example/harbour").changes)


def test_flags_are_raised_of_a_standfirst_that_was_the_only_paragraph():
    text = "The mayor said: “Six boats will stay in the harbour all winter, whatever it costs us.”"
    body = Article(url="u", headline="H", blocks=(Block(kind=BlockKind.PARAGRAPH, text=text),))
    head = replace(body, standfirst=text.replace("Six", "Seven"), blocks=())

    for pair in ((body, head), (head, body)):
        assert "number_changed" in [flag.name for flag in compare_articles(*pair).flags]
