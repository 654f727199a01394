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
LANGUAGES = (
    *("ar", "da", "de", "en", "es", "fr", "it", "ja", "ko", "nl"),
    *("no", "pl", "pt", "ru", "sv", "th", "tr", "uk", "zh"),
)
_ALSO = {"nb": "no", "nn": "no"}  #: the two ways to write Norwegian
_ENOUGH = 3  # stopwords that must be seen before they overrule what the page says of itself
_GAP = r"\ (?:[^.!?]{1,60}?\ )?"
# What stands around a verb that reports: '", notes the mayor', "- вспоминает он", "believes that".
_PAUSE = r"(?:[,\"»:]| -) ?(?:a |ha |hat |the |as |как )?"
_CLAUSE = r"(?: (?:that|dass|daß|que|qu'|что|che|how|wie|why|avoir|être)\b| ?[:,\"«]| -)"
_NEVER = re.compile(r"(?!)")
_HEAD = 4_000  # characters that tell a language
_SCRIPTS = {  # that tell a language of themselves, the first that a page has enough of
    "ja": re.compile("[\u3041-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7a3]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "zh": re.compile("[\u3400-\u9fff]"),
}
_SCRIPT_SHARE = 0.1  # of the letters
_LETTERS = {"ru": re.compile("[ыэъё]"), "uk": re.compile("[іїєґ]")}  # that the other does not write
_AS_STATED = 0.6  # of the best language's words at which what a page says of itself is believed


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What one language calls things; patterns match comparison forms in lower case unless said otherwise."""

    name: str
    spaced: bool  #: whether words are parted by spaces and carry no endings
    reporting: dict[str, re.Pattern[str]]  #: by class: neutral, doubt, denial, admission
    reports: re.Pattern[str]  #: any reporting verb
    sourcing: re.Pattern[str]  #: a reporting verb where it tells a source, and no other thing that it means
    loose: re.Pattern[str]  #: verbs that report behind a quotation only
    according: re.Pattern[str]
    negation: re.Pattern[str]
    negation_concord: re.Pattern[str]  #: deny only where no other word of the sentence does: "никто не"
    negation_exceptions: re.Pattern[str]
    opposites: frozenset[frozenset[str]]  #: "with" and "without"
    negating_prefixes: frozenset[str]
    reporting_exceptions: re.Pattern[str]
    sources: re.Pattern[str]  #: documents and the like that a sentence rests on
    hedges: re.Pattern[str]
    hedge_exceptions: re.Pattern[str]
    hedges_before_numbers: re.Pattern[str]
    numbers: dict[str, Any]
    notes: dict[str, re.Pattern[str]]
    names: dict[str, frozenset[str]]  #: as written
    kin: tuple[frozenset[str], ...]  #: names that stand for one: "UK" and "British"
    inflections: tuple[str, ...]  #: longest first
    variants: dict[str, str]
    endings: tuple[tuple[re.Pattern[str], str], ...]


def words(listed: str) -> list[str]:
    """Return what stands between commas and line ends; "claim/s/ed" stands for claim, claims, claimed."""
    return [form for word in re.split(r"[,\n]", listed) if word.strip() for form in _forms(word.strip())]


def _forms(word: str) -> list[str]:
    stem, *endings = word.split("/")
    return [stem, *(stem + ending for ending in endings)]


def phrases(listed: Iterable[str], *, spaced: bool = True) -> re.Pattern[str]:
    """Return a pattern of whole phrases; "*" is any ending, "…" a few words between.

    Where a language is not `spaced`, phrases are found within words too.
    """
    told = sorted({comparison_form(phrase).lower() for phrase in listed}, key=lambda p: (-len(p), p))
    if not told:
        return _NEVER
    alternatives = "|".join(re.escape(p).replace(r"\*", r"\w*").replace(r"\ \.\.\.\ ", _GAP) for p in told)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)" if spaced else f"(?:{alternatives})")


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
def _listed(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


@cache
def _stopwords(name: str) -> frozenset[str]:
    return frozenset(words(_listed(name).get("stopwords", "")))


@cache
def language(name: str) -> Language:
    """Return one of LANGUAGES."""
    told = _listed(name)
    reporting = {kind: words(told["reporting"][kind]) for kind in ("neutral", "doubt", "denial", "admission")}
    spaced = name not in _SCRIPTS
    loose = words(told["reporting"].get("loose", ""))

    def listed(section: str, key: str) -> re.Pattern[str]:
        return phrases(words(told[section].get(key, "")), spaced=spaced)

    return Language(
        name=name,
        spaced=spaced,
        reporting={kind: phrases(verbs, spaced=spaced) for kind, verbs in reporting.items()},
        reports=phrases(chain.from_iterable(reporting.values()), spaced=spaced),
        sourcing=_sourcing(list(chain.from_iterable(reporting.values())), loose, spaced=spaced),
        loose=phrases(loose, spaced=spaced),
        according=listed("reporting", "according"),
        opposites=frozenset(map(frozenset, grouped(told["negation"].get("opposites", "")))),
        negating_prefixes=frozenset(words(told["negation"].get("prefixes", ""))),
        reporting_exceptions=listed("reporting", "exceptions"),
        sources=listed("reporting", "sources"),
        negation=listed("negation", "words"),
        negation_concord=listed("negation", "concord"),
        negation_exceptions=listed("negation", "exceptions"),
        hedges=listed("hedges", "words"),
        hedge_exceptions=listed("hedges", "exceptions"),
        hedges_before_numbers=listed("hedges", "numbers"),
        numbers=told.get("numbers") or language("en").numbers,
        notes={kind: _any(patterns) for kind, patterns in told["notes"].items()},
        names={
            kind: frozenset(words(named))
            for kind, named in told["names"].items()
            if kind not in ("inflections", "kin")
        },
        kin=tuple(map(frozenset, grouped(told["names"].get("kin", "")))),
        inflections=tuple(sorted(words(told["names"].get("inflections", "")), key=lambda e: (-len(e), e))),
        variants=_variants(told["spelling"]["variants"]),
        endings=tuple((re.compile(a), b) for a, b in told["spelling"]["endings"]),
    )


def _sourcing(reporting: list[str], loose: list[str], *, spaced: bool) -> re.Pattern[str]:
    strict = phrases((verb for verb in reporting if verb not in loose), spaced=spaced).pattern
    beside = phrases(loose, spaced=spaced).pattern
    return re.compile(rf"{strict}|{_PAUSE}{beside}|{beside}{_CLAUSE}")


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else _NEVER


def _variants(listed: str) -> dict[str, str]:
    variants = {}
    for first, *others in grouped(listed):
        for other in others:
            variants[comparison_form(other).lower()] = comparison_form(first).lower()
    return variants


def told_by(*articles: Article | None) -> Language:
    """Return the newest article's language: by script or stopwords, by what its page says, else English."""
    for article in reversed([a for a in articles if a is not None]):
        text = f"{article.headline}\n{article.standfirst}\n{article.body_text()}"[:_HEAD].lower()
        if script := _script(text):
            return language(script)
        seen = re.findall(r"[^\W\d_]+", text)
        spoken = [name for name in LANGUAGES if name not in _SCRIPTS]
        counts = {name: sum(word in _stopwords(name) for word in seen) for name in spoken}
        for name, letters in _LETTERS.items():
            counts[name] += len(letters.findall(text))
        stated = _stated(article)
        best = max(spoken, key=lambda name: (counts[name], name == stated, name == "en"))
        if counts[best] >= _ENOUGH and counts.get(stated, 0) < _AS_STATED * counts[best]:
            return language(best)
        if stated in LANGUAGES:
            return language(stated)
        if counts[best] >= _ENOUGH:
            return language(best)
    return language("en")


def _script(text: str) -> str:
    """Return the language that the letters of `text` tell, "" where they are of many languages."""
    if text.isascii():
        return ""
    letters = sum(map(str.isalpha, text))
    return next(
        (name for name, pattern in _SCRIPTS.items() if len(pattern.findall(text)) > _SCRIPT_SHARE * letters),
        "",
    )


def _stated(article: Article) -> str:
    stated = article.language.lower().replace("_", "-").partition("-")[0]
    return _ALSO.get(stated, stated)
