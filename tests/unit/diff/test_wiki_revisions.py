"""Real revisions in five scripts keep the laws (skipped where the corpora are not)."""

import gzip
import json
from pathlib import Path

import pytest

from monitor.diff import diff, digest, edited
from storage.model import Article, Block, BlockKind

CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "wiki-revisions" / "revs.json.gz"
_SOME = 10  # pairs a language


def article(text):
    lines = filter(str.strip, text.split("\n"))
    return Article(url="u", headline="", blocks=tuple(Block(kind=BlockKind.PARAGRAPH, text=t) for t in lines))


@pytest.mark.skipif(not CORPUS.exists(), reason="no corpora beside the repository")
@pytest.mark.parametrize("language", ["en", "hi", "ru", "th", "zh"])
def test_real_revisions_rebuild_and_keep_the_law_of_digests(language):
    for before, after in json.loads(gzip.decompress(CORPUS.read_bytes()))[language][:_SOME]:
        old, new = article(before), article(after)
        changes = diff(old, new)
        assert (digest(old) == digest(new)) == (edited(changes) == ())
        assert all(c.old == "".join(r.old for r in c.runs) for c in changes)
        assert all(c.new == "".join(r.new for r in c.runs) for c in changes)
