"""What every rule needs of an edit, read once: sentences, numbers, quotations, names, verbs (pure)."""

from functools import cached_property

from monitor.diff import edited
from monitor.flags.occasion import Occasion
from storage.model import Article, Change, Evidence, Field


class Reading:
    """An edit as rules read it."""

    def __init__(self, occasion: Occasion) -> None:
        self.occasion = occasion

    @cached_property
    def edited(self) -> tuple[Change, ...]:
        """The changes without what was kept."""
        return edited(self.occasion.changes)

    @property
    def both(self) -> tuple[Article, Article] | None:
        """Both articles, where there are two."""
        old, new = self.occasion.old, self.occasion.new
        return (old, new) if old is not None and new is not None else None

    def of(self, field: Field) -> list[Change]:
        """Return what was edited in one field."""
        return [change for change in self.edited if change.field is field]


def told(change: Change) -> Evidence:
    """Return a change as evidence."""
    return Evidence(where=change.field.value, old=change.old, new=change.new)
