"""The demo's pages as their sites' templates make them (pure but for reading the templates)."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from monitor.demo.furniture import furniture
from monitor.demo.site import Site
from monitor.demo.story import Story, Text
from storage.model import Block, BlockKind, SpanKind

SITES = Path(__file__).parent / "sites"
_TAGS = {SpanKind.LINK: "a", SpanKind.STRONG: "strong", SpanKind.EMPHASIS: "em"}


def runs(block: Block) -> list[tuple[str, str, str]]:
    """Return a block's words in runs: each with its tag (or none) and its link's target (or none)."""
    told, read = [], 0
    for span in block.spans:
        told += [
            (block.text[read : span.start], "", ""),
            (block.text[span.start : span.end], _TAGS[span.kind], span.target),
        ]
        read = span.end
    return [run for run in (*told, (block.text[read:], "", "")) if run[0]]


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(SITES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters |= {
    "runs": runs,
    "iso": datetime.isoformat,
    "rfc822": format_datetime,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article as a section page, a feed or a sitemap lists it."""

    url: str
    section: str
    text: Text


def article_page(site: Site, base: str, story: Story, text: Text, visit: int) -> bytes:
    """Return the page of an article as one visitor sees it; `base` is the site's address without a path."""
    blocks = text.blocks
    around = furniture(site, story.path, 0 if site.still else visit, _gaps(blocks))
    page = _rendered(f"{site.key}.html", site, base=base, story=story, text=text, blocks=blocks, f=around)
    return page.encode(site.encoding, "xmlcharrefreplace")


def _gaps(blocks: tuple[Block, ...]) -> list[int]:
    """Return after which blocks something else may stand: not after a heading, not within a list."""
    return [
        number
        for number in range(1, len(blocks) - 1)
        if blocks[number].kind is not BlockKind.HEADING and blocks[number + 1].kind is not BlockKind.LIST_ITEM
    ]


def listing(template: str, site: Site, base: str, listed: list[Listed]) -> bytes:
    """Return a section page, an RSS feed or a news sitemap of the articles, newest first."""
    newest_first = sorted(listed, key=lambda one: one.text.published, reverse=True)
    page = _rendered(template, site, base=base, listed=newest_first)
    return page.encode(site.encoding if template.endswith(".html") else "utf-8", "xmlcharrefreplace")


def notice(template: str, site: Site, base: str) -> bytes:
    """Return a page that stands where an article should: a wall, a challenge or an error."""
    return _rendered(template, site, base=base).encode(site.encoding, "xmlcharrefreplace")


def _rendered(template: str, site: Site, **names: Any) -> str:
    def day(at: datetime) -> str:
        return site.date.format(
            day=at.day, month=site.months[at.month - 1], year=at.year, hour=f"{at:%H}", minute=f"{at:%M}"
        )

    return _ENVIRONMENT.get_template(template).render(site=site, day=day, persons=_persons, **names)


def _persons(text: Text) -> list[dict[str, str]]:
    return [{"@type": "Person", "name": name} for name in text.byline]
