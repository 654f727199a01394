"""From pieces to the blocks of an article (pure)."""

import re
from collections.abc import Iterable, Iterator

from crawler.extract.hints import Hint
from crawler.extract.metadata import web_address
from crawler.extract.outline import HEADINGS, Bit, Piece
from crawler.extract.select import Selection, is_note
from crawler.extract.words import CREDIT, credit_pattern
from storage.model import Block, BlockKind, Span, SpanKind

#: Spans of one block that are kept.
MAX_SPANS = 500
#: A line longer than this is no credit.
LONGEST_CREDIT = 120

_BESIDE = frozenset((Hint.CAPTION, Hint.CREDIT))
_SPACE = re.compile(r"\s+")
_KINDS = {
    **dict.fromkeys(HEADINGS, BlockKind.HEADING),
    "blockquote": BlockKind.QUOTATION,
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
}


def blocks(selection: Selection, url: str) -> tuple[Block, ...]:
    """Return the body's blocks and its captions, in the order of the page."""
    captions = dict(_captions(selection))
    numbers = sorted({*selection.body, *captions})
    return tuple(captions.get(n) or _block(selection.pieces[n], url) for n in numbers)


def _block(piece: Piece, url: str) -> Block:
    plainly = not any(any(bit.ink) for bit in piece.bits)
    text, spans = (piece.text, ()) if plainly else text_and_spans(piece.bits, url)
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


def _captions(selection: Selection) -> Iterator[tuple[int, Block]]:
    """Yield each caption once, with the credit that stands beside it."""
    role = selection.choice.role
    told: set[str] = set()
    pending: tuple[int, str, str] | None = None
    for n in selection.captions:
        caption, credit = _split_credit(selection.pieces[n].text, is_credit=role[n] is Hint.CREDIT)
        beside = pending is not None and all(role[m] in _BESIDE for m in range(pending[0], n))
        if not caption or caption in told:
            if pending and beside and credit and not pending[2]:
                pending = (pending[0], pending[1], credit)
            continue
        if pending:
            yield pending[0], Block(kind=BlockKind.CAPTION, text=pending[1], credit=pending[2])
        told.add(caption)
        pending = (n, caption, credit)
    if pending:
        yield pending[0], Block(kind=BlockKind.CAPTION, text=pending[1], credit=pending[2])


def _split_credit(text: str, *, is_credit: bool) -> tuple[str, str]:
    """Return a caption without its credit, and the credit."""
    if len(text) <= LONGEST_CREDIT and (is_credit or CREDIT.opens(text)):
        return "", text
    match = credit_pattern().search(text)
    if match is None or len(text) - match.start() > LONGEST_CREDIT or not match.start():
        return text, ""
    return text[: match.start()].rstrip(" ,;|/–-("), match[1].rstrip(")")
