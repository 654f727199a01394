"""The gate of extraction: figures on the shared corpora rise, or fall with a reason in the CHANGELOG.

Skipped where ../shared is absent. Floors are what was measured on the corpora of the digests below, less
0.003 for rounding; `python ../shared/bench/extraction.py tests.benchmarks.adapters:article_text CORPUS`
prints the figures again.
"""

import gzip
import hashlib
import importlib.util
import json
from pathlib import Path

import pytest

from tests.benchmarks.adapters import article_text

SHARED = Path(__file__).resolve().parents[3] / "shared"
#: corpus: digest of truth.json, floors of F1 and of mean page F1, most pages on which a noise line is left
FLOORS = {
    "fundus-dev": ("fd8971048192e0f4", 0.967, 0.968, 0.000),
    "wcxb-dev": ("f952320e3a51361c", 0.956, 0.951, 0.006),
    "zh-wced": ("e7e3b1f467e4b2dc", 0.907, 0.922, 0.000),
}


#: digest of trafilatura-seg's truth.json, the least share of segments kept, the most of noise let through
SEGMENTS = ("a0a07ce877b98882", 0.952, 0.054)


def bench():
    spec = importlib.util.spec_from_file_location("bench_extraction", SHARED / "bench" / "extraction.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scored(corpus):
    """Return a corpus' digest, the number of its pages and their scores."""
    folder = SHARED / "corpora" / corpus
    if not folder.is_dir():
        pytest.skip("the shared corpora are not here")
    truth = (folder / "truth.json").read_bytes()
    extraction = bench()
    found = json.loads(truth)
    pages = [
        (k, gzip.decompress((folder / "html" / f"{k}.html.gz").read_bytes()), found[k]) for k in sorted(found)
    ]
    scores = extraction.summary(extraction.run(article_text, pages))
    return hashlib.sha256(truth).hexdigest()[:16], len(pages), scores


@pytest.mark.parametrize("corpus", FLOORS)
def test_no_figure_falls(corpus):
    digest, f1, page_f1, noise = FLOORS[corpus]
    told, pages, scores = scored(corpus)

    assert digest == told
    assert scores["errors"] == 0
    assert scores["F1"] >= f1
    assert scores["F1pp"] >= page_f1
    assert scores["noise_pages"] <= noise * pages


def test_no_segment_is_lost_and_no_noise_let_in():
    digest, kept, noise = SEGMENTS
    told, _, scores = scored("trafilatura-seg")

    assert digest == told
    assert scores["errors"] == 0
    assert scores["seg_recall"] >= kept
    assert scores["seg_noise"] <= noise
