"""What an archive holds, for other programs: JSON lines and CSV."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from storage import facts
from storage.archive import Archive
from storage.asked import EditFilter, EditLine, PageFilter
from storage.codec import to_plain
from storage.errors import Mistake
from storage.facts import CaptureFact, FeedFact, PageFact, ReviewFact, StoredFact
from storage.model import Capture, Outcome, Page, Review, Revision

#: A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class What(StrEnum):
    """Which nouns are exported."""

    PAGES = "pages"
    CAPTURES = "captures"
    REVISIONS = "revisions"
    EDITS = "edits"
    REVIEWS = "reviews"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Of which pages; what is None does not narrow."""

    site: str | None = None
    page_id: int | None = None

    def pages(self, archive: Archive) -> Iterator[Page]:
        """Yield the pages, by number."""
        if self.page_id is None:
            return archive.pages(PageFilter(site=self.site))
        return iter([archive.page(self.page_id)])

    @property
    def everything(self) -> bool:
        """Whether nothing narrows."""
        return self.site is None and self.page_id is None


# --- JSON lines ----------------------------------------------------------------------------


def json_lines(archive: Archive, selection: Selection, what: What = What.ALL) -> Iterator[bytes]:
    """Yield the lines of an export. Of `ALL` and nothing narrowed, an import makes an equal archive.

    Facts come in the order in which they were stored, then what is derived of them.
    """
    counted: Counter[str] = Counter()
    yield facts.header()
    for noun, text in _nouns(archive, selection, what):
        counted[noun] += 1
        yield text
    yield facts.end(counted)


def _nouns(archive: Archive, selection: Selection, what: What) -> Iterator[tuple[str, bytes]]:
    """Yield each line with its noun."""
    for fact in all_facts(archive, selection, what):
        yield facts.NOUNS[type(fact)], facts.encode(fact)
    for page in selection.pages(archive):
        if what in (What.REVISIONS, What.ALL):
            yield from (("revision", facts.line(one)) for one in _revisions(archive, page))
        if what in (What.EDITS, What.ALL):
            yield from (("edit", facts.line(one)) for one in _edits(archive, page))


def all_facts(archive: Archive, selection: Selection, what: What = What.ALL) -> Iterator[StoredFact]:
    """Yield the facts that are wanted, each after those that it hangs on."""
    urls = {}
    for page in selection.pages(archive):
        urls[page.id] = page.url
        if what in (What.PAGES, What.CAPTURES, What.REVIEWS, What.ALL):
            yield PageFact(page=page)
    if what is What.ALL and selection.everything:
        for feed in archive.feeds():
            yield FeedFact(feed=feed, finds=tuple(archive.finds(feed.id)))
    if what in (What.CAPTURES, What.REVIEWS, What.ALL):
        chosen = (one for one in archive.every_capture() if one.page_id in urls)
        yield from _captures(archive, urls, chosen, what)


def _captures(
    archive: Archive, urls: dict[int, str], captures: Iterable[Capture], what: What
) -> Iterator[StoredFact]:
    for capture in captures:
        url = urls[capture.page_id]
        if what is not What.REVIEWS:
            yield CaptureFact(url=url, capture=capture, body=_body(archive, capture))
        if what is not What.CAPTURES:
            times = {"requested_at": capture.requested_at, "received_at": capture.received_at}
            for review in archive.reviews(capture.id):
                yield ReviewFact(url=url, review=review, **times)


def _body(archive: Archive, capture: Capture) -> bytes | None:
    """Return the body where this capture brought it; the same bytes again are named by their digest."""
    if not capture.body_sha256 or capture.outcome is Outcome.SAME_BYTES:
        return None
    return archive.body(capture.body_sha256)


def _revisions(archive: Archive, page: Page) -> Iterator[dict[str, Any]]:
    for revision in archive.revisions(page.id):
        article = None if revision.gone else archive.snapshot(page.id, revision.number).article
        yield {"noun": "revision", "page": page.url, **to_plain(revision), "article": to_plain(article)}


def _edits(archive: Archive, page: Page) -> Iterator[dict[str, Any]]:
    for edit in _oldest_first(archive, page):
        yield {"noun": "edit", "page": page.url, **to_plain(archive.edit(edit))}


def _oldest_first(archive: Archive, page: Page) -> list[int]:
    return sorted(one.id for one in archive.edits(EditFilter(page_id=page.id)))


# --- CSV -----------------------------------------------------------------------------------


def csv_lines(archive: Archive, selection: Selection, what: What = What.EDITS) -> Iterator[bytes]:
    """Yield the rows of a table with a head, in UTF-8.

    A cell that a spreadsheet would run as a formula gets a ' before it. Raises Mistake for `ALL`.
    """
    if what is What.ALL:
        nouns = ", ".join(_TABLES)
        raise Mistake(f"a CSV file holds one noun: choose one of {nouns}, or JSON lines for all")
    columns, rows = _TABLES[what]
    yield _row(columns)
    for row in rows(archive, selection):
        yield _row(row[column] for column in columns)


def neutral(value: Any) -> str:
    """Return the text of a cell, which no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(values: Iterable[Any]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow([neutral(value) for value in values])
    return out.getvalue().encode("utf-8", "replace")


def _page_rows(archive: Archive, selection: Selection) -> Iterator[dict[str, Any]]:
    for page in selection.pages(archive):
        yield to_plain(page)


def _capture_rows(archive: Archive, selection: Selection) -> Iterator[dict[str, Any]]:
    for page in selection.pages(archive):
        for capture in archive.captures(page.id):
            yield {"page": page.url, **to_plain(capture)}


def _revision_rows(archive: Archive, selection: Selection) -> Iterator[dict[str, Any]]:
    for page in selection.pages(archive):
        for revision in archive.revisions(page.id):
            text = "" if revision.gone else archive.snapshot(page.id, revision.number).article.body_text()
            yield {"page": page.url, **to_plain(revision), "text": text}


def _edit_rows(archive: Archive, selection: Selection) -> Iterator[dict[str, Any]]:
    for page in selection.pages(archive):
        lines = archive.edits(EditFilter(page_id=page.id))
        for line in sorted(lines, key=lambda one: one.id):
            changes = archive.edit(line.id).changes
            plain = {name: value for name, value in to_plain(line).items() if name != "copies"}
            yield {
                **plain,
                "severity": line.severity.name.lower(),
                "flags": " ".join(line.flags),
                "removed": "\n".join(filter(None, (change.removed for change in changes))),
                "added": "\n".join(filter(None, (change.added for change in changes))),
            }


def _review_rows(archive: Archive, selection: Selection) -> Iterator[dict[str, Any]]:
    for page in selection.pages(archive):
        for capture in archive.captures(page.id):
            for review in archive.reviews(capture.id):
                yield {"page": page.url, **to_plain(review)}


def _columns(kind: type[Any], *more: str, without: str = "") -> tuple[str, ...]:
    return (*(field.name for field in fields(kind) if field.name != without), *more)


_TABLES: dict[What, tuple[tuple[str, ...], Callable[[Archive, Selection], Iterator[dict[str, Any]]]]] = {
    What.PAGES: (_columns(Page), _page_rows),
    What.CAPTURES: (("page", *_columns(Capture, without="headers")), _capture_rows),
    What.REVISIONS: (("page", *_columns(Revision), "text"), _revision_rows),
    What.EDITS: (_columns(EditLine, "removed", "added", without="copies"), _edit_rows),
    What.REVIEWS: (("page", *_columns(Review)), _review_rows),
}
