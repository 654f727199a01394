"""Learning from visits in a row, as the service learns from them one by one (pure).

The service and this add the same numbers in the same order: of archives with the same captures, edits and
aim, both know the same. Where they differ: feeds' hints are not kept with their times, so the bar may
(a hinted visit moved it by more); by today's rules there may be other edits and dates; and visits to a
page while it was paused teach here.
"""

from monitor.revisit.bar import next_bar
from monitor.revisit.belief import Belief, add_bins, add_site, new_page
from monitor.revisit.rank import Aim, Ranking
from storage.rates import Figures, PageRate, Sight, SiteRate


class Learner:
    """A `storage.rates.Teacher`: what all visits taught until now."""

    def __init__(self, aim: Aim) -> None:
        self.figures = Figures()
        self.sites: dict[str, SiteRate] = {}
        self._aim = aim

    def teach(self, sight: Sight, rate: PageRate | None) -> PageRate:
        """Return what is known of a page after a visit."""
        if rate is None:
            return new_page(sight.page_id, sight.site, sight.born, sight.at)
        figures, site = self.figures, self.sites.get(sight.site)
        belief = Belief(figures)
        priority = Ranking(belief=belief, sites=self.sites, aim=self._aim).priority(rate, sight.at)
        taught = belief.learn(rate, site, sight.at, changed=sight.changed)
        self.sites[sight.site] = add_site(site, taught.site)
        self.figures = Figures(
            ages=tuple(add_bins(figures.ages, taught.ages)),
            pauses=tuple(add_bins(figures.pauses, taught.pauses)),
            bar=next_bar(figures.bar, priority),
        )
        return taught.page
