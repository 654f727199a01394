"""The demo's plan holds every change that a visitor can see between rounds, and nothing else."""

import pytest

from monitor.demo.newsroom import read_newsroom
from monitor.demo.story import LAST_ROUND
from storage.text import comparison_form

HIDING = {"unavailable", "consent_wall", "challenge", "truncated", "missing", "withdrawn"}
STORIES = [
    pytest.param(story, id=f"{site.key} {story.path.rstrip('/').rsplit('/')[-1]}")
    for site, stories in read_newsroom().items()
    for story in stories
]


def said(text):
    """What a monitor compares: all but the date of modification and typography."""
    words = (text.headline, text.standfirst, *text.byline, *(b.text + b.credit for b in text.blocks))
    return text.published, [comparison_form(one) for one in words]


@pytest.mark.parametrize("story", STORIES)
def test_every_change_is_planned_and_every_planned_edit_changes_something(story):
    seen, changed = said(story.texts[0]), set()
    for number in range(1, LAST_ROUND + 1):
        if story.incidents.get(number) not in HIDING:
            if said(story.texts[number]) != seen:
                changed.add(number)
            seen = said(story.texts[number])

    assert {edit.round for edit in story.edits if not edit.flags <= {"gone", "returned"}} == changed


@pytest.mark.parametrize("story", STORIES)
def test_a_silent_edit_leaves_the_date_and_a_disclosed_one_moves_it(story):
    moved = {
        flag: {
            story.texts[edit.round].modified > story.texts[edit.round - 1].modified
            for edit in story.edits
            if flag in edit.flags
        }
        for flag in ("silent_edit", "disclosed_edit")
    }

    assert moved["silent_edit"] <= {False}
    assert moved["disclosed_edit"] <= {True}


def test_some_touches_change_only_typography_or_only_the_date():
    steps = [
        (old, new)
        for site_stories in read_newsroom().values()
        for story in site_stories
        for old, new in zip(story.texts, story.texts[1:], strict=False)
        if old != new and said(old) == said(new)
    ]

    assert {"date", "typography"} == {"date" if o.modified != n.modified else "typography" for o, n in steps}
