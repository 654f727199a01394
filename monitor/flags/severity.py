"""How much an edit matters: the one place that says so.

SILENT  facts changed or went, and neither a note nor a new date says it
FACTS   what is told to have happened changed, or who says so; a correction came; the text went
TONE    how it is told changed: headline, standfirst, how sure the article is
STYLE   neither

New sentences alone change nothing that was told: without a note and a new date they are FACTS.
What changes the facts ranks over what changes the tone, over style; silent ranks over disclosed. An edit
is as severe as its most severe flag.
"""

from collections.abc import Iterable

from monitor.diff import edited
from storage.model import Change, ChangeKind, Field, Flag, Severity

_SILENT = frozenset({"silent_edit"})
FACTS = frozenset(
    {
        "attribution_changed",
        "correction_added",
        "gone",
        "hedge_changed",
        "large_rewrite",
        "merged",
        "name_changed",
        "negation_changed",
        "number_changed",
        "publication_date_changed",
        "quotation_changed",
        "quotation_removed",
        "shortened",
        "sourced_sentence_removed",
    }
)
TONE = frozenset(
    {
        "alternating",
        "byline_changed",
        "caption_changed",
        "disclosed_edit",
        "headline_changed",
        "link_changed",
        "moved",
        "paywall_changed",
        "redirected",
        "returned",
        "reverted",
        "standfirst_changed",
    }
)
_STYLE = frozenset({"style_only", "update_note"})


def severity(flags: Iterable[Flag], changes: Iterable[Change]) -> Severity:
    """Return how much an edit matters, by its flags; without any, by whether words changed."""
    flags = tuple(flags)
    raised = {flag.name for flag in flags}
    silent = raised & _SILENT
    if silent and (raised & FACTS or any(map(_takes_back, flags))):
        return Severity.SILENT
    if silent or raised & FACTS:
        return Severity.FACTS
    if raised & TONE:
        return Severity.TONE
    if raised & _STYLE:
        return Severity.STYLE
    return Severity.TONE if any(map(_says_else, edited(changes))) else Severity.STYLE


def _takes_back(flag: Flag) -> bool:
    """Whether something went that stood there; a silent edit that only added says more, and nothing else."""
    return flag.name in _SILENT and any(evidence.old for evidence in flag.evidence)


def _says_else(change: Change) -> bool:
    if change.field in (Field.LINK, Field.PUBLISHED):
        return False
    return change.kind is ChangeKind.MOVED or bool(change.removed or change.added)
