"""Exports that are imported again: JSON lines and WARC."""

import base64
import gzip
import hashlib
import io
import json
from dataclasses import replace
from itertools import pairwise

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.extract import extract
from monitor.imports import Importer
from monitor.verify import derived_problems
from storage import facts
from storage.asked import EditFilter, PageFilter
from storage.backends import open_archive
from storage.errors import Mistake, NotAnArticle
from storage.export import Selection, What, json_lines
from storage.facts import CaptureFact, Damage
from storage.model import Outcome, PageState, Review, Verdict
from storage.sites import Feed, FeedLimits, Find
from storage.warc import read_warc, write_warc
from tests.newsroom import SEVEN, SIX, URL, Newsroom
from tests.records import NOON, at
from tests.servers import page as article_page


@pytest.fixture
def opened(tmp_path):
    archives = []

    def open_one(name):
        archives.append(open_archive(tmp_path / name))
        return archives[-1]

    yield open_one
    for archive in archives:
        archive.close()


@pytest.fixture
def archive(opened):
    """Two pages, one edited, gone and returned, one paused; a feed; a forgotten page; a review."""
    archive = opened("old.db")
    room = Newsroom(archive)
    bridge, ferry = room.watch(URL), room.watch("https://paper.example/ferry")
    room.visit(bridge, 1, Outcome.READ, SIX)
    room.visit(
        ferry, 2, Outcome.READ, article_page("The ferry stops.", title="Ferry").body, url=f"{URL}/ferry"
    )
    room.visit(bridge, 3, Outcome.NOT_MODIFIED, status=304)
    room.visit(bridge, 4, Outcome.READ, SEVEN)
    room.visit(bridge, 5, Outcome.SAME_BYTES)
    room.visit(bridge, 6, Outcome.SET_ASIDE, b"<html><p>Accept cookies</p></html>", reason="WallPage")
    room.visit(bridge, 7, Outcome.FAILED, status=None, reason="timeout")
    for minutes in (8, 9):
        room.visit(bridge, minutes, Outcome.MISSING, status=404, reason="http_404")
    room.visit(bridge, 10, Outcome.READ, SIX)
    archive.set_state(ferry.id, PageState.PAUSED, None)
    edit = min(line.id for line in archive.edits(EditFilter()))
    archive.add_review(
        Review(edit_id=edit, verdict=Verdict.CORRECTION, note="“sum” ✓", reviewer="ada", at=at(20))
    )
    add_feed(archive)
    return archive


def add_feed(archive):
    feed = archive.add_feed(
        Feed(
            id=0,
            url="https://paper.example/feed",
            site="paper.example",
            added_at=NOON,
            next_visit_at=at(15),
            limits=FeedLimits(exclude=("/sport/",), days=3),
        )
    )
    finds = [Find(url=URL, site="paper.example", found_at=at(1), title="Bridge", updated_at=at(0.5))]
    finds += [Find(url=f"{URL}/forgotten", site="paper.example", found_at=at(1))]
    pages = archive.commit_feed_visit(replace(feed, title="The Paper"), finds)
    archive.forget(pages[-1].id)


def take(archive, content, **more):
    return Importer(archive, extract, **more).take(facts.decode(io.BytesIO(content)))


EVERYTHING = Selection()


def exported(archive, selection=EVERYTHING, what=What.ALL):
    return b"".join(json_lines(archive, selection, what))


def whole(archive):
    """All that an archive says."""
    pages = list(archive.pages(PageFilter()))
    return {
        "pages": pages,
        "captures": list(archive.every_capture()),
        "bodies": [archive.body(one.body_sha256) for one in archive.every_capture() if one.body_sha256],
        "revisions": [revision for page in pages for revision in archive.revisions(page.id)],
        "edits": [archive.edit(line.id) for line in archive.edits(EditFilter())],
        "inbox": list(archive.edits(EditFilter())),
        "reviews": [review for one in archive.every_capture() for review in archive.reviews(one.id)],
        "feeds": [(feed, list(archive.finds(feed.id))) for feed in archive.feeds()],
        "count": archive.count(),
    }


def test_an_export_is_imported_into_an_equal_archive(archive, opened):
    new = opened("new.db")

    told = take(new, exported(archive))

    assert whole(archive) == whole(new)
    assert (2, 10, 1, 1, 0, 0) == (
        told.pages,
        told.captures,
        told.reviews,
        told.feeds,
        told.known,
        told.refused,
    )
    assert [] == [*new.verify(), *derived_problems(new)]
    assert exported(archive) == exported(new)


def test_an_export_twice_changes_nothing(archive, opened):
    new = opened("new.db")
    content = exported(archive)
    take(new, content)
    before = whole(new)

    told = take(new, content)

    assert before == whole(new)
    assert (0, 0, 0, 0, 14) == (told.pages, told.captures, told.reviews, told.feeds, told.known)
    before = whole(archive)
    take(archive, content)
    assert before == whole(archive)


@pytest.mark.parametrize("after", range(1, 16))
def test_an_import_that_broke_off_goes_on_where_it_stood(archive, opened, after):
    new = opened("new.db")
    lines = exported(archive).splitlines(keepends=True)
    take(new, b"".join(lines[:after]))

    take(new, b"".join(lines))

    assert whole(archive) == whole(new)


def test_a_page_alone_is_exported_with_what_hangs_on_it(archive, opened):
    new = opened("new.db")
    page = archive.page_at(URL)

    take(new, exported(archive, Selection(page_id=page.id)))

    assert [URL] == [one.url for one in new.pages(PageFilter())]
    assert len(archive.revisions(page.id)) == len(new.revisions(1))
    assert 1 == len(list(new.edits(EditFilter(verdict=Verdict.CORRECTION))))


@pytest.mark.parametrize(
    ("what", "nouns"),
    [
        (What.PAGES, {"page"}),
        (What.CAPTURES, {"page", "capture"}),
        (What.REVIEWS, {"page", "review"}),
        (What.REVISIONS, {"revision"}),
        (What.EDITS, {"edit"}),
        (What.ALL, {"feed", "page", "capture", "review", "revision", "edit"}),
    ],
)
def test_an_export_holds_the_nouns_that_are_wanted(archive, what, nouns):
    lines = exported(archive, what=what).splitlines()[1:]

    assert nouns == {json.loads(line)["noun"] for line in lines[:-1]}
    assert "end" == json.loads(lines[-1])["noun"]


@pytest.mark.parametrize("lost", [slice(-1, None), slice(-3, None), slice(5, 6), slice(-2, -1)])
def test_an_export_that_lost_lines_is_told(archive, opened, lost):
    lines = exported(archive).splitlines(keepends=True)
    whole_file = take(opened("whole.db"), b"".join(lines))
    del lines[lost]

    told = take(opened("new.db"), b"".join(lines))

    assert (0, []) == (whole_file.refused, whole_file.reasons)
    assert 0 < told.refused
    assert "export it again" in told.reasons[-1][1]


def test_an_export_of_an_older_stet_has_no_end_and_is_whole(archive, opened):
    _, *lines, _ = exported(archive).splitlines(keepends=True)

    assert 0 == take(opened("new.db"), b'{"format": "stet-facts", "version": 1}\n' + b"".join(lines)).refused


@pytest.mark.parametrize("counted", [b"7", b'"x"', b'{"page": []}', b'{"page": "x"}', b"null"])
def test_an_end_that_counts_nothing_is_a_mistake(counted):
    with pytest.raises(Mistake, match="line 2"):
        list(facts.decode(io.BytesIO(facts.header() + b'{"noun": "end", "counted": ' + counted + b"}\n")))


def test_captures_older_than_those_kept_are_refused_with_the_reason(archive, opened):
    new = opened("new.db")
    room = Newsroom(new)
    room.visit(room.watch(URL), 8.5, Outcome.READ, SIX)

    told = take(new, exported(archive, Selection(page_id=archive.page_at(URL).id)))

    assert (2, 8) == (told.captures, told.refused)  # seven captures and a review of one
    assert "later visits" in told.reasons[0][1]
    assert [] == list(new.verify())


# --- hostile files


def line(**said):
    return json.dumps(said).encode() + b"\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"plain words\n",
        b"{}\n",
        b"[1]\n",
        b'{"format": "another", "version": 1}\n',
        b"\x89PNG\r\n\x1a\n",
        b"[" * 100_000,
        facts.header() + b"no json\n",
        facts.header() + b"[]\n",
        facts.header() + b"{}\n",
        facts.header() + b'{"noun": ' + b"[" * 100_000 + b"\n",
        facts.header() + line(noun="page"),
        facts.header() + line(noun="page", url="https://a.example/", state="unheard"),
        facts.header() + line(noun="capture", page="https://a.example/", capture={}),
        facts.header() + b'{"noun": "page", "url": "https://a.example/\\ud800"}\n',
        facts.header() + b'{"noun": ' + b"9" * 5000 + b"}\n",
    ],
)
def test_what_is_no_export_is_a_mistake_in_one_line(opened, content):
    archive = opened("new.db")

    with pytest.raises(Mistake) as raised:
        take(archive, content)

    assert "\n" not in str(raised.value)
    assert {0} == set(archive.count().values())


def test_an_export_of_a_newer_stet_is_refused():
    with pytest.raises(Mistake, match="update"):
        list(facts.decode(io.BytesIO(b'{"format": "stet-facts", "version": 2}\n')))


def test_a_line_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(facts, "MAX_LINE", 1000)

    with pytest.raises(Mistake, match="longer"):
        list(facts.decode(io.BytesIO(facts.header() + b'{"noun": "' + b"x" * 2000)))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "http://0x7f000001/"])
def test_addresses_that_may_not_be_visited_are_refused(archive, opened, url):
    new = opened("new.db")

    told = take(new, exported(archive).replace(URL.encode(), url.encode()))

    assert ["https://paper.example/ferry"] == [page.url for page in new.pages(PageFilter())]
    assert url in told.reasons[0][0]


def test_a_body_that_does_not_match_its_digest_is_refused(archive, opened):
    lines = exported(archive, what=What.CAPTURES).splitlines(keepends=True)
    forged = [json.loads(one) for one in lines]
    for one in forged:
        if "body" in one:
            one["body"] = "Zm9yZ2Vk"

    with pytest.raises(Mistake, match="line"):
        take(opened("new.db"), b"".join(line(**one) for one in forged))


def test_a_capture_whose_body_is_nowhere_is_refused(archive, opened):
    new = opened("new.db")
    told_of = list(facts.decode(io.BytesIO(exported(archive, what=What.CAPTURES))))
    bare = [replace(one, body=None) if isinstance(one, CaptureFact) else one for one in told_of]

    told = Importer(new, extract).take(bare)

    assert 0 < told.refused
    assert [] == list(new.verify())


def test_pages_that_cannot_be_read_are_kept_without_a_revision(archive, opened):
    new = opened("new.db")

    def fail(body):
        raise NotAnArticle

    Importer(new, fail).take(facts.decode(io.BytesIO(exported(archive))))

    assert len(list(archive.every_capture())) == len(list(new.every_capture()))
    assert 1 == len([one for one in new.every_capture() if new.reviews(one.id)])
    assert [] == list(new.verify())


# --- WARC


def warc(archive, *, packed=True):
    file = io.BytesIO()
    write_warc(archive, archive.pages(PageFilter()), file, packed=packed)
    return file.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_a_warc_file_holds_what_was_answered(archive, packed):
    content = warc(archive, packed=packed)
    records = [
        (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(content), check_digests="raise")
    ]

    assert packed == content.startswith(b"\x1f\x8b")
    assert ("response", URL, SIX) == records[1]
    assert ["warcinfo", "response", "revisit", "response", "revisit"] == [kind for kind, _, _ in records[:5]]
    assert ("response", f"{URL}/ferry") == records[-1][:2]


def test_a_warc_file_is_the_same_each_time(archive):
    assert warc(archive) == warc(archive)


def test_a_revisit_names_the_response_that_holds_its_bytes(archive):
    heads = [record.rec_headers for record in ArchiveIterator(io.BytesIO(warc(archive)))]
    named = {head.get_header("WARC-Record-ID"): head for head in heads}
    revisits = [head for head in heads if head.get_header("WARC-Type") == "revisit"]

    assert 2 == len(revisits)
    assert len(heads) == len(named)
    for revisit in revisits:
        response = named[revisit.get_header("WARC-Refers-To")]
        assert "response" == response.get_header("WARC-Type")
        assert response.get_header("WARC-Date") == revisit.get_header("WARC-Refers-To-Date")
    assert "server-not-modified" in revisits[0].get_header("WARC-Profile")
    same = revisits[1]
    assert named[same.get_header("WARC-Refers-To")].get_header("WARC-Payload-Digest") == same.get_header(
        "WARC-Payload-Digest"
    )


def test_our_own_warc_file_is_imported_with_all_that_was_answered(archive, opened):
    new = opened("new.db")

    told = Importer(new, extract, watch=True).take(read_warc(io.BytesIO(warc(archive))))

    answered = [one for one in archive.every_capture() if one.status is not None]
    assert len(answered) == told.captures
    assert [replace(one, id=0, page_id=0) for one in answered] == [
        replace(one, id=0, page_id=0) for one in new.every_capture()
    ]
    old, found = archive.page_at(URL), new.page_at(URL)
    assert [one.digest for one in archive.revisions(old.id)] == [
        one.digest for one in new.revisions(found.id)
    ]
    assert [] == list(new.verify())


def foreign(*records, packed=True):
    """A WARC file as another program writes it: type, address, minute, status, HTTP headers, payload."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed, warc_version="WARC/1.0")
    for kind, url, minutes, status, headers, payload in records:
        writer.write_record(
            writer.create_warc_record(
                url,
                kind,
                payload=io.BytesIO(payload),
                length=len(payload),
                http_headers=StatusAndHeaders(f"{status} Word", list(headers), protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": f"{at(minutes):%Y-%m-%dT%H:%M:%SZ}"},
            )
        )
    return file.getvalue()


HTML = (("Content-Type", "text/html; charset=utf-8"),)


def test_a_foreign_warc_file_gives_its_pages_in_the_order_of_time(opened):
    new = opened("new.db")
    content = foreign(
        ("response", URL, 9, 200, HTML, SEVEN),
        (
            "response",
            f"{URL}?utm_source=x",
            1,
            200,
            (*HTML, ("Content-Encoding", "gzip")),
            gzip.compress(SIX),
        ),
        ("response", f"{URL}.png", 2, 200, (("Content-Type", "image/png"),), b"\x89PNG"),
        ("response", URL, 12, 404, HTML, b"gone"),
        ("response", f"{URL}.js", 3, 404, HTML, b"gone"),
        ("response", "dns:paper.example", 3, 200, HTML, SIX),
        ("request", URL, 9, 200, HTML, b""),
    )

    told = Importer(new, extract).take(read_warc(io.BytesIO(content)))

    (page,) = new.pages(PageFilter())
    assert (URL, PageState.PAUSED, None) == (page.url, page.state, page.next_visit_at)
    assert (3, 0) == (told.captures, told.refused)
    assert [Outcome.READ, Outcome.READ, Outcome.MISSING] == [one.outcome for one in new.captures(page.id)]
    assert [at(1), at(9)] == [one.first_seen for one in new.revisions(page.id)]


def test_chunked_answers_are_joined():
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(SIX), SIX)

    (fact,) = read_warc(
        io.BytesIO(foreign(("response", URL, 1, 200, (*HTML, ("Transfer-Encoding", "chunked")), chunked)))
    )

    assert SIX == fact.body


def test_a_bomb_in_a_warc_file_is_passed_over(monkeypatch):
    monkeypatch.setattr("storage.warc.MAX_BODY", 100_000)
    bomb = gzip.compress(bytes(5_000_000))
    content = foreign(
        ("response", f"{URL}/bomb", 1, 200, (*HTML, ("Content-Encoding", "gzip")), bomb),
        ("response", f"{URL}/large", 1, 200, HTML, bytes(200_000)),
        ("response", URL, 2, 200, HTML, SIX),
    )

    assert [URL] == [fact.url for fact in read_warc(io.BytesIO(content))]


@pytest.mark.parametrize(
    "content",
    [
        b"plain words\r\n\r\n",
        b"WARC/1.1\r\n" + b"A" * 3_000_000,
        b"WARC/1.1\r\n" + b"A: b\r\n" * 500_000,
        gzip.compress(b"WARC/1.1\r\n" + b"A" * 50_000_000),
        b"\x1f\x8b broken",
    ],
)
def test_what_is_no_warc_file_is_a_mistake(content):
    with pytest.raises(Mistake):
        list(read_warc(io.BytesIO(content)))


@pytest.mark.parametrize("missing", [5, 100, 400])
def test_of_a_warc_file_that_breaks_off_only_whole_bodies_are_taken(missing):
    records = [("response", f"{URL}?a={n}", n, 200, HTML, body) for n, body in ((1, SIX), (2, SEVEN))]
    content = foreign(*records, packed=False)

    assert [SIX, SEVEN] == [fact.body for fact in read_warc(io.BytesIO(content))]
    cut, whole_record = read_warc(io.BytesIO(content[:-missing]))
    assert SIX == whole_record.body
    assert "middle" in cut.reason


@pytest.mark.parametrize("packed", [True, False])
def test_a_warc_file_cut_anywhere_but_between_records_is_told(archive, packed):
    content = warc(archive, packed=packed)
    starts = _starts(content, packed=packed)

    for end in range(starts[1] + 1, len(content) - (0 if packed else 4), 97):
        cut_between = end in starts or (not packed and any(0 <= start - end <= 4 for start in starts))
        assert cut_between or damage(content[:end]), end
    assert not damage(content)


def damage(content):
    """What is told of a WARC file that is not whole."""
    try:
        return [fact for fact in read_warc(io.BytesIO(content)) if isinstance(fact, Damage)]
    except Mistake as error:
        return [error]


def _starts(content, *, packed):
    mark = b"\x1f\x8b\x08" if packed else b"WARC/1.1\r\n"
    return [place for place in range(len(content)) if content.startswith(mark, place)]


@pytest.mark.parametrize("packed", [True, False])
def test_a_record_that_does_not_give_its_digest_is_refused_and_the_others_are_taken(archive, opened, packed):
    plain = gzip.decompress(warc(archive))
    altered = plain.replace(b"cost six million", b"cost ten million", 1)
    starts = [*_starts(altered, packed=False), len(altered)]
    pieces = [altered[start:end] for start, end in pairwise(starts)]
    content = b"".join(gzip.compress(piece) for piece in pieces) if packed else altered
    new = opened("new.db")

    told = Importer(new, extract).take(read_warc(io.BytesIO(content)))

    assert (URL in told.reasons[0][0], "digest" in told.reasons[0][1]) == (True, True)
    assert SEVEN in [new.body(one.body_sha256) for one in new.every_capture() if one.body_sha256]
    assert b"ten" not in b"".join(new.body(one.body_sha256) for one in new.every_capture() if one.body_sha256)


def sha1(content):
    return f"sha1:{hashlib.sha1(content, usedforsecurity=False).hexdigest()}"


def digested(block, payload, *headers, body=SIX):
    """What is read of one foreign record with these digests: right, none, or as they are given."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + b"".join(headers) + b"\r\n" + body
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}\r\nWARC-Date: 2026-03-02T12:00:00Z\r\n"
    for name, said, right in (("Block", block, sha1(http)), ("Payload", payload, sha1(body))):
        head += f"WARC-{name}-Digest: {right if said == 'right' else said}\r\n" if said else ""
    content = f"{head}Content-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"
    return [type(one) for one in read_warc(io.BytesIO(content))]


SHA1 = hashlib.sha1(SIX, usedforsecurity=False)


@pytest.mark.parametrize(
    "payload",
    [
        f"sha1:{SHA1.hexdigest()}",
        f"SHA-1:{base64.b32encode(SHA1.digest()).decode().lower()}",
        f"sha1:{base64.b64encode(SHA1.digest()).decode()}",
        f"md5:{hashlib.md5(SIX, usedforsecurity=False).hexdigest()}",
        "blake9:xyz",
        "nonsense",
    ],
)
def test_a_digest_in_any_writing_is_read_and_one_that_is_unknown_proves_nothing(payload):
    assert [CaptureFact] == digested(None, payload)


def test_the_digest_of_a_block_decides_over_that_of_a_payload():
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(SIX), SIX)

    assert [CaptureFact] == digested("right", "sha1:AAAA")
    assert [Damage] == digested("sha1:AAAA", "right")
    assert [Damage] == digested(None, "sha1:AAAA")
    assert [CaptureFact] == digested(None, "sha1:AAAA", b"Transfer-Encoding: chunked\r\n", body=chunked)
