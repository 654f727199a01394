"""Which page a person means, and which of its revisions: an id or address, then @N or @TIME."""

from contextlib import suppress
from datetime import datetime

from crawler.places import forms
from crawler.urls import canonical
from monitor.times import FORMS, read_time
from storage.archive import Archive
from storage.errors import BadAddress, Mistake, NotFound
from storage.model import Page, Revision


def page_at(archive: Archive, url: str) -> Page:
    """Return the page of a canonical address, however that is written; raises NotFound."""
    for form in (url, *forms(url)):
        with suppress(NotFound):
            return archive.page_at(form)
    return archive.page_at(url)


def page_named(archive: Archive, wanted: str) -> Page:
    """Return the page of an id or an address; raises NotFound, BadAddress."""
    if _is_number(wanted):
        return archive.page(int(wanted[:18]))
    return page_at(archive, canonical(wanted))


def version_named(archive: Archive, wanted: str, now: datetime) -> tuple[Page, str]:
    """Return the page of PAGE[@N|@TIME], and N or TIME for `revision_at`; "" where none is named.

    An address may hold an @ itself: one that is under watch as a whole is meant as a whole.
    Raises NotFound, BadAddress, Mistake.
    """
    try:
        return page_named(archive, wanted), ""
    except (NotFound, BadAddress):
        address, at, version = wanted.rpartition("@")
        named = _is_version(version, now)
        if not at or not (named or _is_page(archive, address)):
            raise
    if not named:
        whole = "" if _is_number(address) else f"{wanted!r} is not under watch, and "
        raise Mistake(f"{whole}{_no_version(version)} after the @")
    return page_named(archive, address), version


def revision_at(archive: Archive, page: Page, wanted: str, now: datetime) -> Revision:
    """Return the revision of a number, or the one that stood at a time (`read_time`); the latest for "".

    A day means its end, and so does a minute. Raises NotFound, Mistake.
    """
    revisions = archive.revisions(page.id)
    if not revisions:
        raise NotFound(f"page {page.id} was not read yet: `stet crawl {page.url}`")
    if not wanted:
        return revisions[-1]
    if _is_number(wanted):
        return archive.revision(page.id, int(wanted[:18]))
    if not _is_version(wanted, now):
        raise Mistake(_no_version(wanted))
    when = read_time(wanted, now).last
    standing = [revision for revision in revisions if revision.first_seen <= when]
    if not standing:
        raise NotFound(
            f"page {page.id} was first seen at {revisions[0].first_seen:%Y-%m-%d %H:%M} UTC, not before"
        )
    return standing[-1]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_page(archive: Archive, wanted: str) -> bool:
    with suppress(NotFound, BadAddress):
        return bool(page_named(archive, wanted))
    return False


def _is_version(text: str, now: datetime) -> bool:
    with suppress(Mistake):
        return _is_number(text) or bool(read_time(text, now))
    return False


def _no_version(text: str) -> str:
    return f"{text!r} is no revision and no time: write 2, {FORMS}"
