"""Which pages are worth a visit now, and when one will be (pure).

Priority = v · τ^γ, with τ the hours since the page was seen and v the expected unseen edits x, as far as
one visit gains them. Of n visits spread over Λ expected edits of a page, n (1 − e^(−Λ/n)) find something;
one visit more finds 1 − (1 + x) e^(−x) more, x = Λ/n. Averaged over what is not known of the page's rate,
that is p = 1 − (β / (β + B))^α · (1 + αB / (β + B)), and v = √(2p): x where x is small and the rate well
known, more where little is known of the page, and never more than √2.
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import nlargest
from itertools import islice
from operator import itemgetter

from monitor.revisit.belief import HOUR, Belief, factor, trust
from storage.rates import PageRate, RateRow, SiteRate


class Aim(StrEnum):
    """What a user wants most: to miss no edit, or to have pages as they stand."""

    CATCH = "catch"
    BALANCED = "balanced"
    FRESH = "fresh"


#: γ of each aim. Swept from 0 to 1 on TUNING worlds of `tests/benchmarks/revisit_worlds.py`: pages are as
#: fresh with 0.75 as with 1 (to 0.0005), and 0.03 more of the edits are caught; with 0.35, four fifths of the
#: freshness are gained for less than half of the edits.
GAMMA = {Aim.CATCH: 0.0, Aim.BALANCED: 0.35, Aim.FRESH: 0.75}
#: Of all visits, so many go to those longest unseen of the pages that are due, whatever is expected of them:
#: once it is due (at `latest`), no page of n waits for longer than n visits by 0.05. Swept on the TUNING
#: worlds: 0.1 catches 0.003 less in the mean, 0.03 or none no more; ranked by priority · τ they would catch
#: 0.002 more, and nothing could be said of the longest wait.
LONGEST_UNSEEN = 0.05
#: The priority of a page that was never read: a visit gains its first revision for certain.
NEW = math.sqrt(2)
#: A page is due when it reaches this part of the priority at which pages were visited of late: few enough
#: are due then to rank them all, and none that is worth a visit is left out.
NEAR_BAR = 0.3
#: A visit from which fewer edits are to be expected is a waste, whatever the budget …
LEAST_EXPECTED = 0.02
#: … but a page is seen at the latest after this part of its age, within these bounds.
PART_OF_AGE = 0.25
SOONEST_LATEST, LAST_LATEST = 24.0 * HOUR, 90 * 24.0 * HOUR

_SMALL = 1e-4
_FIRST_SPAN = 60.0
_LEAST_SPAN = 1.0  # what holds at once is never halved down to nothing: between two floats there is no middle
_CLOSE = 0.05  # of the wait: when exactly a page becomes a candidate matters little


@dataclass(frozen=True, slots=True)
class Ranking:
    """How pages are ranked, by one state of the figures."""

    belief: Belief
    sites: Mapping[str, SiteRate]
    aim: Aim
    least: float = LEAST_EXPECTED  #: edits to be expected of a page before it is due

    def expected(self, page: PageRate, now: float) -> float:
        """Return how many edits of a page are to be expected that were not seen yet, hints believed."""
        unseen = self.unseen(page, now)
        return unseen + trust(self.sites.get(page.site)) if page.hinted else unseen

    def unseen(self, page: PageRate, now: float) -> float:
        """Return the same without hints."""
        times = factor(self.sites.get(page.site))
        return page.alpha / page.beta * times * self.belief.exposure(page, now)

    def priority(self, page: PageRate, now: float) -> float:
        """Return v · τ^γ; 0 where the page was seen this moment, or the clock was set back."""
        hours = (now - page.seen) / HOUR
        if hours <= 0:
            return 0.0
        site = self.sites.get(page.site)
        value = _gain(page.alpha, page.beta, factor(site) * self.belief.exposure(page, now))
        if page.hinted:
            true = trust(site)
            value = true + (1 - true) * value
        return math.sqrt(2 * value) * math.pow(hours, GAMMA[self.aim])

    def ranked(self, pages: Iterable[RateRow], now: float) -> list[tuple[float, float, int]]:
        """Return of each page its priority, τ in hours, and its id.

        The same as `priority`, written out: two thousand pages are ranked at each tick.
        """
        (ages, by_age, at_age), (pauses, by_pause, at_pause) = self.belief.lines()
        gamma, sites, known = GAMMA[self.aim], self.sites, dict[str, float]()
        bin_of, root, small, hour = bisect_right, math.sqrt, _SMALL, HOUR
        ranked: list[tuple[float, float, int]] = []
        for page_id, site, born, seen, alpha, beta, changed, hinted in pages:
            unseen = now - seen
            if not beta or unseen < 0:  # the clock was set back: nothing tells how long it was unseen
                ranked.append((NEW, NEW, page_id))
                continue
            times = known.get(site)
            if times is None:
                times = known[site] = factor(sites.get(site))
            start, end = seen - born, now - born
            bin_ = bin_of(ages, end) - 1
            if start >= ages[bin_]:
                passed = by_age[bin_] * unseen
            else:
                first = bin_of(ages, start) - 1
                passed = at_age[bin_] + by_age[bin_] * end - at_age[first] - by_age[first] * start
            if changed is not None and unseen > 0:
                start, end = seen - changed, now - changed
                bin_ = bin_of(pauses, end) - 1
                if start >= pauses[bin_]:
                    passed *= by_pause[bin_]
                else:
                    first = bin_of(pauses, start) - 1
                    burst = at_pause[bin_] + by_pause[bin_] * end - at_pause[first] - by_pause[first] * start
                    passed *= burst / unseen
            ratio = times * passed / beta
            if ratio < small:
                value = alpha * (alpha + 1) / 2 * ratio * ratio
            else:
                rest = 1 / (1 + ratio)
                value = 1 - rest**alpha * (1 + alpha * ratio * rest)
            if hinted:
                true = trust(sites.get(site))
                value = true + (1 - true) * value
            hours = unseen / hour
            priority = root(2 * value)
            if gamma:
                priority *= hours**gamma
            ranked.append((priority, hours, page_id))
        return ranked

    def due(self, page: PageRate, bar: float) -> float:
        """Return when a page is to be a candidate, by what is known now."""
        level = NEAR_BAR * bar

        site = self.sites.get(page.site)
        times, mean, gamma = factor(site), page.alpha / page.beta, GAMMA[self.aim]
        hinted = trust(site) if page.hinted else 0.0

        def worth(now: float) -> bool:
            exposure = times * self.belief.exposure(page, now)
            if mean * exposure + hinted < self.least:
                return False
            value = hinted + (1 - hinted) * _gain(page.alpha, page.beta, exposure)
            return math.sqrt(2 * value) * math.pow((now - page.seen) / HOUR, gamma) >= level

        return first_time(worth, page.seen, latest(page))


def latest(page: PageRate) -> float:
    """Return until when a page is to be seen again, whatever is expected of it: old pages retire slowly."""
    return page.seen + min(LAST_LATEST, max(SOONEST_LATEST, PART_OF_AGE * (page.seen - page.born)))


def _gain(alpha: float, beta: float, exposure: float) -> float:
    """Return p of the module's docstring."""
    ratio = exposure / beta
    if ratio < _SMALL:  # the difference of two numbers near 1 would say nothing
        return alpha * (alpha + 1) / 2 * ratio * ratio
    rest = 1 / (1 + ratio)
    return 1 - math.pow(rest, alpha) * (1 + alpha * ratio * rest)


def first_time(holds: Callable[[float], bool], start: float, end: float) -> float:
    """Return when something that stays true once it is true becomes true, at the latest `end`.

    Too late by a twentieth of the wait, or by a second, at most.
    """
    span = _FIRST_SPAN
    while start + span < end and not holds(start + span):
        span *= 2
    low, high = start + (span / 2 if span > _FIRST_SPAN else 0.0), min(end, start + span)
    while high - low > max(_LEAST_SPAN, _CLOSE * (high - start)):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def best(
    ranked: Sequence[tuple[float, float, int]], count: int, unseen: int
) -> list[tuple[float, float, int]]:
    """Return the `count` best of (priority, hours unseen, id), best first.

    `unseen` of them are the longest unseen. Equal ones stay in their order.
    """
    by_priority = itemgetter(0)
    longest = nlargest(min(unseen, count), ranked, key=itemgetter(1))
    taken = {one[2] for one in longest}
    usual = (one for one in sorted(ranked, key=by_priority, reverse=True) if one[2] not in taken)
    chosen = [*islice(usual, count - len(longest)), *longest]
    return sorted(chosen, key=by_priority, reverse=True)


def within_sites(
    ranked: Sequence[tuple[float, float, int]],
    sites: Sequence[str],
    most_of: Callable[[str], int | None],
    least: int = 1,
) -> Sequence[tuple[float, float, int]]:
    """Return what is left where no site has more than `most_of` it: its best, and its longest unseen.

    `sites` are those of the ranked pages, in the same order; so many as `least` every site may have.
    """
    crowded = {
        site: most
        for site, pages in Counter(sites).items()
        if pages > least and (most := most_of(site)) is not None and pages > most
    }
    if not crowded:
        return ranked
    kept: list[tuple[float, float, int]] = []
    groups: dict[str, list[tuple[float, float, int]]] = {}
    for one, site in zip(ranked, sites, strict=True):
        (groups.setdefault(site, []) if site in crowded else kept).append(one)
    for site, group in groups.items():
        kept += best(group, crowded[site], math.ceil(crowded[site] * LONGEST_UNSEEN))
    return kept
