"""Whether facts changed, and whether the page says so (pure)."""

from monitor.flags import (
    attribution_changed,
    hedge_changed,
    name_changed,
    negation_changed,
    number_changed,
    quotation_changed,
    quotation_removed,
    sourced_sentence_removed,
    style_only,
)
from monitor.flags.reading import Reading
from monitor.flags.reading.notes import NoteKind
from monitor.flags.reading.sentences import Sentence
from storage.model import Article, DateSource, Evidence, Field

FACTS = (
    number_changed,
    name_changed,
    quotation_changed,
    quotation_removed,
    attribution_changed,
    negation_changed,
    hedge_changed,
    sourced_sentence_removed,
)
#: What comes or goes there presents the facts otherwise, or shows another picture.
_PRESENTED = frozenset({Field.HEADLINE.value, Field.STANDFIRST.value, Field.CAPTION.value})
_FEWEST = 5  # words: a sentence that came or went tells no fact in less


def changed_facts(reading: Reading) -> list[Evidence]:
    """Return what tells that facts changed: what FACTS say, corrections that went, other sentences."""
    if reading.both is None or reading.once(style_only.evidence):
        return []
    found = [evidence for rule in FACTS for evidence in reading.once(rule.evidence)]
    # Who reads it later no longer learns what was wrong.
    found += [
        Evidence(where=note.where, old=note.old, new="")
        for note in reading.notes
        if note.kind is NoteKind.CORRECTION and not note.new
    ]
    found += [Evidence(where=s.where, old=s.text, new="") for s in reading.removed if _tells(s)]
    return found + [Evidence(where=s.where, old="", new=s.text) for s in reading.added if _tells(s)]


def _tells(sentence: Sentence) -> bool:
    if sentence.where in _PRESENTED:
        return False
    return len(sentence.text.split()) >= _FEWEST or len(sentence.text) >= _FEWEST * 4


def _shown(article: Article) -> list[str]:
    """Return the lines on the page that say when it was updated."""
    return [claim.text for claim in article.modified if claim.source is DateSource.VISIBLE]


def disclosed(reading: Reading) -> list[Evidence]:
    """Return what tells readers that the article was edited: a note that came, a new date."""
    notes = [
        Evidence(where=note.where, old=note.old, new=note.new)
        for note in reading.notes
        if note.new and note.kind in (NoteKind.CORRECTION, NoteKind.UPDATE)
    ]
    if reading.both is None:
        return notes
    old, new = (article.modified_at for article in reading.both)
    if new and new != old:
        notes.append(Evidence(where="modified", old=old.isoformat() if old else "", new=new.isoformat()))
    before, now = (_shown(article) for article in reading.both)
    if now and now != before and not notes:
        notes.append(Evidence(where="modified", old=", ".join(before), new=", ".join(now)))
    if reading.both[1].correction and reading.both[1].correction != reading.both[0].correction:
        notes.append(Evidence(where="note", old=reading.both[0].correction, new=reading.both[1].correction))
    return notes
