"""Worlds in which revisit policies are tried: pages, when they were published and found, and their edits.

`NOTE` comes nearest to what `../shared/research/revisit-and-scale.md` tells of its own simulation: of 150
worlds drawn at random (spread, cut, knee, fall, length, spread of sites) it is of those in which uniform
visits, NewsDiffs' rule and known rates catch what they do there, to .02 at 100 to 400 visits an hour.
The others are unlike it in one thing each, as real newsrooms may be.
"""

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

PUBLISHING = 10 * 24.0
END = 18 * 24.0  # hours


def always(hour: float) -> float:
    """Return 1: edits come at all hours alike."""
    return 1.0


def by_day(hour: float) -> float:
    """Return how much of the usual rate of edits there is: none from 22 to 7 o'clock, the same in a day."""
    return 24 / 15 if 7 <= hour % 24 < 22 else 0.0


def news_day(hour: float) -> float:
    """Return the same for a calm week, and a day on which six times as much is edited."""
    return 6.0 if 7 * 24 <= hour < 8 * 24 else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a world is like; hours throughout."""

    spread: float = 1.8  #: of the logarithm of a page's rate
    most: float = 1.75  #: no page beyond so many spreads
    never: float = 0.0  #: of all pages, so many are never edited
    sites: int = 20
    site_spread: float = 0.5
    knee: float = 1.0  #: the hazard falls as (1 + age / knee)^-fall; of fall 0, it stays
    fall: float = 1.55
    edited_in_a_day: float = 0.35
    followed: float = 0.0  #: an edit draws another after it so often …
    follows_in: float = 0.5  #: … after so long, on average
    found_after: float = 0.0  #: a page is found so long after it was published, on average
    publishing: float = PUBLISHING  #: all are published within this time
    strength: Callable[[float], float] = always  #: of edits, by the hour of the world


NOTE = Setting(spread=1.6, most=3.0, fall=1.7, site_spread=0.3)

#: "plain" and "clustered" are those in which the policy was first settled; see the module's docstring.
SETTINGS = {
    "note": NOTE,
    "plain": Setting(),
    "clustered": Setting(spread=1.4, followed=0.4),
    "bursts": Setting(spread=1.4, followed=0.75, follows_in=0.3),
    "slow bursts": Setting(spread=1.4, followed=0.6, follows_in=3.0),
    "few edited": Setting(edited_in_a_day=0.2),
    "many edited": Setting(edited_in_a_day=0.6),
    "light tail": Setting(spread=0.8),
    "heavy tail": Setting(spread=2.2, most=2.2),
    "one rate": Setting(spread=0.0),
    "half never": Setting(never=0.5),
    "slow decay": Setting(knee=3.0, fall=1.1),
    "fast decay": Setting(fall=2.2),
    "first minutes": Setting(knee=0.25),
    "no decay": Setting(fall=0.0),
    "sites differ": Setting(sites=8, site_spread=1.5),
    "many sites": Setting(sites=500, site_spread=1.0),
    "found late": Setting(found_after=24.0),
    "all at once": Setting(publishing=1.0),
    "by day": Setting(strength=by_day),
    "news day": Setting(strength=news_day),
}
#: Those on which constants are swept; the others, and other seeds, are for checking.
TUNING = ("note", "clustered", "heavy tail", "no decay", "many sites", "slow decay")


def told(setting: Setting) -> str:
    """Return in what a setting is unlike the usual one."""
    usual = Setting()
    values = {one.name: getattr(setting, one.name) for one in fields(setting)}
    unlike = {name: value for name, value in values.items() if value != getattr(usual, name)}
    return (
        ", ".join(f"{name} {getattr(value, '__name__', value)}" for name, value in unlike.items()) or "usual"
    )


@dataclass(frozen=True, slots=True)
class SimulatedPage:
    """A page, the rate at which it is edited, and when it was: all edits after it was found."""

    published: float
    found: float
    site: int
    rate: float
    edits: list[float]


@dataclass(slots=True)
class World:
    """Pages by the time at which they are found."""

    setting: Setting
    pages: list[SimulatedPage]

    def hazard(self, age: float) -> float:
        """Return the integral of the hazard of a page with rate 1, hours of the world aside."""
        if not self.setting.fall:
            return age
        knee, fall = self.setting.knee, self.setting.fall - 1
        return knee / fall * (1 - (1 + age / knee) ** -fall)

    def age_at(self, hazard: float) -> float:
        """Return the age at which that much has passed; infinite where it never does."""
        if not self.setting.fall:
            return hazard
        knee, fall = self.setting.knee, self.setting.fall - 1
        rest = 1 - hazard * fall / knee
        return knee * (rest ** (-1 / fall) - 1) if rest > 0 else math.inf


def make_world(setting: Setting, pages: int, seed: int) -> World:
    """Return a world; the same for the same seed."""
    rng = random.Random(seed)
    world = World(setting, [])
    sites = [math.exp(rng.gauss(0, setting.site_spread)) for _ in range(setting.sites)]
    drawn = []
    for _ in range(pages):
        site = rng.randrange(setting.sites)
        own = math.exp(setting.spread * min(setting.most, rng.gauss(0, 1)))
        edited = not setting.never or rng.random() >= setting.never
        drawn.append((rng.random() * setting.publishing, site, own * sites[site] * edited))
    times = _calibrated(world, [rate for _, _, rate in drawn])
    for published, site, rate in drawn:
        late = rng.expovariate(1 / setting.found_after) if setting.found_after else 0.0
        edits = sorted(_edits(world, published, rate * times, rng)) if rate else []
        after = [edit for edit in edits if edit > published + late]
        world.pages.append(SimulatedPage(published, published + late, site, rate * times, after))
    world.pages.sort(key=lambda page: page.found)
    return world


def _calibrated(world: World, rates: list[float]) -> float:
    """Return by how much all rates are to be multiplied for the share of pages edited within a day."""
    low, high, day = 1e-9, 1e3, world.hazard(24)
    for _ in range(60):
        middle = math.sqrt(low * high)
        edited = sum(1 - math.exp(-middle * rate * day) for rate in rates)
        if edited < world.setting.edited_in_a_day * len(rates):
            low = middle
        else:
            high = middle
    return high


def _edits(world: World, published: float, rate: float, rng: random.Random) -> Iterator[float]:
    strength, most = world.setting.strength, max(world.setting.strength(hour) for hour in range(int(END)))
    passed = 0.0
    while True:
        passed += rng.expovariate(1) / (rate * most)
        when = published + world.age_at(passed)
        if when > END:
            return
        if most > 1 and rng.random() * most >= strength(when):
            continue
        while when <= END:
            yield when
            if rng.random() >= world.setting.followed:
                break
            when += rng.expovariate(1) * world.setting.follows_in
