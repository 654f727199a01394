"""What was learned of a site's furniture, as an argument of extraction (frozen; no I/O)."""

import re
from dataclasses import dataclass

from storage.text import comparison_form

_NUMBER = re.compile(r"\d+")


def shape(text: str) -> str:
    """Return `text` in comparison form with every number as `#`: what stays of a line that counts."""
    return _NUMBER.sub("#", comparison_form(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFurniture:
    """The lines that are furniture on one site, sorted, as their `shape`, and which rules learned them.

    Law: a line hides a short block outside the body's core only; see `learn.without_furniture`.
    """

    host: str
    version: str
    lines: tuple[str, ...] = ()

    def hides(self, text: str) -> bool:
        """Return whether the shape of `text` is one of the lines."""
        return shape(text) in self.lines
