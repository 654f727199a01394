"""Facts as JSON lines: what an archive holds that cannot be derived (pure).

The first line says what the file is; each other line is one object with its `noun`: feed, page,
capture (with its body in base64 where the file has not held it for that page before) or review.
Lines of other nouns are derived, and passed over by whoever reads facts.
"""

import base64
import binascii
import json
from collections.abc import Iterator
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


Fact = FeedFact | PageFact | CaptureFact | ReviewFact


def header() -> bytes:
    """Return the first line of a file."""
    return line({"format": FORMAT, "version": VERSION})


def line(plain: dict[str, Any]) -> bytes:
    """Return an object as one line."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def encode(fact: Fact) -> bytes:
    """Return a fact as one line."""
    if isinstance(fact, FeedFact):
        return line({"noun": "feed", **_plain(fact.feed), "finds": to_plain(fact.finds)})
    if isinstance(fact, PageFact):
        return line({"noun": "page", **_plain(fact.page)})
    if isinstance(fact, ReviewFact):
        times = {
            "requested_at": time_to_text(fact.requested_at),
            "received_at": time_to_text(fact.received_at),
        }
        return line({"noun": "review", "page": fact.url, **times, **_plain(fact.review, "edit_id")})
    body = {} if fact.body is None else {"body": base64.b64encode(fact.body).decode()}
    return line({"noun": "capture", "page": fact.url, **_plain(fact.capture, "page_id"), **body})


def _plain(record: Any, *left_out: str) -> dict[str, Any]:
    return {name: value for name, value in to_plain(record).items() if name not in ("id", *left_out)}


def decode(file: BinaryIO) -> Iterator[Fact]:
    """Yield the facts of a file, one at a time.

    Raises Mistake, with the number of the line, for what is no file of facts.
    """
    if not is_facts(file.readline(200)):
        raise Mistake("that is no export of Stet's: `stet export -o FILE` writes one")
    number = 1
    while text := file.readline(MAX_LINE + 1):
        number += 1
        if len(text) > MAX_LINE:
            raise Mistake(f"line {number} is longer than {MAX_LINE >> 20} MiB: that is no export of Stet's")
        try:
            fact = _decoded(json.loads(text))
        except (
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
            RecursionError,
            BaseValidationError,
        ) as error:
            raise Mistake(f"line {number} cannot be read ({type(error).__name__}): export again") from error
        if fact is not None:
            yield fact


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
