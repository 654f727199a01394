"""An article of the demo, read from its file, edited round by round."""

from datetime import UTC, datetime

import pytest

from monitor.demo.story import LAST_ROUND, read_story
from storage.errors import BadConfig
from storage.model import Block, BlockKind, Span, SpanKind

PLAN = '''
site = "gazette"
path = "/a"
section = "News"
headline = "Goat on roof"
standfirst = "It climbed."
byline = ["Ann Ode"]
published = 2026-03-02T06:00:00Z
copy = """
A goat stood on the roof,
said [the mayor](https://mayor.example/).

!photo The goat. | Bo Lens

It ate 3 tiles.

It came down at *noon*.
"""
'''


@pytest.fixture
def story(tmp_path):
    def read(plan):
        file = tmp_path / "goat.toml"
        file.write_text(PLAN + plan, encoding="utf-8")
        return read_story(file)

    return read


def bodies(story):
    return [[block.text for block in text.blocks] for text in story.texts]


def test_copy_is_read_into_blocks_with_their_links_and_credits(story):
    expected = (
        Block(
            kind=BlockKind.PARAGRAPH,
            text="A goat stood on the roof, said the mayor.",
            spans=(Span(kind=SpanKind.LINK, start=31, end=40, target="https://mayor.example/"),),
        ),
        Block(kind=BlockKind.CAPTION, text="The goat.", credit="Bo Lens"),
        Block(kind=BlockKind.PARAGRAPH, text="It ate 3 tiles."),
        Block(
            kind=BlockKind.PARAGRAPH,
            text="It came down at noon.",
            spans=(Span(kind=SpanKind.EMPHASIS, start=16, end=20),),
        ),
    )

    assert expected == story("").texts[0].blocks


def test_an_article_without_a_plan_says_the_same_all_day(story):
    texts = story("").texts

    assert LAST_ROUND + 1 == len(texts)
    assert {texts[0]} == set(texts)


def test_words_are_swapped_from_their_round_on(story):
    texts = bodies(story('[[edits]]\nround=2\nflags=[]\nwhat=""\nswap=[["3 tiles", "4 tiles"]]'))

    assert ["It ate 3 tiles."] * 2 + ["It ate 4 tiles."] * 7 == [text[2] for text in texts]


def test_a_block_is_cut(story):
    texts = bodies(story('[[edits]]\nround=1\nflags=[]\nwhat=""\ncut=["It ate"]'))

    assert ["A goat stood on the roof, said the mayor.", "The goat.", "It came down at noon."] == texts[1]


def test_a_block_is_moved_with_its_marks(story):
    moved = story('[[edits]]\nround=1\nflags=[]\nwhat=""\nmove=[["It came", "!photo"]]').texts[1].blocks

    assert ["The goat.", "It came down at noon.", "It ate 3 tiles."] == [block.text for block in moved[1:]]
    assert SpanKind.EMPHASIS == moved[2].spans[0].kind


def test_blocks_are_added_after_another(story):
    texts = bodies(story('[[edits]]\nround=1\nflags=[]\nwhat=""\nadd=[["It ate", "One.\\n\\n!note Two."]]'))

    assert ["It ate 3 tiles.", "One.", "Two.", "It came down at noon."] == texts[1][2:]


def test_fields_are_set(story):
    text = story('[[touches]]\nround=1\nheadline="H"\nbyline=["B"]\nmodified=2026-03-02T07:00:00Z').texts[1]

    assert ("H", ("B",)) == (text.headline, text.byline)
    assert datetime(2026, 3, 2, 7, tzinfo=UTC) == text.modified
    assert datetime(2026, 3, 2, 6, tzinfo=UTC) == text.published


def test_touches_are_not_planned_to_be_reported(story):
    assert () == story("[[touches]]\nround=1\nmodified=2026-03-02T07:00:00Z").edits


def test_an_absence_is_reported_in_its_second_round_and_at_its_end(story):
    read = story('[absence]\nfrom=2\nuntil=4\nkind="missing"\ngone="G"\nreturned="R"')

    assert {2: "missing", 3: "missing"} == read.incidents
    assert [(3, {"gone"}, "G"), (4, {"returned"}, "R")] == [(e.round, e.flags, e.what) for e in read.edits]


def test_an_article_that_returns_changed_is_reported_once_with_both_flags(story):
    absence = '[absence]\nfrom=2\nuntil=4\nkind="missing"\ngone="G"\nreturned="R"\n'
    edit = '[[edits]]\nround=4\nflags=["number_changed"]\nwhat="W"\nswap=[["3 tiles", "4 tiles"]]'

    assert [{"gone"}, {"number_changed", "returned"}] == [e.flags for e in story(absence + edit).edits]


@pytest.mark.parametrize(
    "step",
    [
        'swap=[["no such words", ""]]',
        'swap=[["It ", ""]]',
        'cut=["It"]',
        'move=[["Never", "It ate"]]',
        'add=[["Never", "x"]]',
    ],
)
def test_a_plan_that_does_not_fit_its_copy_is_refused_by_its_file_name(story, step):
    with pytest.raises(BadConfig, match=r"Mend goat\.toml: "):
        story("[[touches]]\nround=1\n" + step)


def test_a_file_that_is_no_toml_is_refused_by_its_name(story):
    with pytest.raises(BadConfig, match=r"Mend goat\.toml: "):
        story("[[")
