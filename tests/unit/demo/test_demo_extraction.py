"""Every page of the demo, in every round and on several visits, is read as what it was made from."""

import functools

import pytest

from crawler.extract import extract
from crawler.visit import Body
from monitor.demo.newsroom import read_newsroom
from monitor.demo.pages import article_page, notice
from storage.errors import NotAnArticle
from storage.model import BlockKind
from storage.text import comparison_form

BASE = "http://127.0.0.1:8000"
VISITS = 4
TEXTS = [
    (site, story, text)
    for site, stories in read_newsroom().items()
    for story in stories
    for text in dict.fromkeys(story.texts)
]


@functools.cache
def read(number, visit):
    site, story, text = TEXTS[number]
    page = article_page(site, BASE, story, text, visit)
    return extract(Body(content=page, url=BASE + story.path, content_type="text/html"))


@pytest.fixture(
    params=range(len(TEXTS)),
    ids=[f"{site.key} {story.path.rstrip('/').rsplit('/')[-1]}" for site, story, _ in TEXTS],
)
def number(request):
    return request.param


@pytest.fixture
def source(number):
    return TEXTS[number][2]


@pytest.fixture(params=range(VISITS), ids="visit{}".format)
def article(number, request):
    return read(number, request.param)


def forms(words):
    return [comparison_form(one) for one in words]


def body(standfirst, blocks):
    """The standfirst and all blocks but captions; a standfirst may stand in the body too."""
    lines = [standfirst, *(block.text for block in blocks if block.kind is not BlockKind.CAPTION)]
    return list(dict.fromkeys(forms(lines)))


def marked(blocks):
    kinds = {BlockKind.NOTE, BlockKind.HEADING}
    return [(block.kind, comparison_form(block.text)) for block in blocks if block.kind in kinds]


def captions(blocks):
    return [block for block in blocks if block.kind is BlockKind.CAPTION]


def test_headline_standfirst_and_body_are_those_of_the_source(article, source):
    assert forms([source.headline, source.standfirst]) == forms([article.headline, article.standfirst])
    assert body(source.standfirst, source.blocks) == body(article.standfirst, article.blocks)


def test_a_caption_stands_once_with_its_credit_apart(article, source):
    told, written = captions(article.blocks), captions(source.blocks)

    assert forms(one.text for one in written) == forms(one.text for one in told)
    assert all(
        ours.credit.casefold().endswith(theirs.credit.casefold())
        for ours, theirs in zip(told, written, strict=True)
    )


def test_byline_and_dates_are_those_of_the_source(article, source):
    assert source.byline == article.byline
    assert source.published == article.published_at
    assert article.modified_at in (source.modified, None)


def test_the_language_is_that_of_the_site(article, number):
    assert TEXTS[number][0].language[:2] == article.language[:2]


def test_notes_and_headings_are_told_from_paragraphs(article, source):
    assert marked(source.blocks) == marked(article.blocks)


@pytest.mark.parametrize("site", read_newsroom(), ids=lambda site: site.key)
@pytest.mark.parametrize("template", ["_consent_wall.html", "_challenge.html"])
def test_a_wall_is_no_article(site, template):
    page = notice(template, site, BASE)

    with pytest.raises(NotAnArticle):
        extract(Body(content=page, url=BASE, content_type="text/html"))
