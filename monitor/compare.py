"""The edit between two saved pages or two articles, with no archive: also what `stet compare` prints."""

from dataclasses import dataclass

from crawler.extract import extract
from crawler.visit import Body
from monitor.diff import diff, digest
from monitor.flags import Occasion, raise_flags
from monitor.flags.severity import severity
from storage.model import Article, Change, Flag, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two articles and what lies between them."""

    old: Article
    new: Article
    changes: tuple[Change, ...]  #: those kept among them, in reading order
    flags: tuple[Flag, ...]
    severity: Severity


def compare(old: bytes, new: bytes, url: str) -> Comparison:
    """Return the edit between two saved pages of one address, both read by today's rules.

    Raises NotAnArticle where either holds no article.
    """
    return compare_articles(extract(Body(content=old, url=url)), extract(Body(content=new, url=url)))


def compare_articles(old: Article, new: Article) -> Comparison:
    """Return the edit between two articles that one version of the rules has made."""
    changes = diff(old, new)
    occasion = Occasion(
        old=old, new=new, changes=changes, earlier_digests=(digest(old),), new_digest=digest(new)
    )
    flags = raise_flags(occasion)
    return Comparison(old=old, new=new, changes=changes, flags=flags, severity=severity(flags, changes))
