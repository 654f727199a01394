"""The whole job on the demo's newsroom: watch, crawl on the scheduler, flag, and compare with the plan."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from crawler.run import run_until_complete
from monitor.config import Config, CrawlSection, VisitSection
from monitor.demo.newsroom import Newsroom, PlannedEdit
from monitor.lock import only_service
from monitor.revisit import Rhythm
from monitor.service import Stet
from monitor.serving import Announcer, serve
from monitor.tally import Tally
from monitor.web.server import WebServer
from storage.model import Visit

_NOTHING = timedelta(0)
#: Every page is due at every tick: a round of the newsroom is one pass over all of it.
RHYTHM = Rhythm(shortest=_NOTHING, first_retry=_NOTHING, gone_soonest=_NOTHING, gone_part=0.0)
SECONDS_A_ROUND = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An edit that was found, and in which round."""

    edit_id: int
    round: int
    url: str
    headline: str
    flags: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The plan beside what was found."""

    planned: int
    missed: tuple[PlannedEdit, ...]
    unplanned: tuple[Found, ...]

    @property
    def good(self) -> bool:
        """Whether every planned edit was flagged, and nothing else was."""
        return not self.missed and not self.unplanned


def settings(base: Config, archive: Path) -> Config:
    """Return settings for a newsroom on this machine: its loopback may be visited, without delays."""
    crawl = CrawlSection(allow=("127.0.0.0/8",), delay=0, throttle=False, per_site=8)
    return replace(
        base, archive=str(archive), crawl=crawl, visit=VisitSection(tick=SECONDS_A_ROUND, shortest=0)
    )


def run(
    config: Config,
    archive: Path,
    *,
    say: Callable[[str], None],
    tell_edit: Callable[[Found], None],
    stay: bool,
) -> Outcome:
    """Watch a day of the newsroom, then, with `stay`, go on serving the review page until Ctrl-C.

    Raises what opening the archive and serving raise.
    """
    found: list[Found] = []
    with (
        Newsroom() as newsroom,
        Stet(config, archive, create=True, rhythm=RHYTHM) as stet,
        only_service(archive),
    ):
        for url in newsroom.urls:
            stet.watch(url)
        say(f"{len(newsroom.urls)} articles on {len(newsroom.sections)} sites under watch")

        def on_visit(visit: Visit, edit_id: int) -> None:
            if visit.edit:
                found.append(_found(visit, edit_id, newsroom.round))
                tell_edit(found[-1])

        with _review_page(config, archive) if stay else nullcontext("") as address:
            run_until_complete(lambda: _day(stet, newsroom, on_visit, say, address))
        return compare(newsroom.plan, found)


@contextmanager
def _review_page(config: Config, archive: Path) -> Iterator[str]:
    """Serve the review page from before the day on, which would be in vain if the port were taken."""
    web = WebServer(lambda: Stet(config, archive), config.web.host, config.web.port)
    address = web.start()
    try:
        yield address
    finally:
        web.stop()


async def _day(
    stet: Stet,
    newsroom: Newsroom,
    on_visit: Callable[[Visit, int], None],
    say: Callable[[str], None],
    address: str,
) -> None:
    over = asyncio.Event()

    def passed(tally: Tally) -> None:
        if over.is_set():
            return
        say(f"round {newsroom.round}: {tally.summary()}")
        if not newsroom.advance():
            over.set()

    announcer = Announcer(visit=on_visit, passed=passed, alert=say, trouble=say, address=lambda _: None)
    service = asyncio.ensure_future(serve(stet, announcer, web=None))
    finished = asyncio.ensure_future(over.wait())
    try:
        await asyncio.wait({service, finished}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        service.cancel()
        await asyncio.gather(service, return_exceptions=True)
    if address:
        say(f"the day is over; read its edits at {address} (Ctrl-C ends)")
        await asyncio.Event().wait()


def _found(visit: Visit, edit_id: int, round_: int) -> Found:
    flags = visit.edit.flags if visit.edit else ()
    return Found(
        edit_id=edit_id,
        round=round_,
        url=visit.page.url,
        headline=visit.page.headline,
        flags=frozenset(flag.name for flag in flags),
    )


def compare(plan: tuple[PlannedEdit, ...], found: list[Found]) -> Outcome:
    """Return which planned edits were not found in their round with their flags, and what was not planned."""
    left = list(found)
    missed = []
    for planned in plan:
        match = next((one for one in left if _is(one, planned)), None)
        if match is None:
            missed.append(planned)
        else:
            left.remove(match)
    return Outcome(planned=len(plan), missed=tuple(missed), unplanned=tuple(left))


def _is(found: Found, planned: PlannedEdit) -> bool:
    return (found.url, found.round) == (planned.url, planned.round) and planned.flags <= found.flags
