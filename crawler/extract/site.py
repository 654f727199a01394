"""What was learned of a site's furniture, as an argument of extraction (frozen; no I/O)."""

import re
from dataclasses import dataclass

from storage.text import comparison_form

#: Before a path: all lines at it.
IN = "in "
_NUMBER = re.compile(r"\d+")


def shape(text: str) -> str:
    """Return `text` in comparison form with every number as `#`: what stays of a line that counts."""
    return _NUMBER.sub("#", comparison_form(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFurniture:
    """The lines that are furniture on one site, sorted, and which rules learned them.

    A line is the `shape` of a text, or `IN` and a path: whatever stands there. Law: it hides a short block
    outside the body's core only; see `learn.without_furniture`.
    """

    host: str
    version: str
    lines: tuple[str, ...] = ()

    def hides(self, text: str, path: str = "") -> bool:
        """Return whether the shape of `text`, or the path at which it stands, is one of the lines."""
        return shape(text) in self.lines or (path != "" and IN + path in self.lines)
