"""Whether a page shows something else in its article's place: an unknown wall, error or notice (pure)."""

import re

from storage.model import Article
from storage.text import comparison_form

#: What stands in an article's place is shorter than so many characters, and than this share of the article.
MOST_TEXT, MOST_SHARE = 700, 0.5
#: Why such a visit is set aside; the second in a row is believed.
REASON = "Replaced"

_WORD = re.compile(r"\w{4,}|[぀-ヿ㐀-鿿가-힯฀-๿]{2}")


def is_stranger(old: Article, new: Article, *, moved: bool = False) -> bool:
    """Return whether nothing of an article is left: no paragraph, no word of its headline, less text.

    A newsroom that replaces an article by a notice mostly keeps its headline or says so under it; a
    server that fails does not know either. Where its address leads elsewhere (`moved`), no paragraph of it is
    enough: a section's list of articles may say much.
    """
    if moved and not _texts(old) & _texts(new):
        return True
    length = len(new.full_text())
    if length > MOST_TEXT or length > MOST_SHARE * len(old.full_text()):
        return False
    if _words(old.headline) & _words(new.headline) or new.byline or new.published:
        return False
    return not _texts(old) & _texts(new)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(comparison_form(text).casefold()))


def _texts(article: Article) -> set[str]:
    return {comparison_form(text) for text in (article.standfirst, *(b.text for b in article.blocks)) if text}
