import pytest

from monitor.diff import diff
from monitor.render import html, json, label, patch, terminal
from tests.records import article

REST = "It was the third vote of the week on the plan."


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("He left, and she stayed for the vote.", "He left. She stayed for the vote.", ", a sentence split"),
        ("He left. She stayed for the vote.", "He left, and she stayed for the vote.", ", sentences merged"),
        (
            "他离开了会场，她留下来等待表决结果。",
            "他离开了会场。她留下来等待表决结果。",
            ", a sentence split",
        ),
        ("Er ging, sie blieb bis zum Ende.", "Er ging. Sie blieb bis zum Ende.", ", a sentence split"),
        ("He left the room at noon.", "He left the room at noon. It rained.", ""),
        ("He left the room. It rained. She stayed.", "He left the room. She stayed.", ""),
        ("He met Smith on Monday.", "He met Mr. Smith on Monday.", ""),
        ("He met six of them.", "He met seven of them.", ""),
    ],
)
def test_sentences_split_or_merged_within_a_paragraph_are_told(old, new, told):
    (change,) = diff(article(f"{REST} {old} {REST}"), article(f"{REST} {new} {REST}"))[1:]

    assert f"body, changed{told}" == label(change)


@pytest.mark.parametrize(
    ("old", "new", "told", "words"),
    [
        (
            "He left, and she stayed for the vote.",
            "He left. She stayed for the vote.",
            ["split"],
            "a sentence split",
        ),
        (
            "He left. She stayed for the vote.",
            "He left, and she stayed for the vote.",
            ["merged"],
            "sentences merged",
        ),
        ("He met six of them.", "He met seven of them.", [], ""),
    ],
)
def test_every_format_tells_them(old, new, told, words):
    changes = diff(article(f"{REST} {old} {REST}"), article(f"{REST} {new} {REST}"))
    heading = f" @@ body, changed, {words}\n" if words else " @@\n"

    assert [told] == [change["sentences"] for change in json.document(changes)["changes"]]
    assert heading in patch.render(changes)
    for shown in (terminal.render(changes), html.render(changes)):
        assert words in shown


def test_a_patch_names_paragraphs_that_were_split_or_moved_and_no_others():
    rows = [
        "The ferry runs from the old pier.",
        "It rained all week on the coast.",
        "Nobody swam in the sea.",
    ]
    moved = patch.render(diff(article(*rows), article(*rows[1:], rows[0])))
    split = patch.render(diff(article(" ".join(rows)), article(*rows)))
    added = patch.render(diff(article(*rows), article(*rows, "Two men left.")))

    headings = [
        [line.rpartition("@@")[2] for line in told.splitlines() if "@@" in line]
        for told in (moved, split, added)
    ]
    assert [[" body, moved"], [" body, split"], [""]] == headings
