import pytest

from monitor.diff import diff
from monitor.render import label
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
