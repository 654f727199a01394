"""Archives filled with articles of our own, for tests of the review page."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from crawler.extract import RULES
from monitor.config import Config
from monitor.diff import diff, digest, edited, signature
from monitor.service import Stet
from storage.backends import open_archive
from storage.model import (
    Article,
    Block,
    BlockKind,
    Capture,
    Edit,
    Evidence,
    Flag,
    Outcome,
    PageState,
    Severity,
    Snapshot,
    Step,
    Visit,
)
from storage.sites import Feed, FeedKind, Find, SiteRest
from storage.text import sha256
from tests.records import NOON, at

REVIEWED_AT = at(600)


def flag(name: str, old: str = "", new: str = "", where: str = "") -> Flag:
    return Flag(name=name, version="1", evidence=(Evidence(where=where, old=old, new=new),))


def article(url: str, headline: str, text: str, **more) -> Article:
    """An article of paragraphs parted by blank lines; `#` begins a heading, `>` a quotation, `!` a note."""
    kinds = {"# ": BlockKind.HEADING, "> ": BlockKind.QUOTATION, "! ": BlockKind.NOTE}
    blocks = []
    for part in filter(None, (part.strip() for part in text.split("\n\n"))):
        kind = kinds.get(part[:2])
        told = " ".join(part[2:].split() if kind else part.split())
        blocks.append(Block(kind=kind or BlockKind.PARAGRAPH, text=told))
    return Article(url=url, headline=headline, blocks=tuple(blocks), **more)


@dataclass
class Newspaper:
    """Puts articles into an archive, visit by visit."""

    path: Path
    config: Config = field(default_factory=lambda: Config(reviewer="Ada"))

    def __post_init__(self):
        self.archive = open_archive(self.path, create=True)

    def open(self) -> Stet:
        """What the review page is given."""
        return Stet(self.config, self.path, clock=lambda: REVIEWED_AT)

    def page(self, url: str) -> int:
        return self.archive.add_page(url, url.split("/")[2], NOON).id

    def read(
        self,
        page_id: int,
        minutes: float,
        told: Article,
        *flags: Flag,
        severity: Severity = Severity.FACTS,
        body: bytes | None = None,
    ) -> int:
        """A visit that read an article; its capture's id, which is that of the edit it brought."""
        page = self.archive.page(page_id)
        content = f"<p>{told.headline} {minutes}</p>".encode() if body is None else body
        snapshot = Snapshot(article=told, digest=digest(told), rules=RULES)
        edit = self._edit(page_id, minutes, told, flags, severity)
        seen = at(minutes)
        page = replace(
            page,
            headline=told.headline,
            last_visit_at=seen,
            next_visit_at=seen + timedelta(minutes=30),
            last_edit_at=seen if edit else page.last_edit_at,
        )
        capture = self._capture(page, minutes, Outcome.READ, body_sha256=sha256(content), status=200)
        return self.archive.commit_visit(
            Visit(page=page, capture=capture, step=Step.ARTICLE, body=content, snapshot=snapshot, edit=edit)
        )

    def again(self, page_id: int, minutes: float) -> None:
        """A visit that was answered 304."""
        page = self.archive.page(page_id)
        capture = self._capture(page, minutes, Outcome.NOT_MODIFIED, status=304)
        self.archive.commit_visit(
            Visit(page=replace(page, last_visit_at=at(minutes)), capture=capture, step=Step.AGAIN)
        )

    def gone(self, page_id: int, minutes: float) -> int:
        """The visit that makes sure that a page is gone."""
        page = self.archive.page(page_id)
        last = self.archive.revisions(page_id)[-1].number
        edit = Edit(
            id=0,
            page_id=page_id,
            old_number=last,
            new_number=last + 1,
            seen_at=at(minutes),
            changes=(),
            flags=(flag("gone", new="HTTP 410"),),
            severity=Severity.FACTS,
        )
        capture = self._capture(page, minutes, Outcome.MISSING, status=410, reason="gone")
        return self.archive.commit_visit(Visit(page=page, capture=capture, step=Step.GONE, edit=edit))

    def failed(self, page_id: int, minutes: float, reason: str) -> None:
        page = replace(self.archive.page(page_id), reason=reason, failures=1)
        capture = self._capture(page, minutes, Outcome.FAILED, reason=reason)
        self.archive.commit_visit(Visit(page=page, capture=capture, step=Step.NONE))

    def same(self, page_id: int, other: int) -> None:
        """A visit that found a page to be the same as another."""
        page = replace(self.archive.page(page_id), state=PageState.SAME, same_as=other, next_visit_at=None)
        capture = self._capture(page, 20, Outcome.NOT_MODIFIED, status=304)
        self.archive.commit_visit(Visit(page=page, capture=capture, step=Step.AGAIN))

    def feed(self, url: str, *finds: str, **more) -> int:
        """A feed that was visited, and the addresses that it listed."""
        site = url.split("/")[2]
        feed = self.archive.add_feed(Feed(id=0, url=url, site=site, added_at=NOON, next_visit_at=NOON))
        told = {"kind": FeedKind.RSS, "last_visit_at": at(590), "next_visit_at": at(615)}
        listed = [Find(url=one, site=one.split("/")[2], found_at=at(5)) for one in finds]
        self.archive.commit_feed_visit(replace(feed, **(told | more)), listed)
        return feed.id

    def rest(self, site: str, reason: str) -> None:
        """A site that is left alone."""
        rest = SiteRest(site=site, pauses=1, since=at(580), at=at(590), until=at(650), reason=reason)
        self.archive.store_rest(rest)

    def _edit(self, page_id: int, minutes: float, told: Article, flags, severity) -> Edit | None:
        revisions = self.archive.revisions(page_id)
        if not revisions:
            return None
        old = next(one.number for one in reversed(revisions) if not one.gone)
        changes = diff(self.archive.snapshot(page_id, old).article, told)
        return Edit(
            id=0,
            page_id=page_id,
            old_number=revisions[-1].number,
            new_number=revisions[-1].number + 1,
            seen_at=at(minutes),
            changes=edited(changes),
            flags=tuple(sorted(flags, key=lambda one: one.name)),
            severity=severity,
            signature=signature(changes),
        )

    def _capture(self, page, minutes: float, outcome: Outcome, *, final_url: str = "", **more) -> Capture:
        return Capture(
            page_id=page.id,
            requested_url=page.url,
            final_url=final_url or page.url,
            requested_at=at(minutes),
            received_at=at(minutes + 0.01),
            outcome=outcome,
            **more,
        )
