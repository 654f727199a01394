"""What the diff tells, as text that can be read in review."""

import pytest

from tests.golden.diff.rewrite import FOLDER, read, rendered


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_the_changes_are_told_as_written_here(path):
    old, new, expected = read(path)

    assert expected == rendered(old, new), "python -m tests.golden.diff.rewrite, then read git diff"


def test_there_are_golden_files():
    assert len(list(FOLDER.glob("*.txt"))) >= 20
