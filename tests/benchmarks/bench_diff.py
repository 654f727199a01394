"""How long a diff takes, beside difflib and flat diff-match-patch.

    python -m tests.benchmarks.bench_diff [--long]

Processor time in milliseconds, the median of five; `hunks` is what a reader is shown; `with flags` is diff
and flags together, a second at most for any page. The two others diff the words of the whole text at once;
with --long they are given 200k characters too, which takes them minutes.
"""

import argparse
import difflib
import gzip
import json
import random
import statistics
import sys
import time
from pathlib import Path

import diff_match_patch

from monitor.diff import diff, edited
from monitor.diff.tokens import tokenise
from monitor.diff.words import CELLS
from monitor.flags import Occasion, raise_flags
from storage.model import Article, Block, BlockKind, RunKind

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "wiki-revisions" / "revs.json.gz"
GOALS = {
    "10k characters, 3 edits": 1,
    "200k characters, total rewrite": 200,
    "200k characters, every 17th word": 300,
}
_ANYTHING = 1_000  # ms that everything else of 200k characters may take
_ROUNDS = 5
_PARAGRAPH = 60  # words
_IN_A_ROW = 5  # sentences of a paragraph
_CHANCE = random.Random(4)
_VOCABULARY = [f"w{n}" for n in range(8_000)]


#: Sentences that every rule has something to say of, changed each; {} is a number.
FACTS = {
    "numbers": "In 20{0} about {0} of 9{0},000 people paid ${0}.5 million.",
    "quotations": '"We never saw {0} of them", said Smith{0}; "not one", claimed Jones{0}.',
    "names": "Mr Smith{0} of Paris{0} met Anna Berg{0} and Otto{0} Vale in Rome{0}.",
    "one long quotation": "«It was {0} not {0}, he denied {0}",
    "numerals": "二〇{0}年八十六人死亡，三千{0}万元。",
    "short sentences": "No {0}. Not {0}. He said {0}.",
}


def paragraphs(characters):
    """Return paragraphs of about so many characters in all."""
    rows = []
    while sum(map(len, rows)) < characters:
        rows.append(" ".join(_CHANCE.choice(_VOCABULARY) for _ in range(_PARAGRAPH)).capitalize() + ".")
    return rows


def edited_at(row, step):
    """Return a paragraph with every `step`-th word replaced."""
    words = row.split()
    words[::step] = [f"new{_CHANCE.randrange(1_000)}" for _ in words[::step]]
    return " ".join(words)


def shuffled(rows):
    """Return the rows in another order."""
    return _CHANCE.sample(rows, len(rows))


def cases():
    """Yield a name and the two texts, a paragraph a line."""
    short, long = paragraphs(10_000), paragraphs(200_000)
    three = [edited_at(row, _PARAGRAPH) if place in (3, 12, 20) else row for place, row in enumerate(short)]
    words = " ".join(long).split()
    yield "10k characters, 3 edits", short, three
    yield "10k characters, total rewrite", short, paragraphs(10_000)
    yield (
        "200k characters, 3 edits",
        long,
        [edited_at(r, 60) if n in (3, 90, 400) else r for n, r in enumerate(long)],
    )
    yield "200k characters, total rewrite", long, paragraphs(200_000)
    yield "200k characters, every 17th word", long, [edited_at(row, 17) for row in long]
    yield "200k, one paragraph, every 17th word", [" ".join(long)], [edited_at(" ".join(long), 17)]
    yield "200k, one paragraph, rewritten", [" ".join(long)], [" ".join(paragraphs(200_000))]
    yield "200k, one paragraph, words shuffled", [" ".join(words)], [" ".join(shuffled(words))]
    yield "200k, words shuffled in paragraphs", long, [" ".join(shuffled(row.split())) for row in long]
    yield "200k, repeated tokens, one paragraph", ["a " * 100_000], ["a b " * 50_000]
    yield "200k, repeated tokens, paragraphs", ["a a b a a b " * 10] * 1_700, ["a b a a a b " * 10] * 1_700
    yield "200k, shuffled paragraphs", long, shuffled(long)
    lines = [f"l{_CHANCE.randrange(50)} of a row" for _ in range(17_000)]
    yield "200k, shuffled short lines", lines, shuffled(lines)
    yield "200k, marks of quotation", ["x" + "'" * 200_000 + "y"], ["x" + "'" * 200_000 + "z"]
    for name, sentence in FACTS.items():
        starts = range(0, 200_000 // len(sentence), _IN_A_ROW)
        rows = [
            [" ".join(sentence.format(n * by) for n in range(k, k + _IN_A_ROW)) for k in starts]
            for by in (1, 7)
        ]
        yield f"200k, {name}", *rows


def article(rows):
    """Return an article of paragraphs."""
    return Article(url="u", headline="", blocks=tuple(Block(kind=BlockKind.PARAGRAPH, text=r) for r in rows))


def ours(old, new):
    """Return how many hunks Stet tells."""
    runs = [run for change in edited(diff(old, new)) for run in change.runs]
    return sum(run.kind is not RunKind.KEPT for run in runs)


def with_flags(old, new):
    """Return how many flags an edit raises, compared and read as a visit does."""
    return len(raise_flags(Occasion(old=old, new=new, changes=diff(old, new))))


def by_difflib(old, new):
    """Return how many hunks difflib finds between words, as it is called by default."""
    matcher = difflib.SequenceMatcher(None, tokenise("\n".join(old)), tokenise("\n".join(new)))
    return sum(tag != "equal" for tag, *_ in matcher.get_opcodes())


def by_flat_engine(old, new):
    """Return how many hunks diff-match-patch finds between the words of the whole text."""
    codes = {}
    coded = [
        "".join(chr(codes.setdefault(t, len(codes) + 0x100)) for t in tokenise("\n".join(r)))
        for r in (old, new)
    ]
    engine = diff_match_patch.diff_match_patch()
    engine.Diff_Timeout = 0
    found = engine.diff_main(*coded, checklines=False)
    engine.diff_cleanupSemantic(found)
    return sum(operation != 0 for operation, _ in found)


def timed(function, *arguments, rounds=_ROUNDS):
    """Return the median processor time in milliseconds, and what the function returned."""
    took, result = [], None
    for _ in range(rounds):
        start = time.process_time()
        result = function(*arguments)
        took.append(1_000 * (time.process_time() - start))
    return statistics.median(took), result


def main():
    """Print the table; return 1 where a goal is missed."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--long", action="store_true", help="let the others diff 200k characters too")
    chosen = arguments.parse_args()
    missed = []
    print(f"{'ms (hunks)':<40}{'stet':>16}{'goal':>8}{'with flags':>12}{'difflib':>18}{'flat engine':>18}")
    for name, old, new in cases():
        took, hunks = timed(ours, article(old), article(new))
        goal = GOALS.get(name, _ANYTHING)
        both, _ = timed(with_flags, article(old), article(new))
        missed += [name] if took > goal or both > _ANYTHING else []
        others = [
            "" if not chosen.long and len("".join(old)) > CELLS else _told(f, old, new) for f in _OTHERS
        ]
        told = f"{name:<40}{f'{took:.1f} ({hunks})':>16}{goal:>8}{both:>12.0f}"
        print(f"{told}{others[0]:>18}{others[1]:>18}", flush=True)
    _on_revisions()
    if missed:
        print("over the goal:", ", ".join(missed))
    return 1 if missed else 0


def _told(function, old, new):
    took, hunks = timed(function, old, new, rounds=1)
    return f"{took:.1f} ({hunks})"


_OTHERS = (by_difflib, by_flat_engine)


def _on_revisions():
    """Print how long real pairs of revisions take, where the corpora are."""
    if not CORPUS.exists():
        return
    for language, pairs in sorted(json.loads(gzip.decompress(CORPUS.read_bytes())).items()):
        rows = [[list(filter(str.strip, text.split("\n"))) for text in pair] for pair in pairs]
        took = [timed(ours, article(old), article(new), rounds=1)[0] for old, new in rows]
        others = statistics.median(timed(by_difflib, old, new, rounds=1)[0] for old, new in rows)
        print(
            f"wiki-revisions {language}, {len(rows)} pairs: median {statistics.median(took):.1f} ms, "
            f"at most {max(took):.0f} ms; difflib median {others:.0f} ms"
        )


if __name__ == "__main__":
    sys.exit(main())
