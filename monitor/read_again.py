"""Whether stored articles are what their rules read in the bodies that are kept.

`monitor.verify` tells what of an article, its digest, its changes and their flags does not fit the rest: an
article that was altered together with all that is derived of it fits. Bodies, which are facts, tell that too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crawler.rules import rules_with
from crawler.visit import Body
from monitor import furniture
from monitor.diff import digest
from monitor.journal import kept_body
from storage.archive import Archive
from storage.asked import Problem
from storage.codec import to_json
from storage.errors import StetError
from storage.model import Article, Capture, Page, Revision, Snapshot
from storage.text import sha256

_MAKE_ANEW = "`stet rebuild` makes it anew from the pages that are kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a body says, by digests: a page may have thousands."""

    compared: str  #: of what is compared; "" where no article was read
    whole: str  #: of all of the article; "" where none was read
    why: str = ""  #: why none was read


class ReadAgain:
    """Reads an archive's bodies again; `read` and `older` count as `problems` is gone through.

    Memory grows with the different bodies of one page only, by some hundred bytes each.
    """

    def __init__(self, archive: Archive, extract: Callable[[Body], Article]) -> None:
        self._archive = archive
        self._extract = extract
        self.read = 0  #: revisions whose articles were read again
        self.older = 0  #: revisions whose articles other rules made: today's may read something else

    def problems(self) -> Iterator[Problem]:
        """Yield the articles that are not what their bodies say."""
        for page_id in self._archive.page_ids():
            try:
                yield from self._of_page(self._archive.page(page_id))
            except StetError as error:
                yield Problem(where=f"page {page_id}", what=str(error))

    def _of_page(self, page: Page) -> Iterator[Problem]:
        known = furniture.lines(self._archive, page.site)
        readings = _Readings(self._archive, self._extract, page.id, known)
        for revision in self._archive.revisions(page.id):
            if revision.gone:
                continue
            if revision.rules != rules_with(known):
                self.older += 1
                continue
            self.read += 1
            fault = readings.fault(revision, self._archive.snapshot(page.id, revision.number))
            if fault:
                yield Problem(
                    where=f"page {page.id}", what=f"the article of revision {revision.number} {fault}"
                )


class _Readings:
    """What today's rules read in the bodies of one page, each read once at most."""

    def __init__(
        self, archive: Archive, extract: Callable[[Body], Article], page_id: int, known: tuple[str, ...]
    ) -> None:
        self._archive = archive
        self._extract = extract
        self._page_id = page_id
        self._furniture = known
        self._read: dict[tuple[str, str, str], Reading] = {}

    def fault(self, revision: Revision, stored: Snapshot) -> str:
        """Return what is wrong with a revision's article; "" where it is what a body says.

        The body that brought it says so, or another that was seen to say the same: which of them is stored
        depends on when the rules changed. What is not compared, as a date, may be of an earlier revision
        that said the same, for one article is stored once; so may all of it, where no body came at all.
        """
        whole = _whole(stored.article)
        first = self._archive.capture(revision.first_capture_id)
        if first.body_sha256 and self._reading(first).whole == whole:
            return ""
        own = [self._reading(one) for one in self._captures() if _is_of(one, revision)]
        if own and stored.digest not in {one.compared for one in own}:
            why = next((f" ({one.why})" for one in own if one.why), "")
            return f"is not what is read in its body{why}: {_MAKE_ANEW}"
        if not any(self._reading(one).whole == whole for one in self._captures()):
            return f"tells what no body of the page does: {_MAKE_ANEW}"
        return ""

    def _captures(self) -> Iterator[Capture]:
        return (one for one in self._archive.captures(self._page_id) if one.body_sha256)

    def _reading(self, capture: Capture) -> Reading:
        headers = {name.lower(): value for name, value in capture.headers}
        key = capture.body_sha256, capture.final_url, headers.get("content-type", "")
        if key not in self._read:
            self._read[key] = self._read_again(capture)
        return self._read[key]

    def _read_again(self, capture: Capture) -> Reading:
        try:
            article = self._extract(kept_body(self._archive, capture, self._furniture))
        except StetError as error:
            return Reading(compared="", whole="", why=str(error).rstrip("."))
        return Reading(compared=digest(article), whole=_whole(article))


def _is_of(capture: Capture, revision: Revision) -> bool:
    """Whether a visit saw the revision: between its first and its last, others may have been set aside."""
    if capture.id == revision.first_capture_id:
        return True
    return capture.outcome.seen and revision.first_capture_id < capture.id <= revision.last_capture_id


def _whole(article: Article) -> str:
    return sha256(to_json(article).encode("utf-8", "surrogatepass"))
