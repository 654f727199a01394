"""What is learned of a site hides its furniture and never an edit."""

# ruff: noqa: E501 (pages stand on one line)

from hypothesis import given
from hypothesis import strategies as st

from crawler.extract import extract, learn
from crawler.extract.learn import without_furniture
from crawler.extract.site import SiteFurniture
from crawler.visit import Body
from storage.model import Article, Block, BlockKind

LONG = "The board met for four hours and voted nine to two for the new pier, which is to be built in ten months from spring on, page {}."


def article(number, *lines, end=()):
    texts = [*lines, LONG.format(number), f"A short line of page {number}.", LONG.format(-number), *end]
    return Article(
        url=f"https://news.example/{number}",
        headline=f"Headline {number}",
        blocks=tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts),
    )


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
    noted = [[Article(url="u", headline="h", blocks=(*article(n).blocks, note))] for n in range(5)]

    assert () == learn("news.example", noted).lines


line = st.text("abc 12", min_size=1, max_size=30).filter(str.strip)


@given(st.lists(line, max_size=6), st.lists(line, max_size=5), st.integers(0, 3), line)
def test_an_edit_inside_the_core_is_never_hidden(known_lines, inner, at, edited):
    known = SiteFurniture(host="h", version="v", lines=tuple(sorted({*known_lines, edited})))
    core = [LONG.format(1), *inner, LONG.format(2)]
    changed = [*core[: 1 + min(at, len(inner))], edited, *core[1 + min(at, len(inner)) :]]

    def left(texts):
        return [
            b.text for b in without_furniture([Block(kind=BlockKind.PARAGRAPH, text=t) for t in texts], known)
        ]

    assert core == left(core)
    assert changed == left(changed)


def test_extraction_leaves_out_what_is_known_of_the_site():
    body = f"<html><head><title>T</title></head><body><article><p>Hand-made at the harbour.</p><p>{LONG.format(1)}</p><p>{LONG.format(2)}</p></article></body></html>"
    known = SiteFurniture(host="news.example", version="v", lines=("Hand-made at the harbour.",))
    content = Body(content=body.encode(), url="https://news.example/1")

    assert 3 == len(extract(content).blocks)
    assert 2 == len(extract(content, known).blocks)
