"""What the scoring programs of ../shared/bench call: one name a measure, kept from version to version."""

import re

from crawler.extract import extract
from crawler.visit import Body
from storage.errors import NotAnArticle

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def article_text(html: bytes, url: str) -> str:
    """Return the body, one block a line, without headline, byline, captions and credits."""
    try:
        article = extract(Body(content=html, url=url))
    except NotAnArticle:
        return ""
    lines = filter(None, (article.standfirst, article.body_text()))
    return _INVISIBLE.sub("", "\n".join(lines))
