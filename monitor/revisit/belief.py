"""What is believed of pages' edits, and what a visit teaches (pure).

A page's edits come at the rate m · s · h(age) · g(time since its last edit): h is pooled over all pages,
s is its site's, g is pooled (edits come in bursts), and m is its own, Gamma(alpha, beta). A visit after
which B = s · ∫ h · g have passed adds B to beta and, if it saw a change, mB / (1 − e^(−mB)) to alpha:
the number of edits to be expected where there is at least one. The same goes to the bins and the site.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.revisit.curve import Curve, Lines
from monitor.revisit.priors import (
    AGE_BINS,
    AGES,
    ALPHA,
    BETA,
    HINTS,
    HINTS_KEPT,
    PAUSE_BINS,
    PAUSES,
    SITE_EDITS,
)
from storage.rates import Bin, Figures, PageRate, SiteRate

HOUR = 3600.0

_UNKNOWN = SiteRate()
_TINY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """What a visit taught, without the bar."""

    page: PageRate
    site: SiteRate
    ages: tuple[Bin, ...]
    pauses: tuple[Bin, ...]


def new_page(page_id: int, site: str, born: float, now: float) -> PageRate:
    """Return what is believed of a page at its first visit; one from the future was born now."""
    return PageRate(page_id=page_id, site=site, born=min(born, now), seen=now, alpha=ALPHA, beta=BETA)


def factor(site: SiteRate | None) -> float:
    """Return how many times as often as usual a site edits its pages."""
    site = site or _UNKNOWN
    return (site.edits + SITE_EDITS) / (site.expected + SITE_EDITS)


def trust(site: SiteRate | None) -> float:
    """Return which share of a site's hints is true."""
    site = site or _UNKNOWN
    return (site.kept + HINTS_KEPT) / (site.hints + HINTS)


class Belief:
    """The pooled figures with the priors, ready to be asked."""

    def __init__(self, figures: Figures) -> None:
        self._hazard = Curve(AGES, _sums(AGE_BINS, figures.ages))
        self._burst = Curve(PAUSES, _sums(PAUSE_BINS, figures.pauses))

    def lines(self) -> tuple[Lines, Lines]:
        """Return the pooled rate by age, and how many times as high it is after an edit; by seconds.

        The second is over seconds as well: by the seconds that passed, it is a factor.
        """
        ages, rates, starts = self._hazard.lines(HOUR)
        pauses, factors, bursts = self._burst.lines(HOUR)
        return (ages, rates, starts), (
            pauses,
            [one * HOUR for one in factors],
            [one * HOUR for one in bursts],
        )

    def exposure(self, page: PageRate, now: float) -> float:
        """Return the edits to be expected of an average page and site since this one was seen.

        0 where the clock was set back.
        """
        seen = page.seen
        if now <= seen:
            return 0.0
        hazard = self._hazard
        passed = hazard((now - page.born) / HOUR) - hazard((seen - page.born) / HOUR)
        if page.changed is None:
            return passed
        burst, start = self._burst, (seen - page.changed) / HOUR
        hours = (now - seen) / HOUR
        return passed * (burst(start + hours) - burst(start)) / hours

    def learn(self, page: PageRate, site: SiteRate | None, now: float, *, changed: bool) -> Taught:
        """Return what a visit that saw the article taught."""
        plain, mean = self.exposure(page, now), page.alpha / page.beta
        times = factor(site)
        expected = mean * times * plain
        edits = _at_least_one(expected) if changed else 0.0
        after = page._replace(
            seen=now,
            alpha=page.alpha + edits,
            beta=page.beta + times * plain,
            changed=now if changed else page.changed,
            hinted=False,
        )
        hinted = int(page.hinted)
        told = SiteRate(
            edits=edits,
            expected=mean * plain,
            caught=int(changed),
            hints=hinted,
            kept=hinted * int(changed),
        )
        ages = self._by_age(page, now, edits, expected)
        return Taught(page=after, site=told, ages=ages, pauses=self._by_pause(page, now, edits, expected))

    def _by_age(self, page: PageRate, now: float, edits: float, expected: float) -> tuple[Bin, ...]:
        start, end = (page.seen - page.born) / HOUR, (now - page.born) / HOUR
        whole = self._hazard(end) - self._hazard(start)
        return _spread(self._hazard, (start, end), edits, expected / whole if whole > 0 else 0.0, len(AGES))

    def _by_pause(self, page: PageRate, now: float, edits: float, expected: float) -> tuple[Bin, ...]:
        if page.changed is None:
            return ()
        start, end = (page.seen - page.changed) / HOUR, (now - page.changed) / HOUR
        whole = self._burst(end) - self._burst(start)
        return _spread(self._burst, (start, end), edits, expected / whole if whole > 0 else 0.0, len(PAUSES))


def _at_least_one(expected: float) -> float:
    return expected / -math.expm1(-expected) if expected > _TINY else 1.0


def _spread(
    curve: Curve, between: tuple[float, float], edits: float, times: float, bins: int
) -> tuple[Bin, ...]:
    """Return what goes to each bin: edits in proportion to what was expected there, and `times` its width."""
    if times <= 0:
        return ()
    parts = list(curve.parts(*between))
    whole = sum(part for _, _, part in parts)
    added = [Bin()] * bins
    for bin_, width, part in parts:
        added[bin_] = Bin(edits=edits * part / whole, weight=times * width)
    return tuple(added)


def _sums(prior: Iterable[Bin], learned: tuple[Bin, ...]) -> list[Bin]:
    return add_bins(tuple(prior), learned) if learned else list(prior)


def add_bins(ones: tuple[Bin, ...], others: tuple[Bin, ...]) -> list[Bin]:
    """Return the sums of two rows of bins, of which one may be empty."""
    if not (ones and others):
        return list(ones or others)
    pairs = zip(ones, others, strict=True)
    return [Bin(edits=a.edits + b.edits, weight=a.weight + b.weight) for a, b in pairs]


def add_site(one: SiteRate | None, other: SiteRate) -> SiteRate:
    """Return the sums of two sums over a site's visits."""
    if one is None:
        return other
    return SiteRate(
        edits=one.edits + other.edits,
        expected=one.expected + other.expected,
        caught=one.caught + other.caught,
        hints=one.hints + other.hints,
        kept=one.kept + other.kept,
    )
