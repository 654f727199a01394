"""What the readers of feeds hand up, before any of it is checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.sites import FeedKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as it stood: its address may be relative, or none at all."""

    url: str
    title: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The links of one feed, in its own order."""

    kind: FeedKind
    links: Sequence[Link] = ()
    title: str = ""
    feeds: Sequence[Link] = ()
