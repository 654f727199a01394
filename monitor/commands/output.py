"""How records look as lines of a terminal (pure)."""

from datetime import datetime

from storage.asked import EditLine
from storage.model import Severity, Visit

SEVERITY_STYLE = {
    Severity.SILENT: "bold red",
    Severity.FACTS: "bold yellow",
    Severity.TONE: "cyan",
    Severity.STYLE: "dim",
}


def moment(time: datetime | None) -> str:
    """Return a time to the minute, in UTC, or a dash."""
    return time.strftime("%Y-%m-%d %H:%M") if time else "–"


def printable(text: str) -> str:
    """Return `text` without what a terminal would obey: escapes, bells, and direction overrides."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def edit_line(line: EditLine) -> str:
    """Return an edit as one line of a list."""
    verdict = f" ✓{line.verdict}" if line.verdict else ""
    copies = f"  {copies_of(line)}" if line.copies else ""
    return (
        f"{line.id:>6}  {moment(line.seen_at)}  {line.severity.name.lower():<6}  "
        f"+{line.words_added} −{line.words_removed}  [{' '.join(line.flags)}]{verdict}  "
        f"{printable(line.site)}  {printable(line.headline)}{copies}"
    )


def copies_of(line: EditLine) -> str:
    """Return how many other pages have the same edit, in words."""
    return f"+{line.copies} {'copy' if line.copies == 1 else 'copies'}"


def visit_line(visit: Visit, edit_id: int) -> str:
    """Return an edit that was just found as one line."""
    if visit.edit is None:
        return ""
    flags = " ".join(flag.name for flag in visit.edit.flags) or "no flag"
    return f"edit {edit_id}  [{flags}]  {printable(visit.page.headline)}  {printable(visit.page.url)}"
