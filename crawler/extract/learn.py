"""Learning a site's furniture from many of its pages and captures (pure)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from crawler.extract.site import IN, SiteFurniture, shape
from storage.model import Article, Block, BlockKind

#: Name and version of these rules.
LEARNED_BY = "stet-furniture 2"
#: A line is learned if it stands on so many pages of the site …
LEAST_PAGES = 3
#: … is no longer than this: real copyright notes and background paragraphs of a site's articles are longer …
LONGEST_LINE = 80
#: … and stands outside the body's core, which reaches from the first to the last block of this length.
CORE_BLOCK = 120
#: A path is learned if its lines change at each of so many captures of a page, its core standing still …
LEAST_CAPTURES = 3
#: … on so many pages of the site: on one it may be an article's last line that is worked on.
LEAST_RESTLESS = 2
#: Lines of one site that are kept, the most frequent first.
MAX_LINES = 500

_LEARNABLE = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM))


class Read(NamedTuple):
    """An article, and the path of each of its blocks in the page's markup (see `paths.path`)."""

    article: Article
    paths: tuple[str, ...]


class _Parts(NamedTuple):
    """Lines of an article, as shapes with their paths: the short ones outside its core, and the core's."""

    outer: list[tuple[str, str]]
    core: list[tuple[str, str]]


def learn(host: str, pages: Iterable[Sequence[Read]]) -> SiteFurniture:
    """Return the furniture of a site: `pages` are its pages, each with its captures in order of time.

    Learned are short lines outside the body's core: those that stand on three pages or more, numbers aside,
    and all lines at a path where two pages or more have others at every capture while their cores stand still
    ("most read", the weather). A line is counted once a page. Notes, captions and quotations are never
    learned, nor a line or path that any page's core holds.
    Law: hiding what was learned never hides an edit inside a core.
    """
    seen: Counter[str] = Counter()
    restless: Counter[str] = Counter()
    inside: set[str] = set()
    for captures in pages:
        parts = [split_at_core(read) for read in captures]
        seen.update({line for part in parts for line, _ in part.outer})
        restless.update(IN + path for path in _restless(parts))
        for part in parts:
            inside.update(*((line, IN + path) for line, path in part.core))
    learned = [line for line, count in seen.items() if count >= LEAST_PAGES]
    learned += [line for line, count in restless.items() if count >= LEAST_RESTLESS]
    counts = seen + restless
    kept = sorted((line for line in learned if line not in inside), key=lambda line: (-counts[line], line))
    return SiteFurniture(host=host, version=LEARNED_BY, lines=tuple(sorted(kept[:MAX_LINES])))


def _restless(captures: Sequence[_Parts]) -> Iterator[str]:
    """Yield the paths whose lines are others at every capture, where the core is the same at all."""
    if len(captures) < LEAST_CAPTURES or any(a.core != b.core for a, b in pairwise(captures)):
        return
    lines: dict[str, list[list[str]]] = defaultdict(lambda: [[] for _ in captures])
    for number, part in enumerate(captures):
        for line, path in part.outer:
            lines[path][number].append(line)
    for path, told in lines.items():
        if path and all(told) and all(a != b for a, b in pairwise(told)):
            yield path


def split_at_core(read: Read) -> _Parts:
    """Return the short lines outside the body's core and all lines inside it.

    An article without a long block is all core.
    """
    pairs = zip(read.article.blocks, read.paths, strict=True)
    placed = [(block, path) for block, path in pairs if block.kind is not BlockKind.CAPTION]
    long = [n for n, (block, _) in enumerate(placed) if len(block.text) >= CORE_BLOCK]
    first, last = (long[0], long[-1]) if long else (0, len(placed) - 1)
    outer = [
        (shape(block.text), path)
        for n, (block, path) in enumerate(placed)
        if not first <= n <= last and len(block.text) <= LONGEST_LINE and block.kind in _LEARNABLE
    ]
    return _Parts(outer, [(shape(block.text), path) for block, path in placed[first : last + 1]])


def without_furniture(
    blocks: Sequence[Block], paths: Sequence[str], known: SiteFurniture
) -> tuple[Block, ...]:
    """Return the blocks that what is known of the site leaves: all of the core, notes, captions."""
    long = [n for n, b in enumerate(blocks) if len(b.text) >= CORE_BLOCK and b.kind is not BlockKind.CAPTION]
    if not long:
        return tuple(blocks)
    return tuple(
        block
        for n, (block, path) in enumerate(zip(blocks, paths, strict=True))
        if long[0] <= n <= long[-1]
        or block.kind not in _LEARNABLE
        or len(block.text) > LONGEST_LINE
        or not known.hides(block.text, path)
    )
