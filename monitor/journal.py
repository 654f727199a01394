"""Between the crawler and the archive: each visit is judged and stored as it comes."""

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from time import monotonic

from crawler.rules import rules_with
from crawler.urls import site
from crawler.visit import Body, Errand, Fetched
from monitor.alerts import page_alert
from monitor.rests import Rests
from monitor.revisit.rest import Told, page_key
from monitor.same import Found, settle
from monitor.visits import Known, NextVisit, judge
from storage.archive import Archive
from storage.errors import ArchiveBusy
from storage.model import Article, Capture, Outcome, Page, PageState, Revision, Visit

#: Pages of one place that are compared: more of them tell that the site names one address for many.
_AT_ONE_PLACE = 8

#: Seconds for which visits that end together keep other writers waiting, who do so for five; no result
#: depends on it. A visit takes 3 ms, one of a page made to be slow to compare 700.
LOCKED = 0.5

#: A visit that was stored, the id of its capture, and the lines that tell what began or ended.
_Stored = tuple[Visit, int, tuple[str, ...]]
#: Called after a visit was stored, with the id of its capture.
OnVisit = Callable[[Visit, int], None]
#: Returns a visit with what it taught, and the page's next visit.
Learn = Callable[[Visit], Visit]


class ArchiveJournal:
    """A `crawler.visit.Journal` over an archive."""

    def __init__(
        self,
        archive: Archive,
        next_visit_at: NextVisit,
        on_visit: OnVisit,
        learn: Learn | None = None,
        rests: Rests | None = None,
    ) -> None:
        """`learn` says what a visit taught of when to come again; without it, `next_visit_at` alone does.

        `rests` is told what each visit says of its site; without it, no site is left alone.
        """
        self._archive = archive
        self._learn = learn
        self._rests = rests
        self._next_visit_at = next_visit_at
        self._on_visit = on_visit

    def outdated(self, errand: Errand) -> Body | None:
        """Return the page's newest kept body, if other rules made the article that is stored of it."""
        latest = _latest_article(self._archive.revisions(errand.page_id))
        if latest is None or latest.rules == rules_with(errand.furniture):
            return None
        capture = self._newest_read(self._archive.page(errand.page_id))
        return None if capture is None else kept_body(self._archive, capture, errand.furniture)

    def _newest_read(self, page: Page) -> Capture | None:
        found = [one for one in self._archive.captures(page.id) if one.body_sha256 == page.body_sha256]
        return found[-1] if found and page.body_sha256 else None

    def record(self, *visits: Fetched) -> None:
        """Store visits, many in one transaction; raises ArchiveError for the first that cannot be stored.

        Those before it are stored, and told.
        """
        waiting = list(visits)
        while waiting:
            stored = self._store_some(waiting)
            for visit, capture_id, alerts in stored:
                if self._rests is not None:
                    for line in filter(None, alerts):
                        self._rests.on_alert(line)
                self._on_visit(visit, capture_id)
            del waiting[: len(stored)]

    def _store_some(self, visits: Sequence[Fetched]) -> list[_Stored]:
        """Store the first of these visits, and what follows within LOCKED, in one transaction."""
        try:
            with self._archive.together():
                until = monotonic() + LOCKED
                return [self._store_one(one) for one in takewhile(lambda _: monotonic() < until, visits)]
        except ArchiveBusy:  # none was tried
            raise
        except Exception:
            if len(visits) == 1:
                raise
            if self._rests is not None:
                self._rests.read_again()
            return self._store_some(visits[:1])  # one that cannot be stored takes no other with it

    def _store_one(self, fetched: Fetched) -> _Stored:
        known = self._known(fetched)
        visit = judge(known, fetched, self._next_visit_at)
        article = fetched.article or (known.snapshot.article if known.snapshot else None)
        visit = settle(known.page, visit, article, self._found_at)
        if self._learn is not None:
            visit = self._learn(visit)
        if self._rests is None:
            return visit, self._archive.commit_visit(visit), ()
        rest = self._rests.after(site(fetched.errand.url), _told(fetched))
        capture_id = self._archive.commit_visit(visit, rest)
        return visit, capture_id, (self._rests.stored(rest), page_alert(known.page, visit))

    def _found_at(self, place: str) -> Iterator[Found]:
        """Yield the pages that were last found at a place."""
        for page in self._archive.pages_at(place, _AT_ONE_PLACE):
            latest = _latest_article(self._archive.revisions(page.id))
            if latest is not None:
                yield Found(
                    page=page,
                    article=self._archive.snapshot(page.id, latest.number).article,
                    final_url=self._archive.capture(latest.last_capture_id).final_url,
                )

    def _known(self, fetched: Fetched) -> Known:
        page = self._archive.page(fetched.errand.page_id)
        revisions = self._archive.revisions(page.id)
        article = _latest_article(revisions)
        wanted = article is not None and (
            fetched.article is not None
            or revisions[-1].gone
            or page.missing > 0
            or not page.place
            or page.state is PageState.SAME
        )
        return Known(
            page=page,
            rules=rules_with(fetched.errand.furniture),
            latest=revisions[-1] if revisions else None,
            snapshot=self._archive.snapshot(page.id, article.number) if article and wanted else None,
            final_url=self._archive.capture(article.last_capture_id).final_url if article and wanted else "",
            digests=tuple(revision.digest for revision in revisions),
        )


def _told(fetched: Fetched) -> Told:
    return Told(
        what=page_key(fetched.errand.page_id),
        at=fetched.received_at,
        outcome=fetched.outcome,
        reason=fetched.reason,
        retry_after=fetched.retry_after,
    )


def visited_again(
    capture: Capture,
    errand: Errand,
    *,
    outcome: Outcome,
    body: Body | None,
    article: Article | None,
    earlier: Article | None = None,
) -> Fetched:
    """Return a visit that was made before, with what today's rules read in its body."""
    return Fetched(
        errand=errand,
        requested_at=capture.requested_at,
        received_at=capture.received_at,
        final_url=capture.final_url,
        outcome=outcome,
        reason=capture.reason,
        status=capture.status,
        headers=capture.headers,
        body=body,
        article=article,
        earlier=earlier,
    )


def kept_body(archive: Archive, capture: Capture, furniture: tuple[str, ...] = ()) -> Body:
    """Return the body of a capture as it came, to be read with what was learned; raises NotFound, Torn."""
    headers = {name.lower(): value for name, value in capture.headers}
    return Body(
        content=archive.body(capture.body_sha256),
        url=capture.final_url,
        content_type=headers.get("content-type", ""),
        furniture=furniture,
    )


def _latest_article(revisions: list[Revision]) -> Revision | None:
    return next((revision for revision in reversed(revisions) if not revision.gone), None)
