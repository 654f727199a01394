"""One article of the demo through its day, as its TOML file plans it (pure but for reading the file).

`articles/README.md` tells how such a file is written.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor.demo.copytext import blocks, paragraphs
from storage.errors import BadConfig
from storage.model import Block

LAST_ROUND = 8  #: the day has the rounds 0 to 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What an article says in one round."""

    headline: str
    standfirst: str
    byline: tuple[str, ...]
    published: datetime
    modified: datetime
    copy: str  #: the body with its marks

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The body, read."""
        return blocks(self.copy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a monitor must report of an article in one round."""

    round: int
    flags: frozenset[str]
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article, round by round."""

    site: str
    path: str
    section: str
    texts: tuple[Text, ...]  #: one a round
    edits: tuple[Edit, ...]
    incidents: Mapping[int, str]  #: by round: what stands in the article's place; see `answers.py`
    etag: bool  #: whether it answers 304 to one who knows it
    moved_to: str  #: where a redirect of one round leads; empty without one


def read_story(file: Path) -> Story:
    """Read an article's file.

    Raises BadConfig where the plan does not fit the copy.
    """
    try:
        return _story(tomllib.loads(file.read_text(encoding="utf-8")))
    except (KeyError, ValueError) as error:
        raise BadConfig(f"Mend {file.name}: {error}.") from error


def _story(plan: Mapping[str, Any]) -> Story:
    steps = sorted([*plan.get("edits", []), *plan.get("touches", [])], key=lambda step: step["round"])
    absence = plan.get("absence")
    return Story(
        site=plan["site"],
        path=plan["path"],
        section=plan["section"],
        texts=_texts(plan, steps),
        edits=_edits(plan.get("edits", []), absence),
        incidents=_incidents(plan.get("incidents", []), absence),
        etag=plan.get("etag", False),
        moved_to=plan.get("moved_to", ""),
    )


def _texts(plan: Mapping[str, Any], steps: list[dict[str, Any]]) -> tuple[Text, ...]:
    text = Text(
        headline=plan["headline"],
        standfirst=plan["standfirst"],
        byline=tuple(plan["byline"]),
        published=plan["published"],
        modified=plan.get("modified", plan["published"]),
        copy="\n\n".join(paragraphs(plan["copy"])),
    )
    texts = []
    for number in range(LAST_ROUND + 1):
        for step in steps:
            if step["round"] == number:
                text = _edited(text, step)
        texts.append(text)
    return tuple(texts)


def _edited(text: Text, step: Mapping[str, Any]) -> Text:
    copy = text.copy
    for old, new in step.get("swap", []):
        copy = _swapped(copy, old, new)
    for start in step.get("cut", []):
        copy = "\n\n".join(part for part in paragraphs(copy) if part != _starting(copy, start))
    for start, after in step.get("move", []):
        copy = _moved(copy, start, after)
    for after, new in step.get("add", []):
        before = _starting(copy, after)
        copy = _swapped(copy, before, "\n\n".join([before, *paragraphs(new)]))
    fields = {
        name: step[name] for name in ("headline", "standfirst", "published", "modified") if name in step
    }
    byline = tuple(step.get("byline", text.byline))
    return replace(text, copy=copy, byline=byline, **fields)


def _swapped(copy: str, old: str, new: str) -> str:
    if copy.count(old) != 1:
        raise ValueError(f"{old!r} must stand once in the copy, not {copy.count(old)} times")
    return copy.replace(old, new)


def _starting(copy: str, start: str) -> str:
    found = [part for part in paragraphs(copy) if part.startswith(start)]
    if len(found) != 1:
        raise ValueError(f"{start!r} must start one block, not {len(found)}")
    return found[0]


def _moved(copy: str, start: str, after: str) -> str:
    moving, before = _starting(copy, start), _starting(copy, after)
    rest = [part for part in paragraphs(copy) if part != moving]
    place = rest.index(before) + 1
    return "\n\n".join([*rest[:place], moving, *rest[place:]])


def _edits(planned: list[dict[str, Any]], absence: Mapping[str, Any] | None) -> tuple[Edit, ...]:
    edits = {e["round"]: Edit(round=e["round"], flags=frozenset(e["flags"]), what=e["what"]) for e in planned}
    if absence:
        confirmed, back = absence["from"] + 1, absence["until"]
        edits[confirmed] = Edit(round=confirmed, flags=frozenset({"gone"}), what=absence["gone"])
        flags = edits[back].flags if back in edits else frozenset()
        edits[back] = Edit(round=back, flags=flags | {"returned"}, what=absence["returned"])
    return tuple(edits[number] for number in sorted(edits))


def _incidents(planned: list[dict[str, Any]], absence: Mapping[str, Any] | None) -> dict[int, str]:
    incidents = {incident["round"]: str(incident["kind"]) for incident in planned}
    if absence:
        incidents |= dict.fromkeys(range(absence["from"], absence["until"]), absence["kind"])
    return incidents
