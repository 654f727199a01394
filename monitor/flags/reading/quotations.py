"""What stands between quotation marks, in the marks of many desks (pure, linear)."""

import re

from monitor.flags.reading.language import Language
from monitor.flags.reading.spelling import style_words

_CLOSERS = {"“": "”“", "„": '“”"', "«": "»", "»": "«", "「": "」", "『": "』", '"': '"', "”": "”"}
_MARK = re.compile('["“”„«»「」『』]')
# Single marks are apostrophes too: a quotation in them begins behind a space and ends before one.
_SINGLE = re.compile(r"(?<!\w)[‘'](?=\w)([^'’‘\n]{1,300}(?:['’](?=\w)[^'’‘\n]{1,300}){0,8})['’](?!\w)")
_LONGEST = 6_000  # characters of a paragraph that are looked through
_FEWEST_SINGLE = 3  # words: 'n' and '90s are none


def quotations(text: str) -> list[str]:
    """Return what stands between quotation marks, in order.

    A quotation that no mark closes runs to the end of its paragraph: the next one opens with a mark again.
    """
    found = []
    for paragraph in text.split("\n"):
        double, rest = _double(paragraph[:_LONGEST])
        found += double
        found += [q for q in _SINGLE.findall(rest) if len(q.split()) >= _FEWEST_SINGLE]
    return [quotation for quotation in found if any(c.isalnum() for c in quotation)]


def _double(text: str) -> tuple[list[str], str]:
    """Return what stands in double marks, and the text around it."""
    found, rest, last = [], [], 0
    opened, start = "", 0
    for mark in _MARK.finditer(text):
        if opened:
            if mark.group() in _CLOSERS[opened]:
                found.append(text[start : mark.start()])
                opened, last = "", mark.end()
        elif _opens(text, mark):
            opened, start = mark.group(), mark.end()
            rest.append(text[last : mark.start()])
    if opened:
        found.append(text[start:])
    else:
        rest.append(text[last:])
    return found, " ".join(rest)


def _opens(text: str, mark: re.Match[str]) -> bool:
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    if mark.group() in "“„«「『":
        return True
    return bool(after) and not after.isspace() and not (before.isalnum() or before in tuple(".,!?"))


def quoted_words(quotation: str, tongue: Language) -> tuple[str, ...]:
    """Return the words of a quotation without what desks set in other ways."""
    return style_words(quotation, tongue)
