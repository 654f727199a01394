"""WARC/1.1, the format of web archives, written and read with warcio.

Written: a response for each body, a revisit where the same bytes or 304 came again, and a response
without its body (WARC-Truncated) where that was not kept. What was sent is not kept in an archive, so
there are no request records: none is made up. Numbers of records are made from what they hold: one
archive gives one file. Fields that begin with Stet- carry what WARC has no field for.
"""

import base64
from collections.abc import Iterable, Iterator
from io import BytesIO
from tempfile import TemporaryFile
from typing import Any, BinaryIO
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from storage.archive import Archive
from storage.bodies import MAX_BODY
from storage.codec import time_from_text, time_to_text
from storage.facts import CaptureFact, Damage
from storage.model import Capture, Outcome, Page
from storage.text import sha256
from storage.warc_records import is_altered, records

_CHUNK = 2**16
_PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
_SAME, _NOT_MODIFIED = f"{_PROFILES}identical-payload-digest", f"{_PROFILES}server-not-modified"
#: Headers that describe the bytes on the wire; a body is kept as it was unpacked.
_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_ORIGINAL = "X-Archive-Orig-"
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_MISSING = frozenset({404, 410, 451})
_OK, _NO_NEWS = 200, 304


# --- writing -------------------------------------------------------------------------------


def write_warc(archive: Archive, pages: Iterable[Page], file: BinaryIO, *, packed: bool) -> int:
    """Write the captures that an answer came to; return how many. `packed` is gzip, record by record."""
    writer = WARCWriter(file, gzip=packed, warc_version="WARC/1.1")
    writer.write_record(_warcinfo(writer))
    written = 0
    for page in pages:
        told: dict[str, dict[str, str]] = {}
        for capture in archive.captures(page.id):
            if capture.status is not None:
                writer.write_record(_record(writer, archive, page, capture, told))
                written += 1
    return written


def _warcinfo(writer: WARCWriter) -> Any:
    fields = {"software": "stet-news", "format": "WARC File Format 1.1"}
    record = writer.create_warcinfo_record("", fields)
    record.rec_headers.replace_header("WARC-Record-ID", _record_id("warcinfo"))
    record.rec_headers.replace_header("WARC-Date", "1970-01-01T00:00:00Z")
    return record


def _record(
    writer: WARCWriter, archive: Archive, page: Page, capture: Capture, told: dict[str, dict[str, str]]
) -> Any:
    """Return a capture's record; `told` holds the page's responses that were written, by digest."""
    named = _named(page, capture)
    known = told.get(capture.body_sha256) if capture.outcome is Outcome.SAME_BYTES else None
    if capture.outcome is Outcome.NOT_MODIFIED:
        newest = list(told.values())[-1:]
        named |= {"WARC-Profile": _NOT_MODIFIED, **(newest[0] if newest else {})}
        return writer.create_warc_record(
            capture.final_url, "revisit", http_headers=_http_head(capture, None), warc_headers_dict=named
        )
    if known is not None:
        named |= {"WARC-Profile": _SAME, "WARC-Payload-Digest": _digest(capture.body_sha256), **known}
        return writer.create_warc_record(
            capture.final_url, "revisit", http_headers=_http_head(capture, None), warc_headers_dict=named
        )
    body = archive.body(capture.body_sha256) if capture.body_sha256 else b""
    if capture.body_sha256:
        named["WARC-Payload-Digest"] = _digest(capture.body_sha256)
        told.pop(capture.body_sha256, None)
        told[capture.body_sha256] = {
            "WARC-Refers-To": named["WARC-Record-ID"],
            "WARC-Refers-To-Target-URI": capture.final_url,
            "WARC-Refers-To-Date": named["WARC-Date"],
        }
    else:
        named["WARC-Truncated"] = "unspecified"
    return writer.create_warc_record(
        capture.final_url,
        "response",
        payload=BytesIO(body),
        length=len(body),
        http_headers=_http_head(capture, len(body)),
        warc_headers_dict=named,
    )


def _named(page: Page, capture: Capture) -> dict[str, str]:
    date, received = time_to_text(capture.requested_at), time_to_text(capture.received_at)
    said = {
        "WARC-Record-ID": _record_id(page.url, date, received, str(capture.outcome), capture.body_sha256),
        "WARC-Date": date,
        "Stet-Requested-URI": page.url,
        "Stet-Received-Date": received,
        "Stet-Outcome": str(capture.outcome),
        "Stet-Reason": capture.reason,
    }
    return {name: _one_line(value) for name, value in said.items() if value}


def _record_id(*words: str) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, 'stet ' + ' '.join(words))}>"


def _digest(hexadecimal: str) -> str:
    return f"sha256:{base64.b32encode(bytes.fromhex(hexadecimal)).decode()}"


def _http_head(capture: Capture, length: int | None) -> StatusAndHeaders:
    headers = [
        (f"{_ORIGINAL}{name}" if name.lower() in _WIRE else name, _one_line(value))
        for name, value in capture.headers
    ]
    if length is not None:
        headers.append(("Content-Length", str(length)))
    return StatusAndHeaders(f"{capture.status} -", headers, protocol="HTTP/1.1")


def _one_line(text: str) -> str:
    return " ".join(text.replace("\0", " ").splitlines()) if text else ""


# --- reading -------------------------------------------------------------------------------


def read_warc(file: BinaryIO) -> Iterator[CaptureFact | Damage]:
    """Yield the pages of a WARC file, plain or gzip, as captures, those made first first.

    HTML with status 200, and of the same addresses what came of other visits. Bodies wait on disk,
    in a file that goes with this iterator. A record that does not give its digest is damage, and so is an
    end within a record; a file that was cut between two records looks whole. Raises Mistake for what is no
    WARC file.
    """
    with TemporaryFile() as spool:
        read = list(_spooled(file, spool))
        yield from (one for one in read if isinstance(one, Damage))
        listed = [one for one in read if not isinstance(one, Damage)]
        pages = {fact.url for fact, _, _ in listed if fact.capture.body_sha256}
        # The sort is stable: captures of one time stay in the file's order.
        for fact, start, size in sorted(listed, key=lambda one: one[0].capture.received_at):
            if fact.url not in pages:
                continue
            spool.seek(start)
            body = spool.read(size) if size else None
            yield CaptureFact(url=fact.url, capture=fact.capture, body=body)


def _spooled(file: BinaryIO, spool: BinaryIO) -> Iterator[tuple[CaptureFact, int, int] | Damage]:
    """Yield each capture without its body, and where in `spool` that is; and what is damaged."""
    digests: dict[tuple[str, str], str] = {}
    for record in records(file):
        if isinstance(record, Damage):
            yield record
            continue
        head = {name.lower(): value for name, value in record.rec_headers.headers}
        url, date = head.get("warc-target-uri", ""), head.get("warc-date", "")
        body = _body(record) if record.rec_type == "response" and "warc-truncated" not in head else b""
        if body is None or not url.startswith(("http://", "https://")) or record.http_headers is None:
            continue
        if is_altered(record):
            yield Damage(what=f"{url} at {date}", reason="what it holds does not give its digest")
            continue
        digest = sha256(body) if body else ""
        if record.rec_type == "revisit" and head.get("warc-profile", "").endswith(_SAME.rpartition("/")[2]):
            refers = (head.get("warc-refers-to-target-uri", url), head.get("warc-refers-to-date", ""))
            digest = digests.get(refers, "")
        elif body:
            digests[url, date] = digest
        capture = _capture(record, head, digest, is_revisit=record.rec_type == "revisit")
        if capture is not None:
            start = spool.tell()
            spool.write(body)
            fact = CaptureFact(url=head.get("stet-requested-uri", url), capture=capture)
            yield fact, start, len(body)


def _capture(record: Any, head: dict[str, str], digest: str, *, is_revisit: bool) -> Capture | None:
    """Return the capture that a record tells of; None where it tells of none, or cannot be placed."""
    status = record.http_headers.get_statuscode()
    try:
        requested = time_from_text(head["warc-date"])
        received = time_from_text(head.get("stet-received-date") or head["warc-date"])
        outcome = Outcome(head["stet-outcome"]) if "stet-outcome" in head else None
        number = int(status)
    except (ValueError, KeyError, TypeError, OverflowError):
        return None
    outcome = outcome or _outcome(number, digest, is_revisit=is_revisit)
    with_body = outcome in (Outcome.READ, Outcome.SAME_BYTES)
    if with_body != bool(digest) and outcome is not Outcome.SET_ASIDE:
        return None
    return Capture(
        page_id=0,
        requested_url=head.get("stet-requested-uri") or head["warc-target-uri"],
        final_url=head["warc-target-uri"],
        requested_at=min(requested, received),
        received_at=received,
        outcome=outcome,
        reason=head.get("stet-reason", "" if outcome.seen else f"http_{number}"),
        status=number,
        headers=_headers(record, ours="stet-outcome" in head),
        body_sha256=digest,
    )


def _outcome(status: int, digest: str, *, is_revisit: bool) -> Outcome:
    """Return what came of a visit that another program made."""
    if is_revisit:
        return Outcome.SAME_BYTES if digest else Outcome.NOT_MODIFIED
    if status == _OK and digest:
        return Outcome.READ
    return Outcome.MISSING if status in _MISSING else Outcome.FAILED


def _headers(record: Any, *, ours: bool) -> tuple[tuple[str, str], ...]:
    """Return the headers as they came; of a file of ours, as they were before it was written."""
    found = []
    for name, value in record.http_headers.headers:
        original = name.lower().startswith(_ORIGINAL.lower())
        if ours and not original and name.lower() in _WIRE:
            continue
        found.append((name[len(_ORIGINAL) :] if ours and original else name, value))
    return tuple(found)


def _body(record: Any) -> bytes | None:
    """Return the bytes of a page; None where it is none, is larger than is read, or cannot be unpacked."""
    if record.http_headers is None:
        return None
    ours = record.rec_headers.get_header("Stet-Outcome")
    if not ours and record.http_headers.get_statuscode() != str(_OK):
        return b""
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    # Brotli's bombs are far larger than gzip's, and warcio unpacks a block at once.
    packed = (record.http_headers.get_header("Content-Encoding") or "").strip().lower()
    if (not ours and kind not in _PAGE_TYPES) or packed not in ("", "identity", "gzip", "deflate"):
        return None
    stream = record.content_stream()
    parts, size = [], 0
    while content := stream.read(_CHUNK):
        size += len(content)
        if size > MAX_BODY:
            return None
        parts.append(content)
    # A body that is shorter than its record says broke off: it is no page.
    return None if getattr(record.raw_stream, "limit", 0) > 0 else b"".join(parts)
