"""Pages that stand in the article's place: a captcha, a consent wall, a login, an error (pure)."""

import re
from collections.abc import Iterable
from functools import cache

from crawler.extract.words import phrases, plain
from storage.text import comparison_form

#: By how many signs a page shows that it is a wall, so much prose it may have (weight, see `outline.Piece`)
#: and still be one. An article about walls has their words, too, but more of its own. Swept over the pages
#: of `tests/unit/extract/wall_pages.py`.
MOST_PROSE = (0, 250, 700, 1_500)
#: A name of a wall that is all of a title or main heading counts for so many signs.
NAMED = 2
#: Words of fewer characters are no sign in a text: articles have them. Signs of scripts without spaces
#: say as much in a third of them.
LONG_PHRASE, LONG_UNSPACED = 14, 5
#: Characters of a page's beginning in which a wall's words stand.
READ = 2_500
#: A page with a wall's scripts is one up to so much prose.
MOST_SCRIPT_PROSE = 150

_SCRIPTS = (
    "cf-challenge", "challenge-platform", "_cf_chl_opt", "g-recaptcha", "h-captcha", "px-captcha",
    "captcha-delivery", "_incapsula_",
)  # fmt: skip
_NUMBER = re.compile(r"\d[\d.,' ]*\d|\d")
_PARTS = re.compile(r"\s+[|–—·»«•:-]+\s+|\s*\|\s*")
_UNSPACED = re.compile("[぀-ヿ㐀-鿿가-힯฀-๿]")


def is_wall(names: Iterable[str], text: str, prose: int, *, says_article: bool, markup: str) -> bool:
    """Return whether a page with so much `prose` is a wall, by what it is called, its words or its scripts.

    `names` are the titles and main headings of the page, `text` the beginning of what it says. What
    JSON-LD calls an article is a wall only if it is called one.
    """
    if prose > MOST_PROSE[-1]:
        return False
    called = list(names)
    signs = NAMED * any(_is_name(part) for name in called for part in (name, *_PARTS.split(name)))
    if not says_article:
        said = _plain_numbers(" ".join((*called, text[:READ])))
        signs += sum(phrase in said for phrase in _telling())
    if prose <= MOST_PROSE[min(signs, len(MOST_PROSE) - 1)] and signs:
        return True
    return not says_article and prose <= MOST_SCRIPT_PROSE and any(word in markup for word in _SCRIPTS)


def _is_name(name: str) -> bool:
    return plain(name) in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(plain(name) for name in (*phrases("wall"), *phrases("wall_title")))


@cache
def _telling() -> tuple[str, ...]:
    """Return the words that are a sign in a text."""
    return tuple(
        phrase
        for phrase in map(_plain_numbers, phrases("wall"))
        if len(phrase) >= (LONG_UNSPACED if _UNSPACED.search(phrase) else LONG_PHRASE)
    )


def _plain_numbers(text: str) -> str:
    return _NUMBER.sub("#", comparison_form(text).lower())
