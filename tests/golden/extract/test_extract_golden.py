"""Every page here comes out as the article beside it: NAME.html → NAME.article.txt.

The first comment of a page is its address. `pytest tests/golden/extract --rewrite` writes the articles
anew: read the difference before you commit it.
"""

# ruff: noqa: E501 (pages stand on one line)

import re
from pathlib import Path

import pytest

from crawler.extract import extract
from crawler.visit import Body
from storage.model import Article, Block, BlockKind

PAGES = sorted(Path(__file__).parent.glob("*.html"))
_ADDRESS = re.compile(rb"<!-- (https://\S+) -->")


def read(page: Path) -> Article:
    content = page.read_bytes()
    return extract(Body(content=content, url=_ADDRESS.search(content)[1].decode()))


def told(article: Article) -> str:
    """Return an article as a person reads it: its fields, then a block a line."""
    dates = [(name, claim) for name in ("published", "modified") for claim in getattr(article, name)]
    fields = [
        ("headline", article.headline),
        ("standfirst", article.standfirst),
        ("byline", "; ".join(article.byline)),
        *((name, f"{claim.source} {claim.text} = {claim.at}") for name, claim in dates),
        ("section", article.section),
        ("language", article.language),
        ("canonical", article.canonical_url),
        ("correction", article.correction),
        ("paywall", article.paywall if article.paywall != "unknown" else ""),
        ("live blog", "yes" if article.live_blog else ""),
    ]
    lines = [f"{name}: {value}" for name, value in fields if value]
    return "\n".join([*lines, "", *map(_block, article.blocks), ""])


def _block(block: Block) -> str:
    spans = "".join(
        f" {{{s.kind} {block.text[s.start : s.end]!r}{s.target and ' ' + s.target}}}" for s in block.spans
    )
    return f"[{block.kind}] {block.text}{spans}{block.credit and f' (credit: {block.credit})'}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_comes_out_as_the_article_beside_it(page, rewrite):
    expected = page.with_suffix(".article.txt")
    actual = told(read(page))
    if rewrite:
        expected.write_text(actual, "utf-8")

    assert expected.read_text("utf-8") == actual


def test_both_variants_of_the_seeds_page_say_the_same():
    with_share_row, with_related = (read(page) for page in PAGES if page.stem.startswith("meduza"))

    def words(article):
        return sorted((b.kind, b.text, b.credit) for b in article.blocks)

    assert words(with_share_row) == words(with_related)
    assert with_share_row.headline == with_related.headline
    assert with_share_row.standfirst == with_related.standfirst


def test_no_furniture_of_the_seeds_page_stands_in_its_body():
    for page in PAGES:
        if page.stem.startswith("meduza"):
            lines = {block.text for block in read(page).blocks}

            assert not {line for line in lines if line in ("or", "Share to", "Share to or", "Source: Meduza")}
            assert not any("Skip to main content" in line or "Share to" in line for line in lines)


def test_the_seeds_caption_stands_once_with_its_credit_apart():
    for page in PAGES:
        if page.stem.startswith("meduza"):
            captions = [(b.text, b.credit) for b in read(page).blocks if b.kind is BlockKind.CAPTION]

            assert [
                (
                    "Armenian medical workers offer first aid to an injured Nagorno-Karabakh resident. September 27, 2020.",
                    "MFA Armenia / Reuters / Scanpix / LETA",
                )
            ] == captions
