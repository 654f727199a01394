"""The records of a WARC file, read within bounds with warcio: whether they are whole, and as written."""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from storage.errors import Mistake
from storage.facts import Damage

#: Bytes of the heads of a record, of WARC and of HTTP together.
MAX_HEAD = 2**20
_CHUNK = 2**16
#: Algorithms that web archives' programs write, by the names in use.
_ALGORITHMS = {"md5", "sha1", "sha256", "sha512"}

_CUT = Damage(what="the last record", reason="the file ends in the middle of it: it was cut or is damaged")


def records(file: BinaryIO) -> Iterator[Any]:
    """Yield the records that may hold pages, and at the end Damage where the file breaks off.

    Raises Mistake for what is no WARC file.
    """
    try:
        found = ArchiveIterator(file, check_digests=True)
        found.loader = _Loader(verify_http=False, arc2warc=False)
        found.reader = reader = _BoundedReader(found.fh, block_size=2**14)
        within = False
        for record in found:
            if record.rec_type in ("response", "revisit"):
                yield record
            found.read_to_end()
            within = getattr(record.raw_stream, "limit", 0) > 0
        if within or reader.broke_off:
            yield _CUT
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, OSError) as error:
        said = " ".join(str(error).split())[:80]
        raise Mistake(f"that is no WARC file, or a damaged one ({said}): export it again") from error


def is_altered(record: Any) -> bool:
    """Whether a record of `records` is another than its digests say; reads it to its end."""
    stream = record.raw_stream
    if not isinstance(stream, _DigestingReader):
        return False
    while stream.read(_CHUNK):
        continue
    chunked = bool(record.http_headers.get_header("Transfer-Encoding"))
    return stream.limit == 0 and not stream.gives_digest(chunked=chunked)


class _DigestingReader(LimitReader):  # type: ignore[misc]
    """A reader of one record that takes the digests of what goes through it."""

    def __init__(self, stream: Any, limit: int, block: str, payload: str) -> None:
        super().__init__(stream, limit)
        self._said = {"block": block, "payload": payload}
        self._block, self._payload = _hash_of(block), _hash_of(payload)
        self._in_payload = False

    def begin_payload(self) -> None:
        """Tell that the headers of HTTP were read."""
        self._in_payload = True

    def _update(self, buff: bytes) -> bytes:
        if self._block is not None:
            self._block.update(buff)
        if self._payload is not None and self._in_payload:
            self._payload.update(buff)
        content: bytes = super()._update(buff)
        return content

    def gives_digest(self, *, chunked: bool) -> bool:
        """Whether what was read gives its digest, or none says what it must be.

        The block's decides: of a payload, programs take the digest before or after its chunks are joined.
        """
        if self._block is not None:
            return _gives(self._block, self._said["block"])
        return self._payload is None or chunked or _gives(self._payload, self._said["payload"])


class _Loader(ArcWarcRecordLoader):  # type: ignore[misc]
    """warcio's loader, which takes digests with `_DigestingReader`."""

    def load_http_headers(self, rec_type: str, uri: str | None, stream: Any, length: int | None) -> Any:
        """Return the headers of HTTP; None where the record, as one that was cut, names no address."""
        return super().load_http_headers(rec_type, uri, stream, length) if uri else None

    def wrap_digest_verifying_stream(
        self,
        stream: Any,
        rec_type: str,
        rec_headers: Any,
        digest_checker: object,  # noqa: ARG002 - warcio's signature
        length: int,
    ) -> tuple[Any, bool]:
        """Return the stream of a record, and whether `begin_payload` is to be called."""
        if rec_type != "response":  # a revisit names digests of what another record holds
            return stream, False
        named = (rec_headers.get_header(f"WARC-{part}-Digest") or "" for part in ("Block", "Payload"))
        return _DigestingReader(stream, length, *named), True


class _BoundedReader(DecompressingBufferedReader):  # type: ignore[misc]
    """warcio's reader, which reads no endless line and no endless head, and sees where a file breaks off."""

    head = 0
    _in_head = False  # the last line that was read was none that ends a head
    _in_member = False

    def readline(self, length: int | None = None) -> bytes:
        text: bytes = super().readline(min(length or MAX_HEAD, MAX_HEAD))
        self.head += len(text)
        if self.head > MAX_HEAD:
            raise Mistake("a record of that WARC file has a head without end: it is damaged")
        if text:
            self._in_head = bool(text.strip())
        return text

    def read(self, length: int | None = None) -> bytes:
        self.head = 0
        content: bytes = super().read(length)
        self._in_head = self._in_head and not content
        return content

    def close_decompressor(self) -> None:
        """Let go of the decompressor; a gzip member that it did not read to its end was cut."""
        self._in_member = self.decompressor is not None and not self.decompressor.eof
        super().close_decompressor()

    @property
    def broke_off(self) -> bool:
        """Whether the file, read to its end, ends within a head or a gzip member."""
        return self._in_head or self._in_member


def _hash_of(said: str) -> Any:
    algorithm = said.partition(":")[0].strip().lower().replace("-", "")
    return hashlib.new(algorithm, usedforsecurity=False) if algorithm in _ALGORITHMS else None


def _gives(found: Any, said: str) -> bool:
    """Whether a digest is the one that was written, in any of the encodings that the standard leaves open."""
    value, digest = said.partition(":")[2].strip().rstrip("="), found.digest()
    in_cases = {digest.hex().upper(), base64.b32encode(digest).decode().rstrip("=")}
    exact = {encode(digest).decode().rstrip("=") for encode in (base64.b64encode, base64.urlsafe_b64encode)}
    return value.upper() in in_cases or value in exact
