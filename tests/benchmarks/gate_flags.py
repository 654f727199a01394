"""Precision and recall of every flag on the labelled edits: `python -m tests.benchmarks.gate_flags`.

Exits 1 where a flag is under FLOOR, or has too few examples to say so.
"""

import sys
from collections import Counter

from monitor.flags import names
from tests.benchmarks.labelled import pairs

FLOOR = 0.95
_FEWEST = {"gone": 2, "returned": 2, "redirected": 2, "merged": 2}  #: they need no language
_EXAMPLES = 4


def main() -> int:
    """Print the table and return the exit code."""
    right, missed, wrong, misses = Counter(), Counter(), Counter(), []
    count = 0
    for pair in pairs():
        count += 1
        raised = pair.raised()
        right.update(raised & pair.must)
        missed.update(pair.must - raised)
        wrong.update(raised - pair.must - pair.may)
        if pair.must - raised or raised - pair.must - pair.may:
            missing, surplus = sorted(pair.must - raised), sorted(raised - pair.must - pair.may)
            misses.append(f"  {pair.name}: missing {missing}, surplus {surplus}")
    print(f"{count} labelled edits\n{'flag':<26}{'precision':>10}{'recall':>8}{'examples':>10}")
    failed = [name for name in names() if not _line(name, right[name], missed[name], wrong[name])]
    print("\n".join(["every edit as labelled" if not misses else "not as labelled:", *misses]))
    if failed:
        print(f"under {FLOOR} or too few examples: {', '.join(failed)}")
    return 1 if failed else 0


def _line(name: str, right: int, missed: int, wrong: int) -> bool:
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    print(f"{name:<26}{precision:>10.3f}{recall:>8.3f}{right + missed:>10}")
    return min(precision, recall) >= FLOOR and right + missed >= _FEWEST.get(name, _EXAMPLES)


if __name__ == "__main__":
    sys.exit(main())
