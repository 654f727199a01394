"""Who wrote an article (pure)."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from crawler.extract import jsonld
from crawler.extract.words import LINE, date_words, phrases, plain
from storage.text import squash

#: Names of one byline that are read, and the characters of one.
MAX_NAMES = 20
SHORTEST_NAME, LONGEST_NAME = 3, 80
#: Names that no markup vouches for have no more words than this.
MOST_OF_NAMES = 10
#: Characters of a name in a script of one character a syllable.
LONGEST_HAN = 6
#: A publisher's name of so many letters opens that of its desk: "Harbour Post Staff".
LEAST_OF_A_SITE = 4

_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_NOT_A_NAME = re.compile(r"https?:|www\.|@|[<>{}=|]|^\W*$|^\d+$")
_IN_BRACKETS = re.compile(r"\s*\([^()]{0,40}\)")
_ADDRESS = re.compile(r"\s*[(<]?\S+@\S+[)>]?")
_META = (
    "author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl", "dcterms.creator",
    "twitter:misc:written by",
)  # fmt: skip
#: Who is no person, in any newsroom's software.
_ROLES = frozenset(
    (
        "admin", "administrator", "editor", "editors", "staff", "staff writer", "guest", "user", "webmaster",
        "root", "editorial staff", "editorial team", "newsroom", "news desk", "web desk", "redaktion",
        "redaction", "rédaction", "redacción", "redazione", "redactie", "redakcja", "редакция",
    )
)  # fmt: skip
_HANDLE = re.compile(r"[a-z0-9._-]*|\S*[0-9_]\S*")
#: What stands before a writer, and as well before places and things: no line is a byline for them alone.
_ALSO_OF_PLACES = frozenset(("from", "with", "de", "aus", "text", "texte", "texto", "文", "構成"))
#: Small words within a name.
_PARTICLES = frozenset(
    (
        "af", "al", "and", "av", "ben", "bin", "da", "das", "de", "del", "den", "der", "di", "dos", "du", "e",
        "el", "et", "i", "ibn", "la", "le", "ten", "ter", "und", "van", "von", "y", "zu", "zum",
    )
)  # fmt: skip


def byline(
    linked: dict[str, Any], meta: dict[str, str], seen: Iterable[str], url: str = ""
) -> tuple[str, ...]:
    """Return the persons a page names as writers: from JSON-LD, else meta, else what its readers have `seen`.

    A source that names only the site, its desk or a user of its software stands where no other names more.
    """
    sites = _site_names(linked, meta, url)
    weak: tuple[str, ...] = ()
    for source in (_linked(linked), _meta(meta), seen, _shared(meta)):
        names = tuple(dict.fromkeys(name for text in source for name in split_names(text)))[:MAX_NAMES]
        if any(not _is_weak(name, sites) for name in names):
            return names
        weak = weak or names
    return weak


def _linked(linked: dict[str, Any]) -> Iterator[str]:
    authors = linked.get("author")
    authors = authors if isinstance(authors, list) else [authors]
    persons = [
        a for a in authors[:MAX_NAMES] if not (isinstance(a, dict) and "Organization" in jsonld.types(a))
    ]
    yield from filter(None, (jsonld.text_of(author) for author in persons or authors[:MAX_NAMES]))


def _meta(meta: dict[str, str]) -> Iterator[str]:
    for name in _META:
        if (text := meta.get(name)) and "://" not in text:
            yield text
            return


def _shared(meta: dict[str, str]) -> Iterator[str]:
    """Yield who a card on a social network is said to be written by: often the one who put the page up."""
    if by_alone(meta.get("twitter:label1", "")):
        yield meta.get("twitter:data1", "")


def _site_names(linked: dict[str, Any], meta: dict[str, str], url: str) -> frozenset[str]:
    """Return the letters of the names that a page gives its site, its publisher and its host."""
    labels = (urlsplit(url).hostname or "").removeprefix("www.").split(".")
    names = (
        meta.get("og:site_name", ""),
        meta.get("application-name", ""),
        meta.get("apple-mobile-web-app-title", ""),
        jsonld.text_of(linked.get("publisher")),
        *_organizations(linked.get("author")),
        "".join(labels),
        *labels[:-1],
    )
    return frozenset(filter(None, map(_letters, names)))


def _organizations(authors: Any) -> Iterator[str]:
    for author in (authors if isinstance(authors, list) else [authors])[:MAX_NAMES]:
        if isinstance(author, dict) and "Organization" in jsonld.types(author):
            yield jsonld.text_of(author)


def _letters(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


def _is_weak(name: str, sites: frozenset[str]) -> bool:
    """Return whether a name is that of the site, of a desk or of a user of its software."""
    letters = _letters(name)
    return (
        plain(name) in _ROLES
        or letters in sites
        or any(len(site) >= LEAST_OF_A_SITE and letters.startswith(site) for site in sites)
        or _HANDLE.fullmatch(name) is not None
    )


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
        if tidy and len(tidy) <= LONGEST_NAME and not _NOT_A_NAME.search(tidy) and not by_alone(tidy):
            yield tidy


def names_only(text: str, writers: Collection[str]) -> bool:
    """Return whether a line says "By", or not, and names of `writers`, perhaps "yesterday", and no more."""
    names = list(split_names(without_age(text)))
    return bool(names) and all(name in writers for name in names)


def opens_with_by(text: str) -> bool:
    """Return whether a line begins with "By" or its like in any language."""
    return _patterns()[0].match(text) is not None


def opening_by(text: str) -> tuple[str, str]:
    """Return the "By" or its like with which a line begins, or "", and what follows it."""
    match = _patterns()[0].match(text)
    return (match[0], text[match.end() :]) if match else ("", text)


def by_alone(text: str) -> bool:
    """Return whether a line is "By" or its like, and names nobody."""
    return plain(text) in _labels()


@cache
def _labels() -> frozenset[str]:
    return frozenset(map(plain, phrases("by")))


def lists_names(text: str) -> bool:
    """Return whether a text joins several names by "and" or its like, each in the form and words of one."""
    names = list(split_names(text))
    joined = any(
        f" {word} " in f" {text} ".lower() for word in ("&", *phrases("and")) if word.isalpha() or word == "&"
    )
    return joined and len(names) > 1 and all(" " in name and person_like(name) for name in names)


def without_age(text: str) -> str:
    """Return a line of a byline without the words for a time at its end: "Nina Falk yesterday"."""
    words = text.split()
    while len(words) > 1 and words[-1].islower() and words[-1].strip(".,:") in date_words():
        words.pop()
    return " ".join(words)


def tells_a_place(by: str) -> bool:
    """Return whether the word before a name stands before places and things as well: "From London"."""
    return plain(by) in _ALSO_OF_PLACES


def person_like(text: str) -> bool:
    """Return whether a text has the form of names: few words, each with a capital where the script has any.

    No line of furniture, no number and no word for times is one.
    """
    words = re.split(r"[\s,&]+", text.strip(" ,.:"))
    if not (words[0] and len(words) <= MOST_OF_NAMES) or LINE.match(text) or any(map(str.isdigit, text)):
        return False
    if _NOT_A_NAME.search(text) or len(text) > LONGEST_NAME or plain(words[-1]) in date_words():
        return False
    if any(len(word) > LONGEST_HAN and _HAN.match(word) for word in words):
        return False
    return not words[0][0].islower() and all(
        not word[:1].islower() or word in _PARTICLES for word in words[1:]
    )
