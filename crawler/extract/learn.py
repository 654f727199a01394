"""Learning a site's furniture from many of its pages and captures (pure)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from crawler.extract.site import SiteFurniture, shape
from storage.model import Article, Block, BlockKind

#: Name and version of these rules.
LEARNED_BY = "stet-furniture 1"
#: A line is learned if it stands on so many pages of the site …
LEAST_PAGES = 3
#: … is no longer than this: real copyright notes and background paragraphs of a site's articles are longer …
LONGEST_LINE = 80
#: … and stands outside the body's core, which reaches from the first to the last block of this length.
CORE_BLOCK = 120
#: Lines of one site that are kept, the most frequent first.
MAX_LINES = 500

_LEARNABLE = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM))


def learn(host: str, pages: Iterable[Sequence[Article]]) -> SiteFurniture:
    """Return the furniture of a site: `pages` are its pages, each with its captures in order of time.

    Learned are short lines outside the body's core that stand on three pages or more, numbers aside: so
    counters and clocks that change at every visit are learned too. A line is counted once a page. Notes,
    captions and quotations are never learned, nor a line that any page's core holds.
    Law: hiding what was learned never hides an edit inside a core.
    """
    seen: Counter[str] = Counter()
    inside: set[str] = set()
    for captures in pages:
        lines: set[str] = set()
        for article in captures:
            outer, core = split_at_core(article)
            lines.update(outer)
            inside.update(core)
        seen.update(lines)
    learned = [line for line, count in seen.items() if count >= LEAST_PAGES and line not in inside]
    learned.sort(key=lambda line: (-seen[line], line))
    return SiteFurniture(host=host, version=LEARNED_BY, lines=tuple(sorted(learned[:MAX_LINES])))


def split_at_core(article: Article) -> tuple[list[str], list[str]]:
    """Return the short lines outside the body's core and all lines inside it, as shapes.

    An article without a long block is all core.
    """
    blocks = [block for block in article.blocks if block.kind is not BlockKind.CAPTION]
    long = [n for n, block in enumerate(blocks) if len(block.text) >= CORE_BLOCK]
    first, last = (long[0], long[-1]) if long else (0, len(blocks) - 1)
    outer = [
        shape(block.text)
        for n, block in enumerate(blocks)
        if not first <= n <= last and len(block.text) <= LONGEST_LINE and block.kind in _LEARNABLE
    ]
    return outer, [shape(block.text) for block in blocks[first : last + 1]]


def without_furniture(blocks: Sequence[Block], known: SiteFurniture) -> tuple[Block, ...]:
    """Return the blocks that what is known of the site leaves: all of the core, notes, captions."""
    long = [n for n, b in enumerate(blocks) if len(b.text) >= CORE_BLOCK and b.kind is not BlockKind.CAPTION]
    if not long:
        return tuple(blocks)
    return tuple(
        block
        for n, block in enumerate(blocks)
        if long[0] <= n <= long[-1]
        or block.kind not in _LEARNABLE
        or len(block.text) > LONGEST_LINE
        or not known.hides(block.text)
    )
