"""How many false alarms edits.py counts of an extractor that is told the truth.

    python -m tests.benchmarks.alarm_floor ../shared/corpora/wcxb-dev

Its article of a page is every piece of text that shares most of its three-word runs with the true article,
and nothing else. Where that article differs between two pages of a noise pair, the pair changed words
within pieces of the truth, be it that the truth left out a link's words or a footnote's number. An extractor
has fewer alarms only where it leaves out such pieces, and with them the edits of them.
"""

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Collection
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from crawler.extract.decode import decode
from crawler.extract.dom import parse
from crawler.extract.outline import Outline

#: A piece of which this share of runs stands in the truth is the article's.
SHARE = 0.5


def runs(words: list[str]) -> set[tuple[str, ...]]:
    """Return the runs of three words, as edits.py itself tells what is outside of the article."""
    return set(zip(words, words[1:], words[2:], strict=False))


def true_article(bench, page: bytes, truth: Collection[tuple[str, ...]], share: float) -> list[str]:
    """Return the words of the pieces that are the truth's; run together, so that a piece may be parted."""
    told: list[str] = []
    for piece in Outline(parse(decode(page)[0]).root).pieces:
        words = bench.words(piece.text)
        own = runs(words)
        if own and len(own.intersection(truth)) >= share * len(own):
            told += words
    return told


def alarms_of(task: tuple[Path, str, dict, float]) -> tuple[int, Counter[str]]:
    """Return how many noise pairs a page gives, and those whose true articles differ, by kind."""
    import edits as bench  # noqa: PLC0415 - it is found beside the project only

    corpus, key, said, share = task
    raw = gzip.decompress((corpus / "html" / f"{key}.html.gz").read_bytes())
    truth = runs(bench.words(said["articleBody"]))
    pairs, alarms = 0, Counter[str]()
    before: list[str] | None = None
    for kind, name, old, new, _ in bench.pairs(raw, said["articleBody"], key, "public"):
        if kind == "noise":
            before = true_article(bench, old, truth, share) if before is None else before
            pairs += 1
            alarms[name] += true_article(bench, new, truth, share) != before
    return pairs, alarms


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--share", type=float, default=SHARE)
    wanted = parser.parse_args()
    sys.path.insert(0, str(wanted.corpus.resolve().parents[1] / "bench"))
    truth = json.loads((wanted.corpus / "truth.json").read_text("utf-8"))
    tasks = [
        (wanted.corpus, key, said, wanted.share) for key, said in truth.items() if said.get("articleBody")
    ]
    with ProcessPoolExecutor() as workers:
        found = list(workers.map(alarms_of, tasks, chunksize=4))
    pairs, alarms = sum(pairs for pairs, _ in found), sum((alarms for _, alarms in found), Counter[str]())
    least = alarms.total()
    print(f"{wanted.corpus.name}: at least {least} of {pairs} noise pairs, {least / pairs:.2%}")
    print("  ", {name: count for name, count in alarms.most_common() if count})


if __name__ == "__main__":
    main()
