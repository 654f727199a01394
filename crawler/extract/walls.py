"""Pages that stand in the article's place: a captcha, a consent wall, a login, an error (pure)."""

from crawler.extract.words import phrases
from storage.text import comparison_form

#: A page whose title is a wall's is one unless it has more prose than this (weight, see `outline.Piece`).
MOST_PROSE = 1_500
#: A page that only begins with such words, and that no JSON-LD calls an article, likewise; if the words are
#: fewer than so many characters, unless it has more prose than this.
LONG_PHRASE = 16
MOST_SHORT_PROSE = 400
#: A page with a wall's scripts likewise.
MOST_SCRIPT_PROSE = 150
#: Characters at the beginning of a page in which a wall's words stand.
READ = 600

_SCRIPTS = (
    "cf-challenge", "challenge-platform", "_cf_chl_opt", "g-recaptcha", "h-captcha", "px-captcha",
    "captcha-delivery", "_incapsula_",
)  # fmt: skip


def is_wall(title: str, text: str, prose: int, *, says_article: bool, markup: str) -> bool:
    """Return whether a page with so much `prose` is a wall: by its title, its first words or its scripts."""
    heading = comparison_form(title).lower()
    if prose <= MOST_PROSE and any(heading.startswith(phrase) for phrase in phrases("wall")):
        return True
    if says_article or prose > MOST_PROSE:
        return False
    opening = comparison_form(text[:READ]).lower()
    most = {False: MOST_SHORT_PROSE, True: MOST_PROSE}
    if any(phrase in opening and prose <= most[len(phrase) >= LONG_PHRASE] for phrase in phrases("wall")):
        return True
    return prose <= MOST_SCRIPT_PROSE and any(word in markup for word in _SCRIPTS)
