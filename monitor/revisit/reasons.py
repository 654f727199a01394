"""Why a page is visited next when it is, in a few words (pure)."""

from datetime import datetime

from monitor.revisit.belief import HOUR
from monitor.revisit.rank import LAST_LATEST, Ranking, latest
from storage.model import Page, PageState
from storage.rates import PageRate

_DAY = 24 * HOUR
#: An old page whose next visit is so near its latest is visited for its age, not for what is expected.
_NEAR = 0.9


def why(page: Page, rate: PageRate | None, ranking: Ranking) -> str:
    """Return the reason for the time of a page's next visit."""
    if page.state is PageState.SAME:
        confirmed = ": to be confirmed" if page.next_visit_at else ""
        return f"the same as page {page.same_as}{confirmed}"
    if page.state is PageState.PAUSED or page.next_visit_at is None:
        return "paused"
    if page.state is PageState.GONE:
        return "gone: it may return"
    if page.missing or page.failures:
        return "missing: to be confirmed" if page.missing else f"failed {page.failures}×: tried again"
    return _by_rate(page, page.next_visit_at, rate, ranking)


def _by_rate(page: Page, next_visit_at: datetime, rate: PageRate | None, ranking: Ranking) -> str:
    if rate is None:
        return "not read yet" if page.last_visit_at is None else "its edits are not known yet"
    if rate.hinted:
        return "a feed says it changed"
    wait = next_visit_at.timestamp() - rate.seen
    if wait < _NEAR * (latest(rate) - rate.seen):
        return f"{ranking.expected(rate, next_visit_at.timestamp()):.2f} edits expected by then"
    retired = wait >= _NEAR * LAST_LATEST
    return f"retired: every {wait / _DAY:.0f} days" if retired else f"quiet: after {wait / _DAY:.1f} days"
