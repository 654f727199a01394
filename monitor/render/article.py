"""An article as plain text for a terminal (pure)."""

import textwrap

from storage.model import Article, Block, BlockKind, DateClaim

WIDTH = 100


def article_text(article: Article) -> str:
    """Return headline, standfirst, byline and dates, then the blocks, each by what it is.

    What a terminal would obey is replaced; lines are folded at WIDTH.
    """
    head = [article.headline, article.standfirst, ", ".join(article.byline), _dates(article)]
    parts = [_fold(text) for text in head if text]
    parts += [_block(block) for block in article.blocks]
    return "\n\n".join(parts)


def _dates(article: Article) -> str:
    told = (("published", article.published), ("modified", article.modified))
    return "  ".join(f"{name} {_claim(claims[0])}" for name, claims in told if claims)


def _claim(claim: DateClaim) -> str:
    when = f"{claim.at:%Y-%m-%d %H:%M} UTC" if claim.at else claim.text
    return f"{when} ({claim.source})"


def _block(block: Block) -> str:
    credit = f" ({block.credit})" if block.credit else ""
    marks = {
        BlockKind.HEADING: ("## ", "   "),
        BlockKind.QUOTATION: ("> ", "> "),
        BlockKind.LIST_ITEM: ("- ", "  "),
        BlockKind.CAPTION: ("[photo] ", "        "),
        BlockKind.NOTE: ("[note] ", "       "),
    }
    first, rest = marks.get(block.kind, ("", ""))
    return _fold(block.text + credit, first, rest)


def _fold(text: str, first: str = "", rest: str = "") -> str:
    safe = "".join(character if character.isprintable() else " " for character in text)
    return textwrap.fill(safe, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
