"""Feeds in SQLite, and what they found."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from storage.backends.sqlite.due import AHEAD_OF_CLOCK
from storage.backends.sqlite.pages import Pages
from storage.backends.sqlite.rests import RESTING, Rests, clock
from storage.backends.sqlite.rows import Row, fact, text
from storage.codec import from_json, time_from_text, to_json
from storage.errors import NotFound
from storage.model import Page
from storage.sites import Feed, FeedKind, FeedLimits, FeedRhythm, Find, SiteRest


def _time(value: str | None) -> datetime | None:
    return None if value is None else time_from_text(value)


@fact("feed")
def feed_from(row: Row) -> Feed:
    """Return the feed of a row of `feeds`; raises Torn."""
    times = ("next_visit_at", "last_visit_at")
    return Feed(
        **{
            **row,
            "kind": FeedKind(row["kind"]),
            "added_at": time_from_text(row["added_at"]),
            **{name: _time(row[name]) for name in times},
            "limits": from_json(row["limits"], FeedLimits),
            "rhythm": from_json(row["rhythm"], FeedRhythm),
        }
    )


def _feed_to(feed: Feed) -> Row:
    return {
        "id": feed.id,
        "url": feed.url,
        "site": feed.site,
        "kind": str(feed.kind),
        "title": feed.title,
        "added_at": text(feed.added_at),
        "next_visit_at": text(feed.next_visit_at),
        "last_visit_at": text(feed.last_visit_at),
        "etag": feed.etag,
        "last_modified": feed.last_modified,
        "failures": feed.failures,
        "reason": feed.reason,
        "limits": to_json(feed.limits),
        "rhythm": to_json(feed.rhythm),
    }


@fact("find", "url")
def find_from(row: Row) -> Find:
    """Return the find of a row of `finds`, with its page's site; raises Torn."""
    return Find(
        url=row["url"],
        site=row["site"] or "",
        title=row["title"],
        found_at=time_from_text(row["found_at"]),
        published_at=_time(row["published_at"]),
        updated_at=_time(row["updated_at"]),
    )


class Feeds(Pages, Rests):
    """Feeds: see `storage.archive.Archive`."""

    def add_feed(self, feed: Feed) -> Feed:
        """Keep a feed, unless one of its address is there."""
        with self._writing():
            row = _feed_to(feed)
            del row["id"]
            if self._row("SELECT 1 FROM feeds WHERE url = ?", (feed.url,)) is None:
                self._insert("feeds", row)
            return self.feed_at(feed.url)

    def feed(self, feed_id: int) -> Feed:
        """Return a feed."""
        row = self._row("SELECT * FROM feeds WHERE id = ?", (feed_id,))
        if row is None:
            raise NotFound(f"there is no feed {feed_id}: `stet feed list` lists them")
        return feed_from(row)

    def feed_at(self, url: str) -> Feed:
        """Return the feed of exactly this address."""
        row = self._row("SELECT * FROM feeds WHERE url = ?", (url,))
        if row is None:
            raise NotFound(f"{url} is none of the feeds: `stet feed add` adds it")
        return feed_from(row)

    def feeds(self, due_at: datetime | None = None) -> Iterator[Feed]:
        """Yield all feeds by id, or those due, longest due first."""
        if due_at is None:
            yield from map(feed_from, self._rows("SELECT * FROM feeds ORDER BY id"))
            return
        # A feed that was visited in the future, as the clock says now, is due: the clock was set back.
        sql = f"""SELECT * FROM feeds
                  WHERE (next_visit_at <= :due_at OR last_visit_at > :ahead) AND site NOT IN ({RESTING})
                  ORDER BY next_visit_at, id"""  # noqa: S608 - words of ours
        times = {"due_at": text(due_at), "ahead": text(due_at + AHEAD_OF_CLOCK)}
        yield from map(feed_from, self._rows(sql, times | clock(due_at)))

    def remove_feed(self, feed_id: int) -> None:
        """Take a feed out of the archive; its pages stay."""
        with self._writing():
            self.feed(feed_id)
            self._run("DELETE FROM feeds WHERE id = ?", (feed_id,))

    def commit_feed_visit(
        self, feed: Feed, finds: Iterable[Find], rest: SiteRest | None = None
    ) -> list[Page]:
        """Store one visit to a feed, and put what it found under watch."""
        with self._writing():
            self.feed(feed.id)
            row = _feed_to(feed)
            names = ", ".join(f"{name} = :{name}" for name in row if name not in ("id", "url", "added_at"))
            self._run(f"UPDATE feeds SET {names} WHERE id = :id", row)  # noqa: S608
            if rest is not None:
                self._keep_rest(rest)
            return [page for find in finds if (page := self._keep(feed.id, find)) is not None]

    def news(self, feed_id: int, finds: Iterable[Find]) -> tuple[int, int]:
        """Return how many of these a feed had not listed, and how many it says were updated since."""
        new = updated = 0
        for find in finds:
            row = self._row("SELECT updated_at FROM finds WHERE feed_id = ? AND url = ?", (feed_id, find.url))
            if row is None:
                new += 1
            elif find.updated_at and (text(find.updated_at) or "") > (row["updated_at"] or ""):
                updated += 1
        return new, updated

    def known_as(self, addresses: Sequence[str]) -> str | None:
        """Return the first of these addresses that is a page's or was listed by a feed."""
        marks = ", ".join("?" * len(addresses))
        sql = (
            f"SELECT url FROM pages WHERE url IN ({marks}) UNION SELECT url FROM finds WHERE url IN ({marks})"  # noqa: S608
        )
        known = {row["url"] for row in self._rows(sql, (*addresses, *addresses))}
        return next((address for address in addresses if address in known), None)

    def finds(self, feed_id: int) -> Iterator[Find]:
        """Yield what a feed found, in the order of addresses."""
        rows = self._rows(
            """SELECT finds.*, pages.site FROM finds LEFT JOIN pages ON pages.id = finds.page_id
               WHERE feed_id = ? ORDER BY finds.url""",
            (feed_id,),
        )
        yield from map(find_from, rows)

    def found_by(self, page_id: int) -> list[Feed]:
        """Return the feeds that listed a page, by id."""
        rows = self._rows(
            """SELECT DISTINCT feeds.* FROM finds JOIN feeds ON feeds.id = finds.feed_id
               WHERE finds.page_id = ? OR finds.page_id IN (SELECT id FROM pages WHERE same_as = ?)
               ORDER BY feeds.id""",
            (page_id, page_id),
        )
        return list(map(feed_from, rows))

    def _keep(self, feed_id: int, find: Find) -> Page | None:
        """Note a find; return its page if that is new."""
        known = self._row(
            "SELECT CASE state WHEN 'same' THEN same_as ELSE id END AS id FROM pages WHERE url = ?",
            (find.url,),
        )
        # A page that a person made Stet forget is not brought back because a feed still lists it.
        told = known or not find.site or self._row("SELECT 1 FROM finds WHERE url = ?", (find.url,))
        page = None if told else self.add_page(find.url, find.site, find.found_at)
        page_id = page.id if page else known and known["id"]
        self._run(
            """INSERT INTO finds (feed_id, url, page_id, title, found_at, published_at, updated_at)
               VALUES (:feed_id, :url, :page_id, :title, :found_at, :published_at, :updated_at)
               ON CONFLICT (feed_id, url) DO UPDATE SET page_id = coalesce(excluded.page_id, page_id),
                 published_at = coalesce(excluded.published_at, published_at),
                 updated_at = coalesce(excluded.updated_at, updated_at)""",
            {
                "feed_id": feed_id,
                "url": find.url,
                "page_id": page_id,
                "title": find.title,
                "found_at": text(find.found_at),
                "published_at": text(find.published_at),
                "updated_at": text(find.updated_at),
            },
        )
        return page
