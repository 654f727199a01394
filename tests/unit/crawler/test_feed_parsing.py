"""What feeds list, and what hostile feeds come to."""

import gzip
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from crawler import feeds, sitemaps
from crawler.feeds import FeedLink, parse_feed
from crawler.spiders.feeds import MAX_PARTS, newest_parts
from storage.errors import NotAFeed
from storage.sites import FeedKind

URL = "https://paper.example/news/feed"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>The Paper</title><link>https://paper.example/</link>
<item><title>Bridge &amp; road</title><link>https://paper.example/bridge</link>
<pubDate>Mon, 02 Mar 2026 13:00:00 +0100</pubDate></item>
<item><guid isPermaLink="true">https://paper.example/ferry?utm_source=rss#top</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://paper.example/atom/">
<title>The Paper</title>
<entry><title type="html">Bridge &amp;amp; road</title><link rel="alternate" href="../bridge"/>
<published>2026-03-02T12:00:00Z</published><updated>2026-03-02T12:30:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Paper</title></channel>
<item><title>Bridge &amp; road</title><link>https://paper.example/bridge</link>
<dc:date>2026-03-02T12:00:00Z</dc:date></item></rdf:RDF>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Paper",
        "items": [
            {
                "id": "1",
                "url": "/bridge",
                "title": "Bridge & road",
                "date_published": "2026-03-02T13:00:00+01:00",
            },
            {"id": "https://paper.example/ferry"},
            "no object",
        ],
    }
)
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://paper.example/bridge </loc><lastmod>2026-03-02T12:30:00+00:00</lastmod><news:news>
<news:publication><news:name>The Paper</news:name></news:publication>
<news:publication_date>2026-03-02T12:00:00Z</news:publication_date><news:title>Bridge &amp; road</news:title>
</news:news></url><url><loc>https://paper.example/ferry</loc><lastmod>2026-03</lastmod></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://paper.example/1.xml.gz</loc><lastmod>2026-03-01</lastmod></sitemap>
<sitemap><loc>https://paper.example/2.xml.gz</loc></sitemap></sitemapindex>"""


@pytest.mark.parametrize(
    ("text", "kind", "published", "updated"),
    [
        (RSS, FeedKind.RSS, NOON, None),
        (ATOM, FeedKind.ATOM, NOON, NOON + timedelta(minutes=30)),
        (RDF, FeedKind.RDF, None, NOON),
        (JSON_FEED, FeedKind.JSON, NOON, None),
        (SITEMAP, FeedKind.SITEMAP, NOON, NOON + timedelta(minutes=30)),
    ],
)
def test_each_kind_of_feed_is_read(text, kind, published, updated):
    contents = parse_feed(text.encode(), URL)
    first = contents.entries[0]

    assert kind == contents.kind
    assert ("https://paper.example/bridge", "Bridge & road") == (first.url, first.title)
    assert (published, updated) == (first.published_at, first.updated_at)
    if kind is not FeedKind.SITEMAP:
        assert "The Paper" == contents.title


@pytest.mark.parametrize("text", [RSS, JSON_FEED, SITEMAP])
def test_entries_without_a_time_come_in_their_order_without_tracking(text):
    assert ["https://paper.example/bridge", "https://paper.example/ferry"] == [
        entry.url for entry in parse_feed(text.encode(), URL).entries
    ]


def test_an_index_of_sitemaps_names_its_parts():
    contents = parse_feed(INDEX.encode(), URL)

    assert FeedKind.SITEMAP_INDEX == contents.kind
    assert () == contents.entries
    assert (
        FeedLink(url="https://paper.example/1.xml.gz", updated_at=datetime(2026, 3, 1, tzinfo=UTC)),
        FeedLink(url="https://paper.example/2.xml.gz"),
    ) == contents.feeds


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_are_told_from_the_bytes(encoding):
    text = RSS.replace("UTF-8", "utf-16" if encoding == "utf-16" else "UTF-8").replace("Bridge", "Мост")

    assert "Мост & road" == parse_feed(text.encode(encoding), URL).entries[0].title


def test_the_header_tells_the_encoding_where_the_file_does_not():
    text = RSS.replace(' encoding="UTF-8"', "").replace("Bridge", "Мост").encode("cp1251")

    assert (
        "Мост & road" == parse_feed(text, URL, "application/rss+xml; charset=windows-1251").entries[0].title
    )


def test_a_gzip_file_is_unpacked():
    assert 2 == len(parse_feed(gzip.compress(SITEMAP.encode()), URL, "application/gzip").entries)


def test_an_address_is_listed_once_and_never_the_feeds_own():
    text = RSS.replace("https://paper.example/ferry", "https://paper.example/bridge").replace(
        "</channel>", f"<item><link>{URL}</link></item></channel>"
    )

    assert ["https://paper.example/bridge"] == [one.url for one in parse_feed(text.encode(), URL).entries]


def test_of_too_many_entries_the_newest_are_kept(monkeypatch):
    monkeypatch.setattr(feeds, "MAX_ENTRIES", 3)
    urls = "".join(
        f"<url><loc>https://paper.example/{n}</loc><lastmod>2026-03-0{n}</lastmod></url>" for n in range(1, 8)
    )

    contents = parse_feed(f"<urlset>{urls}</urlset>".encode(), URL)

    assert [f"https://paper.example/{n}" for n in (7, 6, 5)] == [one.url for one in contents.entries]


def test_a_sitemap_that_breaks_off_lists_what_came_before():
    text = SITEMAP[: SITEMAP.index("<url><loc>https://paper.example/ferry") + 12]

    assert ["https://paper.example/bridge"] == [one.url for one in parse_feed(text.encode(), URL).entries]


def test_an_rss_feed_that_is_no_xml_is_read_all_the_same():
    text = RSS.replace("Bridge &amp; road", "Bridge & road &nbsp; <br>")

    assert "https://paper.example/bridge" == parse_feed(text.encode(), URL).entries[0].url


# --- hostile inputs 17, 18, 19, 20


BOMB = "<!DOCTYPE r [<!ENTITY a 'lol'>{}]>".format(
    "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
)
OUTSIDE = "<!DOCTYPE r [<!ENTITY j SYSTEM '{}'>]>"


def with_doctype(doctype, text):
    return doctype + text.removeprefix('<?xml version="1.0" encoding="UTF-8"?>').replace("Bridge", "&j;")


@pytest.mark.hostile(17)
@pytest.mark.hostile(17)
@pytest.mark.parametrize("text", [RSS, ATOM, RDF])
def test_an_entity_bomb_in_a_feed_does_not_expand(text):
    assert "lol" not in repr(parse_feed(with_doctype(BOMB, text).encode(), URL))


def test_an_entity_bomb_in_a_sitemap_is_refused():
    with pytest.raises(NotAFeed):
        parse_feed(with_doctype(BOMB, SITEMAP).encode(), URL)


@pytest.mark.hostile(17)
@pytest.mark.parametrize("text", [RSS, ATOM, RDF, SITEMAP])
def test_an_external_entity_is_not_opened(text, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    outside = with_doctype(OUTSIDE.format(secret.as_uri()), text)

    contents = parse_feed(outside.encode(), URL)

    assert "SECRET" not in repr(contents)


@pytest.mark.hostile(18)
@pytest.mark.hostile(18)
@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://paper.example/a",
        "http://user:word@paper.example/a",
        "http://127.0.0.1\\@paper.example/",
        "http://0x7f000001/",
        "http://[::1",
        "",
    ],
)
@pytest.mark.parametrize("text", [RSS, SITEMAP, JSON_FEED])
def test_links_that_are_no_web_addresses_are_left_out(link, text):
    hostile = text.replace("https://paper.example/bridge", link).replace("/bridge", json.dumps(link)[1:-1])

    assert ["https://paper.example/ferry"] == [one.url for one in parse_feed(hostile.encode(), URL).entries]


def test_titles_are_plain_text():
    title = "<![CDATA[<b>Bridge</b><script>alert(1)</script>\x85\u202e]]>&lt;img src=x onerror=alert(1)&gt;"
    hostile = RSS.replace("Bridge &amp; road", title)

    found = parse_feed(hostile.encode(), URL).entries[0].title

    assert "<" not in found
    assert found.startswith("Bridge")


def test_a_title_is_cut():
    assert feeds.MAX_TITLE == len(
        parse_feed(RSS.replace("Bridge", "x" * 100_000).encode(), URL).entries[0].title
    )


@pytest.mark.hostile(19)
def test_a_body_that_is_a_path_or_an_address_is_not_opened(tmp_path):
    file = tmp_path / "feed.xml"
    file.write_text(RSS)

    for body in (str(file), file.as_uri(), "https://paper.example/feed.xml"):
        with pytest.raises(NotAFeed):
            parse_feed(body.encode(), URL, "application/rss+xml")


@pytest.mark.hostile(9)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"plain words",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"<svg xmlns='http://www.w3.org/2000/svg'></svg>",
        b"<rss",
        b"<urlset",
        b"{",
        b"{}",
        b'{"version": 1, "items": []}',
        b'{"version": "https://jsonfeed.org/version/1", "items": {}}',
        b'{"version": ' + b"9" * 5000 + b"}",
        b'{"a": ' + b"[" * 200_000,
        b"\x1f\x8b broken",
    ],
)
def test_what_is_no_feed_is_refused(content):
    with pytest.raises(NotAFeed):
        parse_feed(content, URL)


def test_a_gzip_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(feeds, "MAX_UNPACKED", 10_000)

    with pytest.raises(NotAFeed, match="more than"):
        parse_feed(gzip.compress(bytes(1_000_000)), URL)


@pytest.mark.parametrize("depth", [1_000, 200_000])
def test_a_deep_sitemap_ends(depth):
    with pytest.raises(NotAFeed):
        parse_feed(b"<urlset>" + b"<a>" * depth, URL)


def test_more_addresses_than_a_sitemap_may_hold_are_not_read(monkeypatch):
    monkeypatch.setattr(sitemaps, "MAX_ADDRESSES", 4)
    text = (
        "<urlset>"
        + "".join(f"<url><loc>https://paper.example/{n}</loc></url>" for n in range(9))
        + "</urlset>"
    )

    assert 4 == len(parse_feed(text.encode(), URL).entries)


def test_the_newest_parts_of_an_index_are_read_and_old_ones_passed_over():
    dated = [FeedLink(url=f"https://p.example/{n}", updated_at=NOON - timedelta(days=n)) for n in range(9)]
    undated = FeedLink(url="https://p.example/undated")

    assert dated[:MAX_PARTS] == newest_parts([undated, *reversed(dated)], None)
    assert [dated[0], undated] == newest_parts([undated, *reversed(dated)], NOON)


@pytest.mark.parametrize("text", ["2026-13-01", "yesterday", "", "0001-01-01T00:00:00+14:00", "2026-03"])
def test_a_time_that_cannot_be_read_is_none(text):
    assert sitemaps.w3c_time(text) is None


def test_a_feed_is_read_from_bytes_only(monkeypatch):
    seen = []
    real = feeds.feedparser.parse
    monkeypatch.setattr(
        feeds.feedparser, "parse", lambda source, **more: (seen.append(source), real(source, **more))[1]
    )

    parse_feed(RSS.encode(), URL)

    assert [io.BytesIO] == [type(source) for source in seen]
