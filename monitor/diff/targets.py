"""Where a link leads, without what only counts its readers (pure)."""

import re
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

# Parameters that campaigns, networks and share buttons add: none of them chooses what is shown.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|wt|at|ns|hsa|soc|guce|vero|oly|sc)_\w+|(?:fb|g|dc|gb|wb|ms|y|tw|ttc)cl(?:id|src)|gclsrc|gbraid|wbraid"
    r"|mc_[ce]id|igsh(?:id)?|ref(?:_src|_url|errer)?|cmp(?:id)?|ocid|smid|smtyp|xtor|icid|ito|ftag|_ga|_gl|spm|cid"
    r"|guccounter|sr_share|__twitter_impression|partner|taid|trk|mkt_tok|outputtype|amp",
    re.IGNORECASE,
)


@lru_cache(maxsize=16_384)
def target_form(target: str) -> str:
    """Return `target` in the form in which two links are compared.

    Without fragment, tracking parameters and a last slash; http and https are one.
    """
    try:
        parts = urlsplit(target.strip())
    except ValueError:
        return target.strip()
    query = "&".join(
        pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])
    )
    scheme = "https" if parts.scheme == "http" else parts.scheme
    return urlunsplit((scheme, parts.netloc.lower(), parts.path.rstrip("/"), query, ""))


def leads_elsewhere(before: str, now: str) -> bool:
    """Return whether two addresses are of two places, `www.` aside."""
    return _place(before) != _place(now)


def _place(url: str) -> str:
    return target_form(url).replace("://www.", "://", 1)
