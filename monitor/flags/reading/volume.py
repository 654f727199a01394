"""How much of an article stayed, went and came (pure)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.flags.reading import Reading
from storage.model import Field, RunKind

_WORD = re.compile(r"[\u0e00-\u0eff\u3041-\u30ff\u3400-\u9fff]|[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Words of the body; characters count as words in scripts without spaces."""

    old: int
    new: int
    removed: int
    added: int


def volume(reading: Reading) -> Iterator[Volume]:
    """Yield how many words the body had and has, and how many of them went and came."""
    counts = dict.fromkeys(RunKind, 0)
    for change in reading.occasion.changes:
        if change.field is Field.BODY:
            for run in change.runs:
                counts[run.kind] += len(_WORD.findall(run.new or run.old))
    kept, removed, added = (counts[kind] for kind in (RunKind.KEPT, RunKind.REMOVED, RunKind.ADDED))
    yield Volume(old=kept + removed, new=kept + added, removed=removed, added=added)
