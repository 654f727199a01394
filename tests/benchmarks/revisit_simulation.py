"""Revisit policies side by side in simulated worlds.

    python -m tests.benchmarks.revisit_simulation [--quick] [--settings note plain] [--seeds 101 102]

2,000 pages come under watch over 10 days, edit rates differ widely and decay with age, a fixed number of
visits an hour (fewer pages: as many fewer visits): `tests/benchmarks/revisit_worlds.py`. `--quick` takes
half of the pages, two budgets and a choice every four minutes: half a minute of processor time a setting.
Printed are the share of edits caught (another edit before the visit hides one), the freshness of edited
pages (the share of time in which the newest words were known), and the median delay in minutes, the means
over seeds. What was swept says so beside the constant (`monitor/revisit`); the table is of other seeds.
"""

import argparse
import heapq
import statistics
from bisect import bisect_right
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice

from monitor.revisit import Aim
from tests.benchmarks.revisit_memory import RevisitPolicy
from tests.benchmarks.revisit_worlds import END, SETTINGS, World, make_world, told

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


# --- policies beside ours ------------------------------------------------------------------


class Uniform:
    """The longest unseen first."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seen: dict[int, float] = {}  # in the order in which pages were seen

    def add(self, number: int, now: float) -> None:
        self.seen[number] = now

    def observe(self, number: int, now: float, changed: bool) -> None:  # noqa: ARG002 - see NewsDiffs
        del self.seen[number]
        self.seen[number] = now

    def choose(self, now: float, count: int) -> list[int]:  # noqa: ARG002 - as the others
        return list(islice(self.seen, count))


class Known(Uniform):
    """Rates known in advance (not the hours, nor what draws what), ranked by unseen edits x · τ^power."""

    power = 0.0

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.known: dict[int, tuple[float, float, float]] = {}  # published, rate, hazard until it was seen

    def add(self, number: int, now: float) -> None:
        super().add(number, now)
        page = self.world.pages[number]
        self.known[number] = page.published, page.rate, self.world.hazard(now - page.published)

    def observe(self, number: int, now: float, changed: bool) -> None:
        super().observe(number, now, changed)
        self.add(number, now)

    def choose(self, now: float, count: int) -> list[int]:
        hazard, seen, power = self.world.hazard, self.seen, self.power
        unseen = (
            (rate * (hazard(now - published) - past) * (now - seen[number]) ** power, number)
            for number, (published, rate, past) in self.known.items()
        )
        return [number for _, number in heapq.nlargest(count, unseen)]


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
        wait = self.wait
        overdue = (
            ((now - seen) / wait[number], number)
            for number, seen in self.seen.items()
            if now - seen >= wait[number]
        )
        return [number for _, number in heapq.nlargest(count, overdue)]


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

    step = 0.2

    def observe(self, number: int, now: float, changed: bool) -> None:
        super().observe(number, now, changed)
        wait = self.wait[number] * (1 - self.step if changed else 1 + self.step)
        self.wait[number] = max(1 / 12, wait)


class StormCrawler(Nutch):
    """The same by a half."""

    step = 0.5


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
    "StormCrawler": StormCrawler,
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


def simulate(world: World, policy, per_hour: float, tick: float) -> Score:
    """Return how a policy did with so many visits an hour, choosing every `tick` hours."""
    score, seen, made, pages = Score(), [], 0, world.pages
    for step in range(1, round(END / tick) + 1):
        now = step * tick
        while len(seen) < len(pages) and pages[len(seen)].found <= now:
            found = pages[len(seen)].found
            policy.add(len(seen), found)
            seen.append(found)
        wanted, made = int(now * per_hour) - made, int(now * per_hour)
        for number in policy.choose(now, wanted) if wanted and seen else ():
            changed = score.see(number, pages[number].edits, (seen[number], now))
            seen[number] = now
            policy.observe(number, now, changed)
    _finish(score, world, seen)
    return score


def _finish(score: Score, world: World, seen: list[float]) -> None:
    shares = []
    # A page that is found after the end counts for nothing.
    for number, (page, last) in enumerate(zip(world.pages, seen, strict=False)):
        if not page.edits:
            continue
        score.edits += len(page.edits)
        first = bisect_right(page.edits, last)
        unseen = END - page.edits[first] if first < len(page.edits) else 0.0
        shares.append(1 - (score.stale.get(number, 0.0) + unseen) / (END - page.found))
    score.freshness = statistics.fmean(shares)


#: One of several worlds is at hand in each process.
_world = cache(lambda name, pages, seed: make_world(SETTINGS[name], pages, seed))


def _run(policy: str, rate: float, world: tuple[str, int, int], tick: float) -> Score:
    made = _world(*world)
    return simulate(made, POLICIES[policy](made), rate * world[1] / 2_000, tick)


def table(setting: str, wanted: argparse.Namespace, pool: ProcessPoolExecutor) -> Iterator[str]:
    """Yield the lines of a setting's table: caught / freshness / median delay, the mean over seeds."""
    worlds = [(setting, wanted.pages, seed) for seed in wanted.seeds]
    runs = {
        (policy, rate): [pool.submit(_run, policy, rate, world, wanted.tick / 60) for world in worlds]
        for policy in wanted.policies
        for rate in wanted.rates
    }
    yield f"{setting}: {told(SETTINGS[setting])}"
    yield f"{'policy':<18}" + "".join(f"{f'{rate}/h':>18}" for rate in wanted.rates)
    for policy in wanted.policies:
        cells = [_cell([run.result() for run in runs[policy, rate]]) for rate in wanted.rates]
        yield f"{policy:<18}" + "".join(cell.rjust(18) for cell in cells)


def _cell(scores: list[Score]) -> str:
    caught = statistics.fmean(score.caught / score.edits for score in scores)
    fresh = statistics.fmean(score.freshness for score in scores)
    delay = 60 * statistics.median(delay for score in scores for delay in score.delays)
    return f"{caught:.3f}/{fresh:.3f}/{delay:.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[101])
    parser.add_argument("--rates", type=int, nargs="+", default=[50, 100, 200, 400])
    parser.add_argument("--tick", type=float, default=2.0, help="minutes between two choices")
    parser.add_argument(
        "--settings", nargs="+", choices=list(SETTINGS), default=["note", "plain", "clustered"]
    )
    parser.add_argument("--all", action="store_true", help="every setting")
    parser.add_argument("--policies", nargs="+", choices=list(POLICIES), default=list(POLICIES))
    parser.add_argument(
        "--quick", action="store_true", help="1,000 pages, 50 and 200 an hour, every 4 minutes"
    )
    wanted = parser.parse_args()
    if wanted.quick:
        wanted.pages, wanted.rates, wanted.tick = 1_000, [50, 200], 4.0
    with ProcessPoolExecutor() as pool:
        for name in SETTINGS if wanted.all else wanted.settings:
            for line in table(name, wanted, pool):
                print(line, flush=True)
            print()


if __name__ == "__main__":
    main()
