"""Between the rule of `monitor.revisit.rest` and the archive: which sites rest, as visits come in."""

from collections.abc import Callable
from datetime import datetime

from monitor.alerts import site_alert
from monitor.revisit.rest import Told, site_after
from storage.archive import Archive
from storage.sites import SiteRest

Clock = Callable[[], datetime]
#: Called with one line when something begins or ends, not at each visit that finds it so.
OnAlert = Callable[[str], None]


class Rests:
    """The sites of which something failed; read once for a pass, by the one process that visits."""

    def __init__(self, archive: Archive, clock: Clock, on_alert: OnAlert) -> None:
        self._archive = archive
        self._known: dict[str, SiteRest] = {}
        self.read_again()
        self._clock = clock
        self.on_alert = on_alert

    def read_again(self) -> None:
        """Go back to what the archive holds."""
        self._known = {rest.site: rest for rest in self._archive.rests()}

    def resting(self, site: str) -> bool:
        """Whether a site is to be left alone now."""
        rest = self._known.get(site)
        return rest is not None and rest.resting(self._clock())

    def after(self, site: str, told: Told) -> SiteRest | None:
        """Return a site's rest after a visit, to be stored with it; None where it stays as it is."""
        before = self._before(site)
        after = site_after(before, told)
        return None if after == before else after

    def stored(self, rest: SiteRest | None) -> str:
        """Go on with what is stored; return the line that tells what began or ended, if anything did."""
        if rest is None:
            return ""
        line = site_alert(self._before(rest.site), rest)
        self._known[rest.site] = rest
        return line

    def _before(self, site: str) -> SiteRest:
        return self._known.get(site) or SiteRest(site=site)
