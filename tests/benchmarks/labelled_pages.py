"""The labelled edits under tests/golden/flags/pages, each set as a whole page before and after."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.adapters import flags
from tests.benchmarks.pages import DESKS, OTHER_DESKS, Desk, render, story

FOLDER = Path(__file__).parents[1] / "golden" / "flags" / "pages"
URL = "https://news.example/story"
_REMOVED = re.compile(r"\[-(.*?)-\]", re.DOTALL)
_ADDED = re.compile(r"\{\+(.*?)\+\}", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePair:
    """Two saved pages, and the flags that their edit must and may raise; all others it must not."""

    name: str
    language: str
    old: bytes
    new: bytes
    must: frozenset[str]
    may: frozenset[str]
    known: frozenset[str]  #: flags that the rules still miss, or raise wrongly

    def raised(self) -> frozenset[str]:
        """Return the names of the flags that the edit raises."""
        return frozenset(flags(self.old, self.new, URL))


def page_pairs(pattern: str = "*.toml") -> Iterator[PagePair]:
    """Yield every labelled pair of pages, by file; the desks take turns, eight where `spoken` is told."""
    for path in sorted(FOLDER.glob(pattern)):
        spoken = path.stem.partition("-")[0]
        told = tomllib.loads((FOLDER / f"{spoken}.toml").read_text("utf-8")) | tomllib.loads(
            path.read_text("utf-8")
        )
        for turn, entry in enumerate(told["pair"]):
            text = _with_context(entry, told["contexts"][turn % len(told["contexts"])])
            language = spoken
            desk = _desk(entry, told, turn)
            yield PagePair(
                name=f"{path.stem}: {entry['is']}",
                language=language,
                old=_page(_ADDED.sub("", _REMOVED.sub(r"\1", text)), language, told, desk, 0),
                new=_page(_ADDED.sub(r"\1", _REMOVED.sub("", text)), language, told, desk, 1),
                must=frozenset(entry["must"]),
                may=frozenset(entry.get("may", ())),
                known=frozenset(entry.get("known", ())),
            )


def _with_context(entry: dict, context: str) -> str:
    if entry.get("alone"):
        return entry["text"]
    if "\n...\n" in entry["text"]:
        return entry["text"].replace("\n...\n", f"\n{context}\n")
    return f"{entry['text']}\n{context}"


def _desk(entry: dict, told: dict, turn: int) -> Desk:
    desks = DESKS + OTHER_DESKS if "spoken" in told else DESKS
    named = entry.get("desk", desks[turn % len(desks)].name)
    return next(desk for desk in desks if desk.name == named)


def _page(text: str, language: str, told: dict, desk: Desk, visit: int) -> bytes:
    around = {name: told[name] for name in ("furniture", "related", "spoken") if name in told}
    return render(story(text, language=language, visit=visit, **around), desk).encode()
