"""What every rule needs of an edit, read once: sentences side by side, numbers, quotations, names (pure)."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from monitor.diff import edited
from monitor.flags.occasion import Occasion
from monitor.flags.reading.hunks import Hunk, hunks
from monitor.flags.reading.language import Language, told_by
from monitor.flags.reading.notes import NoteKind, note_kind
from monitor.flags.reading.sentences import Matched, Sentence, bag, match, split
from storage.model import Article, Change, ChangeKind, Evidence, Field, RunKind
from storage.text import comparison_form

Found = TypeVar("Found")

_WHOLE = (Field.HEADLINE, Field.STANDFIRST)
_TEXT = (*_WHOLE, Field.BODY, Field.NOTE, Field.CAPTION)
_ELSEWHERE = 0.55  # likeness at which a sentence that went from one paragraph came in another
_ALONE = 0.4  # where one sentence went, and one came in its place
_CONTAINED = 0.6
# How much of an edit is read sentence by sentence: bounds what a rewritten page costs (bench_diff, "with
# flags"). So much is a long article rewritten from end to end.
_CHARACTERS = 30_000
_SENTENCES = 500  # on either side that are looked for elsewhere


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A sentence, or a few, of the old and what stands there now."""

    where: str
    old: str
    new: str

    @cached_property
    def hunks(self) -> list[Hunk]:
        """Where both differ, in words."""
        return hunks(self.old, self.new)

    def told(self, old: str, new: str) -> Evidence:
        """Return evidence found in this passage."""
        return Evidence(where=self.where, old=old, new=new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note on the article that came, or came to say something else."""

    where: str
    kind: NoteKind
    old: str
    new: str


class Reading:
    """An edit as rules read it."""

    def __init__(self, occasion: Occasion) -> None:
        self.occasion = occasion
        self._found: dict[Callable[[Reading], Iterable[Any]], tuple[Any, ...]] = {}

    def once(self, find: "Callable[[Reading], Iterable[Found]]") -> "tuple[Found, ...]":
        """Return what a function finds in this edit; it is called once."""
        if find not in self._found:
            self._found[find] = tuple(find(self))
        return self._found[find]

    @cached_property
    def edited(self) -> tuple[Change, ...]:
        """The changes without what was kept."""
        return edited(self.occasion.changes)

    @property
    def both(self) -> tuple[Article, Article] | None:
        """Both articles, where there are two."""
        old, new = self.occasion.old, self.occasion.new
        return (old, new) if old is not None and new is not None else None

    def of(self, field: Field) -> list[Change]:
        """Return what was edited in one field."""
        return [change for change in self.edited if change.field is field]

    @cached_property
    def tongue(self) -> Language:
        """The language of the article."""
        return told_by(self.occasion.old, self.occasion.new)

    @cached_property
    def worded(self) -> list[Change]:
        """The edited changes of text whose words changed."""
        return [
            c for c in self.edited if c.field in _TEXT and any(r.kind is not RunKind.KEPT for r in c.runs)
        ]

    @cached_property
    def readable(self) -> list[Change]:
        """The worded changes that are read sentence by sentence: the first _CHARACTERS of them."""
        left = _CHARACTERS
        found = []
        for change in self.worded:
            left -= max(len(change.old), len(change.new))
            if left >= 0:
                found.append(change)
        return found

    @cached_property
    def notes(self) -> list[Note]:
        """The notes on the article that came, went or changed."""
        return self._read[0]

    @cached_property
    def passages(self) -> list[Passage]:
        """Sentences of the old that say something else in the new."""
        return self._read[1]

    @cached_property
    def removed(self) -> list[Sentence]:
        """Sentences that went, and are nowhere else."""
        return self._read[2]

    @cached_property
    def added(self) -> list[Sentence]:
        """Sentences that came, and were nowhere before."""
        return self._read[3]

    @cached_property
    def _read(self) -> tuple[list[Note], list[Passage], list[Sentence], list[Sentence]]:
        notes: list[Note] = []
        passages: list[Passage] = []
        removed: list[Sentence] = []
        added: list[Sentence] = []
        for change in self.readable:
            olds, old_notes = self._sentences(change, change.old, change.old_at)
            news, new_notes = self._sentences(change, change.new, change.new_at)
            notes += _changed_notes(change, old_notes, new_notes)
            least = 0.2 if len(olds) == len(news) == 1 and change.kind is ChangeKind.CHANGED else 0.4
            found = _absorbed(match(olds, news, least))
            passages += [_passage(a, b) for a, b in found.pairs]
            removed += found.removed
            added += found.added
        alone = len(removed) == len(added) == 1 and removed[0].block == added[0].block
        across = match(removed[:_SENTENCES], added[:_SENTENCES], _ALONE if alone else _ELSEWHERE)
        passages += [_passage(a, b) for a, b in across.pairs]
        return (
            notes,
            passages,
            _nowhere_in(self.occasion.new, across.removed),
            _nowhere_in(self.occasion.old, across.added),
        )

    def _sentences(
        self, change: Change, text: str, at: tuple[int, ...]
    ) -> tuple[list[Sentence], list[tuple[NoteKind, str]]]:
        """Return the sentences of one side, and its notes."""
        where, block = change.field.value, at[0] if at else -1
        if not text.strip():
            return [], []
        if change.field in _WHOLE:
            return [Sentence(where=where, text=text, block=block)], []
        one_line = change.field is not Field.CAPTION and "\n" not in text.strip()
        if one_line and (kind := note_kind(text, self.tongue)):
            return self._beside_note(where, text, block, kind)
        if change.field is Field.NOTE:
            return [], [(NoteKind.OTHER, text)]
        found: list[Sentence] = []
        notes: list[tuple[NoteKind, str]] = []
        for sentence in split(where, text, block):
            kind = None if change.field is Field.CAPTION else note_kind(sentence.text, self.tongue)
            if notes and notes[-1][0] is NoteKind.CORRECTION and not found:
                notes[-1] = (notes[-1][0], f"{notes[-1][1]} {sentence.text}")
            elif kind:
                notes.append((kind, sentence.text))
            else:
                found.append(sentence)
        return found, notes

    def _beside_note(
        self, where: str, text: str, block: int, kind: NoteKind
    ) -> tuple[list[Sentence], list[tuple[NoteKind, str]]]:
        """Part a paragraph that holds a note: what stands before the note's first sentence is reporting."""
        before: list[Sentence] = []
        every = split(where, text, block)
        for place, sentence in enumerate(every):
            if note_kind(sentence.text, self.tongue):
                return before, [(kind, " ".join(s.text for s in every[place:]))]
            before.append(sentence)
        return [], [(kind, text)]


def _changed_notes(
    change: Change, old: list[tuple[NoteKind, str]], new: list[tuple[NoteKind, str]]
) -> list[Note]:
    was = [comparison_form(text) for _, text in old]
    now = [comparison_form(text) for _, text in new]
    came = [(kind, text) for kind, text in new if comparison_form(text) not in was]
    went = [(kind, text) for kind, text in old if comparison_form(text) not in now]
    rows = max(len(came), len(went))
    notes = []
    for k in range(rows):
        kind, text = came[k] if k < len(came) else (went[k][0], "")
        before = went[k][1] if k < len(went) else ""
        notes.append(Note(where=change.field.value, kind=kind, old=before, new=text))
    return notes


def _absorbed(found: Matched) -> Matched:
    """Add to each pair what its other side holds besides: sentences that were split or merged."""
    pairs = list(found.pairs)
    removed, added = [], []
    for sentence in found.removed:
        place = next((k for k, (a, b) in enumerate(pairs) if _holds(sentence, b, a)), -1)
        if place < 0:
            removed.append(sentence)
        else:
            a, b = pairs[place]
            pairs[place] = (replace(a, text=f"{a.text} {sentence.text}"), b)
    for sentence in found.added:
        place = next((k for k, (a, b) in enumerate(pairs) if _holds(sentence, a, b)), -1)
        if place < 0:
            added.append(sentence)
        else:
            a, b = pairs[place]
            pairs[place] = (a, replace(b, text=f"{b.text} {sentence.text}"))
    return Matched(pairs=tuple(pairs), removed=tuple(removed), added=tuple(added))


def _holds(sentence: Sentence, whole: Sentence, part: Sentence) -> bool:
    words: Counter[str] = bag(sentence.text)
    rest = bag(whole.text) - bag(part.text)
    return words.total() > 1 and (words & rest).total() >= _CONTAINED * words.total()


def _passage(old: Sentence, new: Sentence) -> Passage:
    return Passage(where=new.where, old=old.text, new=new.text)


def _nowhere_in(article: Article | None, found: Sequence[Sentence]) -> list[Sentence]:
    if article is None or not found:
        return list(found)
    text = comparison_form(f"{article.headline}\n{article.full_text()}")
    return [sentence for sentence in found if comparison_form(sentence.text) not in text]


Rule = Callable[[Reading], Iterable[Evidence]]


def told(change: Change) -> Evidence:
    """Return a change as evidence."""
    return Evidence(where=change.field.value, old=change.old, new=change.new)
