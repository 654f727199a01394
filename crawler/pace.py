"""How fast each host may be asked, kept from one crawl of a process to the next (no I/O).

A crawl begins with new slots in Scrapy: without this, two passes, or the pass of feeds and that of
pages, would ask a host twice in a row.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import urlsplit

#: Seconds after which half of what a slow answer taught is forgotten: 304s never teach that a host is fast.
HALF_LIFE = 600.0
_HOSTS = 10_000  #: that are remembered


@dataclass(slots=True)
class Pace:
    """What is known of one host. Times are of a clock that is never set."""

    sent: float = 0.0  #: when the last request was sent; 0 before the first
    wait: float = 0.0  #: seconds between two requests that its robots.txt asks for
    delay: float = 0.0  #: seconds between two requests that its answers taught
    taught_at: float = 0.0
    held: float = 0.0  #: the delay that was last taken or given


class Paces:
    """The pace of each host; given to one crawl after another, used by one thread."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """`clock` tells seconds, as Scrapy's own slots do."""
        self._clock = clock
        self._hosts: OrderedDict[str, Pace] = OrderedDict()

    def ask_wait(self, host: str, seconds: float) -> None:
        """Keep what a host's robots.txt asks for."""
        if seconds or host in self._hosts:
            self._of(host).wait = seconds

    def wait(self, host: str) -> float:
        """Return the seconds between two requests that a host's robots.txt asks for."""
        known = self._hosts.get(host)
        return known.wait if known else 0.0

    def delay(self, host: str) -> float:
        """Return the seconds between two requests, by robots.txt and by what slow answers taught."""
        known = self._hosts.get(host)
        if known is None:
            return 0.0
        faded: float = 0.5 ** ((self._clock() - known.taught_at) / HALF_LIFE)
        return max(known.wait, known.delay * faded)

    def delay_of_site(self, site: str) -> float:
        """Return the same for a site, which is a host with its port."""
        return self.delay((urlsplit(f"//{site}").hostname or "") if ":" in site else site)

    def begin(self, host: str, least: float) -> tuple[float, float]:
        """Return when a host was last asked, and the delay, `least` or more, to begin with."""
        delay = max(least, self.delay(host))
        known = self._hosts.get(host)
        if known is None:
            return 0.0, delay
        known.held = delay
        return known.sent, delay

    def end(self, host: str, sent: float, delay: float) -> None:
        """Keep when a host was last asked, and the delay that was kept in the end."""
        known = self._of(host)
        known.sent = max(known.sent, sent)
        if delay != known.held:
            known.delay, known.taught_at, known.held = delay, self._clock(), delay

    def _of(self, host: str) -> Pace:
        known = self._hosts.setdefault(host, Pace())
        self._hosts.move_to_end(host)
        if len(self._hosts) > _HOSTS:
            self._hosts.popitem(last=False)
        return known


def never(site: str) -> bool:  # noqa: ARG001 (a site)
    """Return False: no site is to be left alone."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """What a crawl must know of sites that its configuration does not say."""

    paces: Paces = field(default_factory=Paces)  #: give all crawls of a process the same
    resting: Callable[[str], bool] = never  #: whether a site is to be left alone now
