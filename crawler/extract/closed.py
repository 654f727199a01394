"""Whether a paywall ends what is shown of an article (pure)."""

from crawler.extract.select import Selection
from crawler.extract.words import closes

#: So many pieces below the article a paywall's box is looked for.
BELOW = 8
#: What it says weighs no more than this.
LONGEST_BOX = 400


def is_closed(selection: Selection) -> bool:
    """Return whether right below the article stands that the rest is for subscribers."""
    if not selection.body:
        return False
    first = max(selection.body) + 1
    below = selection.pieces[first : first + BELOW]
    return any(piece.weight <= LONGEST_BOX and closes(piece.text) for piece in below)
