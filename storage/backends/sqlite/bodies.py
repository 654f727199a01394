"""Bodies in SQLite: by SHA-256, each a zstd frame or a patch against a keyframe of the same page."""

from storage import bodies
from storage.backends.sqlite.base import Base
from storage.backends.sqlite.rows import Row
from storage.errors import NotFound


class Bodies(Base):
    """Bodies: see `storage.archive.Archive`."""

    def body(self, digest: str) -> bytes:
        """Return the bytes of this SHA-256, verified."""
        row = self._row(
            """SELECT bodies.content, keyframes.content AS keyframe, keyframes.sha256 AS keyframe_sha256
               FROM bodies LEFT JOIN bodies AS keyframes ON keyframes.sha256 = bodies.keyframe
               WHERE bodies.sha256 = ?""",
            (digest,),
        )
        if row is None:
            raise NotFound(f"no body {digest[:12]}… is kept: `stet history PAGE` lists what is")
        keyframe = None
        if row["keyframe_sha256"] is not None:
            keyframe = bodies.unpack(row["keyframe"], row["keyframe_sha256"])
        return bodies.unpack(row["content"], digest, keyframe)

    def _store_body(self, page_id: int, digest: str, content: bytes) -> None:
        """Store a body, whose SHA-256 is `digest`, once, whichever page it comes from."""
        if self._row("SELECT 1 FROM bodies WHERE sha256 = ?", (digest,)):
            return
        keyframe = self._keyframe(page_id)
        row: Row = {"sha256": digest, "page_id": page_id, "size": len(content), "keyframe": None}
        if keyframe is not None:
            packed = bodies.pack(content, self.body(keyframe["sha256"]))
            # A patch as large as the keyframe shares nothing with it: the page was made anew.
            if len(packed) < keyframe["packed"]:
                self._insert("bodies", {**row, "keyframe": keyframe["sha256"], "content": packed})
                return
        self._insert("bodies", {**row, "content": bodies.pack(content)})

    def _keyframe(self, page_id: int) -> Row | None:
        """Return the page's newest keyframe, unless it has its full number of patches."""
        return self._row(
            """SELECT sha256, length(content) AS packed FROM bodies AS k
               WHERE rowid = (SELECT max(rowid) FROM bodies WHERE page_id = ? AND keyframe IS NULL)
               AND (SELECT count(*) FROM bodies WHERE keyframe = k.sha256) < ?""",
            (page_id, bodies.PATCHES_PER_KEYFRAME),
        )
