"""What is learned of a site hides its furniture and never an edit."""

# ruff: noqa: E501 (pages stand on one line)

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract import extract, learn, read
from crawler.extract.learn import Read, without_furniture
from crawler.extract.site import SiteFurniture
from crawler.visit import Body
from storage.model import Article, Block, BlockKind

LONG = "The board met for four hours and voted nine to two for the new pier, which is to be built in ten months from spring on, page {}."


def article(number, *lines, end=(), end_at="body > div.popular > p"):
    core = [LONG.format(number), f"A short line of page {number}.", LONG.format(-number)]
    texts = [*lines, *core, *end]
    made = Article(
        url=f"https://news.example/{number}",
        headline=f"Headline {number}",
        blocks=tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts),
    )
    return Read(made, ("body > p",) * (len(texts) - len(end)) + (end_at,) * len(end))


def pages(count, *lines, end=()):
    return [[article(n, *lines, end=end)] for n in range(1, count + 1)]


def test_a_short_line_on_three_pages_is_learned():
    known = learn("news.example", pages(3, "Courier on the water", end=("Hand-made at the harbour",)))

    assert ("Courier on the water", "Hand-made at the harbour") == known.lines


def test_a_line_on_two_pages_is_not_learned():
    assert () == learn("news.example", pages(2, "Courier on the water")).lines


def test_a_line_that_counts_is_learned_whatever_it_counts():
    captures = [[article(n, f"{n * 17} people read this")] for n in range(1, 4)]
    known = learn("news.example", captures)

    assert known.hides("900 people read this")


def test_a_line_that_stands_inside_any_core_is_not_learned():
    known = learn(
        "news.example",
        [*pages(3, "Courier on the water"), [article(9), article(9, LONG.format(0), "Courier on the water")]],
    )

    assert () == known.lines


def test_many_captures_of_one_page_count_once():
    assert () == learn("news.example", [[article(1, "Courier on the water")] * 9]).lines


def test_notes_are_never_learned():
    note = Block(kind=BlockKind.NOTE, text="Correction: the year was wrong.")
    plain = [article(n) for n in range(5)]
    noted = [[Read(replace(one, blocks=(*one.blocks, note)), (*paths, "body > p"))] for one, paths in plain]

    assert () == learn("news.example", noted).lines


line = st.text("abc 12", min_size=1, max_size=30).filter(str.strip)


@given(st.lists(line, max_size=6), st.lists(line, max_size=5), st.integers(0, 3), line)
def test_an_edit_inside_the_core_is_never_hidden(known_lines, inner, at, edited):
    known = SiteFurniture(host="h", version="v", lines=("in body > p", *sorted({*known_lines, edited})))
    core = [LONG.format(1), *inner, LONG.format(2)]
    changed = [*core[: 1 + min(at, len(inner))], edited, *core[1 + min(at, len(inner)) :]]

    def left(texts):
        blocks = [Block(kind=BlockKind.PARAGRAPH, text=t) for t in texts]
        return [b.text for b in without_furniture(blocks, ["body > p"] * len(blocks), known)]

    assert core == left(core)
    assert changed == left(changed)


def test_extraction_leaves_out_what_is_known_of_the_site():
    body = f"<html><head><title>T</title></head><body><article><p>Hand-made at the harbour.</p><p>{LONG.format(1)}</p><p>{LONG.format(2)}</p></article></body></html>"
    known = SiteFurniture(host="news.example", version="v", lines=("Hand-made at the harbour.",))
    content = Body(content=body.encode(), url="https://news.example/1")

    assert 3 == len(extract(content).blocks)
    assert 2 == len(extract(content, known).blocks)


MOST_READ = ("Cat found in tree", "Ten soups for winter", "Team wins in the north", "Old mill sold")


def restless(number, count=3, **more):
    """Captures of a page whose last line is another each time."""
    return [article(number, end=(f"{MOST_READ[at]}!",), **more) for at in range(count)]


def test_a_place_whose_lines_are_others_at_every_visit_is_learned():
    known = learn("news.example", [restless(1), restless(2), [article(3, end=("A line that stands",))]])

    assert ("in body > div.popular > p",) == known.lines
    assert known.hides("A headline nobody has seen", "body > div.popular > p")
    assert not known.hides("A headline nobody has seen", "body > p")


@pytest.mark.parametrize(
    "pages",
    [
        [restless(1)],  # an article's last line that is worked on
        [restless(1, count=2), restless(2, count=2)],
        # The article is worked on too.
        [
            [article(n, end=(MOST_READ[n],)) for n in range(3)],
            [article(n, end=(MOST_READ[n],)) for n in range(3)],
        ],
        # The line stands still in one capture.
        [[*restless(n), article(n, end=(f"{MOST_READ[2]}!",))] for n in (1, 2)],
        # Paragraphs of the body stand there too.
        [restless(n, end_at="body > p") for n in (1, 2)],
    ],
)
def test_what_may_be_the_articles_own_is_no_such_place(pages):
    assert () == learn("news.example", pages).lines


def captured(number, popular, build, sum_="six"):
    lines = "".join(f"<li>{line}</li>" for line in popular)
    html = (
        f"<html><head><title>Pier {number}</title></head><body><article><h1>Pier {number}</h1>"
        f"<p>{LONG.format(sum_)}</p><p>It costs {sum_} million.</p><p>{LONG.format(-number)}</p>"
        f"<div class='xbox_{build} xbox-{number}'><ul>{lines}</ul></div></article></body></html>"
    )
    return Body(content=html.encode(), url=f"https://news.example/{number}")


def test_a_learned_place_is_left_out_whatever_the_build_and_hides_no_edit():
    pages = [
        [
            read(
                captured(
                    n, (f"{MOST_READ[at]} and more of it", f"{MOST_READ[at - 1]}, our report"), f"3f{at}a"
                )
            )
            for at in range(3)
        ]
        for n in (1, 2)
    ]
    known = learn("news.example", pages)
    before, after = (
        extract(captured(9, ("Storm closes the road", "Film prize for a debut"), "77ce", sum_), known)
        for sum_ in ("six", "seven")
    )

    assert ("in body > article > div.xbox.xbox > ul > li",) == known.lines
    assert 5 == len(pages[0][0].article.blocks)
    assert 3 == len(before.blocks)
    assert ["It costs six million."] == [b.text for b in before.blocks if b not in after.blocks][1:]
