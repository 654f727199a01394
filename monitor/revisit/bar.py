"""The priority at which pages were visited of late (pure)."""

#: How much of the bar each visit makes: the last fifty or so tell.
_SHARE = 0.02


def next_bar(bar: float, priority: float) -> float:
    """Return the bar after a visit at this priority; it never stays at nought."""
    if bar <= 0:
        return priority
    # Of the geometric kind, so that one page far above the others does not lift it.
    return bar * (priority / bar) ** _SHARE if priority > 0 else bar * (1 - _SHARE)
