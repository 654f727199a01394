"""What the scoring programs of ../shared/bench call: one name a measure, kept from version to version."""

import re
from datetime import datetime

from crawler.extract import extract
from crawler.visit import Body
from monitor.compare import compare
from monitor.diff import edited
from monitor.revisit import Aim
from storage.errors import NotAnArticle
from storage.model import Change, ChangeKind, Field
from tests.benchmarks.revisit_memory import RevisitPolicy

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def article_text(html: bytes, url: str) -> str:
    """Return the body, one block a line, without headline, byline, captions and credits."""
    try:
        article = extract(Body(content=html, url=url))
    except NotAnArticle:
        return ""
    lines = filter(None, (article.standfirst, article.body_text()))
    return _INVISIBLE.sub("", "\n".join(lines))


_WORDED = (Field.HEADLINE, Field.STANDFIRST, Field.BODY, Field.NOTE, Field.CAPTION)


def changes(old: bytes, new: bytes, url: str) -> list[tuple[str, str]]:
    """Return (removed, added) of each change of words; of a move both sides; [] where nothing was edited."""
    try:
        comparison = compare(old, new, url)
    except NotAnArticle:
        return []
    worded = (change for change in edited(comparison.changes) if change.field in _WORDED)
    return [pair for pair in map(_pair, worded) if any(pair)]


def _pair(change: Change) -> tuple[str, str]:
    if change.kind is ChangeKind.MOVED:
        return change.old, change.new
    return change.removed, change.added


def flags(old: bytes, new: bytes, url: str) -> list[str]:
    """Return the names of the flags raised between two pages."""
    try:
        return [flag.name for flag in compare(old, new, url).flags]
    except NotAnArticle:
        return []


def revisit_policy(now: datetime, aim: str = "catch") -> RevisitPolicy:
    """Return the revisit policy as a plain object: `add`, `observe`, `choose`."""
    return RevisitPolicy(now, Aim(aim))
