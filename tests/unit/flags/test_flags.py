"""Flags, by the labelled edits and by what must hold of every rule."""

from collections import Counter
from importlib import import_module

import pytest

from monitor.diff import diff
from monitor.flags import Occasion, names, raise_flags
from monitor.flags.severity import FACTS, TONE, severity
from storage.model import Article, Block, BlockKind, Flag, Severity
from tests.benchmarks.labelled import pairs

PAIRS = list(pairs())


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_an_edit_raises_what_its_label_says(pair):
    raised = pair.raised()
    assert (set(), set()) == (pair.must - raised, raised - pair.must - pair.may)


def test_every_flag_has_edits_that_must_and_must_not_raise_it():
    must = Counter(name for pair in PAIRS for name in pair.must)
    assert set(names()) == set(must)
    assert all(len(PAIRS) - count > 100 for count in must.values())


def test_five_languages_are_labelled():
    counts = Counter(pair.language for pair in PAIRS)
    assert {"en", "de", "fr", "es", "ru"} == set(counts)
    assert sum(counts.values()) >= 150


@pytest.mark.parametrize("name", names())
def test_a_rule_says_what_it_is_and_which_version(name):
    module = import_module(f"monitor.flags.{name}")
    assert module.__doc__
    assert module.VERSION


def test_every_flag_is_ranked_once():
    style = {"silent_edit", "style_only", "update_note"}
    assert set(names()) == FACTS | TONE | style
    assert not FACTS & TONE


def flag(name):
    return Flag(name=name, version="1", evidence=())


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (["style_only"], Severity.STYLE),
        (["headline_changed", "style_only"], Severity.TONE),
        (["headline_changed", "number_changed"], Severity.FACTS),
        (["number_changed", "silent_edit"], Severity.SILENT),
        (["number_changed", "disclosed_edit"], Severity.FACTS),
    ],
)
def test_an_edit_is_as_severe_as_its_most_severe_flag(raised, expected):
    assert expected is severity([flag(name) for name in raised], ())


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (("The bridge is shut.", "A second bridge was shut as well."), Severity.FACTS),
        (("The bridge is open.",), Severity.SILENT),
        ((), Severity.SILENT),
    ],
)
def test_what_only_says_more_in_silence_ranks_below_what_takes_something_back(last, expected):
    old = article("A barge struck a pier of the bridge.", "The bridge is not open.")
    new = article("A barge struck a pier of the bridge.", *last)
    if len(last) > 1:
        old = article("A barge struck a pier of the bridge.", last[0])
    changes = diff(old, new)
    flags = raise_flags(Occasion(old=old, new=new, changes=changes))
    assert "silent_edit" in {flag.name for flag in flags}
    assert expected is severity(flags, changes)


def article(*texts):
    return Article(
        url="u", headline="H", blocks=tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts)
    )


def test_without_a_flag_words_that_changed_are_tone():
    old, new = article("The van was white."), article("The van was rather white.")
    assert (Severity.TONE, Severity.STYLE) == (severity((), diff(old, new)), severity((), diff(old, old)))


def test_flags_come_by_name_and_the_same_each_time():
    old = article("Six people died in Leeds, police said.", "A third line stays.")
    new = article("Seven people died in York, witnesses claimed.", "A third line stays.")
    occasion = Occasion(old=old, new=new, changes=diff(old, new))
    flags = raise_flags(occasion)
    assert sorted(f.name for f in flags) == [f.name for f in flags]
    assert flags == raise_flags(occasion)


def test_evidence_says_where_old_and_new():
    old, new = article("Six people died on Monday.", "x"), article("Seven people died on Monday.", "x")
    (number,) = [
        f
        for f in raise_flags(Occasion(old=old, new=new, changes=diff(old, new)))
        if f.name == "number_changed"
    ]
    (evidence,) = number.evidence
    assert ("body", "Six", "Seven") == (evidence.where, evidence.old, evidence.new)


def test_a_page_that_is_gone_and_one_that_was_never_there_raise_no_other_flag():
    changes = ()
    assert ("gone",) == tuple(
        f.name for f in raise_flags(Occasion(old=article("a"), new=None, changes=changes, new_gone=True))
    )
    assert () == raise_flags(Occasion(old=None, new=article("a"), changes=changes))
