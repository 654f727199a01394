"""The marks in which the demo's articles are written, read into blocks (pure).

Blocks stand apart by an empty line. The first characters of a block tell its kind:
`## ` a heading, `> ` a quotation, `- ` a list item, `!photo CAPTION | CREDIT` a caption,
`!note ` a note; all else is a paragraph.
Within a block `[words](address)` is a link, `**words**` strong and `*words*` emphasis.
"""

import re

from storage.model import Block, BlockKind, Span, SpanKind

_MARKS = {
    "## ": BlockKind.HEADING,
    "> ": BlockKind.QUOTATION,
    "- ": BlockKind.LIST_ITEM,
    "!photo ": BlockKind.CAPTION,
    "!note ": BlockKind.NOTE,
}
_SPAN = re.compile(
    r"\[(?P<link>[^\]\[]+)\]\((?P<target>[^)\s]+)\)|\*\*(?P<strong>[^*]+)\*\*|\*(?P<emphasis>[^*]+)\*"
)


def blocks(copy: str) -> tuple[Block, ...]:
    """Return the blocks of an article's copy, in its order."""
    return tuple(_block(part) for part in paragraphs(copy))


def paragraphs(copy: str) -> list[str]:
    """Return the copy's blocks with their marks still in them; lines within a block are joined."""
    return [" ".join(part.split("\n")) for part in re.split(r"\n\s*\n", copy.strip())]


def _block(part: str) -> Block:
    mark = next((mark for mark in _MARKS if part.startswith(mark)), "")
    kind = _MARKS.get(mark, BlockKind.PARAGRAPH)
    words, credit = part.removeprefix(mark), ""
    if kind is BlockKind.CAPTION:
        words, _, credit = (side.strip() for side in words.partition("|"))
    text, spans = _inline(words)
    return Block(kind=kind, text=text, spans=spans, credit=credit)


def _inline(words: str) -> tuple[str, tuple[Span, ...]]:
    text, spans, read = "", [], 0
    for mark in _SPAN.finditer(words):
        kind = next(kind for kind in SpanKind if mark[kind.value])
        text += words[read : mark.start()]
        inside = mark[kind.value]
        target = mark["target"] or ""
        spans.append(Span(kind=kind, start=len(text), end=len(text) + len(inside), target=target))
        text, read = text + inside, mark.end()
    return text + words[read:], tuple(spans)
