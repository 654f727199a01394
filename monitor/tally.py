"""What a pass of visits came to."""

from collections import Counter
from dataclasses import dataclass, field

from storage.model import Page, Step, Visit
from storage.sites import Feed


@dataclass(slots=True)
class Tally:
    """Counts visits by what came of them."""

    outcomes: Counter[str] = field(default_factory=Counter)  #: and, where one was not read, its reason
    seen: int = 0  #: visits that saw a page, as it was known or anew
    new: int = 0  #: pages read for the first time
    found: int = 0  #: pages that feeds put under watch
    edits: list[tuple[int, Visit]] = field(default_factory=list)  #: each edit's id and its visit

    def add(self, visit: Visit, capture_id: int) -> None:
        """Count a visit that was stored."""
        self.outcomes[f"{visit.capture.outcome} {visit.capture.reason}".strip()] += 1
        self.seen += visit.capture.outcome.seen
        if visit.edit:
            self.edits.append((capture_id, visit))
        elif visit.step is Step.ARTICLE:
            self.new += 1

    def add_feed(self, feed: Feed, pages: list[Page]) -> None:
        """Count a visit to a feed, and the pages that it found."""
        self.outcomes[f"feed {feed.reason or 'read'}"] += 1
        self.found += len(pages)

    @property
    def visits(self) -> int:
        """How many visits were stored."""
        return self.outcomes.total()

    def summary(self) -> str:
        """Return one line: visits, new pages, edits, and each outcome with its number."""
        told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(self.outcomes.items()))
        found = f"{self.new} new pages, {len(self.edits)} edits"
        return f"{self.visits} visits ({told or 'nothing was due'}); {found}"
