"""From the bytes of a page to its article (pure: bytes, address and what is known of the site)."""

from datetime import UTC, datetime

import trafilatura

from crawler.visit import Body
from storage.errors import EmptyPage, NotHtml
from storage.model import Article, Block, BlockKind, DateClaim, DateSource
from storage.text import clean, squash

RULES = "stet-article 0"


def extract(body: Body, known: object = None) -> Article:  # noqa: ARG001
    """Return the article of a page.

    Raises NotHtml, EmptyPage, WallPage or Unparseable where there is none.
    """
    if not body.content.strip() or body.content[:8].startswith((b"\x89PNG", b"\xff\xd8", b"GIF8", b"%PDF")):
        raise NotHtml
    found = trafilatura.bare_extraction(
        body.content[: 8 << 20], url=body.url, include_comments=False, with_metadata=True
    )
    if found is None or not found.text:
        raise EmptyPage
    lines = (squash(line) for line in clean(found.text).splitlines())
    return Article(
        url=body.url,
        headline=squash(clean(found.title or "")),
        blocks=tuple(Block(kind=BlockKind.PARAGRAPH, text=line) for line in lines if line),
        byline=tuple(filter(None, (squash(name) for name in (found.author or "").split(";")))),
        published=_claims(found.date),
    )


def _claims(date: str | None) -> tuple[DateClaim, ...]:
    if not date:
        return ()
    at = datetime.fromisoformat(date).replace(tzinfo=UTC)
    return (DateClaim(source=DateSource.META, text=date, at=at),)
