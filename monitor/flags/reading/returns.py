"""How often a page's text came back to an earlier one (pure)."""

from monitor.flags.occasion import Occasion

_WINDOW = 12  # revisions that are looked back over


def returns(occasion: Occasion) -> int:
    """Return how often lately a text came back after another, now included; 0 where it did not now.

    Revisions that were gone count for nothing: a page that returns with its text has not reverted.
    """
    rows: list[str] = []
    for digest in (*occasion.earlier_digests[-_WINDOW:], occasion.new_digest):
        if digest and digest != (rows[-1] if rows else ""):
            rows.append(digest)
    if not occasion.new_digest or len(rows) < 3 or occasion.old_gone:  # noqa: PLR2004
        return 0
    back = [digest in rows[:place] for place, digest in enumerate(rows)]
    return sum(back) if back[-1] else 0
