"""The labelled edits under tests/golden/flags, read into articles (see en.toml there for the form)."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from monitor.diff import diff, digest
from monitor.flags import Occasion, raise_flags
from storage.model import Article, Block, BlockKind, DateClaim, DateSource, Paywall, Span, SpanKind

FOLDER = Path(__file__).parents[1] / "golden" / "flags"
_REMOVED = re.compile(r"\[-(.*?)-\]", re.DOTALL)
_ADDED = re.compile(r"\{\+(.*?)\+\}", re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_BLOCKS = {
    "Note": BlockKind.NOTE,
    "Caption": BlockKind.CAPTION,
    "Quote": BlockKind.QUOTATION,
    "Heading": BlockKind.HEADING,
    "Item": BlockKind.LIST_ITEM,
}
_FIELD = re.compile(
    r"(By|Published|Modified|Paywall|Canonical|Correction|Note|Caption|Quote|Heading|Item): ?(.*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One edit as a desk makes it, and the flags that it must and may raise; all others it must not."""

    name: str
    language: str
    occasion: Occasion
    must: frozenset[str]
    may: frozenset[str]

    def raised(self) -> frozenset[str]:
        """Return the names of the flags that the edit raises."""
        return frozenset(flag.name for flag in raise_flags(self.occasion))


def pairs() -> Iterator[Pair]:
    """Yield every labelled edit, by file."""
    for path in sorted(FOLDER.glob("*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        for entry in told["pair"]:
            language = entry.get("language", path.stem)
            yield Pair(
                name=f"{path.stem}: {entry['is']}",
                language=language,
                occasion=_occasion(entry, language, told["context"]),
                must=frozenset(entry["must"]),
                may=frozenset(entry.get("may", ())),
            )


def _occasion(entry: dict, language: str, context: str) -> Occasion:
    text = entry["text"] if entry.get("alone") else f"{entry['text']}\n{context}"
    old = article(_ADDED.sub("", _REMOVED.sub(r"\1", text)), language)
    new = article(_ADDED.sub(r"\1", _REMOVED.sub("", text)), language)
    digests = {"old": digest(old), "new": digest(new), "gone": ""}
    earlier = tuple(digests.get(name, name) for name in entry.get("earlier", ["old"]))
    states = entry.get("states", ["there", "there"])
    return Occasion(
        old=old,
        new=None if states[1] == "gone" else new,
        changes=() if states[1] == "gone" else diff(old, new),
        old_gone=states[0] == "gone",
        new_gone=states[1] == "gone",
        earlier_digests=earlier,
        new_digest="" if states[1] == "gone" else digests["new"],
        old_url=entry.get("old_url", ""),
        new_url=entry.get("new_url", ""),
    )


def article(text: str, language: str) -> Article:
    """Read an article: "# headline", "> standfirst", "By: …" and the like, else a paragraph a line."""
    fields: dict[str, str] = {}
    blocks = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith(("# ", "> ")):
            fields[line[0]] = line[2:].strip()
            continue
        told = _FIELD.fullmatch(line)
        if told and told[1] not in _BLOCKS:
            fields[told[1]] = told[2].strip()
        elif told:
            if told[2].strip():
                blocks.append(_block(_BLOCKS[told[1]], told[2]))
        else:
            blocks.append(_block(BlockKind.PARAGRAPH, line))
    return Article(
        url="https://news.example/story",
        canonical_url=fields.get("Canonical", ""),
        headline=fields.get("#", ""),
        standfirst=fields.get(">", ""),
        byline=tuple(filter(None, fields.get("By", "").split("; "))),
        published=_claims(fields.get("Published", "")),
        modified=_claims(fields.get("Modified", "")),
        paywall=Paywall(fields.get("Paywall", "unknown")),
        correction=fields.get("Correction", ""),
        language=language,
        blocks=tuple(blocks),
    )


def _block(kind: BlockKind, text: str) -> Block:
    text, _, credit = text.partition(" | ")
    spans, plain, last = [], "", 0
    for link in _LINK.finditer(text):
        plain += text[last : link.start()]
        spans.append(
            Span(kind=SpanKind.LINK, start=len(plain), end=len(plain) + len(link[1]), target=link[2])
        )
        plain += link[1]
        last = link.end()
    return Block(kind=kind, text=(plain + text[last:]).strip(), spans=tuple(spans), credit=credit.strip())


def _claims(text: str) -> tuple[DateClaim, ...]:
    if not text:
        return ()
    at = datetime.fromisoformat(text)
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return (DateClaim(source=DateSource.JSON_LD, text=text, at=at),)
