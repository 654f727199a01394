"""A page as a list of pieces of text and the regions they stand in (pure).

One walk over the tree. A piece is a run of text that no block element interrupts; a region is a block
element, and covers a range of pieces. All later decisions are made on these two lists.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from crawler.extract.dom import MAX_ELEMENTS
from crawler.extract.hints import NO_MARK, Hint, Mark, read_names

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rb ruby s samp small span "
    "strike strong sub sup time tt u var wbr label output img picture source".split()
)
_SKIPPED = frozenset("head script style input rt rp img picture source hr link meta title base param area".split())
_STRONG = frozenset(("b", "strong"))
_EMPHASIS = frozenset(("i", "em", "cite", "dfn"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_KINDS = HEADINGS | {"p", "li", "blockquote", "figcaption", "td", "th", "dt", "dd", "pre", "caption", "summary"}
_ROLES = {
    **dict.fromkeys(("navigation", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar"), Mark(Hint.NEVER, "role")),
    **dict.fromkeys(("banner", "complementary"), Mark(Hint.FURNITURE, "role")),
}
_HIDDEN = Mark(Hint.HIDDEN, "hidden")
_NAV = Mark(Hint.NEVER, "nav")
_BODY = Mark(Hint.BODY, "articleBody")
_BY_TAG = {"figcaption": Mark(Hint.CAPTION, "figcaption"), "aside": Mark(Hint.FURNITURE, "aside element"), "footer": Mark(Hint.FURNITURE, "footer element")}
#: Elements that are a part of a text, never its whole.
PARTS = frozenset(("p", "li", "ul", "ol", "dl", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"))
_CJK = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bit:
    """A text node of a piece."""

    text: str
    link: str | None = None
    strong: bool = False
    emphasis: bool = False


@dataclass(slots=True)
class Piece:
    """A run of text that no block element interrupts."""

    bits: list[Bit]
    text: str  #: white space squashed
    kind: str  #: name of the nearest element that says what the text is: p, li, h2, …; else ""
    region: int
    linked: int  #: characters inside links
    weight: int  #: characters, one of a script without spaces counted as three


@dataclass(slots=True)
class Region:
    """A block element and the pieces in it: `pieces[start:end]`."""

    element: etree._Element
    tag: str
    mark: Mark
    parent: int
    start: int
    end: int = 0
    children: list[int] = field(default_factory=list)


class Outline:
    """The pieces and regions of a page, in document order; region 0 holds all."""

    def __init__(self, root: etree._Element) -> None:
        self.pieces: list[Piece] = []
        self.regions: list[Region] = []
        self.partial = False
        self._left = MAX_ELEMENTS
        self._bits: list[Bit] = []
        body = root.find("body")
        self._block(root if body is None else body, -1, "", None)

    def _block(self, element: etree._Element, parent: int, kind: str, link: str | None) -> None:
        mark = _mark(element)
        if mark.hint in (Hint.HIDDEN, Hint.NEVER):
            if not _holds_article(element):
                return
            mark = NO_MARK
        tag = element.tag
        number = len(self.regions)
        region = Region(element, tag, mark, parent, len(self.pieces))
        self.regions.append(region)
        if parent >= 0:
            self.regions[parent].children.append(number)
        if tag in _KINDS and not (kind in HEADINGS or (kind == "blockquote" and tag == "p")):
            kind = tag
        self._content(element, number, kind, link, False, False)
        if self._bits:
            self._flush(number, kind)
        region.end = len(self.pieces)

    def _content(self, element, number, kind, link, strong, emphasis):
        bits = self._bits
        if element.text:
            bits.append(Bit(element.text, link, strong, emphasis))
        for child in element:
            self._left -= 1
            if self._left < 0:
                self.partial = True
                return
            tag = child.tag
            if tag == "br":
                bits.append(_BREAK)
            elif tag in _SKIPPED:
                pass
            elif tag in _INLINE:
                self._inline(child, number, kind, link, strong, emphasis)
            else:
                if bits:
                    self._flush(number, kind)
                self._block(child, number, kind, link)
            if child.tail:
                bits.append(Bit(child.tail, link, strong, emphasis))

    def _inline(self, child, number, kind, link, strong, emphasis):
        names = child.get("class")
        if names is not None and read_names(names).hint is Hint.HIDDEN or child.get("aria-hidden") == "true" or _unseen(child):
            return
        tag = child.tag
        if tag == "a":
            link = child.get("href") or ""
        self._content(child, number, kind, link, strong or tag in _STRONG, emphasis or tag in _EMPHASIS)

    def _flush(self, number: int, kind: str) -> None:
        bits = self._bits
        for run in _runs(bits, whole=kind in ("p", "li") or kind in HEADINGS):
            text = " ".join("".join([bit.text for bit in run]).split())
            if text:
                linked = sum([len(" ".join(bit.text.split())) for bit in run if bit.link is not None])
                weight = len(text) if text.isascii() else len(text) + 2 * len(_CJK.findall(text))
                self.pieces.append(Piece(run, text, kind, number, linked, weight))
        bits.clear()


_BREAK = Bit("\n")
_SENTENCE_END = re.compile("[.!?…。！？:：;；”»\"’]\\s*$")


def _runs(bits: list[Bit], *, whole: bool) -> list[list[Bit]]:
    """Return `bits` cut at line breaks: at two in a row, or outside paragraphs at every one."""
    if not any(bit is _BREAK for bit in bits):
        return [bits[:]]
    runs: list[list[Bit]] = [[]]
    breaks = 0
    for bit in bits:
        if bit is _BREAK:
            breaks += 1
            continue
        if not bit.text.strip() and breaks:
            continue
        if breaks:
            if breaks > 1 or not whole:
                runs.append([])
            else:
                runs[-1].append(Bit(" "))
            breaks = 0
        runs[-1].append(bit)
    return [run for run in runs if run]


def _unseen(element: etree._Element) -> bool:
    style = element.get("style")
    return (style is not None and _UNSEEN.search(style) is not None) or element.get("hidden") is not None


def _holds_article(element: etree._Element) -> bool:
    return any(element.find(f".//{tag}") is not None for tag in ("h1", "main", "article"))


def _mark(element: etree._Element) -> Mark:
    if element.get("aria-hidden") == "true" or _unseen(element):
        return _HIDDEN if not (element.get("id") or "").startswith("S:") else NO_MARK
    tag = element.tag
    if tag == "button":
        return _HIDDEN
    if tag == "nav":
        return _NAV
    if tag in ("body", "html", "main"):
        return NO_MARK
    role = element.get("role")
    if role is not None and role in _ROLES:
        return _ROLES[role]
    if tag not in PARTS and "articleBody" in (element.get("itemprop") or ""):
        return _BODY
    names = element.get("class") or ""
    if tag not in PARTS:
        names = f"{names} {element.get('id') or ''} {element.get('data-testid') or ''}"
    mark = read_names(names) if len(names) > 2 else NO_MARK
    if (mark.hint is Hint.BODY and tag in PARTS) or (mark.hint is Hint.FURNITURE and tag == "article"):
        return NO_MARK
    return _BY_TAG.get(tag, NO_MARK) if mark is NO_MARK else mark
