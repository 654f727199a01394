"""What of an article is compared, and its digest (pure)."""

import json
import re
import zlib

from monitor.diff.targets import target_form
from storage.model import Article, Block, BlockKind, DateSource, Field, SpanKind
from storage.text import comparison_form, sha256

Texts = list[tuple[tuple[int, ...], str]]  # the places of blocks in the article, and what they say

#: The place of a standfirst that is told beside blocks: before the first.
STANDFIRST = -1

# Blocks above which neighbours are read as one: no news page has so many, and a file of a hundred thousand
# one-letter lines must not cost seconds. A stretch ends where its last line says so, so that an inserted
# line moves no other stretch's end.
_MANY = 5_000
_STRETCH = 16
_LONGEST_STRETCH = 128
#: The comparison form of a text with one of these is not empty; most blocks begin with one.
_LETTER = re.compile(r"\w")


def block_text(block: Block) -> str:
    """Return what a block says; of a caption, its credit on a line of its own."""
    return f"{block.text}\n{block.credit}" if block.credit else block.text


def block_field(block: Block) -> Field:
    """Return the field that a change in this block is told under."""
    if block.kind is BlockKind.CAPTION:
        return Field.CAPTION
    return Field.NOTE if block.kind is BlockKind.NOTE else Field.BODY


def fields(article: Article) -> tuple[tuple[Field, str], ...]:
    """Return what is compared as a whole, in reading order."""
    return (
        (Field.HEADLINE, article.headline),
        (Field.STANDFIRST, article.standfirst),
        (Field.BYLINE, ", ".join(article.byline)),
        (Field.PUBLISHED, _published(article)),
        (Field.NOTE, _hidden_correction(article)),
    )


def streams(article: Article) -> tuple[Texts, Texts]:
    """Return the texts of body and notes, and those of captions: where a photo stands is no wording."""
    texts: Texts = []
    captions: Texts = []
    for place, block in enumerate(article.blocks):
        stream = captions if block.kind is BlockKind.CAPTION else texts
        text = block_text(block)
        if _LETTER.search(text) or comparison_form(text):
            stream.append(((place,), text))
    return _in_stretches(texts), _in_stretches(captions)


def _in_stretches(texts: Texts) -> Texts:
    if len(texts) <= _MANY:
        return texts
    stretches: Texts = []
    places: list[int] = []
    lines: list[str] = []
    for (place,), text in texts:
        places.append(place)
        lines.append(text)
        last = (
            len(lines) >= _STRETCH
            and zlib.crc32(comparison_form(text).encode("utf-8", "replace")) % _STRETCH == 0
        )
        if last or len(lines) == _LONGEST_STRETCH:
            stretches.append((tuple(places), "\n".join(lines)))
            places, lines = [], []
    return [*stretches, (tuple(places), "\n".join(lines))] if lines else stretches


def links(block: Block) -> list[tuple[str, str]]:
    """Return anchor and target of each link of a block, in order."""
    return [
        (block.text[span.start : span.end], span.target)
        for span in block.spans
        if span.kind is SpanKind.LINK and span.target
    ]


def digest(article: Article) -> str:
    """Return the SHA-256 of all that is compared, in comparison form.

    Law: between two articles of one digest `edited(diff(a, b))` is empty. The other way round it is so but
    for texts that stand under another field or kind, and captions in another order: a paragraph that became a
    caption is no edit wherever the photo stands, yet two paragraphs that changed places are one.
    """
    told = [
        [comparison_form(text) for _, text in fields(article)],
        *([_told(article, places, text) for places, text in stream] for stream in streams(article)),
    ]
    return sha256(json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode())


def _told(article: Article, places: tuple[int, ...], text: str) -> list[object]:
    targets = [target_form(target) for place in places for _, target in links(article.blocks[place])]
    return [comparison_form(text), targets]


def _published(article: Article) -> str:
    """Return the moment of publication as machines are told it, else the day that the page shows.

    Visible hours are written in many ways, in many zones.
    """
    claims = [claim for claim in article.published if claim.at]
    sources = (DateSource.JSON_LD, DateSource.META)
    if at := next((claim.at for claim in claims if claim.source in sources), None):
        return at.isoformat(sep=" ")
    shown = next((claim.at for claim in claims), None)
    return shown.date().isoformat() if shown else ""


def _hidden_correction(article: Article) -> str:
    """Return schema.org's correction, unless the article shows it too."""
    return "" if shows(article, article.correction) else article.correction


def shows(article: Article, text: str) -> bool:
    """Return whether a block of the article holds a text; a text without words is shown by all."""
    form = comparison_form(text)
    return not form or any(form in comparison_form(block.text) for block in article.blocks)
