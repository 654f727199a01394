"""Between the revisit policy and the archive: which pages to visit now, and what visits taught."""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from crawler.pace import Paces
from monitor.alerts import rest_line
from monitor.config import Config
from monitor.revisit.bar import next_bar
from monitor.revisit.belief import Belief, new_page
from monitor.revisit.learner import Learner
from monitor.revisit.rank import LONGEST_UNSEEN, Aim, Ranking, best, within_sites
from monitor.revisit.reasons import why
from monitor.revisit.rest import with_one_look
from monitor.revisit.rhythm import Rhythm
from storage.archive import Archive
from storage.model import Page, PageState, Visit
from storage.rates import Figures, Lesson, PageRate, RateRow, SiteRate
from storage.sites import SiteRest

#: So many are taken by index and ranked: 3 ms (`../shared/research/revisit-and-scale.md`, running it).
CANDIDATES = 2_000
_HOUR = timedelta(hours=1)
#: A quarter of the hour's visits at most in a quarter of an hour: what comes later finds some left.
_QUARTERS = 4
#: Seconds that a pass may take for one site: others wait for the next pass until it ends.
_SITE_SECONDS = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteStats:
    """What is known of a site's edits."""

    site: str
    caught: int  #: visits that saw an edit
    missed: float  #: edits that others followed before a visit came, by estimate
    waiting: float  #: edits that were not seen yet, by estimate
    share: float | None  #: caught, of all that happened by estimate; None before the first
    rest: SiteRest | None = None  #: where it is left alone now

    @classmethod
    def of(cls, site: str, rate: SiteRate, waiting: float, rest: SiteRest | None = None) -> "SiteStats":
        """Return a site's figures."""
        missed = max(0.0, rate.edits - rate.caught)
        happened = rate.caught + missed + waiting
        share = rate.caught / happened if rate.caught else None
        return cls(site=site, caught=rate.caught, missed=missed, waiting=waiting, share=share, rest=rest)


class Revisits:
    """The policy over one archive: each answer is a function of what the archive holds."""

    def __init__(self, archive: Archive, config: Config, paces: Paces | None = None) -> None:
        """`paces` are those of the process's crawls: a slow site gets fewer visits in a pass."""
        self._archive = archive
        self._paces = paces or Paces()
        self._visit, self._crawl = config.visit, config.crawl
        self._aim = Aim(config.visit.aim)
        self.rhythm = Rhythm(shortest=timedelta(minutes=config.visit.shortest))

    def due(self, now: datetime) -> list[Page]:
        """Return the pages to visit now, most worth it first, within the budget and what a site bears."""
        return self._archive.pages_of(self.chosen(now))

    def chosen(self, now: datetime) -> list[int]:
        """Return the ids of these pages."""
        count = self._allowed(now)
        if count <= 0:
            return []
        self._archive.catch_up_with_clock(now)
        candidates = self._archive.candidates(now, self.rhythm.shortest, CANDIDATES)
        return self.rank(candidates, now, count)

    def rank(self, candidates: list[RateRow], now: datetime, count: int) -> list[int]:
        """Return the ids of the candidates to visit, most worth it first."""
        ranked: Sequence[tuple[float, float, int]]
        sites = [one[1] for one in candidates]
        ranked = self._ranking(set(sites)).ranked(candidates, now.timestamp())
        looked_at = self._archive.looked_at(now)
        if looked_at:
            site_of = {one[0]: one[1] for one in candidates}
            ranked = with_one_look(ranked, site_of.__getitem__, looked_at)
            sites = [site_of[page_id] for _, _, page_id in ranked]
        ranked = within_sites(ranked, sites, self._most, self._crawl.per_site)
        last, every = self._archive.last_capture_id(), round(1 / LONGEST_UNSEEN)
        unseen = (last + count) // every - last // every
        return [page_id for _, _, page_id in best(ranked, count, unseen)]

    def _most(self, site: str) -> int | None:
        """Return how many visits of a pass a site bears; None where none waits for another."""
        delay = max(self._crawl.delay, self._paces.delay_of_site(site))
        return max(self._crawl.per_site, int(_SITE_SECONDS / delay)) if delay > 0 else None

    def _allowed(self, now: datetime) -> int:
        """Return how many visits the budget leaves; visits that lie ahead of the clock do not count."""
        budget = self._visit.per_hour
        made = self._archive.visits_within(now - _HOUR, now, budget)
        part = max(_HOUR / _QUARTERS, timedelta(seconds=self._visit.tick))
        in_part = math.ceil(budget * (part / _HOUR))
        lately = self._archive.visits_within(now - part, now, in_part)
        return min(budget - made, in_part - lately, self._visit.batch)

    def learn(self, visit: Visit) -> Visit:
        """Return a visit with what it taught and its page's next visit, where it saw the article."""
        page, now = visit.page, visit.capture.received_at
        if not visit.capture.outcome.seen or page.state in (PageState.PAUSED, PageState.SAME):
            return visit
        figures, rate = self._archive.figures(), self._archive.rate(page.id)
        ranking = self._ranking({page.site}, figures)
        lesson = self._lesson(visit, rate, ranking, figures.bar)
        due = datetime.fromtimestamp(ranking.due(lesson.page, lesson.bar), UTC)
        earliest = now + self.rhythm.shortest
        return replace(visit, lesson=lesson, page=replace(page, next_visit_at=max(earliest, due)))

    def learn_again(self) -> None:
        """Learn again, by today's aim, from all the visits that the archive holds."""
        self._archive.learn_again(Learner(self._aim))

    def _lesson(self, visit: Visit, rate: PageRate | None, ranking: Ranking, bar: float) -> Lesson:
        now = visit.capture.received_at.timestamp()
        if rate is None:
            first = new_page(visit.page.id, visit.page.site, _born(visit).timestamp(), now)
            return Lesson(page=first, site=SiteRate(), ages=(), pauses=(), bar=bar)
        priority = ranking.priority(rate, now)
        site = ranking.sites.get(rate.site)
        taught = ranking.belief.learn(rate, site, now, changed=visit.edit is not None)
        return Lesson(
            page=taught.page,
            site=taught.site,
            ages=taught.ages,
            pauses=taught.pauses,
            bar=next_bar(bar, priority),
        )

    def _ranking(self, sites: Collection[str] | None = None, figures: Figures | None = None) -> Ranking:
        """Return how pages of these sites are ranked, or of all; by these figures, or the archive's."""
        belief = Belief(figures or self._archive.figures())
        return Ranking(belief=belief, sites=self._archive.site_rates(sites), aim=self._aim)

    def reasons(self, pages: list[Page], now: datetime) -> Iterator[tuple[Page, str]]:
        """Yield each page with why its next visit is when it is."""
        ranking, resting = self._ranking({page.site for page in pages}), self.resting(now)
        for page in pages:
            rest = None if page.state is PageState.PAUSED else resting.get(page.site)
            reason = f"its site {rest_line(rest)}" if rest else ""
            yield page, reason or why(page, self._archive.rate(page.id), ranking)

    def resting(self, now: datetime) -> dict[str, SiteRest]:
        """Return the sites that are left alone now, by name."""
        return {rest.site: rest for rest in self._archive.rests() if rest.resting(now)}

    def stats(self, now: datetime) -> list[SiteStats]:
        """Return what is known of the edits of each site, by name."""
        ranking, when = self._ranking(), now.timestamp()
        waiting: dict[str, float] = {}
        for rate in self._archive.rates():
            waiting[rate.site] = waiting.get(rate.site, 0.0) + ranking.unseen(rate, when)
        sites, resting = ranking.sites, self.resting(now)
        return [
            SiteStats.of(site, sites.get(site, SiteRate()), waiting.get(site, 0.0), resting.get(site))
            for site in sorted({*sites, *waiting, *resting})
        ]


def _born(visit: Visit) -> datetime:
    """Return when an article was published, as it says itself; else since when its page is watched."""
    said = visit.snapshot.article.published_at if visit.snapshot else None
    return said or visit.page.added_at
