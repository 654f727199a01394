"""Rules for sites that the general way does not read right: one small file a site (pure).

A file is `HOST.toml`: `host`, `reason`, `valid_until` (the last day the markup is known to hold; rules are
left out for pages published later), `standfirst` (XPath 1.0: elements that stand in the headline but are
its standfirst) and `furniture` (XPath 1.0: elements that are never the article's). Each has a page and
its article under tests/golden/extract.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from lxml import etree

from crawler.extract.dates import read_date


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule:
    """How one site's markup is to be read."""

    host: str
    reason: str
    valid_until: date
    standfirst: str = ""
    furniture: tuple[str, ...] = ()


@cache
def site_rules() -> dict[str, SiteRule]:
    """Return the rules of all sites by host."""
    rules = {}
    for file in sorted(resources.files(__package__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            read = tomllib.loads(file.read_text("utf-8"))
            rules[read["host"]] = SiteRule(**{**read, "furniture": tuple(read.get("furniture", ()))})
    return rules


def apply_site_rule(root: etree._Element, url: str) -> None:
    """Change the tree of a page of a site that has a rule, so that the general way reads it right."""
    rule = site_rules().get((urlsplit(url).hostname or "").removeprefix("www."))
    if rule is None or _published_after(root, rule.valid_until):
        return
    for path in rule.furniture:
        for element in _elements(root, path):
            if (parent := element.getparent()) is not None:
                _drop(parent, element)
    for element in _elements(root, rule.standfirst) if rule.standfirst else ():
        heading = next((above for above in element.iterancestors("h1", "h2")), None)
        if heading is not None and (parent := element.getparent()) is not None:
            _drop(parent, element)
            element.tag, element.tail = "p", None
            element.set("class", "standfirst")
            heading.addnext(element)


def _elements(root: etree._Element, path: str) -> list[etree._Element]:
    found = root.xpath(path)
    return [element for element in found if etree.iselement(element)] if isinstance(found, list) else []


def _drop(parent: etree._Element, element: etree._Element) -> None:
    """Take an element out and leave the text behind it."""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _published_after(root: etree._Element, last: date) -> bool:
    times = root.xpath("//time/@datetime")
    first = read_date(str(times[0])) if isinstance(times, list) and times else None
    return first is not None and first.date() > last
