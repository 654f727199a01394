"""Precision and recall of every flag on the labelled edits: `python -m tests.benchmarks.gate_flags`.

First the edits of articles, then whole pages, through extraction, as `adapters.flags` is called. Exits 1
where a flag is under FLOOR on either set, or has too few examples to say so.
"""

import sys
from collections import Counter
from collections.abc import Iterable

from monitor.flags import names
from tests.benchmarks.labelled import Pair, pairs
from tests.benchmarks.labelled_pages import PagePair, page_pairs

FLOOR = 0.95
_FEWEST = {"gone": 2, "returned": 2, "redirected": 2, "merged": 2}  #: they need no language
_EXAMPLES = 4
#: Between two pages alone nothing is gone, returned or reverted.
_NOT_OF_PAGES = {"gone", "returned", "redirected", "merged", "reverted", "alternating"}


def main() -> int:
    """Print a table for each set and return the exit code."""
    failed = _table("edits", pairs(), names())
    failed += _table("pages", page_pairs(), [name for name in names() if name not in _NOT_OF_PAGES])
    if failed:
        print(f"under {FLOOR} or too few examples: {', '.join(failed)}")
    return 1 if failed else 0


def _table(title: str, labelled: Iterable[Pair | PagePair], flags: Iterable[str]) -> list[str]:
    right, missed, wrong, misses = Counter(), Counter(), Counter(), []
    count = 0
    for pair in labelled:
        count += 1
        raised = pair.raised()
        right.update(raised & pair.must)
        missed.update(pair.must - raised)
        wrong.update(raised - pair.must - pair.may)
        if pair.must - raised or raised - pair.must - pair.may:
            missing, surplus = sorted(pair.must - raised), sorted(raised - pair.must - pair.may)
            misses.append(f"  {pair.name}: missing {missing}, surplus {surplus}")
    print(f"{count} labelled {title}\n{'flag':<26}{'precision':>10}{'recall':>8}{'examples':>10}")
    failed = [name for name in flags if not _line(name, right[name], missed[name], wrong[name])]
    print("\n".join([f"every one of the {title} as labelled" if not misses else "not as labelled:", *misses]))
    return failed


def _line(name: str, right: int, missed: int, wrong: int) -> bool:
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    print(f"{name:<26}{precision:>10.3f}{recall:>8.3f}{right + missed:>10}")
    return min(precision, recall) >= FLOOR and right + missed >= _FEWEST.get(name, _EXAMPLES)


if __name__ == "__main__":
    sys.exit(main())
