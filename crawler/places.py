"""When two addresses may be one article's (pure)."""

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from crawler.urls import canonical
from storage.errors import BadAddress

_ALIAS = re.compile(r"^(?:(?:www|m|mobile|amp)\.)+(?=[^.]+\.)")
_NUMBERS = re.compile(r"\[.*\]|[\d.]+")


def publisher(netloc: str) -> str:
    """Return a host without the names by which it serves telephones and AMP, with its port.

    Without a list of public suffixes no more is taken for one publisher: blogs often share a domain.
    """
    return _ALIAS.sub("", netloc)


def forms(url: str) -> tuple[str, ...]:
    """Return the other addresses that are this one in all but scheme, www. and a slash at the end.

    Servers answer these alike: no visit is needed to take them for one.
    """
    parts = urlsplit(url)
    bare = parts.netloc.removeprefix("www.")
    with_port = bool(parts.port)
    named = not with_port and not _NUMBERS.fullmatch(bare)
    schemes = (parts.scheme,) if with_port else ("https", "http")
    hosts = (bare, f"www.{bare}") if named else (parts.netloc,)
    path = parts.path.rstrip("/")
    paths = (path, f"{path}/") if path else ("/",)
    found = (
        urlunsplit((scheme, host, way, parts.query, ""))
        for scheme in schemes
        for host in hosts
        for way in paths
    )
    return tuple(one for one in found if one != url)


def place(url: str) -> str:
    """Return what all addresses of one article of one publisher have in common, as `paper.example/bridge`."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{publisher(parts.netloc)}{parts.path.rstrip('/') or '/'}{query}"


def claimed(final_url: str, canonical_url: str) -> str:
    """Return the place of an article that was found at an address and names another as its own.

    What it names is believed within its publisher, and unless it is the front page: there no article
    stands, but broken templates say so of each. Else it is the place where it was found; "" where that
    is no address.
    """
    found = _address(final_url)
    named = _address(_joined(found, canonical_url)) if found and canonical_url else found
    within = publisher(urlsplit(named).netloc) == publisher(urlsplit(found).netloc)
    return place(named if within and not is_front(named) else found) if found else ""


def is_front(url: str) -> bool:
    """Whether an address is that of a site's front page."""
    parts = urlsplit(url)
    return not parts.path.strip("/") and not parts.query


def _address(url: str) -> str:
    """Return an address in its kept form, or "" for what is none."""
    try:
        return canonical(url)
    except (BadAddress, ValueError):
        return ""


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError:
        return ""
