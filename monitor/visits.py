"""What a visit comes to: a Fetched page, and what is known of it → a Visit (pure)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.places import claimed
from crawler.visit import Fetched
from monitor import strangers
from monitor.diff import diff, digest, edited, signature
from monitor.diff.targets import leads_elsewhere
from monitor.flags import Occasion, raise_flags
from monitor.flags.severity import severity
from monitor.redirects import without_front
from storage.model import (
    Article,
    Capture,
    Edit,
    Outcome,
    Page,
    PageState,
    Revision,
    Snapshot,
    Step,
    Visit,
)
from storage.text import sha256

#: So many visits in a row must miss a page before it is said to be gone: one may be a slip of the server's.
MISSES_UNTIL_GONE = 2

#: Flags that make an edit where no word changed; a new address of the same words continues their history.
WITHOUT_CHANGES = frozenset({"returned", "paywall_changed"})

NextVisit = Callable[[Page, datetime], datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the archive holds of a page before a visit."""

    page: Page
    rules: str  #: today's rules of extraction
    latest: Revision | None = None
    snapshot: Snapshot | None = None  #: the latest article; not needed where it was seen as it is known
    final_url: str = ""  #: where that article was last found; not needed either
    digests: tuple[str, ...] = ()  #: of all revisions, oldest first; empty where gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a visit says of the article."""

    step: Step = Step.NONE
    snapshot: Snapshot | None = None
    reread: Snapshot | None = None
    edit: Edit | None = None


def judge(known: Known, fetched: Fetched, next_visit_at: NextVisit) -> Visit:
    """Return all that the visit puts into the archive.

    Laws: a failed visit is never an edit; a page is gone after two visits in a row that miss it;
    two articles are compared only if the same rules made both; what shows nothing of the article that
    stood there is believed at the second visit in a row.
    """
    fetched = _without_stranger(known, without_front(fetched))
    finding, capture = _finding(known, fetched), _capture(fetched)
    page = _page_after(known, fetched, finding, capture.body_sha256)
    return Visit(
        page=replace(page, next_visit_at=next_visit_at(page, fetched.received_at)),
        capture=capture,
        step=finding.step,
        body=fetched.body.content if fetched.body else None,
        snapshot=finding.snapshot,
        reread=finding.reread,
        edit=finding.edit,
    )


def _without_stranger(known: Known, fetched: Fetched) -> Fetched:
    """Return a visit set aside, where it is the first to find something else in the article's place."""
    if fetched.article is None or known.snapshot is None or known.page.reason == strangers.REASON:
        return fetched
    old = known.snapshot.article if known.snapshot.rules == known.rules else fetched.earlier
    moved = bool(known.final_url) and leads_elsewhere(known.final_url, fetched.final_url)
    if old is None or not strangers.is_stranger(old, fetched.article, moved=moved):
        return fetched
    return replace(fetched, outcome=Outcome.SET_ASIDE, reason=strangers.REASON, article=None)


def _finding(known: Known, fetched: Fetched) -> Finding:
    if fetched.outcome is Outcome.MISSING:
        return _missed(known, fetched)
    if not fetched.outcome.seen:
        return Finding()
    if fetched.article is None:
        return _seen_unread(known, fetched)
    return _read(known, fetched, fetched.article)


def _missed(known: Known, fetched: Fetched) -> Finding:
    if known.latest is None:
        return Finding()
    if known.latest.gone:
        return Finding(step=Step.AGAIN)
    if known.page.missing + 1 < MISSES_UNTIL_GONE:
        return Finding()
    return Finding(step=Step.GONE, edit=_edit(known, fetched, known.snapshot, None))


def _seen_unread(known: Known, fetched: Fetched) -> Finding:
    """Judge an answer that says: as you know it."""
    if known.latest is None:
        return Finding()
    if not known.latest.gone or known.snapshot is None:
        return Finding(step=Step.AGAIN)
    edit = _edit(known, fetched, known.snapshot, known.snapshot)
    return Finding(step=Step.ARTICLE, snapshot=known.snapshot, edit=edit)


def _read(known: Known, fetched: Fetched, article: Article) -> Finding:
    new = Snapshot(article=article, digest=digest(article), rules=known.rules)
    if known.latest is None or known.snapshot is None:
        return Finding(step=Step.ARTICLE, snapshot=new)
    old, reread = known.snapshot, None
    if old.rules != known.rules:
        # Where the kept body cannot be read by today's rules, there is nothing like to compare with.
        earlier = fetched.earlier or article
        old = reread = Snapshot(article=earlier, digest=digest(earlier), rules=known.rules)
    edit = _edit(known, fetched, old, new)
    if not edit.changes and not {flag.name for flag in edit.flags} & WITHOUT_CHANGES:
        return Finding(step=Step.AGAIN, reread=reread)
    return Finding(step=Step.ARTICLE, snapshot=new, reread=reread, edit=edit)


def _edit(known: Known, fetched: Fetched, old: Snapshot | None, new: Snapshot | None) -> Edit:
    latest = known.latest
    if latest is None:
        raise ValueError("a first revision has no edit")
    changes = diff(old.article, new.article) if old and new and old.digest != new.digest else ()
    occasion = Occasion(
        old=old.article if old else None,
        new=new.article if new else None,
        changes=changes,
        old_gone=latest.gone,
        new_gone=new is None,
        earlier_digests=known.digests,
        new_digest=new.digest if new else "",
        old_url=known.final_url,
        new_url=fetched.final_url,
    )
    flags = raise_flags(occasion)
    return Edit(
        id=0,
        page_id=known.page.id,
        old_number=latest.number,
        new_number=latest.number + 1,
        seen_at=fetched.received_at,
        changes=edited(changes),
        flags=flags,
        severity=severity(flags, changes),
        signature=signature(changes),
    )


def _page_after(known: Known, fetched: Fetched, finding: Finding, body_sha256: str) -> Page:
    page = replace(known.page, last_visit_at=fetched.received_at, reason="")
    if fetched.outcome is Outcome.MISSING:
        page = replace(page, missing=page.missing + 1, failures=0, reason=fetched.reason)
        gone = page.missing >= MISSES_UNTIL_GONE and page.state is PageState.WATCHED
        page = replace(page, state=PageState.GONE if gone else page.state)
    elif fetched.outcome.seen:
        state = PageState.WATCHED if page.state is PageState.GONE else page.state
        page = replace(page, missing=0, failures=0, state=state)
    else:
        page = replace(page, failures=page.failures + 1, reason=fetched.reason)
    saw = fetched.article or (known.snapshot.article if fetched.outcome.seen and known.snapshot else None)
    if saw is not None:
        page = replace(page, place=claimed(fetched.final_url, saw.canonical_url) or page.place)
    if finding.edit is not None:
        page = replace(page, last_edit_at=fetched.received_at)
    if fetched.article is not None and fetched.body is not None:
        page = _with_validators(replace(page, headline=fetched.article.headline), fetched, body_sha256)
    return page


def _with_validators(page: Page, fetched: Fetched, body_sha256: str) -> Page:
    headers = {name.lower(): value for name, value in fetched.headers}
    return replace(
        page,
        body_sha256=body_sha256,
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
    )


def _capture(fetched: Fetched) -> Capture:
    return Capture(
        page_id=fetched.errand.page_id,
        requested_url=fetched.errand.url,
        final_url=fetched.final_url,
        requested_at=fetched.requested_at,
        received_at=fetched.received_at,
        outcome=fetched.outcome,
        reason=fetched.reason,
        status=fetched.status,
        headers=fetched.headers,
        body_sha256=_digest(fetched),
    )


def _digest(fetched: Fetched) -> str:
    if fetched.body is not None:
        return sha256(fetched.body.content)
    return fetched.errand.body_sha256 if fetched.outcome is Outcome.SAME_BYTES else ""
