"""The gate of edits: alarms and edits on the shared corpora, as edits.py and timelines.py count them.

Skipped where ../shared is absent. Floors are what was measured on the corpora of the digests below; edits.py
and timelines.py in ../shared/bench print the figures again, for `tests.benchmarks.adapters:changes`.
"""

import hashlib
import importlib.util
import io
from pathlib import Path
from types import ModuleType

import pytest

from tests.benchmarks.adapters import changes

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = SHARED / "corpora" / "fundus-dev"
#: digest of truth.json; pages; most alarms; least shares of edits told exactly, alone and beside furniture
EDITS = ("fd8971048192e0f4", 25, 0.011, 0.985, 0.975)
#: changes of words; most captures in which words of other parts of the page changed, which are alarms there
TIMELINES = (18, 16)


def bench(name: str) -> ModuleType:
    if not (SHARED / "corpora").is_dir():
        pytest.skip("the shared corpora are not here")
    spec = importlib.util.spec_from_file_location(f"bench_{name}", SHARED / "bench" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_edits_are_told_exactly_and_furniture_is_not():
    digest, pages, alarms, exact, both = EDITS
    scored = bench("edits").score(changes, CORPUS, "public", pages, out=io.StringIO())

    assert digest == hashlib.sha256((CORPUS / "truth.json").read_bytes()).hexdigest()[:16]
    assert scored["errors"] == 0
    assert scored["false_alarm_rate"] <= alarms
    assert scored["exact"] >= exact
    assert scored["both_exact"] >= both


def test_every_change_of_a_timeline_is_found():
    least, alarms = TIMELINES
    timelines = bench("timelines")
    replayed = [
        timelines.replay(changes, folder)[0]
        for folder in sorted((SHARED / "corpora" / "timelines").iterdir())
        if (folder / "index.json").exists()
    ]

    assert sum(one["changed"] for one in replayed) == least
    assert sum(one["found"] for one in replayed) == least
    assert sum(one["alarms"] for one in replayed) <= alarms
