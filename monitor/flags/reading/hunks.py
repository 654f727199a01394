"""Where two sentences differ, token by token (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.diff.tokens import read
from monitor.diff.words import Allowance, differences
from storage.text import comparison_form

_CELLS = 60_000  # tokens by tokens that the reading of one edit may compare of a passage


@dataclass(frozen=True, slots=True)
class Hunk:
    """Tokens `old:old_end` of `before` stand against `new:new_end` of `after`; one side may be empty."""

    before: Sequence[str]
    after: Sequence[str]
    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def removed(self) -> str:
        """The words that went."""
        return "".join(self.before[self.old : self.old_end]).strip()

    @property
    def added(self) -> str:
        """The words that came."""
        return "".join(self.after[self.new : self.new_end]).strip()


def hunks(old: str, new: str) -> list[Hunk]:
    """Return where two texts differ, the finest hunks that whole words allow; both in comparison form."""
    before, after = read(comparison_form(old)), read(comparison_form(new))
    found = differences(before, after, Allowance(_CELLS))
    return [Hunk(before.texts, after.texts, *places) for places in found]
