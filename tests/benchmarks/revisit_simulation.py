"""Revisit policies side by side in simulated worlds.

    python -m tests.benchmarks.revisit_simulation [--settings plain] [--pages 2000] [--seeds 101]

A world is calibrated as `../shared/research/revisit-and-scale.md` says: 2,000 pages published over 10 days,
edit rates that differ widely and decay with age, 35 % of pages edited within 24 hours, a fixed number of
visits an hour (fewer pages: as many fewer visits). In a second setting edits draw others after them.
Printed are the share of edits caught (another edit before the visit hides one), the freshness of edited
pages (the share of time in which the newest words were known), and the median delay in minutes.
Priors and weights of the policy were settled on TRAINING; the table is of other seeds.
"""

import argparse
import heapq
import math
import random
import statistics
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from monitor.revisit import Aim
from tests.benchmarks.revisit_memory import RevisitPolicy

#: Seeds on which the policy was settled, never shown in the table.
TRAINING = (11, 12, 21, 31, 41, 42)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
TICK = 1 / 60  # hours between two choices
PUBLISHING = 10 * 24.0
END = 18 * 24.0  # hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a world is like; hours throughout."""

    spread: float = 1.8  #: of the logarithm of a page's rate
    most: float = 1.75  #: no page beyond so many spreads
    sites: int = 20
    site_spread: float = 0.5
    knee: float = 1.0  #: the hazard falls as (1 + age / knee)^-fall
    fall: float = 1.55
    edited_in_a_day: float = 0.35
    followed: float = 0.0  #: an edit draws another after it so often …
    follows_in: float = 0.5  #: … after so long, on average


#: In one edits come one by one, in the other one draws others after it.
SETTINGS = {"plain": Setting(), "clustered": Setting(spread=1.4, followed=0.4)}


@dataclass(frozen=True, slots=True)
class SimulatedPage:
    """A page, the rate at which it is edited, and when it was."""

    published: float
    site: int
    rate: float
    edits: list[float]


@dataclass(slots=True)
class World:
    """Pages by the time of their publication."""

    setting: Setting
    pages: list[SimulatedPage]

    def hazard(self, age: float) -> float:
        """Return the integral of the hazard of a page with rate 1."""
        knee, fall = self.setting.knee, self.setting.fall - 1
        return knee / fall * (1 - (1 + age / knee) ** -fall)

    def age_at(self, hazard: float) -> float:
        """Return the age at which that much has passed; infinite where it never does."""
        knee, fall = self.setting.knee, self.setting.fall - 1
        rest = 1 - hazard * fall / knee
        return knee * (rest ** (-1 / fall) - 1) if rest > 0 else math.inf


def make_world(setting: Setting, pages: int, seed: int) -> World:
    """Return a world; the same for the same seed."""
    rng = random.Random(seed)
    world = World(setting, [])
    sites = [math.exp(rng.gauss(0, setting.site_spread)) for _ in range(setting.sites)]
    for _ in range(pages):
        site = rng.randrange(setting.sites)
        own = math.exp(setting.spread * min(setting.most, rng.gauss(0, 1)))
        world.pages.append(SimulatedPage(rng.random() * PUBLISHING, site, own * sites[site], []))
    times = _calibrated(world)
    world.pages = [
        SimulatedPage(page.published, page.site, page.rate * times, page.edits) for page in world.pages
    ]
    for page in world.pages:
        page.edits.extend(sorted(_edits(world, page, rng)))
    world.pages.sort(key=lambda page: page.published)
    return world


def _calibrated(world: World) -> float:
    low, high, day = 1e-9, 1e3, world.hazard(24)
    for _ in range(60):
        middle = math.sqrt(low * high)
        edited = sum(1 - math.exp(-middle * page.rate * day) for page in world.pages)
        if edited < world.setting.edited_in_a_day * len(world.pages):
            low = middle
        else:
            high = middle
    return high


def _edits(world: World, page: SimulatedPage, rng: random.Random) -> Iterator[float]:
    passed = 0.0
    while True:
        passed += rng.expovariate(1) / page.rate
        when = page.published + world.age_at(passed)
        if when > END:
            return
        while when <= END:
            yield when
            if rng.random() >= world.setting.followed:
                break
            when += rng.expovariate(1) * world.setting.follows_in


# --- policies beside ours ------------------------------------------------------------------


class Uniform:
    """The longest unseen first."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seen: dict[int, float] = {}

    def add(self, number: int, now: float) -> None:
        self.seen[number] = now

    def observe(self, number: int, now: float, changed: bool) -> None:  # noqa: ARG002 - see NewsDiffs
        self.seen[number] = now

    def priority(self, number: int, now: float) -> float:
        return now - self.seen[number]

    def choose(self, now: float, count: int) -> list[int]:
        return heapq.nlargest(count, self.seen, key=lambda number: self.priority(number, now))


class Known(Uniform):
    """Rates known in advance, ranked by expected unseen edits x · τ^power."""

    power = 0.0

    def priority(self, number: int, now: float) -> float:
        page, seen = self.world.pages[number], self.seen[number]
        hazard = self.world.hazard
        unseen = page.rate * (hazard(now - page.published) - hazard(seen - page.published))
        return unseen * (now - seen) ** self.power if self.power else unseen


class KnownFresh(Known):
    power = 1.0


class Waiting(Uniform):
    """Pages whose wait is over, the most overdue in proportion to its wait first."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.wait: dict[int, float] = {}

    def add(self, number: int, now: float) -> None:
        super().add(number, now)
        self.wait[number] = 0.25

    def choose(self, now: float, count: int) -> list[int]:
        overdue = ((self.priority(number, now) / wait, number) for number, wait in self.wait.items())
        return [number for times, number in heapq.nlargest(count, overdue) if times >= 1]


class NewsDiffs(Waiting):
    """A wait by the time since the last update."""

    steps = ((3, 0.25), (24, 1), (7 * 24, 3), (30 * 24, 72))

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.updated: dict[int, float] = {}

    def add(self, number: int, now: float) -> None:
        super().add(number, now)
        self.updated[number] = now

    def observe(self, number: int, now: float, changed: bool) -> None:
        super().observe(number, now, changed)
        if changed:
            self.updated[number] = now
        age = now - self.updated[number]
        self.wait[number] = next(wait for until, wait in self.steps if age < until)


class Nutch(Waiting):
    """A wait that grows by a fifth where nothing changed and shrinks by a fifth where something did."""

    def observe(self, number: int, now: float, changed: bool) -> None:
        super().observe(number, now, changed)
        self.wait[number] = max(1 / 12, self.wait[number] * (0.8 if changed else 1.2))


class Ours:
    """The policy of this repository, by its plain face."""

    aim = Aim.CATCH

    def __init__(self, world: World) -> None:
        self.world = world
        self.policy = RevisitPolicy(BEGIN, self.aim)

    def add(self, number: int, now: float) -> None:
        page = self.world.pages[number]
        self.policy.add(number, str(page.site), _time(page.published), _time(now))

    def observe(self, number: int, now: float, changed: bool) -> None:
        self.policy.observe(number, _time(now), changed)

    def choose(self, now: float, count: int) -> list[int]:
        return self.policy.choose(_time(now), count)


class Balanced(Ours):
    aim = Aim.BALANCED


class Fresh(Ours):
    aim = Aim.FRESH


def _time(hours: float) -> datetime:
    return BEGIN + timedelta(hours=hours)


POLICIES = {
    "uniform": Uniform,
    "NewsDiffs": NewsDiffs,
    "Nutch adaptive": Nutch,
    "ours, catch": Ours,
    "ours, balanced": Balanced,
    "ours, fresh": Fresh,
    "rates known, x": Known,
    "rates known, x·τ": KnownFresh,
}


# --- the run -------------------------------------------------------------------------------


@dataclass(slots=True)
class Score:
    """What a policy did in a world."""

    caught: int = 0
    edits: int = 0
    stale: dict[int, float] = field(default_factory=dict)
    delays: list[float] = field(default_factory=list)
    freshness: float = 0.0

    def see(self, number: int, edits: list[float], between: tuple[float, float]) -> bool:
        """Note a visit; return whether it saw a change."""
        first, after = bisect_right(edits, between[0]), bisect_right(edits, between[1])
        if first == after:
            return False
        self.caught += 1
        self.stale[number] = self.stale.get(number, 0.0) + between[1] - edits[first]
        self.delays.append(between[1] - edits[after - 1])
        return True


def simulate(world: World, policy, per_hour: float, tick: float = TICK) -> Score:
    """Return how a policy did with so many visits an hour."""
    score, seen, made, added = Score(), {}, 0, 0
    for step in range(1, round(END / tick) + 1):
        now = step * tick
        while added < len(world.pages) and world.pages[added].published <= now:
            policy.add(added, now)
            seen[added] = world.pages[added].published
            added += 1
        wanted, made = int(now * per_hour) - made, int(now * per_hour)
        for number in policy.choose(now, wanted) if wanted and seen else ():
            changed = score.see(number, world.pages[number].edits, (seen[number], now))
            seen[number] = now
            policy.observe(number, now, changed)
    _finish(score, world, seen)
    return score


def _finish(score: Score, world: World, seen: dict[int, float]) -> None:
    shares = []
    for number, page in enumerate(world.pages):
        if not page.edits:
            continue
        score.edits += len(page.edits)
        first = bisect_right(page.edits, seen[number])
        unseen = END - page.edits[first] if first < len(page.edits) else 0.0
        shares.append(1 - (score.stale.get(number, 0.0) + unseen) / (END - page.published))
    score.freshness = statistics.fmean(shares)


def table(setting: Setting, pages: int, seeds: list[int], rates: list[int], tick: float) -> Iterator[str]:
    """Yield the lines of a setting's table: caught / freshness / median delay, the mean over seeds."""
    worlds = [make_world(setting, pages, seed) for seed in seeds]
    edits = sum(len(page.edits) for world in worlds for page in world.pages)
    yield f"{setting}: {edits} edits in {len(worlds)} worlds of {pages} pages"
    yield f"{'policy':<18}" + "".join(f"{f'{rate}/h':>18}" for rate in rates)
    for name, policy in POLICIES.items():
        cells = []
        for rate in rates:
            scores = [simulate(world, policy(world), rate * pages / 2_000, tick) for world in worlds]
            caught = statistics.fmean(score.caught / score.edits for score in scores)
            fresh = statistics.fmean(score.freshness for score in scores)
            delay = 60 * statistics.median(delay for score in scores for delay in score.delays)
            cells.append(f"{caught:.3f}/{fresh:.3f}/{delay:.0f}".rjust(18))
        yield f"{name:<18}" + "".join(cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[101])
    parser.add_argument("--rates", type=int, nargs="+", default=[50, 100, 200, 400])
    parser.add_argument("--tick", type=float, default=2.0, help="minutes between two choices")
    parser.add_argument("--settings", nargs="+", choices=list(SETTINGS), default=list(SETTINGS))
    wanted = parser.parse_args()
    for name in wanted.settings:
        for line in table(SETTINGS[name], wanted.pages, wanted.seeds, wanted.rates, wanted.tick / 60):
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main()
