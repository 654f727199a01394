"""What stands between the quotation marks of many desks, or behind a dialogue's dash (pure, linear)."""

import re
from collections.abc import Sequence

from monitor.flags.reading.language import Language
from monitor.flags.reading.spelling import style_words

_CLOSERS = {"“": "”“", "„": '“”"', "«": "»", "»": "«", "「": "」", "『": "』", '"': '"', "”": "”"}
_ANY_CLOSER = "”“»」』"  # of a quotation that an earlier paragraph opened
_MARK = re.compile('["“”„«»「」『』]')
# Single marks are apostrophes too: a quotation in them begins behind a space and ends before one.
_SINGLE = re.compile(r"(?<!\w)[‘'](?=\w)([^'’‘\n]{1,300}(?:['’](?=\w)[^'’‘\n]{1,300}){0,8})['’](?!\w)")
_DASH = re.compile(r"(?:^|(?<=\s))[—–-](?=\s)|(?:^|(?<=\s))—(?=\w)|(?<=\w)—(?=[.,\s])")
_LONGEST = 6_000  # characters of a paragraph that are looked through
_FEWEST_SINGLE = 3  # words: 'n' and '90s are none
_AUTHOR = 60  # characters behind a dash in which a reporting verb tells that the author speaks
#: Paragraphs that one quotation runs over.
REACH = 6


def quotations(text: str, tongue: Language, *, within: bool = False) -> list[str]:
    """Return what stands between quotation marks, in order.

    A quotation that no mark closes runs to the end of its paragraph: the next one opens with a mark again.
    One that was opened before runs from the paragraph's start; `within` says that it was where no mark does.
    """
    found = []
    for paragraph in text.split("\n"):
        if spoken := _dialogue(paragraph[:_LONGEST], tongue):
            found.append(spoken)
            continue
        double, rest = _double(paragraph[:_LONGEST], within=within)
        found += double
        found += [q for q in _SINGLE.findall(rest) if len(q.split()) >= _FEWEST_SINGLE]
    return [quotation for quotation in found if any(c.isalnum() for c in quotation)]


def _dialogue(paragraph: str, tongue: Language) -> str:
    """Return what is said in "— Да, — сказал он. — Нет."; "" where no verb tells that somebody speaks."""
    if paragraph[:1] not in ("—", "–", "-"):
        return ""
    said: list[str] = []
    author = False
    for part in _DASH.split(paragraph)[1:]:
        opening = part[:_AUTHOR].lower()
        reports = tongue.reports.search(opening) or tongue.loose.search(opening)
        told = bool(said) and bool(reports)
        author |= told
        if not told:
            said.append(part.strip())
    return " ".join(said) if author else ""


def _double(text: str, *, within: bool) -> tuple[list[str], str]:
    """Return what stands in double marks, and the text around it."""
    found, rest, last = [], [], 0
    marks = list(_MARK.finditer(text))
    opened, start = "", 0
    if within and not marks:
        return [text], ""
    if marks and not _opens(text, marks[0]) and (within or marks[0].group() in _ANY_CLOSER):
        found.append(text[: marks[0].start()])
        last = marks.pop(0).end()
    for mark in marks:
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
    if mark.group() in "„«「『」』":
        return mark.group() in _CLOSERS
    if mark.group() == "“":
        return not before or before.isspace() or after.isalnum() or before in "([{'‘"
    return bool(after) and not after.isspace() and not (before.isalnum() or before in tuple(".,!?"))


def runs_through(texts: Sequence[str], place: int) -> bool:
    """Whether the paragraph at `place`, which has no mark, stands in a quotation of its neighbours."""
    if _MARK.search(texts[place]):
        return False
    before = next((t for t in reversed(texts[:place]) if _MARK.search(t)), "")
    after = next((t for t in texts[place + 1 :] if _MARK.search(t)), "")
    first = _MARK.search(after)
    return _leaves_open(before) and first is not None and not _opens(after, first)


def _leaves_open(text: str) -> bool:
    opened = ""
    for mark in _MARK.finditer(text[:_LONGEST]):
        if opened and mark.group() in _CLOSERS[opened]:
            opened = ""
        elif not opened and _opens(text, mark):
            opened = mark.group()
    return bool(opened)


def quoted_words(quotation: str, tongue: Language) -> tuple[str, ...]:
    """Return the words of a quotation without what desks set in other ways."""
    return style_words(quotation, tongue)
