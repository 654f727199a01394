"""A number as a reader takes it."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of a sentence in normal form, and where it stands."""

    kind: str  #: amount, share, ordinal, time, date, month, weekday, day, code
    value: Decimal
    unit: str  #: "" where none was told
    start: int  #: where it stands in the text that was read
    end: int
    soft: bool = False  #: an article that may be a one

    @property
    def meaning(self) -> tuple[str, Decimal, str]:
        """What makes two quantities one; a half is 50 percent."""
        if self.kind == "share" and not self.unit:
            return "amount", self.value * 100, "%"
        return self.kind, self.value, self.unit
