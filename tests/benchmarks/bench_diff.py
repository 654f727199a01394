"""How long a diff takes, beside difflib and flat diff-match-patch.

    python -m tests.benchmarks.bench_diff [--limit SECONDS]

Processor time in milliseconds: the median of five rounds, of 200 where a round takes no more than a few
milliseconds, so that a busy machine tells the same. `hunks` is what a reader is shown; `with flags` is diff
and flags together, a second at most for any page. The two others diff the words of the whole text at once,
each pair of texts in a process of its own that is ended after --limit seconds of processor time: "over 10 s".
"""

import argparse
import difflib
import gzip
import json
import multiprocessing
import random
import resource
import statistics
import sys
import time
from pathlib import Path

import diff_match_patch

from monitor.diff import diff, edited
from monitor.diff.tokens import tokenise
from monitor.flags import Occasion, raise_flags
from storage.model import Article, Block, BlockKind, RunKind

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "wiki-revisions" / "revs.json.gz"
GOALS = {
    "10k characters, 3 edits": 1,
    "200k characters, total rewrite": 200,
    "200k characters, every 17th word": 300,
}
_ANYTHING = 1_000  # ms that everything else of 200k characters may take
_LIMIT = 10  # seconds of processor time that another may take for one pair of texts
_ROUNDS = 5
_MANY_ROUNDS = 200
_QUICK = 10  # ms that one round of many takes at most
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
    yield "200k, dots", ["x" + "." * 200_000 + "y"], ["x" + "." * 200_001 + "z"]
    for name, sentence in FACTS.items():
        starts = range(0, 200_000 // len(sentence), _IN_A_ROW)
        rows = [
            [" ".join(sentence.format(n * by) for n in range(k, k + _IN_A_ROW)) for k in starts]
            for by in (1, 7)
        ]
        yield f"200k, {name}", *rows


def article(rows, standfirst=""):
    """Return an article of paragraphs."""
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=row) for row in rows)
    return Article(url="u", headline="", standfirst=standfirst, blocks=blocks)


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


def timed(function, *arguments, rounds=0):
    """Return the median processor time in milliseconds, and what the function returned.

    Without a number of rounds, many of what is quick and a few of what is not.
    """
    took, result = [], None
    while len(took) < (rounds or (_ROUNDS if not took or min(took) > _QUICK else _MANY_ROUNDS)):
        start = time.process_time()
        result = function(*arguments)
        took.append(1_000 * (time.process_time() - start))
    return statistics.median(took), result


def bounded(function, *arguments, limit=_LIMIT):
    """Return what `timed` tells of one round in its own process; None if it takes over `limit` seconds."""
    forked = multiprocessing.get_context("fork")
    ours_, theirs = forked.Pipe(duplex=False)
    child = forked.Process(target=_told_once, args=(theirs, limit, function, *arguments))
    child.start()
    theirs.close()
    try:
        return ours_.recv()
    except EOFError:
        return None
    finally:
        child.join()
        ours_.close()


def _told_once(told, limit, function, *arguments):
    # Processor time, as everything here is measured: a busy machine ends no one sooner.
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    told.send(timed(function, *arguments, rounds=1))


def main():
    """Print the table; return 1 where a goal is missed."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--limit", type=int, default=_LIMIT, help="seconds that another may take")
    limit = arguments.parse_args().limit
    missed = []
    print(f"{'ms (hunks)':<40}{'stet':>16}{'goal':>8}{'with flags':>12}{'difflib':>18}{'flat engine':>18}")
    for name, old, new in cases():
        took, hunks = timed(ours, article(old), article(new))
        goal = GOALS.get(name, _ANYTHING)
        both, _ = timed(with_flags, article(old), article(new))
        missed += [name] if took > goal or both > _ANYTHING else []
        told = f"{name:<40}{f'{took:.2f} ({hunks})':>16}{goal:>8}{both:>12.1f}"
        print(told + "".join(f"{_by_other(other, old, new, limit):>18}" for other in _OTHERS), flush=True)
    missed += list(_over_with_standfirst())
    _on_revisions()
    if missed:
        print("over the goal:", ", ".join(missed))
    return 1 if missed else 0


def _over_with_standfirst():
    """Print how long the same takes where the first paragraph was the standfirst and another came.

    Yield what is over the goal.
    """
    for name, old, new in cases():
        pair = article(old[1:], old[0]), article(new, "Another standfirst came.")
        took, hunks = timed(ours, *pair, rounds=_ROUNDS)
        both, _ = timed(with_flags, *pair, rounds=_ROUNDS)
        print(f"{f'{name}, standfirst replaced':<60}{f'{took:.2f} ({hunks})':>16}{both:>12.1f}", flush=True)
        if max(took, both) > _ANYTHING:
            yield f"{name}, standfirst replaced"


def _by_other(function, old, new, limit):
    told = bounded(function, old, new, limit=limit)
    return f"{told[0]:.1f} ({told[1]})" if told else f"over {limit} s"


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
