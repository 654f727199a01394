"""What the diff tells, as text that can be read in review."""

import pytest

from tests.golden.diff.rewrite import FOLDER, read, rendered, rendered_json
from tests.golden.diff.rewrite import rewrite as write_anew

REWRITE = "make golden, then read git diff"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_the_changes_are_told_as_written_here(path, rewrite):
    if rewrite:
        write_anew(path)
    old, new, *expected = read(path)

    assert expected == [*rendered(old, new)], REWRITE


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_the_json_is_as_written_here(path, rewrite):
    if rewrite:
        write_anew(path)
    old, new, *_ = read(path.with_suffix(".txt"))

    assert path.read_text("utf-8") == rendered_json(old, new), REWRITE


def test_there_are_golden_files():
    assert len(list(FOLDER.glob("*.txt"))) >= 20
    assert len(list(FOLDER.glob("*.json"))) >= 2
