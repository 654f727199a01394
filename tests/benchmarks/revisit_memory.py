"""The revisit policy without an archive: the same belief and ranking over pages in memory."""

from collections.abc import Hashable
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from monitor.revisit.bar import next_bar
from monitor.revisit.belief import Belief, add_bins, add_site, new_page
from monitor.revisit.rank import LONGEST_UNSEEN, Aim, Ranking, best
from storage.rates import Figures, PageRate, SiteRate

#: All pages are looked over anew so often: what is learned changes when the others are due.
OVER_ALL = timedelta(hours=3).total_seconds()
#: The belief is put together anew after so many visits.
FRESH_BELIEF = 20
#: A page that was chosen and of which no visit was told is left alone for so long, doubled each time.
FIRST_RETRY, LONGEST_RETRY = (timedelta(minutes=15).total_seconds(), timedelta(days=1).total_seconds())


class RevisitPolicy:
    """Chooses which pages to visit, and learns from what the visits saw; times are aware datetimes.

    The same calls bring the same answers, and `choose` called twice at one time answers the same.
    """

    def __init__(self, now: datetime, aim: Aim = Aim.CATCH) -> None:
        self._ids: list[Hashable] = []
        self._numbers: dict[Hashable, int] = {}
        self._rates: list[PageRate] = []
        self._sites: dict[str, SiteRate] = {}
        self._figures = Figures()
        self._ranking = Ranking(belief=Belief(self._figures), sites=self._sites, aim=aim, least=0.0)
        self._waiting: list[
            tuple[float, int]
        ] = []  # a heap of when pages are due; old entries are passed over
        self._due: list[float] = []
        self._ready: dict[int, None] = {}  # the pages that are due, in the order in which they became so
        self._chosen: tuple[float, list[int]] = now.timestamp(), []  # when last, and which
        self._told: set[int] = set()  # of these, those of which a visit was told
        self._failed: dict[int, tuple[float, int]] = {}  # no visit told since it was chosen: when, how often
        self._visits = 0
        self._looked_over = now.timestamp()

    def add(self, id: Hashable, site: Hashable, published_at: datetime | None, now: datetime) -> None:  # noqa: A002
        """Put a page under watch, seen as it is now; one that does not say when is published now."""
        if id in self._numbers:
            return
        number = self._numbers[id] = len(self._ids)
        self._ids.append(id)
        born = (published_at or now).timestamp()
        self._rates.append(new_page(number, str(site), born, now.timestamp()))
        self._due.append(0.0)
        self._schedule(number)

    def observe(self, id: Hashable, now: datetime, changed: bool) -> None:  # noqa: A002
        """Learn from a visit."""
        number = self._numbers[id]
        rate, when = self._rates[number], now.timestamp()
        priority = self._ranking.priority(rate, when)
        taught = self._ranking.belief.learn(rate, self._sites.get(rate.site), when, changed=bool(changed))
        self._rates[number] = taught.page
        self._sites[rate.site] = add_site(self._sites.get(rate.site), taught.site)
        self._figures = Figures(
            ages=tuple(add_bins(self._figures.ages, taught.ages)),
            pauses=tuple(add_bins(self._figures.pauses, taught.pauses)),
            bar=next_bar(self._figures.bar, priority),
        )
        self._visits += 1
        if self._visits % FRESH_BELIEF == 0:
            self._believe()
        self._told.add(number)
        self._failed.pop(number, None)
        self._schedule(number)

    def choose(self, now: datetime, count: int) -> list[Hashable]:
        """Return up to `count` ids, those most worth a visit now first."""
        when = now.timestamp()
        if when != self._chosen[0]:
            self._note_failures()
        if not 0 <= when - self._looked_over < OVER_ALL:
            self._look_over(when)
        ready = self._candidates(when, count)
        ranked = self._ranking.ranked([self._rates[number] for number in ready], when)
        every = round(1 / LONGEST_UNSEEN)
        unseen = (self._visits + count) // every - self._visits // every
        chosen = [number for _, _, number in best(ranked, max(0, count), unseen)]
        self._chosen, self._told = (when, chosen), set()
        return [self._ids[number] for number in chosen]

    def _candidates(self, when: float, least: int) -> list[int]:
        """Return the pages that are due, and those due next where they are fewer than wanted."""
        left_alone = [number for number in self._failed if self._left_alone(number, when)]
        waiting, ready = self._waiting, self._ready
        enough = least + len(left_alone)
        while waiting and (waiting[0][0] <= when or len(ready) < enough):
            due, number = heappop(waiting)
            if self._due[number] == due:
                ready[number] = None
        alone = set(left_alone)
        return [number for number in ready if number not in alone] if alone else list(ready)

    def _left_alone(self, number: int, when: float) -> bool:
        failed, times = self._failed[number]
        return failed < when < failed + min(LONGEST_RETRY, FIRST_RETRY * 2 ** min(times - 1, 10))

    def _note_failures(self) -> None:
        """Note which of the pages chosen last were tried in vain: none after the last that was visited."""
        when, chosen = self._chosen
        visited = [place for place, number in enumerate(chosen) if number in self._told]
        for number in chosen[: visited[-1]] if visited else chosen:
            if number not in self._told:
                self._failed[number] = when, self._failed.get(number, (when, 0))[1] + 1
        self._chosen, self._told = (when, []), set()

    def _schedule(self, number: int) -> None:
        self._ready.pop(number, None)
        due = self._due[number] = self._ranking.due(self._rates[number], self._figures.bar)
        heappush(self._waiting, (due, number))

    def _believe(self) -> None:
        aim = self._ranking.aim
        self._ranking = Ranking(belief=Belief(self._figures), sites=self._sites, aim=aim, least=0.0)

    def _look_over(self, when: float) -> None:
        self._looked_over = when
        self._believe()
        self._ready = {}
        self._due = [self._ranking.due(rate, self._figures.bar) for rate in self._rates]
        self._waiting = [(due, number) for number, due in enumerate(self._due)]
        heapify(self._waiting)
