"""The scheduler: a few ticks, never a job for each page."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

logger = logging.getLogger(__name__)

Job = Callable[[], Awaitable[object]]


#: Seconds between two looks at whether the clock was set back, at most; the looks themselves need no clock.
MENDED = 10.0
_SLACK = timedelta(seconds=1)


class Schedule:
    """Runs jobs again and again on the running asyncio loop; a job never runs twice at once.

    A clock that is set back holds no job up: it is run again within a tick or MENDED seconds.
    Intervals are in UTC: a fixed hour would come twice on an autumn night. A tick that was missed
    is made up for once (`coalesce`), however late (no misfire limit). Jobs are kept in memory
    only: what is due stands in the archive.
    """

    def __init__(self, on_error: Callable[[BaseException], None]) -> None:
        """`on_error` is called with what a job raised; the job's next tick comes all the same."""
        defaults = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        self._scheduler.add_listener(lambda event: self._tell(event, on_error), EVENT_JOB_ERROR)
        self._mending: asyncio.Future[None] | None = None

    def every(self, seconds: float, job: Job, *, name: str) -> None:
        """Run `job` now and then every so many seconds."""
        trigger = IntervalTrigger(seconds=seconds, timezone=UTC)
        now = datetime.now(UTC)

        async def tick() -> None:  # APScheduler runs in a thread whatever is no coroutine function
            await job()

        self._scheduler.add_job(tick, trigger, name=name, next_run_time=now + timedelta(milliseconds=1))

    def start(self) -> None:
        """Begin; call it on the loop."""
        # A pass longer than a tick is the rule on a large archive, and errors are told to `on_error`: no
        # reason for a warning, or a traceback, each time.
        logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
        self._scheduler.start()
        self._mending = asyncio.ensure_future(self._mend())

    def stop(self) -> None:
        """End; a job that runs is not waited for."""
        if self._mending is not None:
            self._mending.cancel()
        self._scheduler.shutdown(wait=False)

    async def _mend(self) -> None:
        """Run jobs whose next tick lies further ahead than their interval: the clock was set back."""
        while True:
            intervals = [job.trigger.interval.total_seconds() for job in self._scheduler.get_jobs()]
            await asyncio.sleep(min([MENDED, *intervals]))
            now = datetime.now(UTC)
            for job in self._scheduler.get_jobs():
                if job.next_run_time > now + job.trigger.interval + _SLACK:
                    job.modify(next_run_time=now)

    @staticmethod
    def _tell(event: JobExecutionEvent, on_error: Callable[[BaseException], None]) -> None:
        if event.exception is not None:
            on_error(event.exception)
