"""The words that rules look for, a file a language in `monitor/flags/languages` (pure; files read once)."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from storage.model import Article
from storage.text import comparison_form

_FOLDER = files("monitor.flags") / "languages"
LANGUAGES = ("de", "en", "es", "fr", "ru")
_ENOUGH = 3  # stopwords that must be seen before they overrule what the page says of itself
_GAP = r"[^.!?]{1,60}?"
_NEVER = re.compile(r"(?!)")
_HEAD = 4_000  # characters that tell a language


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What one language calls things; patterns match comparison forms in lower case unless said otherwise."""

    name: str
    stopwords: frozenset[str]
    reporting: dict[str, re.Pattern[str]]  #: by class: neutral, doubt, denial, admission
    reports: re.Pattern[str]  #: any reporting verb
    according: re.Pattern[str]
    negation: re.Pattern[str]
    negation_exceptions: re.Pattern[str]
    hedges: re.Pattern[str]
    hedges_before_numbers: re.Pattern[str]
    numbers: dict[str, Any]
    notes: dict[str, re.Pattern[str]]
    names: dict[str, frozenset[str]]  #: as written
    inflections: tuple[str, ...]  #: longest first
    variants: dict[str, str]
    endings: tuple[tuple[re.Pattern[str], str], ...]


def words(listed: str) -> list[str]:
    """Return what stands between commas and line ends."""
    return [word.strip() for word in re.split(r"[,\n]", listed) if word.strip()]


def phrases(listed: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of whole phrases; "*" is any ending, "…" a few words between."""
    told = sorted({comparison_form(phrase).lower() for phrase in listed}, key=lambda p: (-len(p), p))
    if not told:
        return _NEVER
    alternatives = (re.escape(p).replace(r"\*", r"\w*").replace(r"\.\.\.", _GAP) for p in told)
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")


def grouped(listed: str) -> list[list[str]]:
    """Return groups that stand between semicolons, each a list of words."""
    return [words(group) for group in listed.split(";") if group.strip()]


@cache
def shared(name: str) -> str:
    """Return what `languages/shared.toml` lists under a name."""
    told: str = tomllib.loads((_FOLDER / "shared.toml").read_text("utf-8"))[name]
    return told


def shared_words(name: str) -> frozenset[str]:
    """Return the words that `languages/shared.toml` lists under a name."""
    return frozenset(words(shared(name)))


@cache
def language(name: str) -> Language:
    """Return one of LANGUAGES."""
    told = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    reporting = {kind: words(told["reporting"][kind]) for kind in ("neutral", "doubt", "denial", "admission")}
    return Language(
        name=name,
        stopwords=frozenset(words(told["stopwords"])),
        reporting={kind: phrases(verbs) for kind, verbs in reporting.items()},
        reports=phrases(chain.from_iterable(reporting.values())),
        according=phrases(words(told["reporting"]["according"])),
        negation=phrases(words(told["negation"]["words"])),
        negation_exceptions=phrases(words(told["negation"]["exceptions"])),
        hedges=phrases(words(told["hedges"]["words"])),
        hedges_before_numbers=phrases(words(told["hedges"]["numbers"])),
        numbers=told["numbers"],
        notes={kind: _any(patterns) for kind, patterns in told["notes"].items()},
        names={
            kind: frozenset(words(listed)) for kind, listed in told["names"].items() if kind != "inflections"
        },
        inflections=tuple(sorted(words(told["names"].get("inflections", "")), key=lambda e: (-len(e), e))),
        variants=_variants(told["spelling"]["variants"]),
        endings=tuple((re.compile(a), b) for a, b in told["spelling"]["endings"]),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else _NEVER


def _variants(listed: str) -> dict[str, str]:
    variants = {}
    for first, *others in grouped(listed):
        for other in others:
            variants[comparison_form(other).lower()] = comparison_form(first).lower()
    return variants


def told_by(*articles: Article | None) -> Language:
    """Return the language of the newest article: by its stopwords, by what its page says, else English."""
    for article in reversed([a for a in articles if a is not None]):
        text = f"{article.headline}\n{article.standfirst}\n{article.body_text()}"[:_HEAD].lower()
        seen = re.findall(r"[^\W\d_]+", text)
        counts = {name: sum(word in language(name).stopwords for word in seen) for name in LANGUAGES}
        best = max(LANGUAGES, key=lambda name: (counts[name], name == _stated(article), name == "en"))
        if counts[best] >= _ENOUGH:
            return language(best)
        if _stated(article) in LANGUAGES:
            return language(_stated(article))
    return language("en")


def _stated(article: Article) -> str:
    return article.language.lower().replace("_", "-").partition("-")[0]
