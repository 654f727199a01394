"""One TOML file → a frozen Config (pure, but for `load`, which reads the file)."""

import ipaddress
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_type_hints

from monitor.revisit import Aim
from storage.errors import BadConfig

#: The file that is read where none is named, if it is there.
DEFAULT_FILE = Path("stet.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSection:
    """How pages are fetched."""

    allow: tuple[str, ...] = ()  #: private or loopback networks that may be visited, as 127.0.0.0/8
    workers: int = 2  #: processes that extract articles
    delay: float = 1.0  #: least seconds between two visits to one site
    throttle: bool = True  #: wait longer where a site answers slowly
    per_site: int = 2  #: most visits to one site at once
    timeout: float = 30.0  #: seconds a server may take to answer


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSection:
    """When pages are looked at again."""

    tick: float = 60.0  #: seconds between two looks at what is due
    shortest: float = 15.0  #: least minutes between two visits to a page
    batch: int = 500  #: most pages in one pass
    aim: str = "catch"  #: what matters most: catch (no edit missed), fresh (pages as they stand), balanced
    per_hour: int = 3600  #: most visits in an hour, of all sites


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSection:
    """Where the review page listens."""

    host: str = "127.0.0.1"
    port: int = 8090


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All that a user can set."""

    archive: str = "stet.db"  #: where the archive is, unless --archive or STET_ARCHIVE says so
    contact: str = ""  #: a web or mail address that servers see, to reach whoever runs this
    reviewer: str = ""  #: who reviews on this machine, unless --by says so
    crawl: CrawlSection = field(default_factory=CrawlSection)
    visit: VisitSection = field(default_factory=VisitSection)
    web: WebSection = field(default_factory=WebSection)


def load(path: Path | None) -> Config:
    """Read the file at `path`, or `stet.toml` in the current folder if there is one.

    Raises BadConfig if it is missing, cannot be read, or holds what is not known.
    """
    if path is None and not DEFAULT_FILE.exists():
        return Config()
    chosen = path or DEFAULT_FILE
    try:
        content = chosen.read_text("utf-8-sig")  # Notepad writes the mark
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfig(f"{chosen} cannot be read: {error}") from error
    return parse(content, str(chosen))


def parse(content: str, name: str = "stet.toml") -> Config:
    """Return the Config that a TOML text stands for.

    Raises BadConfig, which names the key and, for an unknown one, its nearest neighbour.
    """
    try:
        table = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise BadConfig(f"{name} is no TOML: {error}") from error
    config: Config = _section(Config, table, name, "")
    _check(config, name)
    return config


def _section(kind: type[Any], table: Mapping[str, Any], name: str, prefix: str) -> Any:
    known = [one.name for one in fields(kind)]
    types = get_type_hints(kind)
    values = {}
    for key, value in table.items():
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0.5)
            advice = f"did you mean {prefix}{near[0]}?" if near else f"known are {', '.join(known)}"
            raise BadConfig(f"{name}: {prefix}{key} is unknown; {advice}")
        values[key] = _value(types[key], value, name, f"{prefix}{key}")
    return kind(**values)


def _value(kind: type[Any], value: Any, name: str, key: str) -> Any:
    if is_dataclass(kind) and isinstance(value, dict):
        return _section(kind, value, name, f"{key}.")
    if kind in (str, bool) and isinstance(value, kind):
        return value
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if kind is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind == tuple[str, ...] and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    wanted = {str: "text in quotes", bool: "true or false", float: "a number", int: "a whole number"}.get(
        kind, "a list of texts"
    )
    if is_dataclass(kind):
        wanted = f"a section [{key}]"
    raise BadConfig(f"{name}: {key} must be {wanted}, not {value!r}")


def _check(config: Config, name: str) -> None:
    if config.visit.aim not in list(Aim):
        raise BadConfig(f"{name}: visit.aim must be one of {', '.join(Aim)}, not {config.visit.aim!r}")
    for network in config.crawl.allow:
        try:
            ipaddress.ip_network(network)
        except ValueError as error:
            raise BadConfig(f"{name}: crawl.allow: {error}; write a network as 10.1.0.0/16") from error
    bounds: dict[str, tuple[float, float, float]] = {
        "crawl.workers": (config.crawl.workers, 1, 64),
        "crawl.delay": (config.crawl.delay, 0, 3600),
        "crawl.per_site": (config.crawl.per_site, 1, 64),
        "crawl.timeout": (config.crawl.timeout, 1, 600),
        "visit.tick": (config.visit.tick, 0.1, 3600),
        "visit.shortest": (config.visit.shortest, 0, 525600),
        "visit.per_hour": (config.visit.per_hour, 1, 1_000_000),
        "visit.batch": (config.visit.batch, 1, 100_000),
        "web.port": (config.web.port, 0, 65535),
    }
    for key, (value, least, most) in bounds.items():
        if not least <= value <= most:
            raise BadConfig(f"{name}: {key} must be between {least:g} and {most:g}, not {value:g}")
