"""The body of an article that stands in a page's scripts only (pure)."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml import etree

from crawler.extract import jsonld
from crawler.extract.dom import Page
from storage.text import clean, squash

#: A body in a script has so many characters at least, and is looked for where the markup shows fewer.
LEAST = 300
#: It has so many parts at least, where a framework keeps it.
LEAST_PARTS = 3
#: Paragraphs of a script that are read, and the least characters of one.
MAX_PARAGRAPHS = 3_000
PARAGRAPH = 40

_BREAK = re.compile(
    r"\s*\n\s*\n\s*|\s*\r\n\s*\r\n\s*|<br\s*/?>\s*<br\s*/?>|</p>|</h[1-6]>|</li>", re.IGNORECASE
)
_STATE = re.compile(r"json", re.IGNORECASE)
#: Where the rich text of content stores keeps a paragraph's runs, and each of them its text.
_RUN_KEYS, _LEAF_KEYS = ("content", "children", "spans"), ("text", "value")
MAX_RUNS = 500
_TEXT_KEYS = frozenset(
    ("text", "body", "content", "html", "value", "articlebody", "paragraph", "copy", "bodytext")
)


def script_body(page: Page, linked: dict[str, Any]) -> tuple[str, ...]:
    """Return the paragraphs of the longest body in the page's scripts, or none.

    JSON-LD's `articleBody` is asked first, then the JSON a framework keeps its state in.
    """
    body = jsonld.text_of_body(linked.get("articleBody"))
    if len(body) >= LEAST:
        return tuple(_paragraphs(body))
    best: tuple[str, ...] = ()
    for kind, text in page.scripts:
        if "ld+json" not in kind and len(text) > LEAST:
            state = jsonld.read_start(text) if kind == "state" else jsonld.read(text)
            found = tuple(_state_paragraphs(state))
            best = max(best, found, key=lambda paragraphs: sum(map(len, paragraphs)))
    return best if sum(map(len, best)) >= LEAST else ()


def shorter_in_markup(shown: int) -> bool:
    """Return whether a page shows so little prose that its scripts are asked for the body."""
    return shown < LEAST


def _paragraphs(body: str) -> Iterator[str]:
    for part in _BREAK.split(body[:1_000_000])[:MAX_PARAGRAPHS]:
        if text := plain_text(part):
            yield text


def plain_text(markup: str) -> str:
    """Return `markup` without its tags and entities, on one line."""
    if "<" not in markup:
        return squash(clean(unescape(markup)))
    try:
        root = etree.fromstring(
            f"<div>{markup}</div>".encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8")
        )
    except etree.XMLSyntaxError:
        return ""
    return "" if root is None else squash(clean("".join(root.itertext())))


def _state_paragraphs(state: Any) -> Iterator[str]:
    """Yield the texts of the list of objects that holds most text under the keys of a text."""
    best: list[str] = []
    for thing in jsonld.objects(state):
        for value in thing.values():
            if isinstance(value, list) and len(value) >= LEAST_PARTS:
                texts = [text for entry in value[:MAX_PARAGRAPHS] for text in _texts(entry)]
                if sum(map(len, texts)) > sum(map(len, best)):
                    best = texts
            elif isinstance(value, str) and len(value) > LEAST and value.count("<p") >= LEAST_PARTS:
                texts = list(_paragraphs(value))
                if sum(map(len, texts)) > sum(map(len, best)):
                    best = texts
    yield from best


def _joined(entry: dict[str, Any], depth: int = 0) -> str:
    """Return the text of an entry of rich text: of its runs, and of the links among them; else ""."""
    lists: Iterator[list[Any]] = (entry[key] for key in _RUN_KEYS if isinstance(entry.get(key), list))
    runs = next(lists, [])[:MAX_RUNS]
    parts = []
    for run in runs:
        if not isinstance(run, dict):
            return ""
        said = next((run[key] for key in _LEAF_KEYS if isinstance(run.get(key), str)), None)
        if said is None:
            said = "" if depth else _joined(run, depth + 1)
            if not said:
                return ""
        parts.append(said)
    return "".join(parts)


def _texts(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        candidates = [entry]
    elif isinstance(entry, dict):
        candidates = [
            value for key, value in entry.items() if key.lower() in _TEXT_KEYS and isinstance(value, str)
        ] or [_joined(entry)]
    else:
        return
    for value in candidates[:1]:
        text = plain_text(value[:20_000])
        if len(text) >= PARAGRAPH and " " in text:
            yield text
