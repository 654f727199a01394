"""Records with the least that they must hold, for tests."""

from datetime import UTC, datetime, timedelta

from storage.model import (
    Article,
    Block,
    BlockKind,
    Capture,
    Change,
    ChangeKind,
    DateClaim,
    DateSource,
    Edit,
    Evidence,
    Field,
    Flag,
    Outcome,
    Page,
    Run,
    RunKind,
    Severity,
    Snapshot,
    Step,
    Visit,
)
from storage.text import sha256

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """A time so many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def article(*paragraphs: str, headline: str = "Bridge opens", **more) -> Article:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in paragraphs)
    return Article(url="https://paper.example/bridge", headline=headline, blocks=blocks, **more)


def snapshot(*paragraphs: str, rules: str = "rules 1", **more) -> Snapshot:
    made = article(*paragraphs, **more)
    return Snapshot(article=made, digest=sha256(repr(made).encode()), rules=rules)


def claims(*times: datetime | None) -> tuple[DateClaim, ...]:
    return tuple(DateClaim(source=DateSource.META, text="then", at=time) for time in times)


def capture(
    page: Page, minutes: float, *, outcome: Outcome = Outcome.READ, body: bytes = b"", **more
) -> Capture:
    return Capture(
        page_id=page.id,
        requested_url=page.url,
        final_url=page.url,
        requested_at=at(minutes),
        received_at=at(minutes + 0.01),
        outcome=outcome,
        status=more.pop("status", 200),
        headers=more.pop("headers", (("ETag", '"1"'), ("X-Twice", "a"), ("X-Twice", "b"))),
        body_sha256=sha256(body) if body else "",
        **more,
    )


CHANGE = Change(
    kind=ChangeKind.CHANGED,
    field=Field.BODY,
    old="It cost six million.",
    new="It cost seven million.",
    runs=(
        Run(kind=RunKind.KEPT, old="It cost ", new="It cost "),
        Run(kind=RunKind.REMOVED, old="six", new=""),
        Run(kind=RunKind.ADDED, old="", new="seven"),
        Run(kind=RunKind.KEPT, old=" million.", new=" million."),
    ),
    old_at=(0,),
    new_at=(0,),
)
FLAG = Flag(name="number_changed", version="1", evidence=(Evidence(where="¶1", old="six", new="seven"),))


def edit(page: Page, number: int, minutes: float, *, severity: Severity = Severity.FACTS) -> Edit:
    return Edit(
        id=0,
        page_id=page.id,
        old_number=number - 1,
        new_number=number,
        seen_at=at(minutes),
        changes=(CHANGE,),
        flags=(FLAG,),
        severity=severity,
    )


def read(page: Page, minutes: float, body: bytes, made: Snapshot, **more) -> Visit:
    """The first visit of a page."""
    return Visit(
        page=page,
        capture=capture(page, minutes, body=body),
        step=Step.ARTICLE,
        body=body,
        snapshot=made,
        **more,
    )


def seen(page: Page, minutes: float, **more) -> Visit:
    """A visit that was answered 304."""
    return Visit(
        page=page,
        capture=capture(page, minutes, outcome=Outcome.NOT_MODIFIED, status=304),
        step=Step.AGAIN,
        **more,
    )
