"""Section pages: which of their links lead to articles (pure).

Links are judged by their own address and words, and then by those of their pattern: the articles of a
site have addresses of one shape, and nearly all of them stand under a headline. What visits to the site
taught of a pattern goes before both.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from w3lib.encoding import html_to_unicode

from crawler.listing import Link, Listing
from crawler.places import publisher
from crawler.urls import canonical
from storage.errors import BadAddress, NotAFeed
from storage.sites import FeedKind
from storage.text import squash

#: Links of a page that are read.
MAX_LINKS = 5_000
#: Characters of a link's words that are read.
MAX_WORDS = 500
#: A link, and the mean of those of its pattern, must come to this (see `_points`); set by the demo's
#: sites and the pages of `tests/unit/crawler/test_sections.py`.
ENOUGH = 2.0

#: A pattern is known once so many of its addresses were visited; more than MOST_TRIED tell of other times.
ENOUGH_TRIED, MOST_TRIED = 3, 50
#: Of these, so many agree: a desk's pattern holds a gallery or a broken page now and then.
MOSTLY = 0.8
#: Patterns of a site that are kept.
MAX_PATTERNS = 200

_FURNITURE = frozenset({"nav", "footer", "header", "aside", "form"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
#: Words in addresses of pages that list or serve, and are no articles.
_SERVICE = frozenset(
    {
        *("about", "abo", "account", "advertise", "author", "authors", "autor", "autores"),
        *("autoren", "category", "categories", "categorie", "contact", "cookies", "datenschutz"),
        *("faq", "feed", "feeds", "help", "impressum", "imprint", "jobs", "kontakt", "legal"),
        *("login", "newsletter", "newsletters", "person", "privacy", "profile", "register", "rss"),
        *("search", "shop", "sitemap", "subscribe", "suche", "tag", "tags", "team", "terms"),
        *("thema", "themen", "topic", "topics", "user", "users", "video", "videos"),
    }
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"(?:19|20)\d\d-?\d\d-?\d\d")
_LONG_NUMBER = re.compile(r"\d{5,}")
_EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?)$")
_WORD_BREAK = re.compile(r"[-_+.]|%20")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_SLUG_WORDS, _HEADLINE_WORDS, _HEADLINE_UNSPACED = 3, 4, 8


@dataclass(slots=True)
class _Candidate:
    """An address that the page links, with the best that was seen of it."""

    url: str
    words: str = ""
    headed: bool = False
    furniture: bool = True


def read(
    content: bytes, url: str, content_type: str = "", known: Mapping[str, bool] | None = None
) -> Listing:
    """Return the links of a page that lead to articles of its site; raises NotAFeed where there is none.

    `known` says of patterns of the site's addresses whether articles stand there; see `learned`.
    """
    tree = _tree(content, content_type)
    if tree is None:
        raise NotAFeed
    candidates = _candidates(tree, url)
    links = [Link(url=one.url, title=one.words) for one in _articles(candidates, known or {})]
    feeds = [Link(url=one.get("href", "")) for one in tree.iter("link") if _names_a_feed(one)]
    if not links and not feeds:
        raise NotAFeed("The page links to no articles: give the address of a feed or of a section.")
    title = squash("".join(tree.findtext(".//title") or ""))
    return Listing(kind=FeedKind.SECTION, title=title, links=links, feeds=feeds)


def _tree(content: bytes, content_type: str) -> Any:
    _, text = html_to_unicode(content_type, content)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _names_a_feed(link: Any) -> bool:
    return link.get("rel", "").lower() == "alternate" and link.get("type", "").lower() in _FEED_TYPES


def _candidates(tree: Any, url: str) -> list[_Candidate]:
    """Return the addresses of the page's own site that it links, in its order."""
    found: dict[str, _Candidate] = {}
    marked = _marks(tree)
    for number, anchor in enumerate(tree.iter("a")):
        if number >= MAX_LINKS:
            break
        address = _address(anchor.get("href"), url)
        if not address:
            continue
        candidate = found.setdefault(address, _Candidate(address))
        words = squash("".join(anchor.itertext())[:MAX_WORDS])
        furniture, headed = marked.get(anchor, (False, False))
        headed = headed or any(child.tag in _HEADINGS for child in anchor.iter())
        candidate.headed = candidate.headed or headed
        candidate.furniture = candidate.furniture and furniture
        candidate.words = max(candidate.words, words, key=len)
    return list(found.values())


def _marks(tree: Any) -> dict[Any, tuple[bool, bool]]:
    """Return of each link whether it stands in furniture, and whether in a heading."""
    marks: dict[Any, tuple[bool, bool]] = {}
    for names, at in ((_FURNITURE, 0), (_HEADINGS, 1)):
        depth = 0
        for event, element in etree.iterwalk(tree, events=("start", "end")):
            if element.tag in names:
                depth += 1 if event == "start" else -1
            elif element.tag == "a" and event == "start":
                old = marks.get(element, (False, False))
                marks[element] = (depth > 0, old[1]) if at == 0 else (old[0], depth > 0)
    return marks


def _address(target: str | None, url: str) -> str:
    """Return the canonical address of a link to another page of the same site, or ""."""
    if not target or target.startswith("#"):
        return ""
    try:
        address = canonical(urljoin(url, target.strip()))
    except (BadAddress, ValueError):
        return ""
    ours = publisher(urlsplit(address).netloc) == publisher(urlsplit(url).netloc.lower())
    return address if ours and address != canonical(url) else ""


def learned(tried: Iterable[tuple[str, bool]]) -> dict[str, bool]:
    """Return of the patterns of addresses that were visited whether articles stand there.

    `tried` holds addresses of one site and whether an article was read there, newest first. A pattern is
    known by its newest `ENOUGH_TRIED` to `MOST_TRIED` addresses, if most of them agree; at most
    `MAX_PATTERNS` are kept, the newest.
    """
    seen: dict[str, list[bool]] = {}
    for url, was_article in tried:
        pattern = _pattern(url)
        if pattern in seen or len(seen) < MAX_PATTERNS:
            seen.setdefault(pattern, []).append(was_article)
    known: dict[str, bool] = {}
    for pattern, answers in seen.items():
        newest = answers[:MOST_TRIED]
        share = sum(newest) / len(newest)
        if len(newest) >= ENOUGH_TRIED and not 1 - MOSTLY < share < MOSTLY:
            known[pattern] = share >= MOSTLY
    return known


def _articles(candidates: Iterable[_Candidate], known: Mapping[str, bool]) -> list[_Candidate]:
    """Return the candidates that look like articles, and whose pattern does.

    What visits taught of a pattern goes before what its addresses look like; furniture and services of a
    pattern that is known to hold articles stay out.
    """
    listed = [one for one in candidates if known.get(_pattern(one.url)) is not False]
    by_shape: dict[str, list[float]] = defaultdict(list)
    for one in listed:
        # Furniture and services are told by themselves; they say nothing of the pattern.
        if _points(one) >= 0:
            by_shape[_shape(one.url)].append(_points(one))
    likely = {shape for shape, points in by_shape.items() if sum(points) / len(points) >= ENOUGH}
    return [
        one
        for one in listed
        if (known.get(_pattern(one.url)) and not one.furniture and _points(one) >= 0)
        or (_shape(one.url) in likely and _points(one) >= ENOUGH)
    ]


def _points(one: _Candidate) -> float:
    segments = _segments(one.url)
    points = 2.0 if _long(one.words) else 0.0
    points += 1.0 if one.headed else 0.0
    points += 1.5 if _says_when_or_what(segments) else 0.0
    points -= 2.0 if one.furniture else 0.0
    points -= 4.0 if not segments or _SERVICE & set(segments[:-1] or segments) else 0.0
    return points


def _long(words: str) -> bool:
    """Whether words are many enough for a headline."""
    return len(words.split()) >= _HEADLINE_WORDS or len(_UNSPACED.findall(words)) >= _HEADLINE_UNSPACED


def _segments(url: str) -> list[str]:
    path = _EXTENSION.sub("", urlsplit(url).path.lower())
    return [segment for segment in path.split("/") if segment]


def _says_when_or_what(segments: list[str]) -> bool:
    """Whether an address holds a date, a long number, or a headline."""
    if not segments:
        return False
    last = segments[-1]
    dated = any(_YEAR.fullmatch(one) or _DATE.search(one) for one in segments)
    return dated or bool(_LONG_NUMBER.search(last)) or len(_WORD_BREAK.split(last)) >= _SLUG_WORDS


def _shape(url: str) -> str:
    """Return the pattern of an address: what kind of word stands in each place."""
    return "/".join(_kind(segment) for segment in _segments(url)) + ("?" if urlsplit(url).query else "")


def _pattern(url: str) -> str:
    """Return the pattern by which visits are remembered: as `_shape`, with the site's own words in front."""
    *front, last = _segments(url) or [""]
    ways = [one if _kind(one) == "word" else f"<{_kind(one)}>" for one in front]
    return "/".join((*ways, f"<{_kind(last)}>")) + ("?" if urlsplit(url).query else "")


def _kind(segment: str) -> str:
    if _YEAR.fullmatch(segment) or _DATE.fullmatch(segment):
        return "date"
    if segment.isdigit():
        return "number"
    if len(_WORD_BREAK.split(segment)) >= _SLUG_WORDS:
        return "headline"
    return "code" if _LONG_NUMBER.search(segment) else "word"
