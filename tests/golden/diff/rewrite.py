"""Golden diffs: `python -m tests.golden.diff.rewrite` writes what comes out now, then read `git diff`.

A file holds the old article, the new one, and the changes as a terminal without colours shows them.
"""

import re
from pathlib import Path

from monitor.diff import diff
from monitor.render import terminal
from tests.benchmarks.labelled import article

FOLDER = Path(__file__).parent
_PARTS = re.compile(r"^=== (?:old|new|changes)\n", re.MULTILINE)


def read(path):
    """Return the old text, the new text and the changes of a golden file."""
    _, old, new, changes = _PARTS.split(path.read_text("utf-8"))
    return old, new, changes


def rendered(old, new):
    """Return the changes between two golden texts."""
    return terminal.render(diff(article(old, "en"), article(new, "en")), whole=True)


def main():
    """Rewrite every golden file."""
    for path in sorted(FOLDER.glob("*.txt")):
        old, new, _ = read(path)
        path.write_text(f"=== old\n{old}=== new\n{new}=== changes\n{rendered(old, new)}", "utf-8")


if __name__ == "__main__":
    main()
