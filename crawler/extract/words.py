"""The words of furniture in every language of languages/*.toml (pure).

A page's own language is often stated wrong, so all languages are asked at once.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from storage.text import comparison_form

#: A phrase ending in `*` whose stem is shorter than this, in an alphabet, must match whole: `del*`.
SHORT_STEM = 6

#: A phrase of so many characters is a sentence's beginning.
LONG_PHRASE = 16

#: A line of so many characters is a label, unless it ends as a sentence does and has so many spaces.
SHORT_LINE, LEAST_SPACES = 60, 2

#: What parts a note's label from its text, and the characters in which it stands.
NOTE_MARKS, LONGEST_NOTE_LABEL = ":：–—.", 60

#: What is longer is no line of furniture, whatever it says.
LONGEST_LINE = 200

_COLONS = (":", "：", "|")
_BULLETS = "[(【>*•-–—|▶☞» "
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_ROW = re.compile(r"WhatsApp|LinkedIn|YouTube|TikTok|[A-Z]?[a-z]+|[A-Z]+|[0-9][0-9.,]*[KkMm]?|.")
#: A count, as `#` stands for it in a phrase: "1,204", "1 204", "1.2K".
_COUNT = r"\d[\d.,  ]*[km]?"
_ALPHABET = re.compile("[a-zà-ɏͰ-ӿ]")


@cache
def _languages() -> tuple[dict[str, list[str]], ...]:
    files = sorted(resources.files(__package__).joinpath("languages").iterdir(), key=lambda file: file.name)
    return tuple(tomllib.loads(file.read_text("utf-8")) for file in files if file.name.endswith(".toml"))


@cache
def phrases(section: str) -> tuple[str, ...]:
    """Return the phrases of a section in all languages, in the order of files and phrases."""
    return tuple(dict.fromkeys(phrase for words in _languages() for phrase in words.get(section, ())))


def plain(text: str) -> str:
    """Return `text` as phrases are written: lower case, plain typography, no punctuation at its ends."""
    return _EDGES.sub("", comparison_form(text).lower())


def _short(stem: str) -> bool:
    return len(stem) < SHORT_STEM and _ALPHABET.match(stem) is not None


class Phrases:
    """A section, ready to be asked."""

    def __init__(self, section: str) -> None:
        self._exact: set[str] = set()
        self._starts: dict[str, list[str]] = {}
        self._signs: set[str] = set()
        by_start: dict[str, list[str]] = {}
        for phrase in phrases(section):
            stem = comparison_form(phrase).lower().rstrip("*")
            self._exact.add(plain(stem))
            self._starts.setdefault(stem[:2], []).append(stem)
            if len(stem) == 1:
                self._signs.add(stem)
            if "#" in phrase or (
                "*" in phrase and not (phrase.index("*") == len(phrase) - 1 and _short(stem))
            ):
                pattern = ".*".join(re.escape(part) for part in comparison_form(phrase).lower().split("*"))
                start = phrase[0] if phrase[0] in "*#" else stem[:2]
                by_start.setdefault(start, []).append(pattern.replace(r"\#", _COUNT))
        self._patterns = {start: re.compile("|".join(found)) for start, found in by_start.items()}

    def match(self, text: str) -> bool:
        """Return whether the whole of `text` is one of the phrases."""
        line = plain(text)
        if line in self._exact:
            return True
        patterns = map(self._patterns.get, (line[:2], "*", *("#" * line[:1].isdigit())))
        return any(pattern is not None and pattern.fullmatch(line) is not None for pattern in patterns)

    def _beginning(self, line: str) -> Sequence[str]:
        """Return the phrases that may open `line`: those that share its first two characters, or are one."""
        found = self._starts.get(line[:2], ())
        return (*found, line[0]) if line[:1] in self._signs and len(line) > 1 else found

    def opens(self, text: str, shortest: int = 1) -> bool:
        """Return whether `text` begins with a phrase of `shortest` characters or more."""
        line = comparison_form(text[:120]).lower().lstrip(_BULLETS)
        return any(
            len(p) >= shortest and line.startswith(p) and not line[len(p) :][:1].isalpha()
            for p in self._beginning(line)
        )

    def opens_label(self, text: str) -> bool:
        """Return whether `text` begins with a phrase that is no mere word of a sentence.

        One word alone must be followed by a colon, unless the whole is a short line and no sentence.
        """
        line = comparison_form(text[:120]).lower().lstrip(_BULLETS)
        sentence = line.endswith((".", "!", "?", "。")) and line.count(" ") >= LEAST_SPACES
        label = len(line) <= SHORT_LINE and not sentence
        return any(
            line.startswith(p)
            and not line[len(p) :][:1].isalpha()
            and (not p.isalpha() or label or line[len(p) :].lstrip()[:1] in tuple(":：|/"))
            for p in self._beginning(line)
        )

    def labels(self, text: str) -> bool:
        """Return whether `text` begins with a phrase and a colon, or with one of a script without case."""
        line = comparison_form(text[:120]).lower().lstrip(_BULLETS)
        return any(
            line.startswith(p) and (line[len(p) :].lstrip()[:1] in _COLONS or not _ALPHABET.match(p))
            for p in self._beginning(line)
        )

    def opens_at_length(self, text: str) -> bool:
        """Return whether `text` begins with a phrase that is a sentence's beginning, no mere label."""
        return self.opens(text, LONG_PHRASE)


class Lines(Phrases):
    """The lines that are never the article's."""

    def match(self, text: str) -> bool:
        """Return whether a line is one of the phrases, or a row of labels and counters run together."""
        return len(text) <= LONGEST_LINE and (super().match(text) or self._is_row(text))

    def _is_row(self, text: str) -> bool:
        """Return whether a text without spaces is made of such labels: "Share637TweetEmailPrint"."""
        if " " in text or len(text) > SHORT_LINE or text.islower() or not text.isascii():
            return False
        parts = _ROW.findall(text)
        labels = [part for part in parts if part.isalpha()]
        return len(labels) > 1 and all(part.lower() in self._exact for part in labels)


LINE = Lines("line")
TAIL = Phrases("tail")
START = Phrases("start")
END = Phrases("end")
NOTE = Phrases("note")
CREDIT = Phrases("credit")
UPDATED = Phrases("updated")


def tells_note(text: str) -> bool:
    """Return whether `text` opens as a correction, a clarification or an update line does.

    A label of such a note must end in a mark; its first words may stand under any other label.
    """
    return _tells_note(text[:LONGEST_LINE])


@lru_cache(maxsize=2_000)
def _tells_note(text: str) -> bool:
    label, colon, told = text.replace("：", ":").partition(":")
    if colon and len(label) <= LONGEST_NOTE_LABEL and NOTE.opens_at_length(told.lstrip()):
        return True
    if not NOTE.opens(text):
        return False
    return any(mark in text[:LONGEST_NOTE_LABEL] for mark in NOTE_MARKS) or NOTE.opens_at_length(text)


@cache
def month_numbers() -> dict[str, int]:
    """Return the number of each month by its name in every language, or its first three letters or more."""
    numbers: dict[str, int] = {}
    for words in _languages():
        names = words.get("months", ())
        for number, name in enumerate(names, 1):
            for length in range(3, len(name) + 1):
                numbers.setdefault(name[:length], number)
    return numbers


@cache
def date_words() -> frozenset[str]:
    """Return the words that stand in a dateline in any language: months and `date` words."""
    return frozenset((*month_numbers(), *phrases("date")))


@cache
def credit_pattern() -> re.Pattern[str]:
    """Return what finds a credit at the end of a caption: one of the `credit` words, a colon and a name."""
    words = "|".join(sorted(map(re.escape, phrases("credit")), key=len, reverse=True))
    return re.compile(rf"(?:[\s,(|/–-]|(?<=[.!?]))((?:{words})\s?[:：]\s?[^:：.!?]{{2,100}})$", re.IGNORECASE)


@cache
def _within(*kinds: str) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Return the phrases that have spaces by their first word, and the others."""
    by_word: dict[str, tuple[str, ...]] = {}
    whole: list[str] = []
    for phrase in (phrase for kind in kinds for phrase in phrases(kind)):
        plainly = comparison_form(phrase).lower()
        first = plainly.split(" ", 1)[0]
        if _ALPHABET.match(first):
            by_word[first] = (*by_word.get(first, ()), plainly)
        else:
            whole.append(plainly)
    return by_word, tuple(whole)


def appeals(text: str) -> bool:
    """Return whether `text` asks for consent, an account, money or an address, or reserves rights."""
    return _says(text, "appeal")


def closes(text: str) -> bool:
    """Return whether `text` says that the rest is for subscribers."""
    return _says(text, "closed")


def appeals_or_closes(text: str) -> bool:
    """Return whether either holds, in half the time."""
    return _says(text, "appeal", "closed")


def withdraws(text: str) -> bool:
    """Return whether `text` says that something was taken down, as a notice in an article's place does."""
    return _says(text, "withdrawn")


def _says(text: str, *kinds: str) -> bool:
    by_word, whole = _within(*kinds)
    line = comparison_form(text).lower()
    for word in line.split(" "):
        if any(phrase in line for phrase in by_word.get(word.strip("([\"'.,;:!?"), ())):
            return True
    return not line.isascii() and any(phrase in line for phrase in whole)
