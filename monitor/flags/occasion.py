"""What a rule is shown of an edit."""

from dataclasses import dataclass

from storage.model import Article, Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Two revisions of a page, what lies between them, and what came before.

    A revision that is gone has no article; across a gap `old` is the last article before it.
    """

    old: Article | None
    new: Article | None
    changes: tuple[Change, ...]  #: those kept among them
    old_gone: bool = False
    new_gone: bool = False
    earlier_digests: tuple[str, ...] = ()  #: of the revisions before the new one, oldest first; "" where gone
    new_digest: str = ""  #: "" where gone
    old_url: str = ""  #: where the old body was found in the end; "" where not known
    new_url: str = ""
