"""Where a page tells who wrote its article and when: the lines between its headline and its prose (pure).

Cards, lists and comments name writers and dates too, of other texts, and others at every visit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from lxml import etree

from crawler.extract.hints import Hint, named, read_names
from crawler.extract.outline import HEADINGS, Bit, Outline, Piece
from storage.text import comparison_form, squash

# Swept on the even pages of three corpora: PROSE from 100 to 200, LONG_LINK from 24 to 40 and LARGEST from
# 25 to 60 change two bylines and one date of 400 pages.
#: A piece of so many characters is the article's prose.
PROSE = 140
#: Elements below the headline that are looked at, and pieces there and right above it.
MOST_BELOW, LINES_BELOW, LINES_ABOVE = 800, 60, 3
#: Elements of a page that are looked at.
MOST_ELEMENTS = 100_000
#: A link of so many characters is another article's title; of one, so many texts are read.
LONG_LINK, MOST_IN_LINK = 30, 60
#: An element that holds so many others is neither a byline nor another article's card.
LARGEST = 40

_COMMENTS = re.compile(r" (?:comments?|commenter|reply|replies|discussion|testimonials?|reviews?) ")
_WRITER = re.compile(r"\b(?:author|bio)\b")
_AUTHOR_PATH = re.compile(
    r"/(?:author|authors|autor|autoren|autorin|auteur|auteurs|autore|autores|autori|contributors?|writers?"
    r"|journalists?|reporters?|columnists?|redakteure?|byline)/[^/]",
    re.IGNORECASE,
)
#: Characters of an address that are read.
LONGEST_ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where the lines below the headline stand: its piece, that of the second prose, and their elements.

    The first prose may be the standfirst, and the byline stands below it.
    """

    root: etree._Element
    outline: Outline
    above: int
    below: int
    headline: etree._Element | None
    prose: tuple[etree._Element, ...]
    around: frozenset[etree._Element]  #: the elements that hold the headline or the second prose
    elements: tuple[etree._Element, ...]  #: those behind the headline and before the second prose

    def lines(self) -> list[Piece]:
        """Return the pieces below the headline, then those right above it."""
        first = self.above + 1
        return [
            *self.outline.pieces[first : min(self.below + 2, first + LINES_BELOW)],
            *self.outline.pieces[max(0, self.above - LINES_ABOVE) : max(0, self.above)],
        ]

    def is_anothers(self, element: etree._Element) -> bool:
        """Return whether an element stands in furniture, among comments, or in another article's card."""
        boxes = (element, *element.iterancestors())
        if self.headline is not None and self.headline in boxes:
            return False
        for box in boxes:
            if box in self.around or box.tag in ("body", "html", "main"):
                return False
            if box.tag in ("nav", "aside", "footer") or is_furniture(box):
                return True
            if box is not element and self._is_card(box):
                return True
        return False

    def told_in(self, piece: Piece) -> bool:
        """Return whether a piece is the article's own: it stands in no card, and is no part of a link."""
        if piece.linked >= len(piece.text) and not any(map(_is_of_a_writer, piece.bits)):
            return False
        return not self.is_anothers(self.outline.regions[piece.region].element)

    def _is_card(self, box: etree._Element) -> bool:
        """Return whether a box is small and holds a link to another article, in no furniture of its own.

        A box with the standfirst may hold such a link in its text, but not in a heading.
        """
        elements = list(islice(box.iter(etree.Element), LARGEST))
        if len(elements) == LARGEST:
            return False
        tells = any(element in self.prose for element in elements)
        return any(
            element.tag == "a" and _leads_away(element, in_heading=tells) and not _is_apart(element, box)
            for element in elements
        )


def place_of(outline: Outline, headline: str, root: etree._Element) -> Place:
    """Return where the lines below the headline stand; without a headline, from the page's first."""
    pieces = outline.pieces
    told = comparison_form(headline)
    same = [
        n
        for n, piece in enumerate(pieces)
        if told and len(piece.text) <= 2 * len(headline) and told == comparison_form(piece.text)
    ]
    above = next((n for n in same if pieces[n].kind == "h1"), same[0] if same else -1)
    prose = list(islice((n for n in range(above + 1, len(pieces)) if _is_prose(pieces[n])), 2))
    below = prose[1] if len(prose) > 1 else len(pieces)

    def holder(number: int) -> etree._Element:
        return outline.regions[pieces[number].region].element

    ends = [holder(n) for n in (above, below) if 0 <= n < len(pieces)]
    first = holder(above) if above >= 0 else None
    return Place(
        root,
        outline,
        above,
        below,
        first,
        tuple(map(holder, prose)),
        frozenset(e for end in ends for e in (end, *end.iterancestors())),
        tuple(_between(root, first, holder(below) if below < len(pieces) else None)),
    )


def _between(
    root: etree._Element, first: etree._Element | None, end: etree._Element | None
) -> Iterator[etree._Element]:
    """Yield the elements behind `first` and before `end`, in document order; none without a first."""
    elements = islice(root.iter(etree.Element), MOST_ELEMENTS)
    if first is not None and first in elements:
        yield from takewhile(lambda element: element is not end, islice(elements, MOST_BELOW))


def _is_prose(piece: Piece) -> bool:
    return (
        piece.weight >= PROSE
        and 2 * piece.linked <= len(piece.text)
        and piece.kind != "figcaption"
        and piece.kind not in HEADINGS
    )


def is_furniture(box: etree._Element) -> bool:
    """Return whether an element is named as furniture or comments; what is named for a writer is none."""
    names = f"{box.get('class') or ''} {box.get('id') or ''}"
    mark = read_names(names)
    if mark.hint in (Hint.HIDDEN, Hint.NEVER):
        return True
    if mark.hint is Hint.FURNITURE and not _WRITER.search(mark.words):
        return True
    return _COMMENTS.search(spaced(names)) is not None


def spaced(names: str) -> str:
    """Return the words in class names, each between two blanks."""
    return f" {'  '.join(named(names)).replace(' ', '  ')} "


def _is_apart(link: etree._Element, box: etree._Element) -> bool:
    """Return whether a link stands in furniture within a box."""
    for element in (link, *link.iterancestors()):
        if element is box:
            return False
        if element.tag in ("nav", "aside", "footer") or is_furniture(element):
            return True
    return False


def _leads_away(link: etree._Element, *, in_heading: bool) -> bool:
    """Return whether a link is another article's title: it stands with a heading, or is long."""
    if is_author_link(link) or _WRITER.search(spaced(link.get("class") or "")):
        return False
    parent = link.getparent()
    if next(link.iter(*HEADINGS), None) is not None or (parent is not None and parent.tag in HEADINGS):
        return True
    return not in_heading and len(squash("".join(islice(link.itertext(), MOST_IN_LINK)))) > LONG_LINK


def _is_of_a_writer(bit: Bit) -> bool:
    return bit.ink.link is not None and _AUTHOR_PATH.search(bit.ink.link[:LONGEST_ADDRESS]) is not None


def is_author_link(element: etree._Element) -> bool:
    """Return whether an element is a link to a writer's page, by its `rel` or its address."""
    if element.tag != "a":
        return False
    return "author" in (element.get("rel") or "").lower().split() or (
        _AUTHOR_PATH.search((element.get("href") or "")[:LONGEST_ADDRESS]) is not None
    )
