"""What the demo's sites answer to a request (pure).

An incident stands in an article's place for a round: `unavailable` (503), `consent_wall` (200),
`challenge` (403, "Just a moment"), `truncated` (half of the bytes that are announced),
`redirected` (301 to an address with the same words), `missing` (404), `withdrawn` (410).
"""

import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

from monitor.demo.pages import Listed, article_page, listing, notice
from monitor.demo.site import Site
from monitor.demo.story import Story, Text

CLOSED_PATH = "/search"  #: the one path that robots.txt closes
SITEMAP_PATH = "/news-sitemap.xml"
_ABSENT = {"missing": HTTPStatus.NOT_FOUND, "withdrawn": HTTPStatus.GONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a visitor asks of a site in a round."""

    target: str  #: as it stood in the request line: path and query, or anything else
    round: int
    visit: int  #: how many were answered this article before
    if_none_match: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes out; fewer bytes than `length` where the connection is to break."""

    status: HTTPStatus
    headers: tuple[tuple[str, str], ...]
    body: bytes
    length: int


def path_of(target: str) -> str:
    """Return the path of a request's target; empty where it cannot be read."""
    try:
        return unquote(urlsplit(target).path)
    except ValueError:
        return ""


def answer(site: Site, base: str, stories: tuple[Story, ...], request: Request) -> Answer:
    """Return what the site at the address `base` answers."""
    path = path_of(request.target)
    if path == "/robots.txt":
        rules = f"User-agent: *\nDisallow: {CLOSED_PATH}\n\nSitemap: {base}{SITEMAP_PATH}\n"
        return _whole(HTTPStatus.OK, "text/plain; charset=utf-8", rules.encode())
    listings = {
        "/": ("_section.html", "text/html"),
        site.section: ("_section.html", "text/html"),
        site.feed: ("_feed.xml", "application/rss+xml; charset=utf-8"),
        SITEMAP_PATH: ("_news_sitemap.xml", "application/xml; charset=utf-8"),
    }
    if path in listings:
        template, kind = listings[path]
        return _whole(
            HTTPStatus.OK, kind, listing(template, site, base, _listed(base, stories, request.round))
        )
    for story in stories:
        if path in (story.path, story.moved_to):
            return _article(site, base, story, request)
    return _error(site, base, HTTPStatus.NOT_FOUND)


def _listed(base: str, stories: tuple[Story, ...], number: int) -> list[Listed]:
    return [
        Listed(url=base + story.path, section=story.section, text=story.texts[number])
        for story in stories
        if story.incidents.get(number) not in _ABSENT
    ]


def _article(site: Site, base: str, story: Story, request: Request) -> Answer:
    incident = story.incidents.get(request.round, "")
    if incident == "unavailable":
        return _error(site, base, HTTPStatus.SERVICE_UNAVAILABLE)
    if incident == "consent_wall":
        return _whole(HTTPStatus.OK, "text/html", notice("_consent_wall.html", site, base))
    if incident == "challenge":
        return _whole(HTTPStatus.FORBIDDEN, "text/html", notice("_challenge.html", site, base))
    if incident in _ABSENT:
        return _error(site, base, _ABSENT[incident])
    if incident == "redirected" and path_of(request.target) != story.moved_to:
        headers = (("Location", base + story.moved_to),)
        return Answer(status=HTTPStatus.MOVED_PERMANENTLY, headers=headers, body=b"", length=0)
    return _page(site, base, story, request, cut=incident == "truncated")


def _page(site: Site, base: str, story: Story, request: Request, *, cut: bool) -> Answer:
    text = story.texts[request.round]
    tags = (("ETag", _tag(text)),) if story.etag else ()
    if tags and _tag(text) in request.if_none_match:
        return Answer(status=HTTPStatus.NOT_MODIFIED, headers=tags, body=b"", length=0)
    body = article_page(site, base, story, text, request.visit)
    whole = _whole(HTTPStatus.OK, "text/html", body, *tags)
    if not cut:
        return whole
    return Answer(status=whole.status, headers=whole.headers, body=body[: len(body) // 2], length=len(body))


def _tag(text: Text) -> str:
    """Return a weak entity tag: the words are the same, the furniture need not be."""
    return f'W/"{hashlib.sha256(repr(text).encode()).hexdigest()[:16]}"'


def _error(site: Site, base: str, status: HTTPStatus) -> Answer:
    template = "_unavailable.html" if status is HTTPStatus.SERVICE_UNAVAILABLE else "_missing.html"
    return _whole(status, "text/html", notice(template, site, base))


def _whole(status: HTTPStatus, kind: str, body: bytes, *headers: tuple[str, str]) -> Answer:
    return Answer(status=status, headers=(("Content-Type", kind), *headers), body=body, length=len(body))
