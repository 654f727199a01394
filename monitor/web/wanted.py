"""Which edits a visitor wants to see, as the address says it (pure)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from monitor.times import dated, read_iso
from storage.asked import EditFilter
from storage.errors import Mistake
from storage.model import Severity, Verdict

PER_SHEET = 50
UNREVIEWED, ALL = "unreviewed", "all"
STATES = (UNREVIEWED, ALL, *(str(verdict) for verdict in Verdict))
ORDERS = ("severity", "time")
#: A larger number is nobody's: SQLite would refuse it as an offset.
_LAST_SHEET = 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Filters of the inbox, each as it stands in the address; empty where it does not narrow."""

    state: str = UNREVIEWED
    site: str = ""
    flag: str = ""
    severity: str = ""
    since: str = ""
    until: str = ""
    order: str = ORDERS[0]
    each: str = ""  #: "1": every copy on its own line
    sheet: int = 1

    @classmethod
    def of(cls, params: Mapping[str, str], now: datetime) -> "Wanted":
        """Return what the address asks for, passing over what is empty or unknown; raises Mistake.

        "today" becomes its date, so that what is linked to from here means the same tomorrow.
        """
        known = {field.name for field in fields(cls)}
        given: dict[str, Any] = {name: value for name, value in params.items() if name in known and value}
        if "sheet" in given:
            given["sheet"] = _sheet(given["sheet"])
        given |= {name: dated(given[name], now) for name in ("since", "until") if name in given}
        wanted = cls(**given)
        _one_of("state", wanted.state, STATES)
        _one_of("order", wanted.order, ORDERS)
        _one_of("each", wanted.each, ("", "1"))
        _one_of("severity", wanted.severity, ("", *(one.name.lower() for one in Severity)))
        wanted.filter()
        return wanted

    def filter(self) -> EditFilter:
        """Return the filter for one sheet of the list."""
        return EditFilter(
            site=self.site or None,
            flag=self.flag or None,
            severity=Severity[self.severity.upper()] if self.severity else None,
            since=read_iso(self.since).first if self.since else None,
            until=read_iso(self.until).after if self.until else None,
            verdict=Verdict(self.state) if self.state not in (UNREVIEWED, ALL) else None,
            unreviewed=self.state == UNREVIEWED,
            by_time=self.order == "time",
            grouped=not self.each,
            limit=PER_SHEET,
            offset=(self.sheet - 1) * PER_SHEET,
        )

    def queue(self) -> EditFilter:
        """Return the filter for all that still waits for a verdict, in the list's order."""
        return replace(self.filter(), verdict=None, unreviewed=True, limit=None, offset=0)

    def query(self, **changed: str | int) -> str:
        """Return the address's part from "?" on, "" where all is as it is without."""
        plain = asdict(Wanted())
        told = {name: value for name, value in (asdict(self) | changed).items() if value != plain[name]}
        return f"?{urlencode(told)}" if told else ""

    @property
    def narrowed(self) -> bool:
        """Whether anything but the sheet was chosen."""
        return replace(self, sheet=1) != Wanted()


def _sheet(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:18]) <= _LAST_SHEET):
        raise Mistake(f"sheet must be a number from 1 on, not {text[:40]!r}")
    return int(text)


def _one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise Mistake(f"{name} {value[:40]!r} is unknown: choose one of {', '.join(filter(None, known))}")
