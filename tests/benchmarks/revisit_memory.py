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


class RevisitPolicy:
    """Chooses which pages to visit, and learns from what the visits saw; times are aware datetimes."""

    def __init__(self, now: datetime, aim: Aim = Aim.CATCH) -> None:
        self._ids: list[Hashable] = []
        self._numbers: dict[Hashable, int] = {}
        self._rates: list[PageRate] = []
        self._sites: dict[str, SiteRate] = {}
        self._figures = Figures()
        self._ranking = Ranking(belief=Belief(self._figures), sites=self._sites, aim=aim, least=0.0)
        self._queue: list[tuple[float, int]] = []  # when due; old entries are passed over
        self._due: list[float] = []
        self._visits = 0
        self._owed = 0.0  # visits to pages longest unseen
        self._looked_over = now.timestamp()

    def add(self, id: Hashable, site: Hashable, published_at: datetime, now: datetime) -> None:  # noqa: A002
        """Put a page under watch, seen as it is now."""
        if id in self._numbers:
            return
        number = self._numbers[id] = len(self._ids)
        self._ids.append(id)
        rate = new_page(number, str(site), published_at.timestamp(), now.timestamp())
        self._rates.append(rate)
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
        self._schedule(number)

    def choose(self, now: datetime, count: int) -> list[Hashable]:
        """Return up to `count` ids, those most worth a visit now first."""
        when = now.timestamp()
        if not 0 <= when - self._looked_over < OVER_ALL:
            self._look_over(when)
        wanted = min(count, len(self._ids))
        self._owed += wanted * LONGEST_UNSEEN
        unseen = int(self._owed)
        self._owed -= unseen
        numbers = self._candidates(when, wanted)
        rates, ranking = self._rates, self._ranking
        ranked = []
        for number in numbers:
            priority = ranking.priority(rates[number], when)
            ranked.append((priority, priority * (when - rates[number].seen), number))
        return [self._ids[number] for _, _, number in best(ranked, wanted, unseen)]

    def _candidates(self, when: float, least: int) -> list[int]:
        """Return the pages that are due, and those due next where they are fewer than wanted."""
        taken: list[tuple[float, int]] = []
        chosen: set[int] = set()
        while self._queue and (self._queue[0][0] <= when or len(chosen) < least):
            due, number = heappop(self._queue)
            if self._due[number] == due and number not in chosen:
                chosen.add(number)
                taken.append((due, number))
        for one in taken:
            heappush(self._queue, one)
        return [number for _, number in taken]

    def _schedule(self, number: int) -> None:
        due = self._ranking.due(self._rates[number], self._figures.bar)
        self._due[number] = due
        heappush(self._queue, (due, number))

    def _believe(self) -> None:
        aim = self._ranking.aim
        self._ranking = Ranking(belief=Belief(self._figures), sites=self._sites, aim=aim, least=0.0)

    def _look_over(self, when: float) -> None:
        self._looked_over = when
        self._believe()
        for number, rate in enumerate(self._rates):
            self._due[number] = self._ranking.due(rate, self._figures.bar)
        self._queue = [(due, number) for number, due in enumerate(self._due)]
        heapify(self._queue)
