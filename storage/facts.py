"""Facts as JSON lines: what an archive holds that cannot be derived (pure).

The first line says what the file is; each other line is one object with its `noun`: feed, page,
capture (with its body in base64 where the file has not held it for that page before) or review.
Lines of other nouns are derived, and passed over by whoever reads facts. The last line, whose noun is
`end`, counts the lines of each noun: without it, nobody would see that a file was cut between two lines.
"""

import base64
import binascii
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from cattrs.errors import BaseValidationError

from storage.bodies import MAX_BODY
from storage.codec import from_json, time_from_text, time_to_text, to_plain
from storage.errors import Mistake
from storage.model import Capture, Page, Review
from storage.sites import Feed, Find
from storage.text import sha256

FORMAT = "stet-facts"
VERSION = 1
#: Bytes of a line: a body in base64, and what is said of it.
MAX_LINE = MAX_BODY * 4 // 3 + 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFact:
    """A feed with what it found."""

    feed: Feed
    finds: tuple[Find, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFact:
    """A page under watch."""

    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureFact:
    """A capture of the page of an address; its own numbers mean nothing outside its archive."""

    url: str
    capture: Capture
    body: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFact:
    """A review of the edit that the capture of these times brought."""

    url: str
    requested_at: datetime
    received_at: datetime
    review: Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A part of a file that is not as it was written, and is not taken."""

    what: str
    reason: str


StoredFact = FeedFact | PageFact | CaptureFact | ReviewFact
Fact = StoredFact | Damage

#: What a line of each fact says it is.
NOUNS: Mapping[type[StoredFact], str] = {
    FeedFact: "feed",
    PageFact: "page",
    CaptureFact: "capture",
    ReviewFact: "review",
}
#: The nouns whose lines are counted; lines of the last two are derived.
_COUNTED = (*NOUNS.values(), "revision", "edit")


def header() -> bytes:
    """Return the first line of a file, which promises a last one. Files of older versions do not."""
    return line({"format": FORMAT, "version": VERSION, "has_end": True})


def end(counted: Mapping[str, int]) -> bytes:
    """Return the last line of a file; `counted` has the number of lines of each noun."""
    return line({"noun": "end", "counted": dict(sorted(counted.items()))})


def line(plain: dict[str, Any]) -> bytes:
    """Return an object as one line."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def encode(fact: StoredFact) -> bytes:
    """Return a fact as one line."""
    said: dict[str, Any] = {"noun": NOUNS[type(fact)]}
    if isinstance(fact, FeedFact):
        return line({**said, **_plain(fact.feed), "finds": to_plain(fact.finds)})
    if isinstance(fact, PageFact):
        return line({**said, **_plain(fact.page)})
    if isinstance(fact, ReviewFact):
        times = {
            "requested_at": time_to_text(fact.requested_at),
            "received_at": time_to_text(fact.received_at),
        }
        return line({**said, "page": fact.url, **times, **_plain(fact.review, "edit_id")})
    body = {} if fact.body is None else {"body": base64.b64encode(fact.body).decode()}
    return line({**said, "page": fact.url, **_plain(fact.capture, "page_id"), **body})


def _plain(record: Any, *left_out: str) -> dict[str, Any]:
    return {name: value for name, value in to_plain(record).items() if name not in ("id", *left_out)}


def decode(file: BinaryIO) -> Iterator[Fact]:
    """Yield the facts of a file, one at a time, and Damage where lines are missing.

    Raises Mistake, with the number of the line, for what is no file of facts.
    """
    first = file.readline(200)
    if not is_facts(first):
        raise Mistake("that is no export of Stet's: `stet export -o FILE` writes one")
    counted: Counter[str] = Counter()
    promised = None
    for number, text in enumerate(iter(lambda: file.readline(MAX_LINE + 1), b""), 2):
        if len(text) > MAX_LINE:
            raise Mistake(f"line {number} is longer than {MAX_LINE >> 20} MiB: that is no export of Stet's")
        try:
            said = json.loads(text)
            noun = said["noun"]
            fact = _decoded(said)
            if noun == "end":
                promised = {noun: int(said["counted"].get(noun, 0)) for noun in _COUNTED}
        except (
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
            RecursionError,
            BaseValidationError,
        ) as error:
            raise Mistake(f"line {number} cannot be read ({type(error).__name__}): export again") from error
        counted[str(noun)] += noun in _COUNTED
        if fact is not None:
            yield fact
    if promised is not None:
        yield from _missing(promised, counted)
    elif json.loads(first).get("has_end"):
        yield Damage(what="the end of the file", reason="the file was cut: export it again")


def _missing(promised: Mapping[str, int], counted: Mapping[str, int]) -> Iterator[Damage]:
    for noun, there in promised.items():
        if there != counted.get(noun, 0):
            told = f"{counted.get(noun, 0)} of {there} are there: export it again"
            yield Damage(what=f"lines of the noun {noun}", reason=told)


def is_facts(first: bytes) -> bool:
    """Whether a first line begins a file of facts that this version reads. Raises Mistake for a newer one."""
    try:
        said = json.loads(first)
        ours = said.get("format") == FORMAT
    except (ValueError, AttributeError, RecursionError):
        return False
    if ours and said.get("version") != VERSION:
        raise Mistake("that export was written by a newer Stet: update Stet to read it")
    return bool(ours)


def _decoded(said: dict[str, Any]) -> Fact | None:
    noun, body = said.pop("noun"), said.pop("body", None)
    json.dumps(said, ensure_ascii=False).encode()  # half a surrogate pair is no text: UnicodeEncodeError
    if noun == "feed":
        finds = tuple(_record({**find}, Find) for find in said.pop("finds", ()))
        return FeedFact(feed=_record({**said, "id": 0}, Feed), finds=finds)
    if noun == "page":
        return PageFact(page=_record({**said, "id": 0}, Page))
    if noun == "capture":
        url = said.pop("page")
        return _capture(url, _record({**said, "id": 0, "page_id": 0}, Capture), body)
    if noun == "review":
        url = said.pop("page")
        times = {name: time_from_text(said.pop(name)) for name in ("requested_at", "received_at")}
        return ReviewFact(url=url, review=_record({**said, "id": 0, "edit_id": 0}, Review), **times)
    return None


def _record(plain: dict[str, Any], kind: type[Any]) -> Any:
    return from_json(json.dumps(plain), kind)


def _capture(url: str, capture: Capture, body: str | None) -> CaptureFact:
    if body is None:
        return CaptureFact(url=url, capture=capture)
    try:
        content = base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise ValueError("no base64") from error
    if len(content) > MAX_BODY or sha256(content) != capture.body_sha256:
        raise ValueError("the body does not match its digest")
    return CaptureFact(url=url, capture=capture, body=content)
