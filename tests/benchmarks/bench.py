"""Figures of quality and speed beside peers, in one run: `make bench`.

    python -m tests.benchmarks.bench [NAME…]

The names are those of SUITES below; without one, all of them. What needs the corpora says so where
`../shared` is absent.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
BENCH, CORPORA = SHARED / "bench", SHARED / "corpora"
OURS = "tests.benchmarks.adapters"
TEXTS = [CORPORA / name for name in ("fundus-dev", "wcxb-dev", "trafilatura-seg", "zh-wced")]

#: Each a list of programs: a script or module with its arguments, and whether it needs the corpora.
SUITES: dict[str, list[tuple[bool, list[str | Path]]]] = {
    "extraction": [
        (True, [BENCH / "extraction.py", system, *TEXTS])
        for system in (f"{OURS}:article_text", "peers:trafilatura_text")
    ],
    "edits": [
        (True, [BENCH / "edits.py", CORPORA / name, f"{OURS}:changes", "peers:trafilatura"])
        for name in ("fundus-dev", "wcxb-dev")
    ],
    "floor": [
        (True, ["-m", "tests.benchmarks.alarm_floor", CORPORA / name]) for name in ("fundus-dev", "wcxb-dev")
    ],
    "timelines": [
        (True, [BENCH / "timelines.py", CORPORA / "timelines", f"{OURS}:changes", "peers:trafilatura"])
    ],
    "diff": [(False, ["-m", "tests.benchmarks.bench_diff"])],
    "crawl": [(False, ["-m", "tests.benchmarks.bench_crawl"])],
    "bytes": [(False, ["-m", "tests.benchmarks.bench_bytes"])],
    "memory": [(False, ["-m", "tests.benchmarks.bench_memory"])],
    "tick": [(False, ["-m", "tests.benchmarks.bench_tick"])],
    "revisit": [(False, ["-m", "tests.benchmarks.revisit_simulation"])],
    "job": [(True, ["-m", "tests.benchmarks.main_job", SHARED])],
}


def run(name: str) -> bool:
    """Run one suite; return whether all its programs ended well."""
    fine = True
    for needs_corpora, arguments in SUITES[name]:
        print(f"\n=== {name}: {' '.join(Path(str(one)).name for one in arguments)}", flush=True)
        if needs_corpora and not SHARED.exists():
            print("left out: the corpora are not beside the project")
            continue
        path = {"PYTHONPATH": f"{ROOT}:{BENCH}"}
        done = subprocess.run([sys.executable, *map(str, arguments)], cwd=ROOT, env=path, check=False)  # noqa: S603
        fine = fine and done.returncode == 0
    return fine


def main() -> None:
    """Run the suites that are named, or all."""
    wanted = sys.argv[1:] or list(SUITES)
    unknown = [name for name in wanted if name not in SUITES]
    if unknown:
        sys.exit(f"there is no suite {unknown[0]!r}; there are {', '.join(SUITES)}")
    results = [run(name) for name in wanted]  # each runs, whatever another came to
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
