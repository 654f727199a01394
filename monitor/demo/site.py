"""A site of the demo: what its TOML file beside its template says of it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A publisher, and what fills its pages besides the article."""

    key: str  #: the name of its files
    name: str
    language: str  #: BCP 47
    encoding: str  #: of its pages; a character it lacks is sent as a reference
    still: bool  #: its pages are files: the furniture does not change from visit to visit
    feed: str  #: path of its RSS feed
    section: str  #: path of its section page
    date: str  #: how it writes a date, with {day}, {month}, {year}, {hour}, {minute}
    months: tuple[str, ...]
    titles: tuple[str, ...]  #: headlines for related cards and lists
    readers: tuple[str, ...]  #: names under comments
    comments: tuple[str, ...]
    banners: tuple[str, ...]  #: breaking news above the page
    wall: tuple[str, ...]  #: the lines of its consent wall, the title first


def read_site(file: Path) -> Site:
    """Read a site's file."""
    fields: dict[str, Any] = {"encoding": "utf-8", "still": False, "comments": [], "readers": []}
    fields |= tomllib.loads(file.read_text(encoding="utf-8"))
    rows = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return Site(key=file.stem, **fields | rows)
