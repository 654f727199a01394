"""When to visit a page of which nothing is to be learned: it failed, is gone, or is not ranked (pure)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.model import Page, PageState

#: A visit that failed is tried again after this time, doubled with each failure in a row.
FIRST_RETRY = timedelta(minutes=15)
LONGEST_RETRY = timedelta(days=1)
#: A page that is gone is looked for after this part of the time since it went, within these bounds.
GONE_PART = 0.25
GONE_SOONEST = timedelta(days=1)
LONGEST = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """The waits that do not depend on what was learned of a page's edits."""

    shortest: timedelta = timedelta(minutes=15)  #: no page sooner than this
    first_retry: timedelta = FIRST_RETRY
    gone_soonest: timedelta = GONE_SOONEST
    gone_part: float = GONE_PART

    def next_visit_at(self, page: Page, now: datetime) -> datetime | None:
        """Return when to visit the page after the visit that made it what it is; None if it is paused."""
        if page.state is PageState.PAUSED:
            return None
        return now + max(self.shortest, self._wait(page, now))

    def _wait(self, page: Page, now: datetime) -> timedelta:
        if page.failures or (page.missing and page.state is PageState.WATCHED):
            factor: int = 2 ** min(max(page.failures, page.missing) - 1, 10)
            return min(LONGEST_RETRY, self.first_retry * factor)
        if page.state is PageState.GONE:
            return min(LONGEST, max(self.gone_soonest, (now - (page.last_edit_at or now)) * self.gone_part))
        return timedelta(0)
