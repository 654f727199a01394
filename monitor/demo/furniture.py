"""What surrounds an article and is never the same twice (pure: one visit's number, one furniture)."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from monitor.demo.site import Site

_MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)  # the demo's one day; the clocks on its pages start here


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A headline that leads to another article."""

    title: str
    path: str
    minutes: int  #: its age, or how long it takes to read


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What a reader wrote under the article."""

    reader: str
    words: str
    likes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """All that one visit's page holds besides the article."""

    visit: int
    nonce: str
    clock: datetime
    views: int
    shares: int
    banner: str  #: breaking news; on some visits none
    related: tuple[Card, ...]
    most_read: tuple[Card, ...]
    teaser: Card  #: stands between two paragraphs
    comments: tuple[Comment, ...]
    slots: Mapping[int, str]  #: after which block stands an "ad", the "teaser" or the "newsletter"

    def hashed(self, name: str) -> str:
        """Return the hash that this build of the site's style sheets gives a class, as five letters."""
        digest = hashlib.sha256(f"{name} {self.nonce}".encode()).hexdigest()
        return digest.translate(str.maketrans("0123456789", "GHJKLMNPQR"))[:5]


def furniture(site: Site, path: str, visit: int, places: Sequence[int]) -> Furniture:
    """Return what surrounds an article on its visit of that number, from 0.

    `places` are the blocks after which something else may stand.
    """
    # Chance must be the same everywhere, not secret.
    dice = Random(f"{site.key} {path} {visit}")  # noqa: S311
    titles = dice.sample(site.titles, len(site.titles))
    cards = tuple(_card(title, dice) for title in titles)
    return Furniture(
        visit=visit,
        nonce=f"{dice.getrandbits(96):024x}",
        clock=_MORNING + timedelta(minutes=7 * visit + dice.randrange(5)),
        views=dice.randrange(400, 90_000),
        shares=dice.randrange(3, 900),
        banner=dice.choice(site.banners) if dice.random() < 1 / 2 else "",
        related=cards[: dice.randrange(3, 5)],
        most_read=cards[-5:],
        teaser=cards[4],
        comments=_comments(site, dice),
        slots=_slots(places, dice),
    )


def _card(title: str, dice: Random) -> Card:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall("[a-z]+", plain)[:6]) or hashlib.sha256(title.encode()).hexdigest()[:10]
    return Card(
        title=title, path=f"/2026/03/{slug}-{dice.randrange(10_000, 99_999)}", minutes=dice.randrange(2, 59)
    )


def _comments(site: Site, dice: Random) -> tuple[Comment, ...]:
    words = dice.sample(site.comments, dice.randrange(len(site.comments) + 1))
    return tuple(
        Comment(reader=dice.choice(site.readers), words=said, likes=dice.randrange(40)) for said in words
    )


def _slots(places: Sequence[int], dice: Random) -> dict[int, str]:
    """Return what stands after which block, with two blocks between, as desks set it."""
    kinds = ["ad", "teaser", *dice.sample(["ad", "newsletter"], dice.randrange(3))]
    chosen: list[int] = []
    for place in dice.sample(places, len(places)):
        if all(abs(place - other) > 1 for other in chosen):
            chosen.append(place)
    return dict(zip(chosen, dice.sample(kinds, len(kinds)), strict=False))
