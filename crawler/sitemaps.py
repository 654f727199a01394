"""Sitemaps, plain and of news, and indexes of sitemaps (pure)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from lxml import etree

from crawler.listing import Link, Listing
from storage.errors import NotAFeed
from storage.sites import FeedKind

#: A sitemap may list so many addresses (sitemaps.org, protocol); more are not read.
MAX_ADDRESSES = 50_000
#: Characters of a field that are read.
MAX_FIELD = 8_192


def read(content: bytes) -> Listing:
    """Return what a sitemap or an index of sitemaps lists; raises NotAFeed.

    Entities stay as they are and nothing is loaded. Where the markup breaks off, what came before counts.
    """
    links: list[Link] = []
    kind = FeedKind.SITEMAP
    try:
        for name, fields in _records(content):
            kind = FeedKind.SITEMAP_INDEX if name == "sitemap" else kind
            links.append(_link(fields))
            if len(links) >= MAX_ADDRESSES:
                break
    except etree.XMLSyntaxError as error:
        if not links:
            raise NotAFeed(f"The sitemap cannot be read ({error.msg}).") from None
    if kind is FeedKind.SITEMAP_INDEX:
        return Listing(kind=kind, feeds=links)
    return Listing(kind=kind, links=links)


def w3c_time(text: str) -> datetime | None:
    """Return a time in the W3C's format, a subset of ISO 8601, in UTC unless it says otherwise."""
    try:
        found = datetime.fromisoformat(text.strip())
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _records(content: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each url or sitemap element's name, and the texts in it by their elements' local names."""
    fields: dict[str, str] = {}
    # Entities are left alone, and libxml2 stops at a depth of 256 and at long texts (no huge_tree).
    for _, element in etree.iterparse(
        BytesIO(content), events=("end",), resolve_entities=False, no_network=True, load_dtd=False
    ):
        name = _local_name(element)
        if name in ("url", "sitemap"):
            yield name, fields
            fields = {}
        elif name and element.text:
            fields.setdefault(name, element.text.strip()[:MAX_FIELD])
        if name in ("url", "sitemap"):
            _let_go(element)


def _local_name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _let_go(element: Any) -> None:
    """Free an element and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _link(fields: dict[str, str]) -> Link:
    return Link(
        url=fields.get("loc", ""),
        title=fields.get("title", ""),
        published_at=w3c_time(fields.get("publication_date", "")),
        updated_at=w3c_time(fields.get("lastmod", "")),
    )
