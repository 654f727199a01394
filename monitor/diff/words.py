"""Two texts compared word by word, as a person would mark them (pure, no clock)."""

from collections.abc import Sequence
from typing import NamedTuple

import diff_match_patch

from monitor.diff.subsequence import longest
from monitor.diff.tidy import Span, tidied
from monitor.diff.tokens import Reader, Tokens, spaced
from storage.model import Run, RunKind

# Product of token counts that is handed to diff-match-patch at most (research/diffs-and-flags.md): above
# it the words are told as replaced. 200 by 200 wholly different tokens take 30 ms there.
CELLS = 40_000
#: The same, of one whole comparison of two articles: bounds what an adversary can make it cost.
ALLOWANCE = 300_000
_SMALL = 400  # below it, looking for anchors costs more than it saves
_FIRST_CODE = 0x100
_SURROGATES = range(0xD800, 0xE000)


class Match(NamedTuple):
    """`size` tokens from `old` on are the same as from `new` on."""

    old: int
    new: int
    size: int


class Allowance:
    """The work that is left for one comparison: counted, not timed, so that every machine stops alike."""

    def __init__(self, cells: int = ALLOWANCE) -> None:
        self.cells = cells

    def spend(self, cells: int) -> bool:
        """Return whether that much was left, and take it."""
        if cells > CELLS or cells > self.cells:
            return False
        self.cells -= cells
        return True


def _engine() -> diff_match_patch.diff_match_patch:
    engine = diff_match_patch.diff_match_patch()
    engine.Diff_Timeout = 0  # the default of a second of wall clock gives other hunks on a busy machine
    return engine


_ENGINE = _engine()


def compare_words(old: str, new: str, allowance: Allowance, reader: Reader) -> tuple[Run, ...]:
    """Return the runs from `old` to `new`: kept, removed, added; a removal stands before its addition.

    Law: joining their `old` gives `old`, joining their `new` gives `new`; all are kept if and only if both
    texts have one comparison form.
    """
    if old == new or reader.form(old) == reader.form(new):
        return (Run(kind=RunKind.KEPT, old=old, new=new),) if old or new else ()
    before, after = reader.tokens(old), reader.tokens(new)
    for keys in (_keys, spaced):
        spans = tidied(_spans(keys(before), keys(after), allowance), before.texts, after.texts)
        if any(not span.kept for span in spans):
            return _runs(spans, before.texts, after.texts)
    return _runs([Span(False, 0, len(before.texts), 0, len(after.texts))], before.texts, after.texts)


def _keys(tokens: Tokens) -> list[str]:
    return tokens.keys


def differences(before: Tokens, after: Tokens, allowance: Allowance) -> list[tuple[int, int, int, int]]:
    """Return (old, old_end, new, new_end) of the finest hunks between two rows of tokens, in order."""
    spans = _spans(before.keys, after.keys, allowance)
    return [(s.old, s.old_end, s.new, s.new_end) for s in spans if not s.kept]


def _runs(spans: list[Span], before: list[str], after: list[str]) -> tuple[Run, ...]:
    runs = []
    for span in spans:
        old = "".join(before[span.old : span.old_end])
        new = "".join(after[span.new : span.new_end])
        if span.kept:
            runs.append(Run(kind=RunKind.KEPT, old=old, new=new))
            continue
        if old:
            runs.append(Run(kind=RunKind.REMOVED, old=old, new=""))
        if new:
            runs.append(Run(kind=RunKind.ADDED, old="", new=new))
    return tuple(runs)


def _spans(old: list[str], new: list[str], allowance: Allowance) -> list[Span]:
    """Return kept and changed spans in turn, over the whole of both."""
    spans = []
    i = j = 0
    for match in [*matches(old, new, allowance), Match(len(old), len(new), 0)]:
        if match.old > i or match.new > j:
            spans.append(Span(False, i, match.old, j, match.new))
        i, j = match.old + match.size, match.new + match.size
        if match.size:
            spans.append(Span(True, match.old, i, match.new, j))
    return _joined(spans)


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].kept == span.kept:
            joined[-1] = joined[-1]._replace(old_end=span.old_end, new_end=span.new_end)
        else:
            joined.append(span)
    return joined


def matches(old: Sequence[str], new: Sequence[str], allowance: Allowance) -> list[Match]:
    """Return what both have in common, in order and without overlap."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    end, new_end = len(old) - tail, len(new) - tail
    found = [Match(0, 0, head)] if head else []
    middle = _middle(old[head:end], new[head:new_end], 3, allowance)
    found.extend(Match(match.old + head, match.new + head, match.size) for match in middle)
    if tail:
        found.append(Match(end, new_end, tail))
    return found


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    for size, (a, b) in enumerate(zip(old, new, strict=False)):
        if a != b:
            return size
    return min(len(old), len(new))


def _middle(old: Sequence[str], new: Sequence[str], size: int, allowance: Allowance) -> list[Match]:
    """Match what has no common ends: by anchors where it is long, else by diff-match-patch."""
    if not old or not new:
        return []
    if len(old) * len(new) > _SMALL and size > 1:
        return _between(old, new, _anchors(old, new, size), size - 1, allowance)
    return _by_engine(old, new) if allowance.spend(len(old) * len(new)) else []


def _between(
    old: Sequence[str], new: Sequence[str], anchors: list[Match], size: int, allowance: Allowance
) -> list[Match]:
    found: list[Match] = []
    i = j = 0
    for anchor in [*anchors, Match(len(old), len(new), 0)]:
        before, after = old[i : anchor.old], new[j : anchor.new]
        middle = _middle(before, after, size, allowance)
        found.extend(Match(match.old + i, match.new + j, match.size) for match in middle)
        if anchor.size:
            found.append(anchor)
        i, j = anchor.old + anchor.size, anchor.new + anchor.size
    return found


def _anchors(old: Sequence[str], new: Sequence[str], size: int) -> list[Match]:
    """Return runs of `size` tokens and more that stand once on either side, in the same order on both."""
    first, second = _unique(old, size), _unique(new, size)
    pairs = [(i, second[gram]) for gram, i in first.items() if second.get(gram, -1) >= 0 and i >= 0]
    kept = [pairs[place] for place in longest([j for _, j in pairs])]
    anchors: list[Match] = []
    for i, j in kept:
        last = anchors[-1] if anchors else Match(-1, -1, 0)
        if i - last.old == j - last.new and i <= last.old + last.size:
            anchors[-1] = last._replace(size=i - last.old + size)
        elif i >= last.old + last.size and j >= last.new + last.size:
            anchors.append(Match(i, j, size))
    return anchors


def _unique(tokens: Sequence[str], size: int) -> dict[tuple[str, ...], int]:
    """Return where each run of `size` tokens stands, -1 where it stands more than once; in order."""
    places: dict[tuple[str, ...], int] = {}
    for place, gram in enumerate(zip(*(tokens[k:] for k in range(size)), strict=False)):
        places[gram] = -1 if gram in places else place
    return places


def _by_engine(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    codes: dict[str, str] = {}
    found = []
    i = j = 0
    for operation, text in _ENGINE.diff_main(_coded(old, codes), _coded(new, codes), checklines=False):
        if operation == _ENGINE.DIFF_EQUAL:
            found.append(Match(i, j, len(text)))
        i += len(text) if operation != _ENGINE.DIFF_INSERT else 0
        j += len(text) if operation != _ENGINE.DIFF_DELETE else 0
    return found


def _coded(tokens: Sequence[str], codes: dict[str, str]) -> str:
    """Return one code point a token."""
    for token in tokens:
        if token not in codes:
            code = len(codes) + _FIRST_CODE
            codes[token] = chr(code if code < _SURROGATES.start else code + len(_SURROGATES))
    return "".join([codes[token] for token in tokens])
