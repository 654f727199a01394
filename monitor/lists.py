"""A list of addresses, one a line, or OPML → addresses of pages and of feeds (pure)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from crawler.urls import canonical
from storage.errors import BadAddress, Mistake
from storage.text import clean

#: Addresses that are read of one list.
MAX_ADDRESSES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressList:
    """What a list holds, in its order, each address once."""

    pages: tuple[str, ...] = ()  #: canonical
    feeds: tuple[str, ...] = ()  #: canonical
    refused: tuple[tuple[str, str], ...] = ()  #: what stood there, and why it cannot be visited


def read_list(content: bytes) -> AddressList:
    """Return the addresses of a plain list or of OPML.

    In a plain list, empty lines and those that begin with # are passed over. In OPML, an outline's
    xmlUrl is a feed; where it has none, its url or htmlUrl is a page. No entity is expanded and
    nothing is opened. Raises Mistake for OPML that cannot be read, and for what is no text.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        listed = _outlines(content)
    else:
        listed = (("page", line) for line in _lines(content))
    return _checked(listed)


def _lines(content: bytes) -> Iterator[str]:
    if b"\0" in content:
        raise Mistake("that is no list of addresses: write one address a line, or give OPML")
    for line in content.decode("utf-8-sig", "replace").splitlines():
        text = line.strip()
        if text and not text.startswith("#"):
            yield text


def _outlines(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield of each outline whether it names a feed or a page, and its address."""
    is_opml = False
    try:
        for _, element in etree.iterparse(
            BytesIO(content), events=("end",), resolve_entities=False, no_network=True, load_dtd=False
        ):
            name = element.tag.lower() if isinstance(element.tag, str) else ""
            is_opml = is_opml or name in ("opml", "outline")
            if name == "outline":
                values = {key.lower(): value for key, value in element.attrib.items()}
                feed, page = values.get("xmlurl"), values.get("url") or values.get("htmlurl")
                if feed or page:
                    yield ("feed", feed) if feed else ("page", page or "")
    except etree.XMLSyntaxError as error:
        raise Mistake(f"the OPML cannot be read ({error.msg}): export it again") from None
    if not is_opml:
        raise Mistake("that is no list of addresses and no OPML: write one address a line")


def _checked(listed: Iterable[tuple[str, str]]) -> AddressList:
    found: dict[str, dict[str, None]] = {"page": {}, "feed": {}}
    refused: dict[str, str] = {}
    for number, (kind, text) in enumerate(listed):
        if number >= MAX_ADDRESSES:
            raise Mistake(f"the list holds more than {MAX_ADDRESSES:,} addresses: split it")
        try:
            found[kind][canonical(text)] = None
        except BadAddress as error:
            refused[clean(text)[:200]] = str(error)
    return AddressList(pages=tuple(found["page"]), feeds=tuple(found["feed"]), refused=tuple(refused.items()))
