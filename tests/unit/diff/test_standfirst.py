"""A text that is standfirst on one side and body on the other is told by its words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.diff import diff, edited
from storage.model import Article, Block, BlockKind, ChangeKind, Field, Span, SpanKind

LEAD = "The ferry may stop for good, and nobody on the islands was asked."
EDITED = LEAD.replace("islands", "mainland")
OTHER = "Nobody knows yet what the new bridge will cost the taxpayers in the end."
FIRST = "The council met on Tuesday to discuss the harbour and its pier."
SECOND = "Fishermen had asked for a deeper channel, and shopkeepers for parking."
UNSPACED = ("岛上的渡轮可能停运，没有人问过居民。", "市议会周二开会讨论港口和码头。", "渔民要求更深的航道。")


def block(text, kind=BlockKind.PARAGRAPH):
    return Block(kind=kind, text=text)


def article(*texts, standfirst=""):
    blocks = tuple(text if isinstance(text, Block) else block(text) for text in texts)
    return Article(url="u", headline="Harbour plan", standfirst=standfirst, blocks=blocks)


def told(old, new):
    return [(c.kind, c.field, c.removed, c.added) for c in edited(diff(old, new))]


@pytest.mark.parametrize(
    ("apart", "within"),
    [
        (article(FIRST, SECOND, standfirst=LEAD), article(LEAD, FIRST, SECOND)),
        (article(FIRST, standfirst=LEAD), article(block(LEAD, BlockKind.HEADING), FIRST)),
        (article(OTHER, standfirst=f"{LEAD} {FIRST} {SECOND}"), article(LEAD, FIRST, SECOND, OTHER)),
        (article(SECOND, standfirst=f"{LEAD} {FIRST}"), article(FIRST, SECOND, standfirst=LEAD)),
        (article(FIRST, SECOND, standfirst=LEAD), article(f"{LEAD} {FIRST}", SECOND)),
        (article(*UNSPACED[1:], standfirst=UNSPACED[0]), article(*UNSPACED)),
        (article(UNSPACED[2], standfirst=" ".join(UNSPACED[:2])), article(*UNSPACED)),
        (article(*UNSPACED[1:], standfirst=UNSPACED[0]), article("".join(UNSPACED[:2]), UNSPACED[2])),
        (article(FIRST, SECOND, standfirst=LEAD), article(LEAD.replace(" ", "\u00a0"), FIRST, SECOND)),
    ],
    ids=[
        "first paragraph",
        "a heading",
        "joined of three",
        "joined of two, one of them still",
        "start of the first paragraph",
        "unspaced",
        "unspaced, joined of two",
        "unspaced, start of the first paragraph",
        "other spaces",
    ],
)
def test_the_same_words_are_no_edit_in_either_direction(apart, within):
    assert ([], []) == (told(apart, within), told(within, apart))


def test_a_standfirst_behind_a_paragraph_that_stayed_moved_there():
    apart, within = article(FIRST, SECOND, standfirst=LEAD), article(FIRST, LEAD, SECOND)

    assert [(ChangeKind.MOVED, Field.BODY, "", "")] == told(apart, within)
    assert [(ChangeKind.MOVED, Field.STANDFIRST, "", "")] == told(within, apart)


def test_an_edited_word_is_told_under_the_field_of_the_new_side():
    apart, within = article(FIRST, SECOND, standfirst=LEAD), article(EDITED, FIRST, SECOND)

    assert [(ChangeKind.CHANGED, Field.BODY, "islands", "mainland")] == told(apart, within)
    assert [(ChangeKind.CHANGED, Field.STANDFIRST, "mainland", "islands")] == told(within, apart)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (article(SECOND, standfirst=f"{LEAD} {FIRST}"), article(EDITED, FIRST, SECOND)),
        (article(FIRST, SECOND, standfirst=LEAD), article(f"{EDITED} {FIRST}", SECOND)),
    ],
)
def test_an_edited_word_of_a_regrouped_standfirst_is_told_alone(old, new):
    assert [("islands", "mainland")] == [(removed, added) for *_, removed, added in told(old, new)]


def test_an_unspaced_standfirst_that_was_edited_is_told_by_its_characters():
    old = article(*UNSPACED[1:], standfirst=UNSPACED[0])
    new = article(UNSPACED[0].replace("可能", "将会"), *UNSPACED[1:])
    assert [(ChangeKind.CHANGED, Field.BODY, "可能", "将会")] == told(old, new)


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [(LEAD, OTHER, ChangeKind.CHANGED), (LEAD, "", ChangeKind.REMOVED), ("", LEAD, ChangeKind.ADDED)],
)
@pytest.mark.parametrize(
    ("before", "after"),
    [((FIRST,), (FIRST,)), ((LEAD, FIRST), (LEAD, FIRST)), ((FIRST,), (SECOND, FIRST))],
    ids=["alone", "always in the body too", "beside a paragraph that came"],
)
def test_a_standfirst_that_really_changed_is_told_as_such(was, now, kind, before, after):
    changes = told(article(*before, standfirst=was), article(*after, standfirst=now))
    assert [kind] == [kind for kind, field, *_ in changes if field is Field.STANDFIRST]


def test_a_new_standfirst_over_the_one_that_went_to_the_body_is_told_as_added():
    changes = told(article(FIRST, standfirst=LEAD), article(LEAD, FIRST, standfirst=OTHER))
    assert [(ChangeKind.ADDED, Field.STANDFIRST, "", OTHER)] == changes


def test_a_standfirst_whose_place_a_paragraph_took_is_told_as_removed():
    changes = told(article(OTHER, FIRST, standfirst=LEAD), article(FIRST, standfirst=OTHER))
    assert [(ChangeKind.REMOVED, Field.STANDFIRST, LEAD, "")] == changes


def test_links_in_what_was_a_standfirst_are_not_told_for_it_has_none():
    span = Span(kind=SpanKind.LINK, start=0, end=9, target="https://a.example/1")
    linked = replace(block(LEAD), spans=(span,))
    assert [] == told(article(FIRST, standfirst=LEAD), article(linked, FIRST))


def test_a_standfirst_at_the_end_of_a_paragraph_is_told_as_moved_there():
    changes = edited(diff(article(FIRST, standfirst=LEAD), article(f"{FIRST} {LEAD}")))
    assert [(Field.STANDFIRST, [True]), (Field.BODY, [False, True])] == [
        (change.field, [run.moved for run in change.runs]) for change in changes
    ]


def test_a_kept_standfirst_is_told_where_the_new_article_has_it():
    there = diff(article(FIRST, standfirst=LEAD), article(LEAD, FIRST))
    back = diff(article(LEAD, FIRST), article(FIRST, standfirst=LEAD))
    assert [(Field.HEADLINE, (), ()), (Field.BODY, (-1,), (0,)), (Field.BODY, (0,), (1,))] == [
        (change.field, change.old_at, change.new_at) for change in there
    ]
    assert [(Field.HEADLINE, (), ()), (Field.STANDFIRST, (0,), (-1,)), (Field.BODY, (1,), (0,))] == [
        (change.field, change.old_at, change.new_at) for change in back
    ]


SENTENCES = st.lists(st.sampled_from("abcdefghijklmnop"), min_size=8, max_size=20).map(
    lambda letters: " ".join(letter * 3 for letter in letters).capitalize() + "."
)
BODIES = st.lists(SENTENCES, max_size=6)


@given(SENTENCES, BODIES)
def test_a_standfirst_that_became_the_first_paragraph_is_no_edit(lead, body):
    apart, within = article(*body, standfirst=lead), article(lead, *body)
    assert ([], []) == (told(apart, within), told(within, apart))


@given(SENTENCES, BODIES, st.data())
def test_one_word_edited_besides_is_told_alone(lead, body, data):
    texts = [lead, *body]
    place = data.draw(st.integers(0, len(texts) - 1))
    words = texts[place].rstrip(".").split()
    word = data.draw(st.integers(0, len(words) - 1))
    was, words[word] = words[word], "zzz"
    texts[place] = " ".join(words) + "."
    changes = told(article(*body, standfirst=lead), article(*texts))
    assert [(was, "zzz")] == [(removed, added) for *_, removed, added in changes]
