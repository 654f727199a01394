"""Two saved pages in, the edit out."""

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
