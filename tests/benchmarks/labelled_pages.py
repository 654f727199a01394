"""The labelled edits under tests/golden/flags/pages, each set as a whole page before and after."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.adapters import flags
from tests.benchmarks.pages import DESKS, render, story

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
    """Yield every labelled pair of pages, by file; the desks take turns."""
    for path in sorted(FOLDER.glob(pattern)):
        spoken = path.stem.partition("-")[0]
        told = tomllib.loads((FOLDER / f"{spoken}.toml").read_text("utf-8")) | tomllib.loads(
            path.read_text("utf-8")
        )
        for turn, entry in enumerate(told["pair"]):
            text = _with_context(entry, told["contexts"][turn % len(told["contexts"])])
            language = spoken
            yield PagePair(
                name=f"{path.stem}: {entry['is']}",
                language=language,
                old=_page(_ADDED.sub("", _REMOVED.sub(r"\1", text)), language, told, turn, 0),
                new=_page(_ADDED.sub(r"\1", _REMOVED.sub("", text)), language, told, turn, 1),
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


def _page(text: str, language: str, told: dict, turn: int, visit: int) -> bytes:
    furniture, related = tuple(told["furniture"]), tuple(told["related"])
    page = story(text, language=language, furniture=furniture, related=related, visit=visit)
    return render(page, DESKS[turn % len(DESKS)]).encode()
