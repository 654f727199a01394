"""Names of persons, places and bodies in a sentence, and which stands for which (pure)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.diff.tokens import tokenise
from monitor.flags.reading.hunks import Hunk
from monitor.flags.reading.language import Language, shared_words
from monitor.flags.reading.numbers import quantities
from monitor.flags.reading.spelling import slip
from storage.text import comparison_form

_ACRONYM = re.compile(r"[^\W\d_]{2,}\d*|(?:[^\W\d_]\.){2,}")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu)'(?=\w)", re.IGNORECASE)
_STARTERS = "\"'“”«»„‘’([:–—-.!?…"
_QUOTES = frozenset('"“”«»„')
_TITLE = 4  # tokens of a name in quotation marks: "the firm «Morozko»"
_TITLE_CASE = 0.6
_TITLED = 4  # words a headline must have to be told in title case
# A country, its people and its language are one: what is left of two names behind what they share.
_ENDINGS = "-n -an -ian -ese a-ese -ish -i -s y- -es -er -isch e-ian y-ian s-er"
_DERIVED = frozenset(frozenset(pair.split("-")) for pair in _ENDINGS.split())
_STEM = 3  # letters that are left of a name without its case ending
_LINES = 1_000  # of both articles that are looked through for names
_SHARED = 4
_EMPTY = shared_words("empty")
_NO_NAMES = ("people", "men", "ing", "ly", "ung", "heit", "keit", "schaft", "tion", "ción", "dad", "ment")
# Of German nouns, and of what desks write for both men and women: "Lehrkräfte", "Studierende".
_NOUN_ENDINGS = (
    *("ung", "heit", "keit", "schaft", "tion", "ungen", "tionen", "ismus", "tät", "nis"),
    *("kraft", "kräfte", "kräften", "ierende", "ierenden", "innen", "leute", "leuten"),
)
_ROMAN = re.compile(r"[IVX]{2,}(?:e|ème|º)?")
_DATELINE = 8  # tokens before the dash of "ODESA, Ukraine, 6 May -"
_BODY = re.compile(  # a German compound that says which body it is
    r"[^\W\d_]{3,}(?:ministerium|ministeriums|gericht|gerichts|gerichtshof|gerichtshofs|amt|amts|amtes|behörde|kammer|verband|"
    r"verbandes|verbands|anwaltschaft|partei|kanzlei|präsidium|präsidiums|direktion|kasse|bank|bahn|ausschuss|rat|rates|tag|tages|wehr|werke|klinikum|universität)"
)
_PLACE = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß]+(?:hausen|städt|stadt|stedt|burg|dorf|heim|ingen|berg|furt|furth|fürth|bach|kirchen|hafen|walde|"
    r"brück|brücken|münde|rode|leben|weiler|kirch|münster|born|horst|büttel|loh|lohe|wangen|siel|mold|itz|ow|stett|stetten)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Words that stand capitalised within sentences of the article, and those that stand in lower case."""

    names: frozenset[str]
    plain: frozenset[str]


def known_words(texts: Sequence[str]) -> Known:
    """Return what the article itself tells of its names."""
    names, plain = set(), set()
    for text in texts[:_LINES]:
        tokens = [t.rstrip() for t in tokenise(text)]
        for place, token in enumerate(tokens):
            if token[:1].islower():
                plain.add(token)
            elif token[:1].isupper() and not _first(tokens, place):
                names.add(bare(token))
    return Known(names=frozenset(names), plain=frozenset(plain))


def _first(tokens: Sequence[str], place: int) -> bool:
    if place > 1 and tokens[place - 1] in _QUOTES and tokens[place - 2][-1:].isalpha():
        return not any(token[:1] in _QUOTES for token in tokens[place + 1 : place + 1 + _TITLE])
    return place == 0 or tokens[place - 1][:1] in _STARTERS or tokens[place - 1][-1:] in '"“„«»'


def bare(token: str) -> str:
    """Return a name without its possessive or an elided article."""
    plain = _ELIDED.sub("", comparison_form(token))
    return plain.removesuffix("'s").removesuffix("'")


def swaps(
    hunks: Sequence[Hunk], tongue: Language, known: Known, *, title_case: bool
) -> Iterator[tuple[str, str]]:
    """Yield each name that went with the one that came in its place."""
    for hunk in hunks:
        old = _names(hunk.before, hunk.old, hunk.old_end, tongue, known, title_case)
        new = _names(hunk.after, hunk.new, hunk.new_end, tongue, known, title_case)
        if bool(old) != bool(new) and not title_case:
            old = old or _opening(hunk.before, hunk.old, tongue, known)
            new = new or _opening(hunk.after, hunk.new, tongue, known)
        if not (old and new) and tongue.name == "de":
            old, new = _german_slot(hunk, tongue) or (old, new)
        if not (old and new):
            old, new = _headed(hunk, tongue) or (old, new)
        old, new = _without_kept(old, hunk.after), _without_kept(new, hunk.before)
        if abbreviates(old, hunk.added) or abbreviates(new, hunk.removed):
            continue
        if old and new and not _one(old, new, tongue):
            yield " ".join(old), " ".join(new)


def _headed(hunk: Hunk, tongue: Language) -> tuple[list[str], list[str]] | None:
    """Return what stands behind a word that wants a body's name, in lower case too: "министерство …"."""
    heads = tongue.names.get("heads", frozenset())
    if not heads or not hunk.old or hunk.before[hunk.old - 1].strip().lower() not in heads:
        return None
    one, other = hunk.removed.split(), hunk.added.split()
    return (one, other) if one and other and one[0].isalpha() and other[0].isalpha() else None


def _german_slot(hunk: Hunk, tongue: Language) -> tuple[list[str], list[str]] | None:
    """Return two bodies, or two nouns behind a preposition with no article, one of them a place at least."""
    one, other = bare(hunk.removed), bare(hunk.added)
    if not (_noun_alone(one) and _noun_alone(other)) or quantities(one, tongue) or quantities(other, tongue):
        return None
    if _BODY.fullmatch(one) and _BODY.fullmatch(other):
        return None if slip(one.lower(), other.lower()) else ([one], [other])
    before = hunk.before[hunk.old - 1].strip().lower() if hunk.old else ""
    placed = before in tongue.names["before_places"] or hunk.old < _dateline_end(hunk.before)
    if placed and any(_is_place(word, tongue) for word in (one, other)):
        return [one], [other]
    return None


def _noun_alone(word: str) -> bool:
    return word[:1].isupper() and word.replace("-", "").isalpha() and len(word) >= _STEM


def _is_place(word: str, tongue: Language) -> bool:
    places = tongue.names["places"]
    return bool({word, word.removesuffix("s")} & places) or bool(_PLACE.fullmatch(word))


def _dateline_end(tokens: Sequence[str]) -> int:
    """Return the place of the dash that parts a paragraph's dateline from its text; 0 where there is none."""
    for place, token in enumerate(tokens[:_DATELINE]):
        form = comparison_form(token)
        if place and form in ("-", "--") and token[-1:].isspace():
            return place
        if not (form[:1].isupper() or not form[:1].isalpha() or len(form) <= _STEM):
            return 0
    return 0


def _names(
    tokens: Sequence[str], start: int, end: int, tongue: Language, known: Known, title_case: bool
) -> list[str]:
    told = [t.rstrip() for t in tokens]
    dateline = _dateline_end(tokens)
    return [
        bare(told[k])
        for k in range(start, end)
        if _is_name(told, k, tongue, known, title_case)
        or (k < dateline and tongue.name != "de" and _may_be_name(bare(told[k]), tongue))
    ]


def _opening(tokens: Sequence[str], place: int, tongue: Language, known: Known) -> list[str]:
    """Return the word that opens a sentence in a name's place: a name too where it reports."""
    word = bare(tokens[place].rstrip()) if place + 1 < len(tokens) else ""
    common = tongue.names["common"] | tongue.names["titles"]
    plain = not word[:1].isupper() or len(word) < _STEM or word in common or word.lower() in known.plain
    if plain or tongue.name == "de" or quantities(word, tongue) or word.endswith("s"):
        return []
    return [word] if tongue.reports.fullmatch(tokens[place + 1].rstrip().lower()) else []


def _is_name(tokens: Sequence[str], place: int, tongue: Language, known: Known, title_case: bool) -> bool:
    token = bare(tokens[place])
    if not _may_be_name(token, tongue):
        return False
    if token.isupper() and _ACRONYM.fullmatch(token):
        return not title_case or token in known.names
    if not title_case and _is_subject(tokens, place, tongue, known):
        return True
    if tongue.name == "de":
        return _is_german_name(tokens, place, tongue)
    listed = token in tongue.names["places"] or token in tongue.names.get("bodies", frozenset())
    if listed or title_case:
        return listed or (token in known.names and token.lower() not in known.plain)
    return not _first(tokens, place) or token in known.names or _runs_on(tokens, place, tongue, known)


def _is_subject(tokens: Sequence[str], place: int, tongue: Language, known: Known) -> bool:
    """Whether a word without an article opens a sentence and a verb of one follows: "Microsoft will …"."""
    verbs = tongue.names.get("verbs", frozenset())
    if not verbs or not _first(tokens, place) or place + 1 >= len(tokens) or tokens[place + 1] not in verbs:
        return False
    token = bare(tokens[place])
    plain = token.lower() in known.plain or token.lower() in _EMPTY
    many = token.endswith("s") and tongue.name != "de"
    return len(token) >= _STEM and not (plain or many or token.endswith(_NO_NAMES))


def _may_be_name(token: str, tongue: Language) -> bool:
    if not token[:1].isupper() or len(token) == 1 or quantities(token, tongue) or _ROMAN.fullmatch(token):
        return False
    return token not in tongue.names["common"] and token not in tongue.names["titles"]


def _runs_on(tokens: Sequence[str], place: int, tongue: Language, known: Known) -> bool:
    """Whether another capitalised word follows the one that opens a sentence."""
    if bare(tokens[place]).lower() in known.plain:
        return False
    after = tokens[place + 1] if place + 1 < len(tokens) else ""
    return after[:1].isupper() and bare(after) not in tongue.names["common"]


def _is_german_name(tokens: Sequence[str], place: int, tongue: Language) -> bool:
    """Whether it is listed, follows a title, or has a capitalised neighbour: nouns are capitalised too."""
    names = tongue.names
    token = bare(tokens[place])
    if {token, token.removesuffix("s")} & (names["places"] | names["people"] | names["bodies"]):
        return True
    before = tokens[place - 1] if place else ""
    if quantities(before, tongue):
        return False  # what is counted
    after = tokens[place + 1] if place + 1 < len(tokens) else ""
    if before in names["titles"] or before in names["people"]:
        return True
    if place and _first(tokens, place - 1):
        before = ""  # capitalised as every first word is
    neighbours = [t for t in (before, after) if t[:1].isupper() and len(t) > 1 and t not in names["common"]]
    return bool(neighbours) and not _first(tokens, place) and not _noun(token)


def _noun(token: str) -> bool:
    return token.endswith(_NOUN_ENDINGS)


def _without_kept(names: list[str], other: Sequence[str]) -> list[str]:
    there = {bare(t.rstrip()) for t in other}
    return [name for name in names if name not in there]


def _one(old: list[str], new: list[str], tongue: Language) -> bool:
    """Whether both are one name in two forms."""
    before, after = [_form(n, tongue) for n in old], [_form(n, tongue) for n in new]
    if set(before) <= set(after) or set(after) <= set(before):
        return True
    if any({*before, *after} <= group for group in tongue.kin):
        return True
    if _initials(old) == "".join(after) or _initials(new) == "".join(before):
        return True
    if len(old) == len(new) and all(a == b or swapped(a, b) for a, b in zip(old, new, strict=True)):
        return True
    return len(before) == len(after) and all(
        _related(a, b, tongue) for a, b in zip(before, after, strict=True)
    )


def _form(name: str, tongue: Language) -> str:
    lowered = name.lower()
    return tongue.variants.get(lowered, lowered).replace(".", "")


def swapped(one: str, other: str) -> bool:
    """Whether two letters that changed places are all that parts them: "Micheal", "Michael"."""
    if len(one) != len(other):
        return False
    differing = [k for k, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    first, last = (differing[0], differing[-1]) if differing else (0, 0)
    return last == first + 1 and one[first:][:2] == other[first:][1::-1]


def abbreviates(names: list[str], phrase: str) -> bool:
    """Whether a name is the initials of a phrase: "СК" of "Следственный комитет"."""
    if len(names) != 1 or not _ACRONYM.fullmatch(names[0]) or not names[0].isupper():
        return False
    letters = [word[0].lower() for word in re.findall(r"[^\W\d_]{2,}", phrase) if word not in names]
    left = iter(letters)
    short = names[0].replace(".", "").lower()
    return letters[:1] == [short[0]] and all(letter in left for letter in short)


def _initials(names: list[str]) -> str:
    return "".join(name[0] for name in names if len(name) > 1).lower()


def _related(one: str, other: str, tongue: Language) -> bool:
    if one == other:
        return True
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    rest = frozenset((one[shared:], other[shared:]))
    if shared >= _SHARED and rest in _DERIVED and tongue.name != "ru":
        return True
    if not tongue.inflections:
        return False
    endings = {"", *tongue.inflections}
    return _stem(one, tongue) == _stem(other, tongue) or (
        shared >= _SHARED and {one[shared:], other[shared:]} <= endings
    )


def _stem(name: str, tongue: Language) -> str:
    for ending in tongue.inflections:
        if name.endswith(ending) and len(name) - len(ending) >= _STEM:
            return name[: -len(ending)]
    return name


def in_title_case(headline: str) -> bool:
    """Whether most longer words of a headline are capitalised."""
    long = [t for t in re.findall(r"[^\W\d_]+", headline) if len(t) > _STEM]
    capitals = sum(t[0].isupper() for t in long)
    return len(long) >= _TITLED and capitals >= _TITLE_CASE * len(long)
