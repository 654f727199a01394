"""Taking facts from a file into an archive.

Each capture is judged by today's rules and stored in one transaction, as if the visit were made now:
an import that is broken off leaves whole visits, and goes on where it stood when it is run again.
What is there already stays as it is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from crawler.urls import canonical, site
from crawler.visit import Body, Errand, Fetched
from monitor import furniture
from monitor.journal import ArchiveJournal, visited_again
from monitor.visits import judge
from storage.archive import Archive
from storage.errors import BadAddress, NotAnArticle, NotFound
from storage.facts import CaptureFact, Damage, Fact, FeedFact, PageFact, ReviewFact
from storage.model import Article, Capture, Outcome, Page, PageState, Visit

Extract = Callable[[Body], Article]

#: Refusals that are told one by one; of more, only the number.
MAX_TOLD = 1_000


@dataclass(slots=True)
class Imported:
    """What an import came to."""

    feeds: int = 0
    pages: int = 0
    captures: int = 0
    reviews: int = 0
    known: int = 0  #: facts that were there already
    refused: int = 0
    reasons: list[tuple[str, str]] = field(default_factory=list)  #: what was refused, and why

    def refuse(self, what: str, reason: str) -> None:
        """Count what is not taken."""
        self.refused += 1
        if len(self.reasons) < MAX_TOLD:
            self.reasons.append((what, reason))


class Importer(ArchiveJournal):
    """Takes facts into one archive, in the order in which they come."""

    def __init__(self, archive: Archive, extract: Extract, *, watch: bool = False) -> None:
        """`watch`: pages that the file says nothing more of are watched from now on, else paused."""
        super().__init__(archive, self._scheduled, self._count)
        self.told = Imported()
        self._extract = extract
        self._watch = watch
        self._next_visits: dict[int, datetime | None] = {}
        self._begun: set[int] = set()  # pages without a capture before this import

    def take(self, facts: Iterable[Fact]) -> Imported:
        """Take all facts; raises ArchiveError, and what `facts` raises. What was taken until then is kept."""
        for fact in facts:
            try:
                self._take(fact)
            except (BadAddress, NotFound) as error:
                self.told.refuse(_name(fact), str(error))
        return self.told

    def _take(self, fact: Fact) -> None:
        if isinstance(fact, PageFact):
            self._take_page(fact.page)
        elif isinstance(fact, CaptureFact):
            self._take_capture(fact)
        elif isinstance(fact, FeedFact):
            self._take_feed(fact)
        elif isinstance(fact, ReviewFact):
            self._take_review(fact)
        else:
            self.told.refuse(_name(fact), fact.reason)

    def _take_page(self, told: Page) -> None:
        # Which page it is the same as was said by a number of another archive: it is found out again.
        again = told.last_visit_at if told.state is PageState.SAME else None
        next_visit_at = told.next_visit_at or again
        page = self._page(told.url, told.added_at, told.state, next_visit_at)
        self._next_visits[page.id] = next_visit_at

    def _page(self, url: str, now: datetime, state: PageState, next_visit_at: datetime | None) -> Page:
        """Return the page of an address, which is put into the archive where it is not there."""
        try:
            page = self._archive.page_at(url)
            self.told.known += 1
        except NotFound:
            address = canonical(url)
            page = self._archive.add_page(address, site(address), now)
            # Whether a page is gone is judged from its captures; whether it is paused is a person's word.
            kept = PageState.PAUSED if state is PageState.PAUSED else PageState.WATCHED
            self._archive.set_state(page.id, kept, next_visit_at)
            self.told.pages += 1
        if page.last_visit_at is None:
            self._begun.add(page.id)
        return page

    def _take_capture(self, fact: CaptureFact) -> None:
        told = fact.capture
        for url in (told.requested_url, told.final_url):
            canonical(url)
        try:
            page = self._archive.page_at(fact.url)
        except NotFound:
            state = PageState.WATCHED if self._watch else PageState.PAUSED
            now = told.received_at
            page = self._page(fact.url, now, state, now if self._watch else None)
            self._next_visits[page.id] = page.next_visit_at if self._watch else None
        if self._is_there(page, told):
            self.told.known += 1
            return
        if page.last_visit_at and told.received_at < page.last_visit_at and page.id not in self._begun:
            self.told.refuse(
                _name(fact), "the archive holds later visits: import it into an archive of its own"
            )
            return
        self._store(page, fact)

    def _is_there(self, page: Page, told: Capture) -> bool:
        try:
            self._archive.capture_of(page.id, told.requested_at, told.received_at)
        except NotFound:
            return False
        return True

    def _store(self, page: Page, fact: CaptureFact) -> None:
        """Judge a visit again, and store it with what was told of it."""
        told = replace(fact.capture, id=0, page_id=page.id)
        content = fact.body
        if content is None and told.body_sha256:
            content = self._archive.body(told.body_sha256)
        if told.outcome in (Outcome.READ, Outcome.SAME_BYTES) and content is None:
            self.told.refuse(_name(fact), "its body is not in the file: export it again")
            return
        fetched = self._fetched(page, told, content)
        visit = judge(self._known(fetched), fetched, self._next_visit_at)
        stored = replace(visit, capture=told, body=content)
        self._on_visit(stored, self._archive.commit_visit(stored))

    def _count(self, visit: Visit, capture_id: int) -> None:  # noqa: ARG002 - an OnVisit
        self.told.captures += 1

    def _fetched(self, page: Page, told: Capture, content: bytes | None) -> Fetched:
        known = furniture.lines(self._archive, page.site)
        errand = Errand(
            page_id=page.id, url=told.requested_url, body_sha256=told.body_sha256, furniture=known
        )
        body, outcome, article, earlier = None, told.outcome, None, None
        if content is not None and outcome in (Outcome.READ, Outcome.SET_ASIDE):
            kind = next((value for name, value in told.headers if name.lower() == "content-type"), "")
            body = Body(content=content, url=told.final_url, content_type=kind, furniture=known)
            article = self._try(body)
            outcome = Outcome.READ if article else Outcome.SET_ASIDE
            outdated = self.outdated(errand) if article else None
            earlier = self._try(outdated) if outdated else None
        return visited_again(told, errand, outcome=outcome, body=body, article=article, earlier=earlier)

    def _try(self, body: Body) -> Article | None:
        try:
            return self._extract(body)
        except NotAnArticle:
            return None

    def _scheduled(self, page: Page, now: datetime) -> datetime | None:  # noqa: ARG002 - a NextVisit
        """Return the next visit as the file says it, or as it is."""
        return self._next_visits.get(page.id, page.next_visit_at)

    def _take_review(self, fact: ReviewFact) -> None:
        page = self._archive.page_at(fact.url)
        capture = self._archive.capture_of(page.id, fact.requested_at, fact.received_at)
        if self._archive.restore_review(replace(fact.review, edit_id=capture.id)):
            self.told.reviews += 1
        else:
            self.told.known += 1

    def _take_feed(self, fact: FeedFact) -> None:
        address = canonical(fact.feed.url)
        if self._is_feed(address):
            self.told.known += 1
            return
        feed = self._archive.add_feed(replace(fact.feed, url=address, site=site(address)))
        # Only pages of the file come by a file: what else its feeds found is noted as forgotten.
        finds = [find if self._is_page(find.url) else replace(find, site="") for find in fact.finds]
        self._archive.commit_feed_visit(feed, finds)
        self.told.feeds += 1

    def _is_feed(self, url: str) -> bool:
        try:
            self._archive.feed_at(url)
        except NotFound:
            return False
        return True

    def _is_page(self, url: str) -> bool:
        try:
            self._archive.page_at(url)
        except NotFound:
            return False
        return True


def _name(fact: Fact) -> str:
    if isinstance(fact, PageFact):
        return fact.page.url
    if isinstance(fact, FeedFact):
        return fact.feed.url
    if isinstance(fact, Damage):
        return fact.what
    if isinstance(fact, ReviewFact):
        return f"review of {fact.url} at {fact.received_at:%Y-%m-%d %H:%M}"
    return f"{fact.url} at {fact.capture.received_at:%Y-%m-%d %H:%M}"
