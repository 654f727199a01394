"""Golden diffs: `make golden` writes what comes out now, then read `git diff`.

A file holds the old article, the new one, the changes as a terminal without colours shows them, and the patch
in which nothing is passed over. Where a file of the same name ends in `.json`, it holds the changes as JSON.
"""

import re
from pathlib import Path

from monitor.diff import diff
from monitor.render import json, patch, terminal
from tests.benchmarks.labelled import article

FOLDER = Path(__file__).parent
_PARTS = re.compile(r"^=== (?:old|new|changes|patch)\n", re.MULTILINE)


def read(path):
    """Return the old text, the new text, the changes and the patch of a golden file."""
    _, *parts = _PARTS.split(path.read_text("utf-8"))
    return parts


def changes(old, new):
    """Return the changes between two golden texts."""
    return diff(article(old, "en"), article(new, "en"))


def rendered(old, new):
    """Return the changes between two golden texts as text, and as a patch."""
    found = changes(old, new)
    return terminal.render(found, whole=True), patch.render(found, context=100)


def rendered_json(old, new):
    """Return the changes between two golden texts as JSON."""
    return json.render(changes(old, new), whole=True) + "\n"


def rewrite(path):
    """Write one golden file anew; a new one needs its old and new text only."""
    if path.suffix == ".json":
        path.write_text(rendered_json(*read(path.with_suffix(".txt"))[:2]), "utf-8")
        return
    old, new, *_ = read(path)
    told, patched = rendered(old, new)
    path.write_text(f"=== old\n{old}=== new\n{new}=== changes\n{told}=== patch\n{patched}", "utf-8")
