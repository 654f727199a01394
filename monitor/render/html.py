"""An edit as HTML: `<ins>` and `<del>`, with hidden words for those who do not see them (pure)."""

from collections.abc import Iterable
from html import escape

from monitor.render import Layout, close, label, passed_over, shown
from storage.model import Change, ChangeKind, Evidence, Flag, Run, RunKind

_HIDDEN = {RunKind.REMOVED: "deleted: ", RunKind.ADDED: "added: "}
_MOVED = {RunKind.REMOVED: "moved away: ", RunKind.ADDED: "moved here: "}
_TAGS = {RunKind.REMOVED: "del", RunKind.ADDED: "ins"}
_SYMBOLS = {
    ChangeKind.KEPT: "=",
    ChangeKind.ADDED: "+",
    ChangeKind.REMOVED: "−",
    ChangeKind.CHANGED: "±",
    ChangeKind.MOVED: "↕",
    ChangeKind.SPLIT: "⑂",
    ChangeKind.MERGED: "⑃",
}
_ARROW = '<span aria-hidden="true">↕ </span>'
STYLE = """\
.stet-diff { font: 1rem/1.5 Georgia, serif; max-width: 70rem; }
.stet-change { border-left: .25rem solid #999; margin: 1rem 0; padding: 0 0 0 .75rem; }
.stet-label, .stet-passed { color: #555; font: .85rem/1.4 sans-serif; margin: 0; }
.stet-diff p { margin: .25rem 0; white-space: pre-line; }
.stet-diff del { background: #fde2e1; color: #7a1414; text-decoration: line-through; }
.stet-diff ins { background: #dcf5e3; color: #0b4a22; text-decoration: underline; }
.stet-diff .stet-moved { background: #e3edf9; color: #123f70; text-decoration-style: dotted; }
.stet-flags { font: .85rem/1.4 sans-serif; max-width: 70rem; }
.stet-flags dt { font-weight: bold; }
.stet-columns { display: grid; gap: 1rem; grid-template-columns: 1fr 1fr; }
.stet-hidden { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px; }
"""


def render(changes: Iterable[Change], *, layout: Layout = Layout.INLINE, whole: bool = False) -> str:
    """Return the changes as one `<div>`; everything of the page is escaped, `STYLE` makes it readable."""
    parts = []
    for change in shown(changes, whole=whole):
        if isinstance(change, int):
            parts.append(f'<p class="stet-passed">… {escape(passed_over(change))} …</p>')
            continue
        text = _inline(change) if layout is Layout.INLINE else _columns(change)
        symbol = f'<span aria-hidden="true">{_SYMBOLS[change.kind]}</span>'
        parts.append(
            f'<section class="stet-change stet-{change.kind.value}">'
            f'<h3 class="stet-label">{symbol} {escape(label(change))}</h3>{text}</section>'
        )
    return f'<div class="stet-diff stet-{layout.value}">' + "\n".join(parts) + "</div>\n"


def page(
    changes: Iterable[Change],
    title: str,
    *,
    flags: Iterable[Flag] = (),
    layout: Layout = Layout.INLINE,
    whole: bool = False,
) -> str:
    """Return the same as a document that needs nothing else, with flags and their evidence before it."""
    body = _flags(flags) + render(changes, layout=layout, whole=whole)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n"
        f'<body><h1 dir="auto">{escape(title)}</h1>\n{body}</body></html>\n'
    )


def _flags(flags: Iterable[Flag]) -> str:
    told = "".join(f"<dt>{escape(f.name)}</dt>{''.join(map(_evidence, f.evidence))}" for f in flags)
    return f'<dl class="stet-flags">{told}</dl>\n' if told else ""


def _evidence(one: Evidence) -> str:
    old, new = (escape(text) or "–" for text in (one.old, one.new))
    return f'<dd dir="auto">{escape(one.where)}: <bdi>{old}</bdi> → <bdi>{new}</bdi></dd>'


def _inline(change: Change) -> str:
    runs = (escape(run.new) if run.kind is RunKind.KEPT else _marked(run) for run in close(change.runs))
    return f'<p dir="auto">{"".join(runs)}</p>'


def _columns(change: Change) -> str:
    old = "".join(_marked(run) for run in change.runs if run.kind is not RunKind.ADDED)
    new = "".join(
        escape(run.new) if run.kind is RunKind.KEPT else _marked(run)
        for run in change.runs
        if run.kind is not RunKind.REMOVED
    )
    return (
        '<div class="stet-columns">'
        f'<div><h4 class="stet-hidden">Old</h4><p dir="auto">{old}</p></div>'
        f'<div><h4 class="stet-hidden">New</h4><p dir="auto">{new}</p></div></div>'
    )


def _marked(run: Run) -> str:
    """Mark words, not the white space around them."""
    if run.kind is RunKind.KEPT:
        return escape(run.old)
    text = run.old or run.new
    words = text.strip()
    if not words:
        return escape(text)
    start = text.index(words)
    tag = _TAGS[run.kind]
    # Its own dir keeps these words out of what dir="auto" reads: an Arabic paragraph stays one.
    hidden = f'<span class="stet-hidden" dir="ltr">{(_MOVED if run.moved else _HIDDEN)[run.kind]}</span>'
    opening = f'<{tag} class="stet-moved">{_ARROW}' if run.moved else f"<{tag}>"
    return (
        f"{escape(text[:start])}{opening}{hidden}{escape(words)}</{tag}>{escape(text[start + len(words) :])}"
    )
