"""New pages are found by feeds, sitemaps, section pages and lists."""

import gzip

from storage.asked import PageFilter
from storage.backends import open_archive
from tests.servers import Answer, conditional, page, redirect

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Paper</title>{}</channel></rss>"""
ITEM = "<item><title>{}</title><link>{}</link></item>"
XML = (("Content-Type", "application/xml"),)


def feed(*paths, etag='"1"'):
    body = FEED.format("".join(ITEM.format(f"Story of {path}", path) for path in paths)).encode()
    return conditional(Answer(headers=(("Content-Type", "application/rss+xml"), ("ETag", etag)), body=body))


def sitemap(*urls):
    listed = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{listed}</urlset>".encode()


def watched(desk):
    with open_archive(desk.folder / "stet.db") as archive:
        return [page.url for page in archive.pages(PageFilter())]


def test_a_feed_is_visited_when_it_is_added(desk, site):
    site.routes["/feed"] = feed("/bridge", "/pool")

    added = desk.call("feed", "add", site.url("/feed"), "--json")

    assert 0 == added.code
    (told,) = added.json
    assert ("rss", "The Paper", 0) == (told["feed"]["kind"], told["feed"]["title"], told["feed"]["failures"])
    assert (
        [site.url("/bridge"), site.url("/pool")] == [page["url"] for page in told["found"]] == watched(desk)
    )


def test_what_a_feed_found_is_read_by_the_next_crawl(desk, site):
    site.routes["/feed"] = feed("/bridge")
    desk.call("feed", "add", site.url("/feed"), "--later")
    assert [] == watched(desk)

    crawled = desk.call("crawl", "--json").json

    assert {"feed read": 1, "read": 1} == crawled["outcomes"]
    assert [site.url("/bridge")] == watched(desk)


def test_a_feed_is_asked_conditionally_and_finds_each_page_once(desk, site):
    site.routes["/feed"] = feed("/bridge", "/bridge?utm_source=rss")
    desk.call("feed", "add", site.url("/feed"))

    again = desk.call("feed", "add", site.url("/feed"), "--json").json

    assert [] == again[0]["found"]
    assert [None, '"1"'] == [one.headers.get("if-none-match") for one in site.asked if one.path == "/feed"]
    assert [site.url("/bridge")] == watched(desk)


def test_patterns_and_numbers_limit_what_is_watched(desk, site):
    site.routes["/feed"] = feed("/sport/a", "/news/b", "/news/c", "/news/d")

    desk.call("feed", "add", site.url("/feed"), "--include", "/news/", "--exclude", "*c", "--pages", "1")

    assert [site.url("/news/b")] == watched(desk)


def test_an_index_of_packed_sitemaps_is_followed(desk, site):
    parts = "".join(f"<sitemap><loc>{site.url(f'/map-{n}.xml.gz')}</loc></sitemap>" for n in (1, 2, 3))
    site.routes["/sitemap.xml"] = Answer(headers=XML, body=f"<sitemapindex>{parts}</sitemapindex>".encode())
    for n, path in ((1, "/bridge"), (2, "/pool")):
        packed = gzip.compress(sitemap(site.url(path)))
        site.routes[f"/map-{n}.xml.gz"] = Answer(headers=(("Content-Type", "application/gzip"),), body=packed)

    added = desk.call("feed", "add", site.url("/sitemap.xml"), "--json").json

    assert "sitemap_index" == added[0]["feed"]["kind"]
    assert [site.url("/bridge"), site.url("/pool")] == watched(desk)


def test_a_section_page_is_a_feed(desk, site):
    links = "".join(
        f"<h2><a href='/2026/03/02/story-number-{n}'>The council decides about the bridge {n}</a></h2>"
        for n in (1, 2)
    )
    html = f"<!doctype html><title>World</title><nav><a href='/sport'>Sport</a></nav>{links}"
    site.routes["/world"] = Answer(headers=(("Content-Type", "text/html"),), body=html.encode())

    added = desk.call("feed", "add", site.url("/world"), "--json").json

    assert "section" == added[0]["feed"]["kind"]
    assert [site.url(f"/2026/03/02/story-number-{n}") for n in (1, 2)] == watched(desk)


def test_a_feed_that_cannot_be_read_says_why_and_is_tried_later(desk, site):
    answers = {
        "/none": (Answer(status=404), "http_404"),
        "/down": (Answer(status=503), "http_503"),
        "/svg": (Answer(headers=XML, body=b"<svg/>"), "NotAFeed"),
        "/empty": (Answer(headers=XML, body=b""), "NotAFeed"),
        "/file": (Answer(headers=(("Location", "file:///etc/passwd"),), status=302), "blocked_redirect"),
    }
    site.routes |= {path: answer for path, (answer, _) in answers.items()}

    added = desk.call("feed", "add", *map(site.url, answers), "--json")

    assert 1 == added.code
    feeds = [told["feed"] for told in added.json]
    assert [(reason, 1) for _, reason in answers.values()] == [
        (one["reason"], one["failures"]) for one in feeds
    ]
    assert all(one["next_visit_at"] > one["last_visit_at"] for one in feeds)


def test_a_feed_that_robots_txt_refuses_is_not_visited(desk, site):
    site.routes["/robots.txt"] = Answer(body=b"User-agent: StetBot\nDisallow: /feed\n")
    site.routes["/feed"] = feed("/bridge")

    added = desk.call("feed", "add", site.url("/feed"), "--json")

    assert "robots" == added.json[0]["feed"]["reason"]
    assert [] == site.paths()


def test_pages_stay_when_their_feed_is_removed(desk, site):
    site.routes["/feed"] = feed("/bridge")
    desk.call("feed", "add", site.url("/feed"))

    assert 0 == desk.call("feed", "remove", site.url("/feed")).code
    assert [site.url("/bridge")] == watched(desk)
    again = desk.call("feed", "remove", "1")
    assert (1, "stet: there is no feed 1: `stet feed list` lists them\n") == (again.code, again.err)


def test_a_hostile_feed_puts_web_addresses_under_watch_only(desk, site):
    hostile = ITEM.format("&lt;script&gt;alert(1)&lt;/script&gt;\x1b", "javascript:alert(1)").replace(
        "\x1b", ""
    )
    hostile += ITEM.format("x", "file:///etc/passwd") + ITEM.format("\u202eegdirb", "/bridge")
    site.routes["/feed"] = Answer(headers=XML, body=FEED.format(hostile).encode())

    desk.call("feed", "add", site.url("/feed"))

    assert [site.url("/bridge")] == watched(desk)


def test_an_address_that_is_none_is_a_mistake(desk):
    said = desk.call("feed", "add", "file:///etc/passwd")

    assert (2, 1) == (said.code, len(said.err.splitlines()))
    assert "Traceback" not in said.err


def test_a_list_names_pages_and_opml_feeds(desk, site):
    site.routes["/feed"] = feed("/pool")
    (desk.folder / "list.txt").write_text(f"# mine\n{site.url('/bridge')}\n")
    (desk.folder / "list.opml").write_text(
        f'<opml><body><outline xmlUrl="{site.url("/feed")}"/></body></opml>'
    )

    desk.call("watch", "--from", "list.txt")
    desk.call("watch", "--from", "list.opml")
    crawled = desk.call("crawl", "--json").json

    assert {"feed read": 1, "read": 2} == crawled["outcomes"]
    assert site.url("/feed") in desk.call("feed", "list").out


def test_a_feed_is_listed_with_its_rhythm(desk, site):
    site.routes["/feed"] = feed("/bridge")
    desk.call("feed", "add", site.url("/feed"))

    (told,) = desk.call("feed", "list", "--json").json

    assert "after 15 min: rhythm not known" == told["why"]
    assert told["why"] in desk.call("feed", "list").out


def test_a_page_tells_which_feeds_found_it(desk, site):
    site.routes["/feed"] = feed("/bridge")
    desk.call("feed", "add", site.url("/feed"))

    told = desk.call("history", site.url("/bridge"), "--json").json

    assert [{"id": 1, "url": site.url("/feed")}] == told["found_by"]
    assert f"found by feed 1  {site.url('/feed')}" in desk.call("history", "1").out


def test_an_address_that_differs_by_a_slash_is_the_same_page(desk, site):
    site.routes["/feed"] = feed("/bridge", "/bridge/", "/pool/")
    desk.call("watch", site.url("/pool"))
    desk.call("feed", "add", site.url("/feed"))

    assert [site.url("/pool"), site.url("/bridge")] == watched(desk)


def with_canonical(answer, target):
    html = answer.body.replace(b"</head>", f"<link rel=canonical href='{target}'></head>".encode())
    return Answer(headers=answer.headers, body=html)


def states(desk):
    return {
        page["url"].rpartition("/")[2]: (page["state"], page["same_as"])
        for page in desk.call("pages", "--json").json
    }


def test_an_article_under_several_addresses_is_watched_once(desk, site):
    bridge = site.routes["/bridge"]
    site.routes |= {
        "/amp": with_canonical(bridge, "/bridge"),
        "/old": redirect(site.url("/bridge")),
        "/feed": feed("/bridge", "/amp", "/old", "/pool"),
    }
    desk.call("feed", "add", site.url("/feed"))

    first = desk.call("crawl", "--json").json

    assert 4 == first["outcomes"]["read"]
    found = states(desk)
    (kept,) = [path for path in ("bridge", "amp", "old") if found[path][0] == "watched"]
    number = desk.call("history", site.url(f"/{kept}"), "--json").json["page"]["id"]
    retired = {"bridge", "amp", "old"} - {kept}
    assert {("same", number)} == {found[path] for path in retired}
    assert ("watched", None) == found["pool"]

    site.routes["/bridge"] = page("The bridge cost nine million euros, the mayor said.")
    site.routes["/amp"] = with_canonical(site.routes["/bridge"], "/bridge")
    again = desk.call("crawl", "--all", "--json").json

    assert 1 == len(again["edits"])
    told = desk.call("history", site.url(f"/{min(retired)}")).out
    assert f"the same as page {number}" in told
    assert f"the same as page {number}: to be confirmed" in desk.call("pages").out
    known = desk.call("watch", site.url(f"/{min(retired)}"), "--json").json["pages"]
    assert [{"id": number, "url": site.url(f"/{kept}"), "new": False}] == known


def test_pages_that_all_name_one_canonical_address_stay_apart(desk, site):
    for path in ("/bridge", "/pool"):
        site.routes[path] = with_canonical(site.routes[path], "/bridge")
    pool = page("x", title="Pool closes").body.replace(b"council decided about the bridge", b"swimmers said")
    site.routes["/pool"] = with_canonical(Answer(headers=site.routes["/pool"].headers, body=pool), "/bridge")

    desk.call("crawl", site.url("/bridge"), site.url("/pool"))

    assert {"bridge": ("watched", None), "pool": ("watched", None)} == states(desk)


def test_a_page_that_was_retired_is_watched_by_itself_if_a_person_says_so(desk, site):
    site.routes["/amp"] = with_canonical(site.routes["/bridge"], "/bridge")
    desk.call("crawl", site.url("/bridge"))
    desk.call("crawl", site.url("/amp"))
    assert ("same", 1) == states(desk)["amp"]

    desk.call("pause", "2", "--resume")
    site.routes["/amp"] = with_canonical(page("It cost nine million."), "/bridge")
    crawled = desk.call("crawl", "--all", "--json").json

    assert 1 == len(crawled["edits"])
    assert ("watched", 2) == states(desk)["amp"]
