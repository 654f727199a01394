"""JSON-LD and other JSON of a page, read with bounds (pure).

Broken, endless, 200,000-deep JSON and numbers of 5,000 digits are survived: what cannot be read is left out.
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from crawler.extract.dom import Page
from storage.text import clean, squash

#: Characters of one script that are read; objects looked at in a page; nesting that is followed.
MAX_CHARACTERS = 2_000_000
MAX_OBJECTS = 20_000
MAX_DEPTH = 60
MAX_SCRIPTS = 40
#: A number with more digits is none; a script that begins with so many runs of brackets holds nothing.
LONGEST_NUMBER = 40
MOST_BRACKETS = 50

_TRAILING_COMMA = re.compile(r",(?=\s{0,200}[}\]])")
_WRAPPING = re.compile(
    r"^\s*(?:<!\[CDATA\[|<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:\]\]>|-->|//\]\]>|/\*\]\]>\*/)\s*$|;\s*$"
)
_TAG = re.compile(r"<[^<>]{1,2000}>")
_ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|Review|Recipe|HowTo)$")


def read(text: str) -> Any:
    """Return the value that `text` holds, or None where it cannot be read."""
    text = text.strip()
    if len(text) > MAX_CHARACTERS or not text or text[:20_000].count("[[[[") > MOST_BRACKETS:
        return None
    bare = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip()
    for candidate in (text, bare, _TRAILING_COMMA.sub("", bare)):
        try:
            return json.loads(candidate, strict=False, parse_int=_number, parse_float=_number)
        except ValueError:
            continue
        except RecursionError:
            return None
    return None


def read_start(text: str) -> Any:
    """Return the value with which `text` begins, whatever follows it, or None where it cannot be read."""
    if len(text) > MAX_CHARACTERS or text[:20_000].count("[[[[") > MOST_BRACKETS:
        return None
    try:
        return json.JSONDecoder(strict=False, parse_int=_number, parse_float=_number).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _number(digits: str) -> int | float | None:
    if len(digits) > LONGEST_NUMBER:
        return None
    return int(digits) if digits.lstrip("-").isdigit() else float(digits)


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in `value`, outermost first, up to 20,000 and 60 deep."""
    queue: list[tuple[Any, int]] = [(value, 0)]
    seen = 0
    for found, depth in queue:
        seen += 1
        if seen > MAX_OBJECTS or depth > MAX_DEPTH:
            continue
        if isinstance(found, dict):
            yield found
            queue.extend((inner, depth + 1) for inner in found.values() if isinstance(inner, (dict, list)))
        elif isinstance(found, list):
            queue.extend((inner, depth + 1) for inner in found[:2000] if isinstance(inner, (dict, list)))


def article_of(page: Page) -> dict[str, Any]:
    """Return the JSON-LD object that describes the page's article, or an empty one."""
    scripts = [text for kind, text in page.scripts if "ld+json" in kind][:MAX_SCRIPTS]
    found = [o for text in scripts for o in objects(read(text)) if is_article(o)]
    return next((o for o in found if o.get("headline") or o.get("articleBody")), found[0] if found else {})


def is_article(thing: dict[str, Any]) -> bool:
    """Return whether an object's type is schema.org's Article or one of its kinds."""
    return any(_ARTICLE.search(kind) for kind in types(thing))


def types(thing: dict[str, Any]) -> tuple[str, ...]:
    """Return the types of an object."""
    kinds = thing.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return tuple(kind[:100] for kind in kinds if isinstance(kind, str))


def text_of(value: Any) -> str:
    """Return the first text in `value`, without markup and entities, on one line."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("headline") or ""
    if not isinstance(value, str):
        return ""
    return squash(clean(_TAG.sub("", unescape(value[:20_000]))))


def text_of_body(value: Any) -> str:
    """Return the body that `value` holds, with its markup and line breaks."""
    if isinstance(value, list):
        return "\n\n".join(part for part in value[:3000] if isinstance(part, str))
    return value[:1_000_000] if isinstance(value, str) else ""
