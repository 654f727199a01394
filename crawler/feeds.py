"""What a feed lists: bytes → addresses of articles, with what is said of each (pure).

RSS, Atom, RDF and JSON Feed here; sitemaps in `crawler.sitemaps`, section pages in `crawler.sections`.
"""

import json
import re
import zlib
from calendar import timegm
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO
from typing import Any, Protocol
from urllib.parse import urljoin

import feedparser

from crawler import sections, sitemaps
from crawler.listing import Link, Listing
from crawler.urls import canonical
from storage.errors import BadAddress, NotAFeed
from storage.model import Outcome, Record
from storage.sites import FeedKind
from storage.text import clean, squash

#: A sitemap may hold so many bytes (sitemaps.org, protocol); no other kind comes near.
MAX_UNPACKED = 50 * 2**20
#: Entries that are kept of one feed: the newest, where it says when they were published.
MAX_ENTRIES = 5_000
#: Addresses of other feeds that are kept.
MAX_FEEDS = 1_000
#: Characters of a title.
MAX_TITLE = 300

_GZIP = b"\x1f\x8b"
_HEAD = 16 * 1024  #: bytes in which the first element must begin
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_FIRST_TAG = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_FEEDPARSER_KINDS = (("rss090", FeedKind.RDF), ("rss10", FeedKind.RDF), ("atom", FeedKind.ATOM))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry(Record):
    """An article that a feed lists."""

    url: str  #: canonical
    title: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink(Record):
    """Another feed that a feed names: a part of a sitemap index, or the feed of a section page."""

    url: str  #: canonical
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedContents:
    """What a feed lists, in its own order; each address once."""

    kind: FeedKind
    title: str = ""
    entries: tuple[FeedEntry, ...] = ()
    feeds: tuple[FeedLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedErrand(Record):
    """One feed to visit, with what the archive knows of its last answer."""

    feed_id: int
    url: str
    etag: str = ""
    last_modified: str = ""
    read_at: datetime | None = None  #: when it was last read: older parts of an index are passed over
    patterns: Mapping[str, bool] = field(default_factory=dict)  #: see `crawler.sections.learned`


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFetched(Record):
    """One visit to a feed as it went; READ, NOT_MODIFIED, MISSING or FAILED."""

    errand: FeedErrand
    received_at: datetime
    outcome: Outcome
    reason: str = ""  #: one stable word, empty where there is nothing to explain
    etag: str = ""
    last_modified: str = ""
    contents: FeedContents | None = None  #: None unless the outcome is READ
    retry_after: timedelta | None = None  #: how long the server asks to be left alone, a day at most


class FeedJournal(Protocol):
    """Who is told of visits to feeds, on the reactor's thread."""

    def record(self, *visits: FeedFetched) -> None:
        """Store each visit in one transaction; raises ArchiveError for the first that could not be stored."""


def parse_feed(
    content: bytes, url: str, content_type: str = "", patterns: Mapping[str, bool] | None = None
) -> FeedContents:
    """Return what the feed found at `url` lists; `patterns` is what `crawler.sections.learned` returned.

    Nothing of it is trusted: no entity is expanded and no file or address opened; links that are no
    web addresses are left out. Time and memory grow with the size; run it where it can be killed.
    Raises NotAFeed.
    """
    unpacked = _unpacked(content)
    root = _root(unpacked)
    if root == "json":
        listing = _json_feed(unpacked)
    elif root in ("urlset", "sitemapindex"):
        listing = sitemaps.read(unpacked)
    elif root in ("rss", "rdf", "feed", "channel"):
        listing = _news_feed(unpacked, url, content_type)
    elif root == "html" or "html" in content_type:
        listing = sections.read(unpacked, url, content_type, patterns)
    else:
        raise NotAFeed
    return _contents(listing, url)


def _unpacked(content: bytes) -> bytes:
    """Return the bytes of a gzip file, or any other as they are; raises NotAFeed for a bomb."""
    if not content.startswith(_GZIP):
        return content
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacker.decompress(content, MAX_UNPACKED)
    except zlib.error as error:
        raise NotAFeed(f"The gzip file is damaged ({error}).") from None
    if unpacker.unconsumed_tail:
        raise NotAFeed(f"The gzip file holds more than {MAX_UNPACKED >> 20} MiB.")
    return unpacked


def _root(content: bytes) -> str:
    """Return the name of the first element in lower case, "json" for an object, or ""."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = content[:_HEAD].decode("utf-16" if wide else "latin-1", "replace")
    if head.lstrip("\ufeffï»¿ \t\r\n").startswith("{"):
        return "json"
    if re.match(r"[\ufeffï»¿\s]*<!doctype\s+html", head, re.IGNORECASE):
        return "html"
    found = _FIRST_TAG.search(_COMMENT.sub("", head))
    return found.group(1).lower() if found else ""


def _json_feed(content: bytes) -> Listing:
    """Return what a JSON Feed (jsonfeed.org, 1.0 and 1.1) lists."""
    try:
        feed = json.loads(content)
    except (ValueError, RecursionError):
        raise NotAFeed("The JSON cannot be read.") from None
    if "jsonfeed.org/version/" not in str(feed.get("version")) or not isinstance(feed.get("items"), list):
        raise NotAFeed("The JSON is no JSON Feed.")
    items = (item for item in feed["items"] if isinstance(item, dict))
    return Listing(
        kind=FeedKind.JSON,
        title=_text(feed.get("title")),
        links=[
            Link(
                url=_json_address(item),
                title=_text(item.get("title")),
                published_at=sitemaps.w3c_time(_text(item.get("date_published"))),
                updated_at=sitemaps.w3c_time(_text(item.get("date_modified"))),
            )
            for item in items
        ],
    )


def _json_address(item: dict[str, Any]) -> str:
    number = _text(item.get("id"))
    said = _text(item.get("url")) or _text(item.get("external_url"))
    return said or (number if number.startswith(("http://", "https://")) else "")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _news_feed(content: bytes, url: str, content_type: str) -> Listing:
    """Return what an RSS, Atom or RDF feed lists."""
    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    # Bytes in a stream, never a string: feedparser would open a string as a file or an address.
    # Its cleaning of HTML costs time and is not needed: no text but a title is kept.
    parsed = feedparser.parse(
        BytesIO(content), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    version = parsed.get("version") or ""
    if not version and not parsed.entries:
        raise NotAFeed
    return Listing(
        kind=next((kind for mark, kind in _FEEDPARSER_KINDS if version.startswith(mark)), FeedKind.RSS),
        title=_text(parsed.feed.get("title")),
        links=[
            Link(
                url=_text(entry.get("feedburner_origlink") or entry.get("link")),
                title=_text(entry.get("title")),
                published_at=_utc(entry.get("published_parsed")),
                # As a plain dict: feedparser's own get says the time of publication where there is none.
                updated_at=_utc(dict.get(entry, "updated_parsed")),
            )
            for entry in parsed.entries
        ],
    )


def _utc(found: Any) -> datetime | None:
    """Return the time of a struct_time in UTC."""
    try:
        return datetime.fromtimestamp(timegm(found), UTC) if found else None
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _contents(listing: Listing, url: str) -> FeedContents:
    entries = list(_entries(listing.links, url))
    if len(entries) > MAX_ENTRIES:
        oldest = datetime.min.replace(tzinfo=UTC)
        entries.sort(key=lambda one: one.updated_at or one.published_at or oldest, reverse=True)
        del entries[MAX_ENTRIES:]
    feeds = [FeedLink(url=one.url, updated_at=one.updated_at) for one in _entries(listing.feeds, url)]
    return FeedContents(
        kind=listing.kind, title=_title(listing.title), entries=tuple(entries), feeds=tuple(feeds[:MAX_FEEDS])
    )


def _entries(links: Iterable[Link], url: str) -> Iterator[FeedEntry]:
    """Yield the links that are web addresses, each once."""
    seen = {canonical(url)}
    for link in links:
        try:
            address = canonical(urljoin(url, link.url.strip())) if link.url.strip() else ""
        except (BadAddress, ValueError):
            continue
        if address and address not in seen:
            seen.add(address)
            yield FeedEntry(
                url=address,
                title=_title(link.title),
                published_at=link.published_at,
                updated_at=link.updated_at,
            )


def _title(text: str) -> str:
    """Return a title as plain text."""
    return squash(clean(_TAG.sub("", unescape(text[: 10 * MAX_TITLE]))))[:MAX_TITLE]


def joined(contents: FeedContents, parts: Iterable[FeedContents]) -> FeedContents:
    """Return a sitemap index with the entries of its parts."""
    entries = {entry.url: entry for part in (contents, *parts) for entry in part.entries}
    return replace(contents, entries=tuple(entries.values())[:MAX_ENTRIES])
