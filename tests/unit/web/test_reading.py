from dataclasses import replace

from monitor.diff import diff
from monitor.web.reading import PartKind, View, parts
from tests.records import article


def told(old: str, new: str, view: View = View.INLINE):
    changes = diff(article(*old.split("|")), article(*new.split("|")))
    return [(part.kind, part.place, part.count) for part in parts(changes, view)]


LONG = "a paragraph that is long enough to be known again wherever it stands now"
OTHERS = "the first one stays here|the second one stays here|the third one stays here"


def test_what_was_kept_is_folded_in_runs():
    assert [
        (PartKind.FOLDED, "", 2),
        (PartKind.CHANGE, "¶2", 1),
        (PartKind.FOLDED, "", 1),
    ] == told("one|it cost six|three", "one|it cost seven|three")


def test_changes_only_count_what_is_passed_over():
    assert [(PartKind.PASSED, "", 2), (PartKind.CHANGE, "¶2", 1)] == told(
        "one|it cost six", "one|it cost seven", View.CHANGES
    )


def test_a_paragraph_moved_down_leaves_a_mark_above():
    found = parts(diff(article(LONG, *OTHERS.split("|")), article(*OTHERS.split("|"), LONG)), View.CHANGES)
    left, change = [part for part in found if part.kind is not PartKind.PASSED]

    assert (PartKind.LEFT, "¶1 → ¶4", False) == (left.kind, left.place, left.upwards)
    assert (PartKind.CHANGE, "¶1 → ¶4", True) == (change.kind, change.place, change.upwards)
    assert (left.anchor, left.other) == (change.other, change.anchor)


def test_a_paragraph_moved_up_leaves_a_mark_below():
    found = parts(diff(article(*OTHERS.split("|"), LONG), article(LONG, *OTHERS.split("|"))), View.CHANGES)
    change, left = [part for part in found if part.kind is not PartKind.PASSED]

    assert (PartKind.CHANGE, False) == (change.kind, change.upwards)
    assert (PartKind.LEFT, True) == (left.kind, left.upwards)


def test_every_change_has_an_anchor_of_its_own():
    found = parts(diff(article("a b", "c d", "e f"), article("a x", "c y", "e z")), View.INLINE)
    anchors = [part.anchor for part in found if part.anchor]

    assert len(anchors) == len(set(anchors)) == 3


def test_a_standfirst_that_went_to_the_body_has_the_place_of_its_paragraph():
    lead = replace(article(OTHERS), standfirst=LONG)
    (change,) = [
        part for part in parts(diff(lead, article(f"{LONG} again", OTHERS)), View.INLINE) if part.place
    ]
    assert (PartKind.CHANGE, "¶1") == (change.kind, change.place)


def test_a_kept_standfirst_that_was_a_paragraph_is_shown_with_its_name():
    (part,) = parts(diff(article(LONG, OTHERS), replace(article(OTHERS), standfirst=LONG)), View.WHOLE)
    assert "standfirst, kept" in part.html.partition("kept-blocks")[0]
