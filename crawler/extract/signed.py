"""Who signs an article where its readers see it (pure).

A name is taken from the lines below the headline, and from elsewhere only where all that the page marks as a
byline is one name: related cards and comments are signed too, by others at every visit.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml import etree

from crawler.extract.byline import (
    LONGEST_NAME,
    MAX_NAMES,
    SHORTEST_NAME,
    by_alone,
    lists_names,
    opening_by,
    person_like,
    split_names,
    tells_a_place,
    without_age,
)
from crawler.extract.dates import read_date
from crawler.extract.outline import HEADINGS
from crawler.extract.place import LARGEST, MOST_ELEMENTS, Place, is_author_link, spaced
from crawler.extract.words import LINE, date_words
from storage.text import clean, squash

#: A byline has no more words than this; white space and all, no more characters of one are read.
MOST_WORDS, LONGEST_MARKUP = 10, 2_000
#: Characters of a line that may be one.
LONGEST_LINE = 120
#: Characters of one that joins several names.
LONGEST_LIST = 300
#: Elements named as bylines that are read, where none stands below the headline.
MOST_NAMED = 40

_LINES = HEADINGS | {"p", "div", "li", "br"}
_LINE_END = "\v"
_TAGS = frozenset(("a", "span", "p", "div", "address", "li", "cite", "strong", "b", "em", "i", "td", "font"))
_BYLINE = re.compile(r" (?:bylines?|authors?|autor(?:en|es)?|auteurs?|autore|forfatter|författare|writers?) ")
_STEM = re.compile(r"byline|author|autor|auteur|forfatter|författare|writer", re.IGNORECASE)
_OF_THE_WRITER = re.compile(
    r" (?:box|bio|biography|card|avatar|image|img|photo|picture|about|social|follow|twitter|description|desc"
    r"|position|role|job|email|count|related|comments?) "
)
_NAME = re.compile(" names? ")
#: What may stand before "By": a date.
_DATED = re.compile(r"\D{0,30}(?:\d{1,2}\D{1,14}){0,2}\d{4}\s+")
_NUMBER = re.compile(r"[#]?\d")
_PARTS = re.compile(r"\s*[,|•●·∙]\s*|\s+[-–—]\s+")
#: A name in Chinese, and not what a reporter's line says of where it was written: "北京报道".
_HAN = r"(?![\u4e00-\u9fff]*报道)[\u4e00-\u9fff]{2,4}"
_WRITTEN_BY_HAN = re.compile(
    rf"(?:(?:作者|撰文|(?<![\u4e00-\u9fff])文)\s*[:：/／]\s*({_HAN}(?:[、,，/]{_HAN})*)"
    rf"|(?:记者|記者|执笔人?)\s*[:：/／]\s*({_HAN}(?:[、,，/ ]{_HAN})*))(?![\u4e00-\u9fff：:])"
)
_REPORTER = re.compile(
    r"[□■◎●○（(【\s]*[\u4e00-\u9fff]{0,10}?\s?(?:记者|記者|通讯员|实习生)[:：\s]\s*"
    rf"({_HAN}(?:[、\s]{_HAN})*)(?:\s+[\u4e00-\u9fff]{{0,8}}报道)?[）)】\s]*"
)
_HAN_COMMAS = re.compile(r"(?:[、,，/\s]|通讯员|实习生)+")
_KISA = re.compile(r"([가-힣]{2,4})\s+[가-힣]{0,4}기자(?=\s|$|[=(@/])")


def signed(place: Place) -> Iterator[str]:
    """Yield the lines and names that sign an article, or nothing; reads at most 100,000 elements."""
    for read in (_marked, _in_lines, _only_one):
        if names := read(place):
            yield from names
            return


def _marked(place: Place) -> list[str]:
    """Return the names in the first element below the headline that is named a byline or leads to one."""
    for element in place.elements:
        if element.tag not in _TAGS or not (is_author_link(element) or _is_named(element)):
            continue
        names = _names_in(element)
        if names and not place.is_anothers(element):
            return [*names, *(_with_next(element, place) if element.tag == "a" else _beside(element))]
    return []


def _names_in(element: etree._Element) -> list[str]:
    """Return the names that the links in a byline give, else its text, if it is short enough."""
    if sum(1 for _ in islice(element.iter(), LARGEST)) == LARGEST:
        return []
    links = [element] if is_author_link(element) else filter(is_author_link, element.iter("a"))
    linked = [_text(link) for link in links]
    names = [name for name in linked if _is_short(name) and person_like(opening_by(name)[1])]
    text = _text(_innermost(element))
    if len(text) <= LONGEST_LIST and lists_names(text):
        return [text]
    if names:
        return names[:MAX_NAMES]
    if not _is_short(text):
        return []
    parts = [
        without_age(part)
        for part in _PARTS.split(text)
        if part and not _tells_time(part) and not LINE.match(part)
    ]
    return [",".join(parts)] if any(c.isalpha() for part in parts for c in opening_by(part)[1]) else []


def _innermost(element: etree._Element) -> etree._Element:
    """Return the element within a byline that is named for the writer's name, or the byline."""
    return next((e for e in element.iter(*_TAGS) if _is_named(e) and _NAME.search(_words(e))), element)


def _beside(element: etree._Element) -> list[str]:
    """Return what stands in the elements behind a byline that are named as it is: each is another writer."""
    named = _naming(element)
    others = (
        _names_in(e) for e in islice(element.itersiblings(element.tag), MAX_NAMES) if named == _naming(e)
    )
    return [name for names in others for name in names if person_like(name)]


def _naming(element: etree._Element) -> tuple[str | None, ...]:
    return element.get("itemprop"), element.get("rel"), element.get("class")


def _with_next(link: etree._Element, place: Place) -> list[str]:
    """Return the names of the links to writers' pages that stand in one line with such a link."""
    box = link
    for _ in range(2):
        parent = box.getparent()
        if parent is None or parent in place.around or len(parent) > MAX_NAMES:
            break
        box = parent
    others = [
        _text(a) for a in islice(box.iter("a"), MAX_NAMES) if is_author_link(a) and not place.is_anothers(a)
    ]
    return [name for name in others if _is_short(name) and person_like(name)]


def _is_named(element: etree._Element) -> bool:
    words = _words(element) if element.attrib else ""
    return _BYLINE.search(words) is not None and not _OF_THE_WRITER.search(words)


def _words(element: etree._Element) -> str:
    """Return the words that name an element, each between two blanks, if one of them may tell a writer."""
    return _telling(" ".join(filter(None, map(element.get, ("itemprop", "class", "data-testid")))))


@lru_cache(maxsize=20_000)
def _telling(names: str) -> str:
    return spaced(names) if _STEM.search(names) else ""


def _is_short(text: str) -> bool:
    return SHORTEST_NAME <= len(text) <= LONGEST_NAME and len(text.split()) <= MOST_WORDS


def _in_lines(place: Place) -> list[str]:
    """Return the names of the first lines below the headline, else right above it, that open with "By"."""
    signers: list[str] = []
    labelled = False
    for piece in place.lines():
        text = piece.text if len(piece.text) <= LONGEST_LINE else ""
        names = _signing(text) or ([text] if labelled and person_like(text) else [])
        if names and place.told_in(piece):
            signers += names
        elif signers:
            break
        labelled = by_alone(text) and not tells_a_place(text)
    return signers


def _signing(text: str) -> list[str]:
    """Return the names in a line that signs an article: "By Nina Falk, 2 hours ago", "来源：… 作者：…"."""
    if match := _WRITTEN_BY_HAN.search(text) or _REPORTER.fullmatch(text):
        return [name for name in _HAN_COMMAS.split(match[match.lastindex or 0]) if name]
    if match := _KISA.match(text):
        return [match[1]]
    dated = _DATED.match(text)
    by, rest = opening_by(text[dated.end() :] if dated and read_date(dated[0]) else text)
    if not by or tells_a_place(by):
        return []
    parts = [without_age(squash(_without_counts(part)).strip(" ,")) for part in _PARTS.split(rest)]
    first = person_like(parts[0])
    return [part for part in parts if first and part and person_like(part)]


def _only_one(place: Place) -> list[str]:
    """Return what all elements of a page say that are marked as bylines, and no card's, if it is the same."""
    said: list[list[str]] = []
    for element in islice(place.root.iter(*_TAGS), MOST_ELEMENTS):
        rel = (element.get("rel") or "").lower().split()
        if not ("author" in rel or _is_named(element)):
            continue
        if len(said) >= MOST_NAMED:
            return []
        names = [name for text in _names_in(element) for name in split_names(text)]
        if names and not place.is_anothers(element):
            said.append(names)
    return said[0] if said and all(set(names) <= set(said[0]) for names in said) else []


def _text(element: etree._Element) -> str:
    """Return the first line of a byline that names, without the times, ages and counts in it: they tick."""
    said = ""
    for part in _standing(element):
        said += part
        if len(said) > LONGEST_MARKUP:
            break
    lines = [squash(clean(line)).strip(" ,") for line in said.split(_LINE_END)]
    return next((line for line in lines if line and not by_alone(line) and not LINE.match(line)), "")


def _standing(element: etree._Element) -> Iterator[str]:
    if element.tag == "time":
        yield ", "
        return
    yield _without_counts(element.text or "")
    for child in element.iterchildren(etree.Element):
        end = _LINE_END if child.tag in _LINES else ""
        yield end
        yield from _standing(child)
        yield end
        yield _without_counts(child.tail or "")


def _without_counts(text: str) -> str:
    """Return a text up to its first number, and no word that leads to it: "Nina Falk vor 2 Stunden"."""
    number = _NUMBER.search(text)
    if number is None:
        return ", " if _tells_time(text) else text
    words = text[: number.start()].split()
    while words and (words[-1].islower() or _tells_time(words[-1])):
        words.pop()
    return f" {' '.join(words)}, "


def _tells_time(text: str) -> bool:
    """Return whether a text is made of words for times: "Updated", "an hour ago"."""
    words = [word.lower().strip(".,:") for word in text.split()]
    return any(word in date_words() for word in words) and all(
        word in date_words() or len(word) <= SHORTEST_NAME for word in words
    )
