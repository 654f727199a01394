"""From characters to a bounded tree (lxml's HTML parser; pure)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from storage.errors import EmptyPage, Unparseable

#: A start tag longer than this is looked at: libxml2 is quadratic in the attributes of a tag.
LONG_TAG = 4_000
#: A start tag keeps its attributes up to this many; 4,000 cost 14 ms, 40,000 cost 8 s.
MAX_ATTRIBUTES = 1_000
#: Elements of a page that are read; the longest article of the corpora stands in 21,000.
MAX_ELEMENTS = 100_000

#: An element that is never shown holds fewer paragraphs than this, unless it was left open.
SWALLOWED = 5

#: Characters of the markup that are kept as they came.
START = 40_000

#: An element that React sends before it is put into its place has such an id.
STREAMED = "S:"
_PLACES = ("B:", "P:")

_LONG_TAG = re.compile(rf"<[^\W\d_][^<>]{{{LONG_TAG - 1}}}[^<]")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^<>]*\?>")
#: A script that sets a global name to an object: the state that a framework begins with.
_STATE = re.compile(
    r"""\s*(?:window|self|globalThis)(?:\.[\w$]{3,60}|\[["'][\w$]{3,60}["']\])\s*=\s*(?=\{)"""
)
_DEAD = (
    "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "audio", "video", "map",
    "select", "datalist", "textarea", "noframes", "math",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page: its root without what is never shown, its scripts by type, and whether it was cut."""

    root: etree._Element
    scripts: tuple[tuple[str, str], ...]  #: (type or id, text) of each script that holds data
    partial: bool
    start: str  #: the first characters of its markup


def parse(text: str) -> Page:
    """Return the tree of a page.

    Nesting is read to 256 elements (libxml2's own bound), attributes to 1,000 a tag, elements to
    100,000; a page cut by one of these is partial. Raises EmptyPage where there is no element at all
    and Unparseable where the parser gives up.
    """
    text = _XML_DECLARATION.sub("", text)
    bounded = _bounded(text)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(bounded.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise Unparseable(f"The page could not be parsed: {error.msg}.") from error
    if root is None:
        raise EmptyPage
    cut = len(bounded) != len(text) or any("depth" in entry.message for entry in parser.error_log)
    scripts = tuple(_data_scripts(root))
    _unwrap_unclosed(root)
    _put_in_place(root)
    etree.strip_elements(root, "script", *_DEAD, with_tail=False)
    return Page(root=root, scripts=scripts, partial=cut, start=text[:START])


def _bounded(text: str) -> str:
    """Return `text` without the attributes of tags that have too many."""
    if not _LONG_TAG.search(text):
        return text
    parts = text.split("<")
    for n, part in enumerate(parts):
        if len(part) > LONG_TAG and part[0].isalpha() and part.find(">", 0, LONG_TAG) < 0:
            tag, end, rest = part.partition(">")
            if tag.count("=") + tag.count(" ") > 2 * MAX_ATTRIBUTES:
                parts[n] = tag.split(None, 1)[0][:60] + (end or ">") + rest
    return "<".join(parts)


def _data_scripts(root: etree._Element) -> Iterator[tuple[str, str]]:
    for script in root.iter("script"):
        kind = script.get("type") or ""
        if "json" in kind.lower() and script.text:
            yield (script.get("id") or kind).lower(), script.text
        elif script.text and (state := _STATE.match(script.text)):
            yield "state", script.text[state.end() :]


def _unwrap_unclosed(root: etree._Element) -> None:
    """Rename elements that are never shown but swallowed the page's prose, because no end tag stood."""
    for element in root.iter(*_DEAD):
        if len(element.findall(".//p")) >= SWALLOWED:
            element.tag = "div"


def _put_in_place(root: etree._Element) -> None:
    """Move what React streams at a page's end, hidden, to where its scripts would put it."""
    streamed = {part.get("id", "")[2:]: part for part in root.iterfind(".//div[@hidden]")}
    if not streamed:
        return
    for place in root.findall(".//template"):
        kind, number = place.get("id", "")[:2], place.get("id", "")[2:]
        part = streamed.get(number) if kind in _PLACES else None
        if part is None or not part.get("id", "").startswith(STREAMED) or place in part.iter("template"):
            continue
        del part.attrib["hidden"], part.attrib["id"]
        place.addprevious(part)
