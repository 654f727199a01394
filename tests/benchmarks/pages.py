"""Whole pages as the desks of desks/*.html would build them, around the text of a labelled edit."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template

_FOLDER = Path(__file__).parent / "desks"
_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_FIELD = re.compile(
    r"(By|Published|Modified|Paywall|Canonical|Correction|Note|Caption|Quote|Heading|Item|Row|Embed): ?(.*)"
)
_IN_BODY = {"Note", "Caption", "Quote", "Heading", "Item", "Row", "Embed"}
_AROUND = {"Item": "<ul>{}</ul>", "Row": "<table><tbody>{}</tbody></table>"}
_EMBED = '<blockquote class="twitter-tweet"><p>{}</p><a href="https://social.example/1">1</a></blockquote>'
_LABELS = (
    "related_label",
    "share",
    "newsletter",
    "most_read",
    "updated_label",
    "published_label",
    "by",
    "wall",
    "comments",
)
_PERSON = (
    '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
    '<span itemprop="name">{}</span></span>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """How a desk marks up notes, pictures and authors, besides its page in desks/NAME.html."""

    name: str
    note: str
    image: str
    author: str
    between: str  #: authors
    link: str  #: the element around a related link
    inside: bool = False  #: the note stands at the end of the paragraph before it


DESKS = (
    Desk(
        name="broadsheet",
        note='<div class="article-note"><p>{}</p></div>',
        image='<figure><img src="/i.jpg" alt=""><figcaption>{}</figcaption></figure>',
        author='<a rel="author" href="/by">{}</a>',
        between=", ",
        link="p",
    ),
    Desk(
        name="weblog",
        note="<p><em>{}</em></p>",
        image='<figure class="wp-caption"><img src="/i.jpg"><figcaption>{}</figcaption></figure>',
        author='<a href="/author" rel="author">{}</a>',
        between=" & ",
        link="li",
    ),
    Desk(
        name="regional",
        note='<p class="editors-note">{}</p>',
        image='<div class="image"><img src="/i.jpg" itemprop="image"><p class="caption">{}</p></div>',
        author=_PERSON,
        between=" · ",
        link="p",
    ),
    Desk(
        name="application",
        note='<aside class="css-1x correction" data-component="note"><p>{}</p></aside>',
        image='<figure><picture><img src="/i"></picture><figcaption><span>{}</span></figcaption></figure>',
        author="<span>{}</span>",
        between=" and ",
        link="li",
    ),
)

#: Pages in other shapes: nothing around paragraphs, dates only in a graph or only in words, no marked fields.
OTHER_DESKS = (
    Desk(
        name="bare",
        note="<br><em>{}</em>",
        image='<p><img src="/i.jpg"></p><p class="caption"><small>{}</small></p>',
        author="{}",
        between=", ",
        link="p",
        inside=True,
    ),
    Desk(
        name="graph",
        note='<div class="correction">{}</div>',
        image='<figure><img src="/i.jpg"><figcaption>{}</figcaption></figure>',
        author='<a href="/authors/1">{}</a>',
        between=", ",
        link="li",
    ),
    Desk(
        name="local",
        note="<aside><p>{}</p></aside>",
        image='<div class="pic"><img src="/i.jpg"><div class="caption">{}</div></div>',
        author="<b>{}</b>",
        between=" / ",
        link="p",
    ),
    Desk(
        name="plain",
        note="<p>{}</p>",
        image='<figure><img src="/i.jpg"><figcaption>{}</figcaption></figure>',
        author="{}",
        between=", ",
        link="p",
    ),
)


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
    correction: str = ""
    spoken: str = "%d.%m.%Y %H:%M"  #: how the language writes a date, for `strftime`
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


def render(page: Story, desk: Desk) -> str:
    """Return the page of a desk; a line of its template whose standfirst or authors are empty goes."""
    linked = _linked(page)
    told = {
        **dict(zip(_LABELS, page.furniture, strict=True)),
        "head": _head(page),
        "linked": linked,
        "graph": _graph(page),
        "linked_if_closed": linked if page.closed else "",
        "linked_if_needed": linked if page.closed or page.authors else "",
        "headline": escape(page.headline),
        "standfirst": escape(page.standfirst),
        "authors": desk.between.join(desk.author.format(escape(name)) for name in page.authors),
        "body": _body(page, desk),
        "related": _related(page, desk.link),
        "published": page.published,
        "published_day": page.published[:10],
        "published_minute": page.published[:16],
        "modified": page.modified,
        "modified_minute": page.modified[:16],
        "published_spoken": _spoken(page.published, page.spoken),
        "modified_spoken": _spoken(page.modified, page.spoken),
        "visit": str(page.visit),
        "count": str(3 + 4 * page.visit),
    }
    empty = tuple(f"${name}" for name in ("standfirst", "authors") if not told[name])
    lines = (line for line in _template(desk.name) if not any(name in line for name in empty))
    return "\n".join(Template(line).substitute(told) for line in lines)


@cache
def _template(name: str) -> tuple[str, ...]:
    return tuple((_FOLDER / f"{name}.html").read_text("utf-8").splitlines())


def _head(page: Story) -> str:
    return (
        f'<!doctype html><html lang="{page.language}"><head><meta charset="utf-8">'
        f"<title>{escape(page.headline)} | The Example</title>"
        f'<link rel="canonical" href="{page.canonical}">'
    )


def _linked(page: Story) -> str:
    return _script({"@context": "https://schema.org", **_told(page)})


def _graph(page: Story) -> str:
    """Return the article as one node of several, its authors named by another."""
    authors = [{"@type": "Person", "@id": f"#p{n}", "name": name} for n, name in enumerate(page.authors)]
    article = _told(page) | {"author": [{"@id": author["@id"]} for author in authors]}
    site = {"@type": "WebSite", "@id": "#site", "name": "The Example", "datePublished": "2009-01-01"}
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1}]}
    return _script({"@context": "https://schema.org", "@graph": [site, crumbs, *authors, article]})


def _told(page: Story) -> dict[str, object]:
    told = {
        "@type": "NewsArticle",
        "headline": page.headline,
        "description": page.standfirst,
        "datePublished": page.published,
        "dateModified": page.modified,
        "author": [{"@type": "Person", "name": name} for name in page.authors],
        "isAccessibleForFree": not page.closed,
        "correction": page.correction,
    }
    return {key: value for key, value in told.items() if value != ""}


def _script(told: dict[str, object]) -> str:
    return f'<script type="application/ld+json">{json.dumps(told, ensure_ascii=False)}</script>'


def _spoken(date: str, form: str) -> str:
    return datetime.fromisoformat(date).strftime(form)


def _body(page: Story, desk: Desk) -> str:
    shapes = {
        "": "<p>{}</p>",
        "Note": desk.note,
        "Caption": desk.image,
        "Quote": "<blockquote><p>{}</p></blockquote>",
        "Heading": "<h2>{}</h2>",
        "Item": "<li>{}</li>",
        "Row": "<tr>{}</tr>",
        "Embed": _EMBED,
    }
    lines: list[str] = []
    for kind, told in groupby(page.body, key=lambda block: block[0]):
        within = [shapes[kind].format(_cells(text) if kind == "Row" else _prose(text)) for _, text in told]
        if kind == "Note" and desk.inside and lines:
            lines[-1] = lines[-1].removesuffix("</p>") + "".join(within) + "</p>"
        elif kind in _AROUND:
            lines.append(_AROUND[kind].format("".join(within)))
        else:
            lines.extend(within)
    if page.closed:
        lines.append(f'<div class="paywall"><p>{page.furniture[7]}</p><a href="/subscribe">→</a></div>')
    return "\n".join(lines)


def _cells(text: str) -> str:
    return "".join(f"<td>{_prose(cell)}</td>" for cell in text.split(" ; "))


def _prose(text: str) -> str:
    return _LINK.sub(r'<a href="\2">\1</a>', escape(text, quote=False))


def _related(page: Story, tag: str) -> str:
    turned = page.related[page.visit :] + page.related[: page.visit]
    return "".join(f'<{tag}><a href="/a{len(title)}">{escape(title)}</a></{tag}>' for title in turned[:3])
