"""Sentences that stand elsewhere now."""

from collections import Counter
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.diff import diff
from storage.model import RunKind
from storage.text import comparison_form
from tests.records import article

CLOSED = "The council voted on Monday to close the pool."
COST = "It had cost the town nine million euros."
LEFT = "Dr. Brandt left the hall before the count."
ASIDE = "Nobody spoke after the vote."
ELSEWHERE = "In another paragraph stands what the mayor answered to the reporters."


def moves(old, new):
    """What moved away and what moved here, as it stood."""
    runs = [run for change in diff(article(*old), article(*new)) for run in change.runs if run.moved]
    return tuple(
        [(run.old or run.new).strip() for run in runs if run.kind is kind]
        for kind in (RunKind.REMOVED, RunKind.ADDED)
    )


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        # Within a paragraph, to another, and out of one that went.
        ([f"{CLOSED} {COST} {ASIDE}"], [f"{COST} {CLOSED} {ASIDE}"], [COST]),
        ([f"{CLOSED} {COST} {ASIDE}", ELSEWHERE], [f"{CLOSED} {ASIDE}", f"{ELSEWHERE} {COST}"], [COST]),
        ([ELSEWHERE, f"{CLOSED} {COST}", LEFT], [f"{ELSEWHERE} {LEFT}", f"{CLOSED} {COST}"], [LEFT]),
        # Beside words that came.
        ([f"{COST} {CLOSED} {ASIDE}"], [f"{CLOSED} {ASIDE} So it was. {COST}"], [COST]),
        # In scripts without spaces.
        (
            ["市长周一离开了城市。议会在星期一开会讨论了桥梁。结束。"],
            ["议会在星期一开会讨论了桥梁。市长周一离开了城市。结束。"],
            ["市长周一离开了城市。"],
        ),
    ],
)
def test_a_sentence_that_stands_elsewhere_word_for_word_moved(old, new, moved):
    assert (moved, moved) == moves(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # It went; it was changed on the way; part of one went; it is too short to be told from another.
        ([f"{CLOSED} {COST} {ASIDE}", ELSEWHERE], [f"{CLOSED} {ASIDE}", ELSEWHERE]),
        ([f"{CLOSED} {COST} {ASIDE}", ELSEWHERE], [f"{CLOSED} {ASIDE}", f"{ELSEWHERE} It had cost nine."]),
        (
            [f"{CLOSED} He said it had cost the town nine million euros.", ELSEWHERE],
            [f"{CLOSED} He said.", f"{ELSEWHERE} It had cost the town nine million euros."],
        ),
        ([f"He said so. {CLOSED}", ELSEWHERE], [CLOSED, f"{ELSEWHERE} He said so."]),
    ],
)
def test_what_is_no_whole_sentence_elsewhere_did_not_move(old, new):
    assert ([], []) == moves(old, new)


def test_the_second_copy_of_a_sentence_moved_nowhere():
    assert ([COST], [COST]) == moves([f"{CLOSED} {COST}", ELSEWHERE], [CLOSED, f"{COST} {ELSEWHERE} {COST}"])


SENTENCES = st.lists(
    st.sampled_from([CLOSED, COST, LEFT, ASIDE, ELSEWHERE, "So it was.", "六月。"]), max_size=6
)
PARAGRAPHS = st.lists(SENTENCES.filter(bool).map(" ".join), max_size=4)


@given(PARAGRAPHS, PARAGRAPHS)
def test_what_moved_away_is_what_moved_here(old, new):
    changes = diff(article(*old), article(*new))
    runs = list(chain.from_iterable(change.runs for change in changes))
    went, came = (
        Counter(
            word
            for run in runs
            if run.moved and run.kind is kind
            for word in comparison_form(run.old or run.new).replace(".", "").split()
        )
        for kind in (RunKind.REMOVED, RunKind.ADDED)
    )
    assert went == came
    assert not any(run.moved for run in runs if run.kind is RunKind.KEPT)


def test_a_page_of_dots_is_read_once():
    """Where each dot were looked at with all behind it, this would take minutes."""
    dots = "." * 100_000

    assert ([COST], [COST]) == moves([f"{COST} {CLOSED}", f"x{dots}y"], [f"{CLOSED} {COST}", f"x{dots}.z"])
