"""The archive's tables, one function a step (sqlite-utils migrations).

Names and types are meant to be read: the file is opened with Datasette and `sqlite-utils` as it is.
Times are ISO 8601 text in UTC. A step that has shipped is never changed; a new one is added below.
"""

from sqlite_utils import Database, Migrations

#: "Stet" in PRAGMA application_id: how an archive is told from another program's database.
APPLICATION_ID = 0x53746574

migrations = Migrations("stet")

FACTS = """
CREATE TABLE pages (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  site TEXT NOT NULL,            -- host, with its port unless that is the scheme's own
  state TEXT NOT NULL,           -- watched, paused, gone
  added_at TEXT NOT NULL,
  next_visit_at TEXT,
  last_visit_at TEXT,
  last_edit_at TEXT,
  etag TEXT NOT NULL,            -- of the newest body read as an article
  last_modified TEXT NOT NULL,   -- of the newest body read as an article
  body_sha256 TEXT NOT NULL,     -- of the newest body read as an article; empty before the first
  failures INTEGER NOT NULL,     -- visits in a row that failed or were set aside
  missing INTEGER NOT NULL,      -- visits in a row that were answered 404, 410 or 451
  headline TEXT NOT NULL,
  reason TEXT NOT NULL           -- of the last visit, where it failed or was set aside
);
CREATE INDEX pages_due ON pages (next_visit_at) WHERE state != 'paused';
CREATE INDEX pages_site ON pages (site);

CREATE TABLE bodies (
  sha256 TEXT PRIMARY KEY,       -- of the bytes as they came
  page_id INTEGER NOT NULL REFERENCES pages (id),  -- the page it first came from
  size INTEGER NOT NULL,         -- bytes as they came
  keyframe TEXT REFERENCES bodies (sha256),        -- what `content` is a patch against
  content BLOB NOT NULL          -- a zstd frame
);
CREATE INDEX bodies_page ON bodies (page_id);
CREATE INDEX bodies_keyframe ON bodies (keyframe);

CREATE TABLE captures (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- the number of a capture is never used twice
  page_id INTEGER NOT NULL REFERENCES pages (id),
  requested_url TEXT NOT NULL,
  final_url TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  received_at TEXT NOT NULL,
  outcome TEXT NOT NULL,         -- read, not_modified, same_bytes, set_aside, failed, missing
  reason TEXT NOT NULL,
  status INTEGER,                -- null where no answer came
  headers TEXT NOT NULL,         -- JSON: [[name, value], …] in the order they came
  body_sha256 TEXT REFERENCES bodies (sha256)
);
CREATE INDEX captures_page ON captures (page_id);
CREATE INDEX captures_body ON captures (body_sha256);

CREATE TABLE reviews (
  id INTEGER PRIMARY KEY,
  edit_id INTEGER NOT NULL REFERENCES captures (id),  -- a fact hangs on a fact: edits are built again
  verdict TEXT NOT NULL,         -- material, minor, correction, noise, extraction_error
  note TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX reviews_edit ON reviews (edit_id);
"""

DERIVED = """
CREATE TABLE snapshots (
  id INTEGER PRIMARY KEY,
  page_id INTEGER NOT NULL REFERENCES pages (id),
  digest TEXT NOT NULL,          -- of all that is compared
  rules TEXT NOT NULL,           -- name and version of the rules of extraction
  headline TEXT NOT NULL,
  text TEXT NOT NULL,            -- standfirst, body and captions, one block a line
  article TEXT NOT NULL,         -- JSON: all that extraction made of the page
  UNIQUE (page_id, digest, rules)
);

CREATE TABLE revisions (
  page_id INTEGER NOT NULL REFERENCES pages (id),
  number INTEGER NOT NULL,       -- from 1
  gone INTEGER NOT NULL,         -- 1 where the page was answered 404, 410 or 451
  snapshot_id INTEGER REFERENCES snapshots (id),   -- null where gone
  first_capture_id INTEGER NOT NULL REFERENCES captures (id),
  last_capture_id INTEGER NOT NULL REFERENCES captures (id),
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  captures INTEGER NOT NULL,     -- how many saw it
  PRIMARY KEY (page_id, number)
);
CREATE INDEX revisions_snapshot ON revisions (snapshot_id);

CREATE TABLE edits (
  id INTEGER PRIMARY KEY REFERENCES captures (id), -- the capture that brought the new revision
  page_id INTEGER NOT NULL REFERENCES pages (id),
  old_number INTEGER NOT NULL,
  new_number INTEGER NOT NULL,
  seen_at TEXT NOT NULL,
  severity INTEGER NOT NULL,     -- 1 style, 2 tone, 3 facts, 4 silent
  words_removed INTEGER NOT NULL,
  words_added INTEGER NOT NULL,
  old_snapshot_id INTEGER REFERENCES snapshots (id),  -- the articles that were compared:
  new_snapshot_id INTEGER REFERENCES snapshots (id),  -- null where the page was gone
  UNIQUE (page_id, new_number),
  FOREIGN KEY (page_id, old_number) REFERENCES revisions (page_id, number),
  FOREIGN KEY (page_id, new_number) REFERENCES revisions (page_id, number)
);
CREATE INDEX edits_order ON edits (severity, seen_at);
CREATE INDEX edits_time ON edits (seen_at);
CREATE INDEX edits_old ON edits (old_snapshot_id);
CREATE INDEX edits_new ON edits (new_snapshot_id);

CREATE TABLE changes (
  id INTEGER PRIMARY KEY,
  edit_id INTEGER NOT NULL REFERENCES edits (id),
  field TEXT NOT NULL,           -- headline, standfirst, byline, published, body, note, caption, link
  kind TEXT NOT NULL,            -- added, removed, changed, moved, split, merged
  removed TEXT NOT NULL,         -- the words that went
  added TEXT NOT NULL,           -- the words that came
  change TEXT NOT NULL           -- JSON: the whole of it
);
CREATE INDEX changes_edit ON changes (edit_id);

CREATE TABLE flags (
  edit_id INTEGER NOT NULL REFERENCES edits (id),
  name TEXT NOT NULL,
  version TEXT NOT NULL,         -- of the rule
  evidence TEXT NOT NULL,        -- JSON: [{where, old, new}, …]
  PRIMARY KEY (edit_id, name)
);
CREATE INDEX flags_name ON flags (name);
"""

VIEWS = """
CREATE VIEW sites AS
  SELECT site, count(*) AS pages, sum(state = 'gone') AS gone, sum(failures > 0) AS failing,
    max(last_visit_at) AS last_visit_at, max(last_edit_at) AS last_edit_at
  FROM pages GROUP BY site;

CREATE VIEW inbox AS
  SELECT edits.id, edits.seen_at, pages.site,
    coalesce(new.headline, old.headline, pages.headline) AS headline,
    (SELECT group_concat(name, ' ') FROM
      (SELECT name FROM flags WHERE edit_id = edits.id ORDER BY name)) AS flags,
    edits.severity, edits.words_removed, edits.words_added, pages.url, edits.page_id,
    edits.old_number, edits.new_number,
    (SELECT verdict FROM reviews WHERE edit_id = edits.id ORDER BY id DESC LIMIT 1) AS verdict
  FROM edits
  JOIN pages ON pages.id = edits.page_id
  JOIN revisions AS r1 ON r1.page_id = edits.page_id AND r1.number = edits.old_number
  JOIN revisions AS r2 ON r2.page_id = edits.page_id AND r2.number = edits.new_number
  LEFT JOIN snapshots AS old ON old.id = r1.snapshot_id
  LEFT JOIN snapshots AS new ON new.id = r2.snapshot_id;
"""

#: Words are compared without case and accents, in all languages.
TOKENIZE = "unicode61 remove_diacritics 2"


@migrations()
def first_tables(db: Database) -> None:
    """Facts, what is derived of them, search over both, and views for people."""
    for script in (FACTS, DERIVED, VIEWS):
        for statement in statements(script):
            db.execute(statement)
    for table, columns in (("snapshots", ["headline", "text"]), ("changes", ["removed", "added"])):
        db.table(table).enable_fts(columns, create_triggers=True, tokenize=TOKENIZE)


def statements(script: str) -> list[str]:
    """Return the statements of a script, which are parted by blank lines or a semicolon at a line's end."""
    return [part.strip() for part in script.split(";\n") if part.strip()]


FEEDS = """
CREATE TABLE feeds (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  site TEXT NOT NULL,            -- host, with its port unless that is the scheme's own
  kind TEXT NOT NULL,            -- rss, atom, rdf, json, sitemap, sitemap_index, section; unknown until read
  title TEXT NOT NULL,
  added_at TEXT NOT NULL,
  next_visit_at TEXT,
  last_visit_at TEXT,
  etag TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  failures INTEGER NOT NULL,     -- visits in a row that failed
  reason TEXT NOT NULL,          -- of the last visit, where it failed
  limits TEXT NOT NULL           -- JSON: include, exclude, pages, days
);
CREATE INDEX feeds_due ON feeds (next_visit_at);

CREATE TABLE finds (
  feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  page_id INTEGER REFERENCES pages (id) ON DELETE SET NULL,  -- null: the page was forgotten
  title TEXT NOT NULL,           -- as the feed said it first
  found_at TEXT NOT NULL,
  published_at TEXT,             -- as the feed says
  updated_at TEXT,               -- as the feed says
  PRIMARY KEY (feed_id, url)
);
CREATE INDEX finds_url ON finds (url);
CREATE INDEX finds_page ON finds (page_id);
"""


@migrations()
def feeds(db: Database) -> None:
    """Make tables for feeds, and for the pages that each listed."""
    for statement in statements(FEEDS):
        db.execute(statement)


LEARNED = """
CREATE TABLE learned (
  site TEXT PRIMARY KEY,
  rules TEXT NOT NULL,           -- name and version of the rules that learned the lines
  lines TEXT NOT NULL,           -- JSON: the lines, numbers as #
  pages INTEGER NOT NULL,        -- how many pages they were learned from
  at TEXT NOT NULL
);

CREATE TABLE line_verdicts (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  line TEXT NOT NULL,
  furniture INTEGER NOT NULL,    -- 1 it is furniture, 0 it belongs to articles
  reviewer TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX line_verdicts_site ON line_verdicts (site);
"""


@migrations()
def learned_furniture(db: Database) -> None:
    """Make tables for what is learned of sites, and for what people say of it."""
    for statement in statements(LEARNED):
        db.execute(statement)


REVISITS = """
CREATE TABLE rates (             -- what was learned of each page's edits; times in seconds since 1970, UTC
  page_id INTEGER PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE,
  born REAL NOT NULL,            -- publication, or the first that was known of the page
  seen REAL NOT NULL,            -- the last visit that saw the article
  alpha REAL NOT NULL,           -- edits come Gamma(alpha, beta) times as often as is usual
  beta REAL NOT NULL,
  changed REAL,                  -- the last visit that saw an edit
  hinted INTEGER NOT NULL        -- 1 a feed or sitemap has said since that the page changed
);

CREATE TABLE site_rates (        -- sums over the visits of a site
  site TEXT PRIMARY KEY,
  edits REAL NOT NULL,           -- that happened, by estimate
  expected REAL NOT NULL,        -- that an average site would have had
  caught INTEGER NOT NULL,       -- visits that saw a change
  hints INTEGER NOT NULL,        -- visits after a hint
  kept INTEGER NOT NULL          -- of these, visits that saw a change
);

CREATE TABLE hazards (           -- sums over the visits of all pages
  kind TEXT NOT NULL,            -- age: of the page; pause: since its last edit; bar: see weight
  bin INTEGER NOT NULL,
  edits REAL NOT NULL,
  weight REAL NOT NULL,          -- hours, or edits expected; of the bar, the priority of late visits
  PRIMARY KEY (kind, bin)
);

CREATE INDEX pages_candidates ON pages (next_visit_at, id, site, last_visit_at) WHERE state != 'paused';

CREATE TRIGGER finds_hint AFTER UPDATE OF updated_at ON finds
  WHEN new.page_id IS NOT NULL AND new.updated_at > coalesce(old.updated_at, '') BEGIN
  UPDATE rates SET hinted = 1 WHERE page_id = new.page_id;
  UPDATE pages SET next_visit_at = last_visit_at
    WHERE id = new.page_id AND state = 'watched' AND failures = 0 AND missing = 0
      AND last_visit_at < next_visit_at;
END;
"""


@migrations()
def revisits(db: Database) -> None:
    """Make tables for what visits teach of edits; a feed's word that a page changed makes it due."""
    tables, trigger = REVISITS.split("CREATE TRIGGER")
    for statement in (*statements(tables), f"CREATE TRIGGER{trigger}"):
        db.execute(statement)


SIGNATURES = """
ALTER TABLE edits ADD COLUMN signature TEXT NOT NULL DEFAULT '';
CREATE INDEX edits_signature ON edits (signature) WHERE signature != '';
DROP VIEW inbox;
"""


@migrations()
def signatures(db: Database) -> None:
    """Tell which edits are one on several pages; of those already stored, `stet rebuild` does."""
    view = VIEWS[VIEWS.index("CREATE VIEW inbox") :].replace(
        "AS verdict\n", "AS verdict,\n    edits.signature\n"
    )
    for statement in statements(f"{SIGNATURES}{view}"):
        db.execute(statement)


RESTS = """
CREATE TABLE rests (             -- sites of which something failed since a page of them was last read
  site TEXT PRIMARY KEY,
  failing TEXT NOT NULL,         -- JSON: the pages and feeds that failed last, as "page 12" or "feed 3"
  pauses INTEGER NOT NULL,       -- how often the site was left alone in a row
  since TEXT NOT NULL,           -- the first failure
  at TEXT NOT NULL,              -- the last failure that counted
  until TEXT,                    -- when one visit looks at it again; null: it was not left alone
  reason TEXT NOT NULL           -- of the last failure
);
"""

IDENTITY = """
ALTER TABLE feeds ADD COLUMN pace TEXT NOT NULL DEFAULT '{}';
ALTER TABLE pages ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE pages ADD COLUMN same_as INTEGER REFERENCES pages (id);
CREATE INDEX pages_place ON pages (place) WHERE place != '';
CREATE INDEX pages_same_as ON pages (same_as) WHERE same_as IS NOT NULL;
"""


@migrations()
def rests(db: Database) -> None:
    """Make a table for sites that are left alone."""
    for statement in statements(RESTS):
        db.execute(statement)


@migrations()
def captures_by_time(db: Database) -> None:
    """Find the visits of the last hour at each tick without reading their captures."""
    db.execute("CREATE INDEX captures_received ON captures (received_at)")


@migrations()
def pace_and_identity(db: Database) -> None:
    """Keep when each feed adds entries, and which pages are one article under several addresses.

    `feeds.pace` is JSON; `pages.place` is where the article stands by its own word; `pages.same_as` is the
    page that a page in the state "same" repeats, or its own id where a person set it apart.
    """
    for statement in statements(IDENTITY):
        db.execute(statement)
