"""Whole pages as four desks would build them, around the text of a labelled edit."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_FIELD = re.compile(r"(By|Published|Modified|Paywall|Canonical|Note|Caption|Quote|Heading): ?(.*)")
_IN_BODY = {"Note", "Caption", "Quote", "Heading"}


@dataclass(slots=True, kw_only=True)
class Story:
    """What a desk has to put on its page."""

    language: str
    furniture: tuple[str, ...]  #: the nine labels of a language, in the order of en.toml
    related: tuple[str, ...]
    visit: int  #: 0 or 1: what stands around turns with it
    headline: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    published: str = "2024-05-06T08:00:00Z"
    modified: str = "2024-05-06T10:00:00Z"
    closed: bool = False
    canonical: str = "https://news.example/story"
    body: list[tuple[str, str]] = field(default_factory=list)  #: kind and text, in reading order


def story(text: str, **told: object) -> Story:
    """Read the form of the labelled edits into a story."""
    page = Story(**told)
    for line in filter(None, map(str.strip, text.splitlines())):
        named = _FIELD.fullmatch(line)
        if line.startswith("# "):
            page.headline = line[2:].strip()
        elif line.startswith("> "):
            page.standfirst = line[2:].strip()
        elif named and named[1] not in _IN_BODY:
            _set(page, named[1], named[2].strip())
        elif named is None or named[2].strip():
            page.body.append((named[1], named[2].strip()) if named else ("", line))
    return page


def _set(page: Story, name: str, text: str) -> None:
    if name == "By":
        page.authors = tuple(filter(None, text.split("; ")))
    elif name == "Paywall":
        page.closed = text == "closed"
    else:
        setattr(page, name.lower(), text)


def _prose(text: str) -> str:
    return _LINK.sub(r'<a href="\2">\1</a>', escape(text, quote=False))


def _json(page: Story) -> str:
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.headline,
        "description": page.standfirst,
        "datePublished": page.published,
        "dateModified": page.modified,
        "author": [{"@type": "Person", "name": name} for name in page.authors],
        "isAccessibleForFree": not page.closed,
    }
    script = json.dumps({key: value for key, value in told.items() if value != ""}, ensure_ascii=False)
    return f'<script type="application/ld+json">{script}</script>'


def _related(page: Story, tag: str) -> str:
    turned = page.related[page.visit :] + page.related[: page.visit]
    links = "".join(
        f'<{tag}><a href="/a{len(title)}">{escape(title)}</a></{tag}>' for title in turned[:3]
    )
    return f"<h3>{page.furniture[0]}</h3>{links}"


def _paragraphs(page: Story, note: str, image: str) -> str:
    shapes = {
        "": "<p>{}</p>",
        "Note": note,
        "Caption": image,
        "Quote": "<blockquote><p>{}</p></blockquote>",
        "Heading": "<h2>{}</h2>",
    }
    lines = [shapes[kind].format(_prose(text)) for kind, text in page.body]
    if page.closed:
        lines.append(f'<div class="paywall"><p>{page.furniture[7]}</p><a href="/subscribe">→</a></div>')
    return "\n".join(lines)


def _head(page: Story, extra: str) -> str:
    return (
        f'<!doctype html><html lang="{page.language}"><head><meta charset="utf-8">'
        f"<title>{escape(page.headline)} | The Example</title>"
        f'<link rel="canonical" href="{page.canonical}">{extra}</head><body>'
    )


def _broadsheet(page: Story) -> str:
    share, newsletter, most, updated, published, by = page.furniture[1:7]
    note = '<div class="article-note"><p>{}</p></div>'
    image = '<figure><img src="/i.jpg" alt=""><figcaption>{}</figcaption></figure>'
    signed = ", ".join(f'<a rel="author" href="/by">{escape(name)}</a>' for name in page.authors)
    return f"""{_head(page, _json(page))}
<header><nav><a href="/">The Example</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav></header>
<main><article><header><h1>{escape(page.headline)}</h1>
{f'<p class="standfirst">{escape(page.standfirst)}</p>' if page.standfirst else ""}
{f'<div class="byline">{by} {signed}</div>' if signed else ""}
<div class="dateline">{published} <time datetime="{page.published}">{page.published[:16]}</time>
{updated} <time datetime="{page.modified}">{page.modified[:16]}</time></div>
<div class="share"><button>{share}</button></div></header>
<div class="article-body">{_paragraphs(page, note, image)}</div>
<div class="newsletter"><p>{newsletter}</p><form><input type="email"></form></div></article>
<aside class="related">{_related(page, "p")}</aside></main>
<footer><p>{most}</p><p>© 2024 The Example</p></footer></body></html>"""


def _weblog(page: Story) -> str:
    share, newsletter, _, updated, published, by, _, comments = page.furniture[1:]
    extra = (
        f'<meta property="og:title" content="{escape(page.headline)}">'
        f'<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{page.published}">'
        f'<meta property="article:modified_time" content="{page.modified}">'
    ) + (_json(page) if page.closed or page.authors else "")
    note = "<p><em>{}</em></p>"
    image = '<figure class="wp-caption"><img src="/i.jpg"><figcaption>{}</figcaption></figure>'
    signed = " & ".join(f'<a href="/author" rel="author">{escape(name)}</a>' for name in page.authors)
    return f"""{_head(page, extra)}
<div id="page"><div id="masthead"><a href="/">The Example</a></div><div id="content">
<article class="post hentry"><h1 class="entry-title">{escape(page.headline)}</h1>
<div class="entry-meta">{published} <time class="entry-date published" datetime="{page.published}">{page.published[:10]}</time>
<time class="updated" datetime="{page.modified}">{updated} {page.modified[:16]}</time>
{f'<span class="author vcard">{by} {signed}</span>' if signed else ""}</div>
<div class="entry-content">{f'<p class="lead excerpt">{escape(page.standfirst)}</p>' if page.standfirst else ""}
{_paragraphs(page, note, image)}</div>
<div class="sharedaddy">{share}: <a href="#">Facebook</a> <a href="#">WhatsApp</a></div></article>
<section id="comments"><h2>{3 + 4 * page.visit} {comments}</h2></section></div>
<div id="secondary" class="widget-area sidebar"><ul>{_related(page, "li")}</ul><p>{newsletter}</p></div></div>
</body></html>"""


def _regional(page: Story) -> str:
    share, newsletter, most, updated, published, by = page.furniture[1:7]
    note = '<p class="editors-note">{}</p>'
    image = '<div class="image"><img src="/i.jpg" itemprop="image"><p class="caption">{}</p></div>'
    signed = " · ".join(
        f'<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{escape(name)}</span></span>'
        for name in page.authors
    )
    return f"""{_head(page, _json(page) if page.closed else "")}
<div class="topbar"><ul class="menu"><li><a href="/">Home</a></li><li><a href="/region">Region</a></li></ul></div>
<div class="cookie-banner"><p>Cookies</p><button>OK</button></div>
<div itemscope itemtype="https://schema.org/NewsArticle" class="story"><h1 itemprop="headline">{escape(page.headline)}</h1>
{f'<h2 itemprop="description" class="subheadline">{escape(page.standfirst)}</h2>' if page.standfirst else ""}
<p class="meta">{f'{by} {signed} — ' if signed else ""}{published} <time itemprop="datePublished" datetime="{page.published}">{page.published[:16]}</time>
<span class="upd">{updated} <time itemprop="dateModified" datetime="{page.modified}">{page.modified[:16]}</time></span></p>
<div class="share-bar"><a href="#">{share}</a></div>
<div itemprop="articleBody" class="text">{_paragraphs(page, note, image)}</div>
<div class="teaser-list">{_related(page, "p")}</div><div class="promo"><p>{newsletter}</p></div></div>
<div class="footer"><p>{most}</p></div></body></html>"""


def _application(page: Story) -> str:
    share, newsletter, most, updated, published, by = page.furniture[1:7]
    note = '<aside class="css-1x correction" data-component="note"><p>{}</p></aside>'
    image = '<figure data-component="image"><picture><img src="/i.webp"></picture><figcaption><span>{}</span></figcaption></figure>'
    signed = " and ".join(f"<span>{escape(name)}</span>" for name in page.authors)
    return f"""{_head(page, _json(page))}
<div id="app"><div role="banner"><a href="/">The Example</a></div><main id="main-content">
<div data-component="headline-block"><h1 class="css-{page.visit}a">{escape(page.headline)}</h1></div>
{f'<div data-component="standfirst-block"><p class="css-2b standfirst">{escape(page.standfirst)}</p></div>' if page.standfirst else ""}
{f'<div data-component="byline-block" class="byline">{by} {signed}</div>' if signed else ""}
<div data-component="timestamp"><time datetime="{page.published}">{published} {page.published[:16]}</time>
<time datetime="{page.modified}">{updated} {page.modified[:16]}</time></div>
<div data-component="text-block" class="css-3c article__body">{_paragraphs(page, note, image)}</div>
<div data-component="ad-slot" id="ad-{page.visit}"></div><div data-component="links-block">{_related(page, "li")}</div>
<div class="newsletter-signup">{newsletter} {share}</div><section class="most-read"><h2>{most}</h2></section>
</main></div></body></html>"""


DESKS: tuple[Callable[[Story], str], ...] = (_broadsheet, _weblog, _regional, _application)
