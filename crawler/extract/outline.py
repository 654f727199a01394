"""A page as a list of pieces of text and the regions they stand in (pure).

One walk over the tree. A piece is a run of text that no block element interrupts; a region is a block
element, and covers a range of pieces. All later decisions are made on these two lists.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from lxml import etree

from crawler.extract.dom import MAX_ELEMENTS, STREAMED, SWALLOWED
from crawler.extract.hints import NO_MARK, Hint, Mark, read_names, words_of
from crawler.extract.words import LINE, TAIL, tells_note
from storage.text import squash

_INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
        "i", "ins", "kbd", "label", "mark", "nobr", "output", "picture", "q", "rb", "ruby", "s", "samp",
        "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    )
)  # fmt: skip
_SKIPPED = frozenset(
    (
        "head",
        "script",
        "style",
        "input",
        "rt",
        "rp",
        "img",
        "source",
        "hr",
        "link",
        "meta",
        "title",
        "base",
        "param",
        "area",
    )
)
#: With one of these an `a` leads somewhere, by a script if not by an address; else it is a mere anchor.
_LEADS = frozenset(("href", "class", "onclick", "role", "target", "rel"))
_STRONG = frozenset(("b", "strong"))
_EMPHASIS = frozenset(("i", "em", "cite", "dfn"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WHOLE = HEADINGS | {"p", "li"}
_KINDS = HEADINGS | {
    "p",
    "li",
    "blockquote",
    "figcaption",
    "td",
    "th",
    "dt",
    "dd",
    "pre",
    "caption",
    "summary",
}
_ROLES = {
    **dict.fromkeys(
        ("navigation", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar"),
        Mark(Hint.NEVER, "role"),
    ),
    **dict.fromkeys(("banner", "complementary"), Mark(Hint.FURNITURE, "role")),
}
_HIDDEN = Mark(Hint.HIDDEN, "hidden")
_MARKED_TAGS = {
    "button": _HIDDEN,
    "nav": Mark(Hint.NEVER, "nav"),
    "body": NO_MARK,
    "html": NO_MARK,
    "main": NO_MARK,
}
_BODY = Mark(Hint.BODY, "articleBody")
_BY_TAG = {
    "figcaption": Mark(Hint.CAPTION, "figcaption"),
    "aside": Mark(Hint.FURNITURE, "aside element"),
    "footer": Mark(Hint.FURNITURE, "footer element"),
}
#: Elements that are a part of a text, never its whole.
PARTS = frozenset(("p", "li", "ul", "ol", "dl", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"))
_CJK = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
#: What breaks words and lines only: with it or without, the same is decided.
_UNSHOWN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_LONGEST_STYLE = 500
#: Asides and footers so named hold what a desk says of its article, no furniture.
_NOTE_NAMES = re.compile(
    r"correction|clarif|amend|errat|rectif|editor'?s?[-_ ]?note|update[-_ ]?note", re.IGNORECASE
)
#: Texts of an element that are looked through for a note, and the characters that make one.
_FIRST_TEXTS, _SHORTEST_NOTE = 6, 40
#: Attributes that name an element as its class does.
_NAMING = ("data-testid", "data-component", "data-gu-name", "data-module", "data-block", "data-type")
_NO_LETTER = re.compile("[^a-z0-9]+")
#: With so many letters of a heading at its end, an id is its anchor, whatever stands before.
LEAST_ANCHOR = 12
#: A heading is compared with an id up to here.
LONGEST_ANCHOR = 200
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


#: A figure without its element is looked for so many levels above a caption, and holds so many pieces.
FIGURE_LEVELS, FIGURE_PIECES = 4, 4


class Ink(NamedTuple):
    """What inline elements say of the characters in them."""

    link: str | None = None
    strong: bool = False
    emphasis: bool = False
    credit: bool = False


class Bit(NamedTuple):
    """A text node of a piece."""

    text: str
    ink: Ink


_PLAIN = Ink()
_BREAK = Bit("\n", _PLAIN)
_BLANK = Bit(" ", _PLAIN)


@dataclass(slots=True)
class Piece:
    """A run of text that no block element interrupts."""

    bits: list[Bit]
    text: str  #: white space squashed, without soft hyphens and zero-width spaces: for decisions
    kind: str  #: name of the nearest element that says what the text is: p, li, h2, …; else ""
    region: int
    linked: int  #: characters inside links
    weight: int  #: characters, one of a script without spaces counted as three

    def as_written(self) -> str:
        """Return the text as it stands on the page, white space squashed."""
        return squash("".join([bit.text for bit in self.bits]))


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
        self._block(root if body is None else body, -1, "", _PLAIN)

    def figure_of(self, number: int) -> etree._Element | None:
        """Return the element that holds the picture which region `number` describes, or None.

        That is a figure around it, the nearest element that holds a picture and few other pieces, or one
        that holds nothing but a picture and stands right above.
        """
        above = self.regions[number].element.getprevious()
        if above is not None and _shows_picture(above) and not "".join(above.itertext()).strip():
            return above
        for _ in range(FIGURE_LEVELS):
            region = self.regions[number]
            if region.end - region.start > FIGURE_PIECES or region.parent < 0:
                return None
            if region.tag == "figure" or _shows_picture(region.element):
                return region.element
            number = region.parent
        return None

    def _block(self, element: etree._Element, parent: int, kind: str, ink: Ink) -> None:
        mark = _mark(element)
        if mark.hint in (Hint.HIDDEN, Hint.NEVER):
            if not _holds_article(element, mark):
                return
            mark = NO_MARK
        tag = element.tag
        number = len(self.regions)
        region = Region(element, tag, mark, parent, len(self.pieces))
        self.regions.append(region)
        if parent >= 0:
            self.regions[parent].children.append(number)
        if tag in _KINDS and not (kind in HEADINGS or (kind == "blockquote" and tag == "p")):
            kind = "" if tag in HEADINGS and _holds_paragraphs(element) else tag
        self._content(element, number, kind, ink)
        if self._bits:
            self._flush(number, kind)
        region.end = len(self.pieces)

    def _content(self, element: etree._Element, number: int, kind: str, ink: Ink) -> None:
        bits = self._bits
        text = element.text
        if text and (bits or not text.isspace()):
            bits.append(Bit(text, ink))
        for child in element:
            self._left -= 1
            if self._left < 0:
                self.partial = True
                return
            tag = child.tag
            if tag == "br":
                bits.append(_BREAK)
            elif tag in _INLINE:
                self._inline(child, number, kind, ink)
            elif tag not in _SKIPPED:
                if bits:
                    self._flush(number, kind)
                self._block(child, number, kind, ink)
            text = child.tail
            if text and (bits or not text.isspace()):
                bits.append(Bit(text, ink))

    def _inline(self, child: etree._Element, number: int, kind: str, ink: Ink) -> None:
        tag = child.tag
        if items := child.items():
            said = dict(items)
            names = said.get("class")
            hint = read_names(names).hint if names else Hint.NOTHING
            if hint is Hint.CREDIT:
                ink = ink._replace(credit=True)
            if hint is Hint.HIDDEN or _unseen(said, spoken=hint is Hint.CREDIT):
                return
            if tag == "a" and not _LEADS.isdisjoint(said):
                ink = ink._replace(link=said.get("href", ""))
        if tag in _STRONG:
            ink = ink._replace(strong=True)
        elif tag in _EMPHASIS:
            ink = ink._replace(emphasis=True)
        self._content(child, number, kind, ink)

    def _flush(self, number: int, kind: str) -> None:
        for run in _runs(self._bits, whole=kind in _WHOLE):
            text = " ".join("".join([bit.text for bit in run]).split())
            if not text.isascii():
                text = _UNSHOWN.sub("", text)
            if text:
                linked = sum([_length(bit.text) for bit in run if bit.ink.link is not None])
                weight = len(text) if text.isascii() else len(text) + 2 * len(_CJK.findall(text))
                self.pieces.append(Piece(run, text, kind, number, linked, weight))
        self._bits.clear()


def _length(text: str) -> int:
    """Return how many characters of a text are shown, white space squashed."""
    return len(" ".join((text if text.isascii() else _UNSHOWN.sub("", text)).split()))


def _holds_paragraphs(heading: etree._Element) -> bool:
    """Return whether a heading holds paragraphs: it was left open, or is none."""
    return len(heading) > 1 and len(heading.findall(".//p")) > 1


def _shows_picture(element: etree._Element) -> bool:
    return next(element.iter("img", "picture"), None) is not None


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
                runs[-1].append(_BLANK)
            breaks = 0
        runs[-1].append(bit)
    return [run for run in runs if run]


def _unseen(said: Mapping[str, str], *, spoken: bool = False) -> bool:
    """Return whether an element's attributes say that it is not shown.

    What is `spoken` otherwise, as a photo's credit or a paragraph is, may be kept from screen readers and
    yet be shown.
    """
    style = said.get("style")
    if style is not None and _UNSEEN.search(style[:_LONGEST_STYLE]):
        return True
    return "hidden" in said or (not spoken and said.get("aria-hidden") == "true")


def _holds_article(element: etree._Element, mark: Mark) -> bool:
    """Return whether an element that names itself hidden or furniture holds the page all the same."""
    if any(element.find(f".//{tag}") is not None for tag in ("h1", "main", "article")):
        return True
    left_open = mark.hint is Hint.HIDDEN or element.tag == "nav"
    return left_open and len(element.findall(".//p")) >= SWALLOWED


def _mark(element: etree._Element) -> Mark:
    """Return what an element's tag and attributes say it is."""
    tag = element.tag
    if tag in _MARKED_TAGS:
        return _MARKED_TAGS[tag]
    items = element.items()
    if not items:
        return _by_tag(element)
    said = dict(items)
    if _unseen(said, spoken=tag == "p"):
        return NO_MARK if said.get("id", "").startswith(STREAMED) else _HIDDEN
    if (role := said.get("role")) in _ROLES:
        return _ROLES[role]
    if tag not in PARTS and "articleBody" in said.get("itemprop", ""):
        return _BODY
    return _named(element, said)


def _named(element: etree._Element, said: Mapping[str, str]) -> Mark:
    tag, names = element.tag, said.get("class", "")
    if tag not in PARTS:
        for attribute in _NAMING:
            if attribute in said:
                names = f"{names} {said[attribute]}"
        if (own := said.get("id")) and not (read_names(own) is not NO_MARK and _is_anchor(element, own)):
            names = f"{names} {own}"
    mark = read_names(names)
    if tag in _BY_TAG and (_NOTE_NAMES.search(names[:_LONGEST_STYLE]) or _tells_note(element)):
        return NO_MARK
    if (mark.hint is Hint.BODY and tag in PARTS) or (mark.hint is Hint.FURNITURE and tag == "article"):
        return NO_MARK
    return _by_tag(element) if mark is NO_MARK else mark


def _by_tag(element: etree._Element) -> Mark:
    """Return what an element's tag alone tells; an aside or a footer that opens as a note does is none."""
    mark = _BY_TAG.get(element.tag, NO_MARK)
    return NO_MARK if mark.hint is Hint.FURNITURE and _tells_note(element) else mark


def _tells_note(element: etree._Element) -> bool:
    text = squash(" ".join(islice(element.itertext(), _FIRST_TEXTS)))
    return len(text) >= _SHORTEST_NOTE and tells_note(text)


def _is_anchor(element: etree._Element, own: str) -> bool:
    """Return whether an id only repeats the heading in the element, for links to it, and that is no label."""
    heading = next(element.iter(*HEADINGS), None)
    if heading is None:
        return False
    text = "".join(heading.itertext())[:LONGEST_ANCHOR]
    letters, spoken = _letters(text), _letters(words_of(own))
    same = letters in (_letters(own), spoken) or (len(letters) > LEAST_ANCHOR and spoken.endswith(letters))
    return same and bool(letters) and not (TAIL.match(text) or LINE.match(text))


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text.lower())
