"""Hostile input 25: what stands in an article's place is set aside, and an article about it is not."""

import pytest

from crawler.extract import extract
from crawler.visit import Body
from storage.errors import EmptyPage, NotAnArticle, WallPage
from tests.unit.extract.wall_pages import ARTICLES, WALLS


def read(html):
    body = Body(content=html.encode(), url="https://herald.example/news/bridge", content_type="text/html")
    return extract(body)


@pytest.mark.hostile(25)
@pytest.mark.parametrize("name", WALLS)
def test_what_stands_in_an_articles_place_is_set_aside(name):
    with pytest.raises(NotAnArticle) as raised:
        read(WALLS[name])
    assert raised.type in (WallPage, EmptyPage)


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_about_walls_is_an_article(name):
    article = read(ARTICLES[name])

    assert article.headline in ARTICLES[name]
    assert len(article.body_text()) > 50
