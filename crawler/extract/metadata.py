"""What a page says of its article besides the body: headline, byline, dates and marks (pure)."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawler.extract import jsonld
from crawler.extract.byline import byline
from crawler.extract.dated import modified, published
from crawler.extract.dom import Page
from crawler.extract.outline import HEADINGS, Outline, Piece
from crawler.extract.place import place_of
from crawler.extract.signed import signed
from storage.model import DateClaim, Paywall
from storage.text import clean, comparison_form, squash

#: The only main heading of a page is its headline, whatever the titles say, if it is longer than this.
SHORT_HEADLINE = 15
#: A heading longer than this is no headline.
LONGEST_HEADLINE = 400
#: Meta elements of a page that are read.
MAX_META = 500
#: Characters of an address that are read.
LONGEST_ADDRESS = 2_000
# What is absolute, and told again as it stands: most links, in a twentieth of the time.
_PLAIN_ADDRESS = re.compile(
    r"https?://[a-z0-9][a-z0-9.-]*(?:/[\w.~%+=,:@!$&'()*/-]*)?(?:\?[\w.~%+=,:@!$&'()*/-]+)?", re.ASCII
)
_LANGUAGE = re.compile(r"^[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8}){0,3}$")
_TITLE_PARTS = re.compile(r"\s+[|–—·»«:•-]+\s+|\s*\|\s*")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of its article besides the body."""

    headline: str
    title: str  #: of the window
    description: str
    byline: tuple[str, ...]
    published: tuple[DateClaim, ...]
    modified: tuple[DateClaim, ...]
    section: str
    language: str
    canonical_url: str
    correction: str
    paywall: Paywall
    live_blog: bool
    linked: dict[str, Any]  #: the JSON-LD object of the article


def read_metadata(page: Page, outline: Outline, url: str) -> Metadata:
    """Return what JSON-LD, meta elements and the visible page say, in this order of trust."""
    linked = jsonld.article_of(page)
    meta = _meta(page)
    titles = [
        t
        for t in (
            jsonld.text_of(linked.get("headline")),
            meta.get("og:title", ""),
            meta.get("twitter:title", ""),
        )
        if t
    ]
    titles.append(_title(page))
    headline = _headline(outline, [t for t in titles if t], meta.get("og:site_name", ""))
    place = place_of(outline, headline, page.root)
    writers = byline(linked, meta, signed(place), url)
    return Metadata(
        headline=headline,
        title=titles[-1],
        description=jsonld.text_of(linked.get("description"))
        or meta.get("og:description")
        or meta.get("description", ""),
        byline=writers,
        published=published(linked, meta, place, writers),
        modified=modified(linked, meta, place),
        section=jsonld.text_of(linked.get("articleSection"))
        or meta.get("article:section", "")
        or meta.get("section", ""),
        language=_language(page, linked, meta),
        canonical_url=_canonical(page, meta, url),
        correction=_correction(linked),
        paywall=_paywall(linked, meta),
        live_blog=any("LiveBlog" in kind for kind in jsonld.types(linked)),
        linked=linked,
    )


def _meta(page: Page) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in page.root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and (content := element.get("content")) and len(found) < MAX_META:
            found.setdefault(name[:100].lower(), squash(clean(content[:5000])))
    return found


def _title(page: Page) -> str:
    title = page.root.find(".//title")
    return "" if title is None else squash(clean((title.text or "")[:1000]))


def _tokens(text: str) -> set[str]:
    return set(_WORD.findall(comparison_form(text).lower()))


def alike(a: str, b: str) -> float:
    """Return how much of the shorter text's words stand in the other, from 0 to 1."""
    first, second = _tokens(a), _tokens(b)
    return (
        len(first & second) / max(1, min(len(first), len(second)))
        if len(first) > 1 or first == second
        else 0.0
    )


def _headline(outline: Outline, titles: list[str], site: str) -> str:
    """Return the visible headline that the page's titles bear out, or else the best of the titles.

    Of several, the one that shares most words with a title: the name of the site stands in titles too.
    A main heading below the longest paragraph is another article's, if there is one above.
    """
    above = _headings(outline.pieces[: _longest_paragraph(outline)], "h1")
    for kind in ("h1", "h2", "h3"):
        seen = (above if kind == "h1" else []) or _headings(outline.pieces, kind)
        least = 0.6 if kind == "h1" else 0.9
        borne = [
            (max(len(_tokens(piece.text) & _tokens(title)) for title in titles), -n, piece.text)
            for n, piece in enumerate(seen)
            if any(alike(piece.text, title) >= least for title in titles)
        ]
        if borne:
            return max(borne)[2]
        if kind == "h1" and len(above) == 1 and above[0].weight > SHORT_HEADLINE:
            return above[0].text
    return (
        _without_site(titles[0], site)
        if titles
        else next((p.text for p in outline.pieces if p.kind == "h1"), "")
    )


def _headings(pieces: list[Piece], kind: str) -> list[Piece]:
    return [piece for piece in pieces if piece.kind == kind and len(piece.text) < LONGEST_HEADLINE][:200]


def _longest_paragraph(outline: Outline) -> int:
    """Return the number of the longest piece that is no heading and no link, or of pieces where none is."""
    told = [
        (piece.weight, -n)
        for n, piece in enumerate(outline.pieces)
        if piece.kind not in HEADINGS and 2 * piece.linked <= len(piece.text)
    ]
    return -max(told)[1] if told else len(outline.pieces)


def _without_site(title: str, site: str) -> str:
    parts = [part for part in _TITLE_PARTS.split(title) if part and part.lower() != site.lower()]
    if len(parts) == 1 or len(parts[0]) < len(title) / 2:
        return title
    return title[: title.index(parts[0]) + len(parts[0])]


def _language(page: Page, linked: dict[str, Any], meta: dict[str, str]) -> str:
    stated = (
        page.root.get("lang"),
        page.root.get("xml:lang"),
        jsonld.text_of(linked.get("inLanguage")),
        meta.get("og:locale"),
        meta.get("content-language"),
    )
    for language in stated:
        if language and _LANGUAGE.match(language.strip()):
            return language.strip().replace("_", "-")
    return ""


def _canonical(page: Page, meta: dict[str, str], url: str) -> str:
    links = (
        e.get("href") for e in page.root.iter("link") if (e.get("rel") or "").lower().strip() == "canonical"
    )
    for address in (*list(links)[:3], meta.get("og:url")):
        if address and (absolute := web_address(address, url)):
            return absolute
    return ""


def web_address(address: str, base: str) -> str:
    """Return `address` as an absolute http or https address, or "" where it is none."""
    if len(address) <= LONGEST_ADDRESS and _PLAIN_ADDRESS.fullmatch(address):
        return address
    try:
        absolute = urljoin(base, clean(address).strip()[:LONGEST_ADDRESS])
        parts = urlsplit(absolute)
    except ValueError:
        return ""
    return absolute if parts.scheme in ("http", "https") and parts.hostname else ""


def _correction(linked: dict[str, Any]) -> str:
    value = linked.get("correction")
    if isinstance(value, list):
        return " ".join(filter(None, (_correction({"correction": one}) for one in value[:20])))
    return jsonld.text_of(value.get("text") or value) if isinstance(value, dict) else jsonld.text_of(value)


def _paywall(linked: dict[str, Any], meta: dict[str, str]) -> Paywall:
    free = linked.get("isAccessibleForFree")
    if free is not None:
        return (
            Paywall.OPEN
            if str(free).lower() in ("true", "1", "yes", "http://schema.org/true")
            else Paywall.CLOSED
        )
    tier = meta.get("article:content_tier", "").lower()
    return {"free": Paywall.OPEN, "metered": Paywall.CLOSED, "locked": Paywall.CLOSED}.get(
        tier, Paywall.UNKNOWN
    )
