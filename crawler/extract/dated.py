"""When a page says that its article was published and changed, and where it says so (pure)."""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from crawler.extract import jsonld
from crawler.extract.dates import dated_parts, is_dateline, is_full_dateline, read_date
from crawler.extract.outline import HEADINGS, Piece
from crawler.extract.place import Place
from crawler.extract.words import UPDATED, date_words, phrases
from storage.model import DateClaim, DateSource
from storage.text import clean, squash

#: Time elements of a page that are read, and lines that say when it was updated.
MAX_TIMES, MAX_UPDATE_LINES = 50, 3
#: Characters of a line that may tell a date, and of a date.
LONGEST_LINE, LONGEST_DATE = 200, 100

_CLOCK_OR_YEAR = re.compile(
    r"\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d{2}\b|\d{1,2}[時点时시]|\d{4}[年년]|令和|平成"
)
#: A meta element so named tells when the article was published, whoever made the page's software.
_NAMED_PUBLISHED = re.compile(
    r"publi(?:sh|shed|cation)?[-_.: ]?(?:date|time)|date[-_.: ]?publi", re.IGNORECASE
)
_LABELLED = re.compile(
    r"(?:发布|發布|發佈|发表|發表|时间|時間|日期|公開|掲載|配信|入力|입력|등록|게재|승인)[^\d\s:：]{0,4}\s*[:：]?\s*(?=\d{4})"
)
_SENTENCE = re.compile(r"(?:[!?。！？]|[^\W\d_]{3,}\.)[”\"»]?$")
_NUMBER = re.compile(r"\d")
_WORDS = re.compile(r"[^\W\d_]+")
_PUBLISHED = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "pubdate", "publishdate", "publish-date", "sailthru.date", "article.published", "parsely-pub-date",
    "cxenseparse:recs:publishtime", "og:published_time", "article:published", "datecreated",
    "publication_date", "publish_date", "og:publish_date", "article:published:time", "dcterms.issued",
    "dc.date.created", "dc.date.published", "citation_publication_date", "citation_date",
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
    "article:modified:time",
)


def published(
    linked: dict[str, Any], meta: dict[str, str], place: Place, writers: tuple[str, ...]
) -> tuple[DateClaim, ...]:
    """Return when a page says that its article was published: JSON-LD, meta, `time` elements, else a line.

    The line may name the `writers` too.
    """
    stated = linked.get("datePublished") or linked.get("dateCreated")
    claims = tuple(_claims(stated, _meta_date(meta, _PUBLISHED, _NAMED_PUBLISHED), place, "publi"))
    return claims if any(claim.at for claim in claims) else (*claims, *_date_lines(place, writers))


def modified(linked: dict[str, Any], meta: dict[str, str], place: Place) -> tuple[DateClaim, ...]:
    """Return when a page says that its article was changed, the first lines that say "Updated" included."""
    text = _meta_date(meta, _MODIFIED)
    return (*_claims(linked.get("dateModified"), text, place, "modif"), *_update_lines(place))


def _claims(linked: Any, meta: str, place: Place, kind: str) -> Iterator[DateClaim]:
    if text := jsonld.text_of(linked)[:LONGEST_DATE]:
        yield DateClaim(source=DateSource.JSON_LD, text=text, at=read_date(text))
    if meta:
        yield DateClaim(source=DateSource.META, text=meta, at=read_date(meta))
    text, source = _visible_date(place, kind)
    if text:
        yield DateClaim(source=source, text=text, at=read_date(text))


def _meta_date(meta: dict[str, str], names: tuple[str, ...], like: re.Pattern[str] | None = None) -> str:
    """Return the first date in the meta elements of these names, or what the first of them says."""
    told = [meta[name][:LONGEST_DATE] for name in names if meta.get(name)]
    if like is not None:
        told += [text[:LONGEST_DATE] for name, text in meta.items() if like.search(name) and read_date(text)]
    return next((text for text in told if read_date(text)), told[0] if told else "")


def _visible_date(place: Place, kind: str) -> tuple[str, DateSource]:
    """Return the first `time` element that is named for `kind`; for publication else the first at all.

    Those below the headline come first, then those that stand in no furniture and no other article's card.
    What schema.org's microdata marks is trusted as a meta element is.
    """
    below = [element for element in place.elements if element.tag == "time"]
    first = ""
    for element in [*below[:MAX_TIMES], *islice(place.root.iter("time"), MAX_TIMES)]:
        text = squash(clean(element.get("datetime") or "".join(element.itertext())))[:LONGEST_DATE]
        names = " ".join(element.get(name) or "" for name in ("itemprop", "class", "pubdate")).lower()
        if not text or read_date(text) is None or place.is_anothers(element):
            continue
        if kind in names:
            marked = kind in (element.get("itemprop") or "").lower()
            return text, DateSource.META if marked else DateSource.VISIBLE
        if kind == "publi" and not first and "modif" not in names and "updat" not in names:
            first = text
    return first, DateSource.VISIBLE


def _tells_time(text: str) -> bool:
    # Most lines hold no digit at all, which is told in a tenth of the time.
    return _NUMBER.search(text) is not None and _CLOCK_OR_YEAR.search(text) is not None


def _update_lines(place: Place) -> Iterator[DateClaim]:
    """Yield the first lines that say when the page was updated, by date or clock: "Updated 14:05"."""
    lines = (
        part
        for piece in place.outline.pieces
        if len(piece.text) <= LONGEST_LINE and _tells_time(piece.text) and is_dateline(piece.text)
        for part in dated_parts(piece.text)
        if UPDATED.opens(part) and _CLOCK_OR_YEAR.search(part)
    )
    for text in islice(lines, MAX_UPDATE_LINES):
        yield DateClaim(source=DateSource.VISIBLE, text=text, at=read_date(text))


def _date_lines(place: Place, writers: tuple[str, ...]) -> Iterator[DateClaim]:
    """Yield the first date below the headline, else of a line of a date alone, that is not of an update."""
    near = (part for piece in place.lines() if place.told_in(piece) for part in _dates_beside(piece, writers))
    far = (part for piece in place.outline.pieces for part in _dates_alone(piece) if place.told_in(piece))
    if text := next(chain(near, far), ""):
        yield DateClaim(source=DateSource.VISIBLE, text=text, at=read_date(text))


def _dates_alone(piece: Piece) -> Iterator[str]:
    """Yield the dates in a line that holds little else, and none of an update."""
    text = piece.text
    if len(text) > LONGEST_LINE or not _tells_time(text) or not is_dateline(text):
        return
    for part in dated_parts(piece.text):
        if not _tells_update(part) and read_date(part):
            yield part


def _dates_beside(piece: Piece, writers: tuple[str, ...]) -> Iterator[str]:
    """Yield the dates in a line below the headline, with a source, a writer or a label beside them."""
    text = piece.text
    if len(text) > LONGEST_LINE or piece.kind in HEADINGS or not _CLOCK_OR_YEAR.search(text):
        return
    yield from _dates_alone(piece)
    if (match := _LABELLED.search(text)) and not _tells_update(match[0]) and read_date(text[match.end() :]):
        yield text[match.end() :][:LONGEST_DATE]
    for part in dated_parts(text):
        if (
            not _tells_update(part)
            and read_date(part)
            and (is_dateline(part, writers) or _is_of_article(text, writers))
        ):
            yield part[:LONGEST_DATE]


def _is_of_article(text: str, writers: tuple[str, ...]) -> bool:
    """Return whether a line with a date says who signs the article, whence it comes or "Published".

    A sentence does not, whatever it begins with: "On 3 May 2031 the board met."
    """
    if _SENTENCE.search(text):
        return False
    first = text.split(maxsplit=1)[0].lower().strip(".,:：")
    return any(name in text for name in writers) or is_full_dateline(text) or first in date_words()


def _tells_update(text: str) -> bool:
    """Return whether a text says "updated" before its date, in any language: "Site last updated: 3 May"."""
    words = _WORDS.findall(_NUMBER.split(text, maxsplit=1)[0].lower())
    return UPDATED.opens(text) or not set(words).isdisjoint(phrases("updated"))
