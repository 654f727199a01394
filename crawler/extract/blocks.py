"""From pieces to the blocks of an article (pure)."""

import re
from collections.abc import Iterable, Iterator

from crawler.extract.captions import captions
from crawler.extract.metadata import web_address
from crawler.extract.outline import HEADINGS, Bit, Piece
from crawler.extract.select import Selection, is_note
from storage.model import Block, BlockKind, Span, SpanKind

#: Spans of one block that are kept.
MAX_SPANS = 500
_SPACE = re.compile(r"\s+")
_KINDS = {
    **dict.fromkeys(HEADINGS, BlockKind.HEADING),
    "blockquote": BlockKind.QUOTATION,
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
}


def blocks(selection: Selection, url: str) -> dict[int, Block]:
    """Return the body's blocks and its captions by the number of their piece, in the order of the page."""
    beside = dict(captions(selection))
    numbers = sorted({*selection.body, *beside})
    return {n: beside.get(n) or _block(selection.pieces[n], url) for n in numbers}


def _block(piece: Piece, url: str) -> Block:
    plainly = not any(any(bit.ink) for bit in piece.bits)
    text, spans = (piece.as_written(), ()) if plainly else text_and_spans(piece.bits, url)
    kind = BlockKind.NOTE if is_note(piece) else _KINDS.get(piece.kind, BlockKind.PARAGRAPH)
    return Block(kind=kind, text=text, spans=spans)


def text_and_spans(bits: Iterable[Bit], url: str) -> tuple[str, tuple[Span, ...]]:
    """Return the text of `bits` with its white space squashed, and the spans on it."""
    text = ""
    spans: list[Span] = []
    for bit in bits:
        part = _SPACE.sub(" ", bit.text)
        if part.startswith(" ") and (not text or text.endswith(" ")):
            part = part[1:]
        for span in _spans(bit, len(text), len(text) + len(part), url):
            _join(spans, span)
        text += part
    length = len(text.rstrip())
    fitting = (
        Span(kind=s.kind, start=s.start, end=min(s.end, length), target=s.target)
        for s in spans
        if s.start < length
    )
    return text[:length], tuple(s for s in fitting if s.start < s.end)[:MAX_SPANS]


def _spans(bit: Bit, start: int, end: int, url: str) -> Iterator[Span]:
    if start == end:
        return
    if bit.ink.link and (target := web_address(bit.ink.link, url)):
        yield Span(kind=SpanKind.LINK, start=start, end=end, target=target)
    if bit.ink.strong:
        yield Span(kind=SpanKind.STRONG, start=start, end=end)
    if bit.ink.emphasis:
        yield Span(kind=SpanKind.EMPHASIS, start=start, end=end)


def _join(spans: list[Span], span: Span) -> None:
    for n in range(len(spans) - 1, max(-1, len(spans) - 4), -1):
        last = spans[n]
        if last.end == span.start and last.kind is span.kind and last.target == span.target:
            spans[n] = Span(kind=span.kind, start=last.start, end=span.end, target=span.target)
            return
    spans.append(span)
