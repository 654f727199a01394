"""Who wrote an article (pure)."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import islice
from typing import Any

from lxml import etree

from crawler.extract import jsonld
from crawler.extract.dates import is_dateline
from crawler.extract.words import date_words, phrases
from storage.text import clean, squash

#: Names of one byline that are read, and the characters of one.
MAX_NAMES = 20
SHORTEST_NAME, LONGEST_NAME = 3, 80
#: A visible byline has no more words than this.
MOST_WORDS = 10
#: White space and all, no more characters of a byline are read.
LONGEST_MARKUP = 2_000
#: Lines that are looked through for one that no class names, and the characters of one.
MOST_LINES, LONGEST_LINE = 2_000, 120

_BYLINE_NAMES = re.compile(
    r"\b(?:byline|author|autor|auteur|autore|forfatter|författare)(?:s|en|es|name|__name|-name|_name)?\b",
    re.IGNORECASE,
)
_AUTHOR_BOX = re.compile(r"box|bio|card|avatar|image|img|about", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"https?:|www\.|@|[<>{}=|]|^\W*$|^\d+$")
_NUMBER = re.compile(r"[#]?\d")
_PARTS = re.compile(r"\s*[,|•·]\s*|\s+[-–—]\s+")
_IN_BRACKETS = re.compile(r"\s*\([^()]{0,40}\)")
_ADDRESS = re.compile(r"\s*[(<]?\S+@\S+[)>]?")


def byline(linked: dict[str, Any], meta: dict[str, str], root: etree._Element) -> tuple[str, ...]:
    """Return the persons a page names as writers: from JSON-LD, else meta, else its markup."""
    for source in (_linked(linked), _meta(meta), _visible(root)):
        names = tuple(dict.fromkeys(name for text in source for name in split_names(text)))
        if names:
            return names[:MAX_NAMES]
    return ()


def _linked(linked: dict[str, Any]) -> Iterator[str]:
    authors = linked.get("author")
    authors = authors if isinstance(authors, list) else [authors]
    persons = [
        a for a in authors[:MAX_NAMES] if not (isinstance(a, dict) and "Organization" in jsonld.types(a))
    ]
    yield from filter(None, (jsonld.text_of(author) for author in persons or authors[:MAX_NAMES]))


def _meta(meta: dict[str, str]) -> Iterator[str]:
    for name in (
        "author",
        "article:author",
        "dc.creator",
        "parsely-author",
        "sailthru.author",
        "byl",
        "dcterms.creator",
    ):
        if (text := meta.get(name)) and "://" not in text:
            yield text
            return


def _visible(root: etree._Element) -> Iterator[str]:
    for element in root.iter("a", "span", "p", "div", "address", "li"):
        names = f"{element.get('rel') or ''} {element.get('itemprop') or ''} {element.get('class') or ''}"
        if _BYLINE_NAMES.search(names) and not _AUTHOR_BOX.search(names):
            text = _named(element)
            if SHORTEST_NAME <= len(text) <= LONGEST_NAME and len(text.split()) <= MOST_WORDS:
                yield ",".join(part for part in _PARTS.split(text) if not _tells_time(part))
                yield from _beside(element, names)
                return
    yield from _dated(root)


def _dated(root: etree._Element) -> Iterator[str]:
    """Yield the names of the first line that opens with "By" and ends with a date."""
    by, _ = _patterns()
    for element in islice(root.iter("p", "div", "span"), MOST_LINES):
        text = squash(element.text or "")[:LONGEST_LINE]
        opening = by.match(text)
        if opening and not len(element):
            name, *rest = _PARTS.split(text[opening.end() :])
            if len(name.split()) <= MOST_WORDS and any(map(is_dateline, rest)):
                yield name
                return


def _named(element: etree._Element) -> str:
    """Return what a byline says without the times, ages and counts that stand in it: they tick."""
    said = ""
    for part in _standing(element):
        said += part
        if len(said) > LONGEST_MARKUP:
            break
    return squash(clean(said)).strip(" ,")


def _standing(element: etree._Element) -> Iterator[str]:
    if element.tag == "time":
        yield ", "
        return
    yield _without_counts(element.text or "")
    for child in element.iterchildren(etree.Element):
        yield from _standing(child)
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


def _beside(element: etree._Element, names: str) -> Iterator[str]:
    """Yield what stands in the elements behind one that are named alike: each is another writer."""
    if "itemprop" not in element.attrib and "rel" not in element.attrib:
        return
    for other in islice(element.itersiblings(element.tag), MAX_NAMES):
        if names == f"{other.get('rel') or ''} {other.get('itemprop') or ''} {other.get('class') or ''}":
            yield squash(clean("".join(other.itertext())))[:LONGEST_NAME]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    by = "|".join(sorted(map(re.escape, phrases("by")), key=len, reverse=True))
    both = "|".join(
        sorted(
            (re.escape(word) for word in phrases("and") if len(word) > 1 and word.isalpha()),
            key=len,
            reverse=True,
        )
    )
    return (
        re.compile(rf"^(?:(?:{by})(?:\s*[:：／/]\s*|\s+)|[:：]\s*)+", re.IGNORECASE),
        re.compile(rf"\s*[,;/|&·、，；]\s*|\s+(?:{both}|y|e|i|и|i|a|og)\s+", re.IGNORECASE),
    )


def split_names(text: str) -> Iterator[str]:
    """Yield the names in a byline, without "By" and its like in any language of languages/*.toml."""
    if "://" in text:
        return
    by, both = _patterns()
    bare = by.sub("", _IN_BRACKETS.sub("", _ADDRESS.sub("", squash(text[:400]))))
    for name in both.split(bare):
        tidy = by.sub("", name).strip(" .-–—,;:")
        if tidy and len(tidy) <= LONGEST_NAME and not _NOT_A_NAME.search(tidy):
            yield tidy


def names_only(text: str, writers: Collection[str]) -> bool:
    """Return whether a line says "By", or not, and names of `writers`, and no more."""
    names = list(split_names(text))
    return bool(names) and all(name in writers for name in names)


def opens_with_by(text: str) -> bool:
    """Return whether a line begins with "By" or its like in any language."""
    return _patterns()[0].match(text) is not None
