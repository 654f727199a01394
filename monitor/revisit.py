"""When to look at a page again (pure).

The steps are NewsDiffs': the longer a page stood as it is, the seldomer it is looked at.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.model import Page, PageState

#: Time since the article was new or last changed, and how long to wait then.
STEPS = (
    (timedelta(hours=3), timedelta(minutes=15)),
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(days=7), timedelta(hours=3)),
    (timedelta(days=30), timedelta(days=3)),
    (timedelta(days=360), timedelta(days=30)),
)
#: Past the last step.
LONGEST = timedelta(days=90)
#: A visit that failed is tried again after this time, doubled with each failure in a row.
FIRST_RETRY = timedelta(minutes=15)
LONGEST_RETRY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often pages are looked at."""

    shortest: timedelta = timedelta(minutes=15)  #: no page sooner than this
    steps: tuple[tuple[timedelta, timedelta], ...] = STEPS
    longest: timedelta = LONGEST
    first_retry: timedelta = FIRST_RETRY

    def next_visit_at(self, page: Page, now: datetime) -> datetime | None:
        """Return when to visit the page after the visit that made it what it is; None if it is paused."""
        if page.state is PageState.PAUSED:
            return None
        if page.failures or (page.missing and page.state is PageState.WATCHED):
            return now + max(self.shortest, self._retry(max(page.failures, page.missing)))
        age = now - (page.last_edit_at or page.added_at)
        wait = next((wait for until, wait in self.steps if age < until), self.longest)
        return now + max(self.shortest, wait)

    def _retry(self, failures: int) -> timedelta:
        factor: int = 2 ** min(failures - 1, 10)
        return min(LONGEST_RETRY, self.first_retry * factor)
