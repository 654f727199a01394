"""What becomes of fields, paragraphs and links."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.diff import diff, digest, edited
from monitor.diff.compared import streams
from monitor.diff.words import Allowance, matches
from storage.model import (
    Article,
    Block,
    BlockKind,
    ChangeKind,
    DateClaim,
    DateSource,
    Field,
    Span,
    SpanKind,
)

FIRST = "The council met on Tuesday to discuss the harbour and the ferry."
SECOND = "Fishermen had asked for a deeper channel, and shopkeepers for parking."
THIRD = "A decision is expected before the summer, when the cruise ships arrive."


def article(*texts, **fields):
    blocks = tuple(t if isinstance(t, Block) else Block(kind=BlockKind.PARAGRAPH, text=t) for t in texts)
    return Article(url="https://news.example/a", headline="Harbour plan", blocks=blocks, **fields)


def told(old, new):
    return [(c.kind, c.field, c.removed, c.added) for c in edited(diff(old, new))]


def linked(text, target):
    return Block(
        kind=BlockKind.PARAGRAPH, text=text, spans=(Span(kind=SpanKind.LINK, start=0, end=3, target=target),)
    )


def test_a_paragraph_that_jumps_over_two_is_the_one_that_moved_however_long():
    long = FIRST * 20
    assert [(ChangeKind.MOVED, Field.BODY, "", "")] == told(
        article(long, SECOND, THIRD), article(SECOND, THIRD, long)
    )


def test_an_inserted_paragraph_moves_nothing():
    assert [(ChangeKind.ADDED, Field.BODY, "", SECOND)] == told(
        article(FIRST, THIRD), article(FIRST, SECOND, THIRD)
    )


def test_of_a_note_and_a_paragraph_that_change_places_the_note_moved():
    note = Block(kind=BlockKind.NOTE, text="Correction: the day was misstated in an earlier version.")
    assert [(ChangeKind.MOVED, Field.NOTE, "", "")] == told(article(note, FIRST), article(FIRST, note))


def test_a_split_paragraph_keeps_its_words():
    assert [(ChangeKind.SPLIT, Field.BODY, "", "")] == told(
        article(f"{FIRST} {SECOND}"), article(FIRST, SECOND)
    )


def test_a_paragraph_that_came_between_two_halves_is_told_as_added_there():
    (change,) = edited(diff(article(f"{FIRST} {SECOND}"), article(FIRST, THIRD, SECOND)))

    assert (ChangeKind.SPLIT, (0, 1, 2), "", THIRD) == (
        change.kind,
        change.new_at,
        change.removed,
        change.added.strip(),
    )


def test_korean_words_are_each_others_whatever_particles_they_carry():
    assert [ChangeKind.CHANGED] == [
        kind for kind, *_ in told(article("정부는 계획을 발표했다."), article("정부가 계획을 취소했다."))
    ]


def test_merged_paragraphs_keep_their_words():
    assert [(ChangeKind.MERGED, Field.BODY, "", "")] == told(
        article(FIRST, SECOND), article(f"{FIRST} {SECOND}")
    )


def test_a_paragraph_may_move_and_change():
    moved = FIRST.replace("Tuesday", "Friday")
    assert [(ChangeKind.MOVED, Field.BODY, "Tuesday", "Friday")] == told(
        article(FIRST, SECOND, THIRD), article(SECOND, THIRD, moved)
    )


@pytest.mark.parametrize(
    "same",
    [
        FIRST.replace(" ", "\u00a0"),
        FIRST.replace("council", "coun\u00adcil"),
        f"\u200b{FIRST}  ",
        FIRST.replace(" ", "\n", 3),
    ],
)
def test_typography_is_no_change(same):
    assert ([], digest(article(FIRST))) == (told(article(FIRST), article(same)), digest(article(same)))


def test_a_space_before_a_comma_is_told():
    assert [ChangeKind.CHANGED] == [kind for kind, *_ in told(article("One, two."), article("One , two."))]


def test_where_a_caption_stands_is_no_change():
    caption = Block(kind=BlockKind.CAPTION, text="The pier", credit="Agency")
    assert [] == told(article(caption, FIRST), article(FIRST, caption))


def test_the_credit_of_a_caption_is_compared():
    old, new = (Block(kind=BlockKind.CAPTION, text="The pier", credit=c) for c in ("Agency", "Archive"))
    assert [(ChangeKind.CHANGED, Field.CAPTION, "Agency", "Archive")] == told(article(old), article(new))


def test_a_link_that_leads_elsewhere_is_told_with_both_targets():
    old, new = linked("the plan", "https://a.example/1"), linked("the plan", "https://a.example/2")
    assert [(ChangeKind.CHANGED, Field.LINK, "https://a.example/1", "https://a.example/2")] == told(
        article(old), article(new)
    )


@pytest.mark.parametrize(
    "target", ["http://a.example/1/", "https://A.example/1?utm_source=x&fbclid=1", "https://a.example/1#top"]
)
def test_what_counts_readers_is_no_other_target(target):
    assert [] == told(article(linked("the plan", "https://a.example/1")), article(linked("the plan", target)))


def test_a_link_that_came_on_words_that_stayed_is_told():
    assert [(ChangeKind.ADDED, Field.LINK, "", "https://a.example/1")] == told(
        article("the plan"), article(linked("the plan", "https://a.example/1"))
    )


def test_a_link_that_went_with_its_words_is_not_told_twice():
    old = article(linked("Harbour works begin in the spring of the year", "https://a.example/1"))
    new = article("Works begin in the spring of the year")
    assert [Field.BODY] == [field for _, field, *_ in told(old, new)]


def test_two_links_that_change_places_are_told():
    spans = [Span(kind=SpanKind.LINK, start=s, end=s + 3, target=f"https://a.example/{s}") for s in (0, 4)]
    swapped = [replace(span, target=other.target) for span, other in zip(spans, reversed(spans), strict=True)]
    old, new = (Block(kind=BlockKind.PARAGRAPH, text="one two", spans=tuple(s)) for s in (spans, swapped))
    assert [Field.LINK, Field.LINK] == [field for _, field, *_ in told(article(old), article(new))]


def at(hour, source=DateSource.JSON_LD):
    return DateClaim(source=source, text="x", at=datetime(2024, 5, 6, hour, tzinfo=UTC))


def test_the_date_of_publication_is_compared_as_a_moment():
    assert [(ChangeKind.CHANGED, Field.PUBLISHED)] == [
        (kind, field) for kind, field, *_ in told(article(published=(at(8),)), article(published=(at(9),)))
    ]


def test_a_visible_date_is_compared_by_its_day_where_machines_are_told_none():
    shown = at(8, DateSource.VISIBLE)
    later = replace(shown, at=datetime(2024, 5, 7, 8, tzinfo=UTC))
    assert [Field.PUBLISHED] == [
        field for _, field, *_ in told(article(published=(shown,)), article(published=(later,)))
    ]
    assert [] == told(article(published=(at(8), shown)), article(published=(at(8), later)))


def test_a_visible_hour_and_the_date_of_modification_are_not_compared():
    old = article(published=(at(8, DateSource.VISIBLE),), modified=(at(8),))
    new = article(published=(at(9, DateSource.VISIBLE),), modified=(at(9),))
    assert ([], digest(old)) == (told(old, new), digest(new))


def test_a_correction_in_script_is_told_unless_the_page_shows_it():
    text = "The year was misstated."
    assert [(ChangeKind.ADDED, Field.NOTE, "", text)] == told(article(FIRST), article(FIRST, correction=text))
    assert [] == told(article(FIRST, text), article(FIRST, text, correction=text))


def test_a_correction_that_stood_in_script_and_is_shown_now_did_not_go():
    text = "The year was misstated."
    hidden, shown = article(FIRST, correction=text), article(FIRST, f"Correction: {text}", correction=text)
    assert [(ChangeKind.ADDED, Field.BODY, "", f"Correction: {text}")] == told(hidden, shown)
    assert [(ChangeKind.REMOVED, Field.BODY, f"Correction: {text}", "")] == told(shown, hidden)


def test_what_went_is_told_where_it_stood():
    fields = [
        c.old or c.new
        for c in diff(article(FIRST, SECOND, THIRD), article(FIRST, THIRD))
        if c.field is Field.BODY
    ]
    assert [FIRST, SECOND, THIRD] == fields


def test_links_alone_make_another_digest():
    old, new = linked("the plan", "https://a.example/1"), linked("the plan", "https://a.example/2")
    assert digest(article(old)) != digest(article(new))


def test_a_page_of_very_many_lines_is_read_in_stretches():
    lines = [f"line {n}" for n in range(6_000)]
    texts, _ = streams(article(*lines))
    changed = told(article(*lines), article(*lines[:3000], "another line", *lines[3000:]))
    assert len(texts) < 500
    assert len(changed) <= 3


def test_work_is_counted_not_timed():
    old, new = [f"a{n}" for n in range(200)], [f"b{n}" for n in range(200)]
    spent = Allowance(50_000)
    matches(old, new, spent)
    assert spent.cells == 10_000
    assert [] == matches(["x", "p", "y"], ["z", "p", "q", "w"], Allowance(0))


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (f"{FIRST} Yes. {SECOND}", (FIRST, "Yes.", SECOND)),
        ("Milk Eggs Bread Butter Two apples Salt", ("Milk", "Eggs", "Bread", "Butter", "Two apples", "Salt")),
        (
            "市议会周二开会讨论港口。是的。预计将在夏天作出决定。",
            ("市议会周二开会讨论港口。", "是的。", "预计将在夏天作出决定。"),
        ),
    ],
    ids=["a short answer", "a list", "unspaced"],
)
def test_a_paragraph_cut_elsewhere_keeps_its_words_however_short_its_parts(whole, parts):
    split, merged = article(whole, THIRD), article(*parts, THIRD)
    assert [(ChangeKind.SPLIT, Field.BODY, "", "")] == told(split, merged)
    assert [(ChangeKind.MERGED, Field.BODY, "", "")] == told(merged, split)


def test_a_word_that_was_cut_in_two_is_told():
    changes = told(article("Harbourplan", THIRD), article("Harbour", "plan", THIRD))
    assert ["Harbour", "Harbourplan", "plan"] == sorted(removed + added for *_, removed, added in changes)


def test_a_paragraph_that_became_a_caption_and_back_is_no_edit():
    for text in (SECOND, "渔民要求更深的航道，店主要求停车位。"):
        paragraphs = article(FIRST, text, THIRD)
        captioned = article(Block(kind=BlockKind.CAPTION, text=text), FIRST, THIRD)
        assert ([], []) == (told(paragraphs, captioned), told(captioned, paragraphs))


def test_a_word_of_what_became_a_caption_is_told_alone():
    caption = Block(kind=BlockKind.CAPTION, text=SECOND.replace("deeper", "wider"))
    assert [(ChangeKind.CHANGED, Field.CAPTION, "deeper", "wider")] == told(
        article(FIRST, SECOND), article(FIRST, caption)
    )


def test_a_paragraph_that_went_is_no_other_caption_that_came():
    caption = Block(kind=BlockKind.CAPTION, text="The pier on Monday morning")
    assert [(ChangeKind.ADDED, Field.CAPTION), (ChangeKind.REMOVED, Field.BODY)] == sorted(
        (kind, field) for kind, field, *_ in told(article(FIRST, SECOND), article(FIRST, caption))
    )


def test_the_order_of_captions_is_no_change():
    captions = [Block(kind=BlockKind.CAPTION, text=text) for text in (FIRST, SECOND, THIRD)]
    assert [] == told(article(*captions), article(*captions[::-1]))


@pytest.mark.parametrize("kind", list(BlockKind))
def test_what_kind_of_block_says_it_is_no_change(kind):
    for text in (SECOND, "渔民要求更深的航道，店主要求停车位。"):
        assert [] == told(article(FIRST, text), article(FIRST, Block(kind=kind, text=text)))
