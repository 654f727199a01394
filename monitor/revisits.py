"""Between the revisit policy and the archive: which pages to visit now, and what visits taught."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from monitor.config import Config
from monitor.revisit.bar import next_bar
from monitor.revisit.belief import Belief, new_page
from monitor.revisit.rank import LONGEST_UNSEEN, Aim, Ranking, best, within_sites
from monitor.revisit.reasons import why
from monitor.revisit.rhythm import Rhythm
from storage.archive import Archive
from storage.model import Page, PageState, Visit
from storage.rates import Lesson, PageRate, SiteRate

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

    @classmethod
    def of(cls, site: str, rate: SiteRate, waiting: float) -> "SiteStats":
        """Return a site's figures."""
        missed = max(0.0, rate.edits - rate.caught)
        happened = rate.caught + missed + waiting
        share = rate.caught / happened if rate.caught else None
        return cls(site=site, caught=rate.caught, missed=missed, waiting=waiting, share=share)


class Revisits:
    """The policy over one archive: each answer is a function of what the archive holds."""

    def __init__(self, archive: Archive, config: Config) -> None:
        self._archive = archive
        self._visit, self._crawl = config.visit, config.crawl
        self._aim = Aim(config.visit.aim)
        self.rhythm = Rhythm(shortest=timedelta(minutes=config.visit.shortest))

    def due(self, now: datetime) -> list[Page]:
        """Return the pages to visit now, most worth it first, within the budget and what a site bears."""
        count = self._allowed(now)
        if count <= 0:
            return []
        self._archive.catch_up_with_clock(now)
        candidates = self._archive.candidates(now, self.rhythm.shortest, CANDIDATES)
        return [self._archive.page(page_id) for page_id in self.rank(candidates, now, count)]

    def rank(self, candidates: list[PageRate], now: datetime, count: int) -> list[int]:
        """Return the ids of the candidates to visit, most worth it first."""
        ranked = self._ranking().ranked(candidates, now.timestamp())
        if self._crawl.delay > 0:
            site_of = {one.page_id: one.site for one in candidates}
            most = max(self._crawl.per_site, int(_SITE_SECONDS / self._crawl.delay))
            ranked = within_sites(ranked, site_of.__getitem__, most)
        last, every = self._archive.last_capture_id(), round(1 / LONGEST_UNSEEN)
        unseen = (last + count) // every - last // every
        return [page_id for _, _, page_id in best(ranked, count, unseen)]

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
        rate, ranking = self._archive.rate(page.id), self._ranking()
        lesson = self._lesson(visit, rate, ranking, now.timestamp())
        due = datetime.fromtimestamp(ranking.due(lesson.page, lesson.bar), UTC)
        earliest = now + self.rhythm.shortest
        return replace(visit, lesson=lesson, page=replace(page, next_visit_at=max(earliest, due)))

    def _lesson(self, visit: Visit, rate: PageRate | None, ranking: Ranking, now: float) -> Lesson:
        bar = self._archive.figures().bar
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

    def _ranking(self) -> Ranking:
        figures = self._archive.figures()
        return Ranking(belief=Belief(figures), sites=self._archive.site_rates(), aim=self._aim)

    def reasons(self, pages: list[Page]) -> Iterator[tuple[Page, str]]:
        """Yield each page with why its next visit is when it is."""
        ranking = self._ranking()
        for page in pages:
            yield page, why(page, self._archive.rate(page.id), ranking)

    def stats(self, now: datetime) -> list[SiteStats]:
        """Return what is known of the edits of each site, by name."""
        ranking, when = self._ranking(), now.timestamp()
        waiting: dict[str, float] = {}
        for rate in self._archive.rates():
            waiting[rate.site] = waiting.get(rate.site, 0.0) + ranking.unseen(rate, when)
        sites = ranking.sites
        return [
            SiteStats.of(site, sites.get(site, SiteRate()), waiting.get(site, 0.0))
            for site in sorted({*sites, *waiting})
        ]


def _born(visit: Visit) -> datetime:
    """Return when an article was published, as it says itself; else since when its page is watched."""
    said = visit.snapshot.article.published_at if visit.snapshot else None
    return said or visit.page.added_at
