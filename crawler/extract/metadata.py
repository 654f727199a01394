"""What a page says of its article besides the body: headline, byline, dates and marks (pure)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawler.extract import jsonld
from crawler.extract.byline import byline
from crawler.extract.dates import dated_parts, is_dateline, read_date
from crawler.extract.dom import Page
from crawler.extract.outline import HEADINGS, Outline, Piece
from crawler.extract.place import Place, place_of
from crawler.extract.signed import signed
from crawler.extract.words import UPDATED
from storage.model import DateClaim, DateSource, Paywall
from storage.text import clean, comparison_form, squash

#: The only main heading of a page is its headline, whatever the titles say, if it is longer than this.
SHORT_HEADLINE = 15
#: A heading longer than this is no headline.
LONGEST_HEADLINE = 400
#: Meta and time elements of a page that are read.
MAX_META, MAX_TIMES = 500, 50
#: Lines that say when a page was updated, that are read.
MAX_UPDATE_LINES = 3

#: Characters of a line that may say when a page was updated.
LONGEST_LINE = 200
#: Characters of an address that are read.
LONGEST_ADDRESS = 2_000
# What is absolute, and told again as it stands: most links, in a twentieth of the time.
_PLAIN_ADDRESS = re.compile(
    r"https?://[a-z0-9][a-z0-9.-]*(?:/[\w.~%+=,:@!$&'()*/-]*)?(?:\?[\w.~%+=,:@!$&'()*/-]+)?", re.ASCII
)
_CLOCK_OR_YEAR = re.compile(r"\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d{2}\b|\d{1,2}[時点时시]")
_LANGUAGE = re.compile(r"^[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8}){0,3}$")
_TITLE_PARTS = re.compile(r"\s+[|–—·»«:•-]+\s+|\s*\|\s*")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|\w+")
_PUBLISHED = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "pubdate", "publishdate", "publish-date", "sailthru.date", "article.published", "parsely-pub-date",
    "cxenseparse:recs:publishtime", "og:published_time", "article:published", "datecreated",
    "publication_date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "article.updated",
    "lastmod",
    "article:modified",
)


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
    return Metadata(
        headline=headline,
        title=titles[-1],
        description=jsonld.text_of(linked.get("description"))
        or meta.get("og:description")
        or meta.get("description", ""),
        byline=byline(linked, meta, signed(place), url),
        published=tuple(
            _claims(linked.get("datePublished") or linked.get("dateCreated"), meta, _PUBLISHED, page, "publi")
        )
        or tuple(_date_lines(outline)),
        modified=(
            *_claims(linked.get("dateModified"), meta, _MODIFIED, page, "modif"),
            *_update_lines(outline),
        ),
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


def _claims(
    linked: Any, meta: dict[str, str], names: tuple[str, ...], page: Page, kind: str
) -> Iterator[DateClaim]:
    if text := jsonld.text_of(linked)[:100]:
        yield DateClaim(source=DateSource.JSON_LD, text=text, at=read_date(text))
    if text := next((meta[name][:100] for name in names if meta.get(name)), ""):
        yield DateClaim(source=DateSource.META, text=text, at=read_date(text))
    text, source = _visible_date(page, kind)
    if text:
        yield DateClaim(source=source, text=text, at=read_date(text))


def _visible_date(page: Page, kind: str) -> tuple[str, DateSource]:
    """Return the first `time` element that is named for `kind`; for publication else the first at all.

    What schema.org's microdata marks is trusted as a meta element is.
    """
    first = ""
    for n, element in enumerate(page.root.iter("time")):
        if n > MAX_TIMES:
            break
        text = squash(clean(element.get("datetime") or "".join(element.itertext())))[:100]
        names = " ".join(element.get(name) or "" for name in ("itemprop", "class", "pubdate")).lower()
        if not text or read_date(text) is None:
            continue
        if kind in names:
            marked = kind in (element.get("itemprop") or "").lower()
            return text, DateSource.META if marked else DateSource.VISIBLE
        if kind == "publi" and not first and "modif" not in names and "updat" not in names:
            first = text
    return first, DateSource.VISIBLE


def _update_lines(outline: Outline) -> Iterator[DateClaim]:
    """Yield the first lines that say when the page was updated, by date or clock: "Updated 14:05"."""
    lines = (
        part
        for piece in outline.pieces
        if _CLOCK_OR_YEAR.search(piece.text[:LONGEST_LINE]) and is_dateline(piece.text)
        for part in dated_parts(piece.text)
        if UPDATED.opens(part) and _CLOCK_OR_YEAR.search(part)
    )
    for text in islice(lines, MAX_UPDATE_LINES):
        yield DateClaim(source=DateSource.VISIBLE, text=text, at=read_date(text))


def _date_lines(outline: Outline) -> Iterator[DateClaim]:
    """Yield the first date that stands in a line of its own and is not of an update."""
    for piece in outline.pieces:
        if not _CLOCK_OR_YEAR.search(piece.text[:LONGEST_LINE]) or not is_dateline(piece.text):
            continue
        for part in dated_parts(piece.text):
            if not UPDATED.opens(part) and (at := read_date(part)):
                yield DateClaim(source=DateSource.VISIBLE, text=part, at=at)
                return


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
