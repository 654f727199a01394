"""The main job on real pages: served on this machine, watched, crawled, one in ten edited, crawled again.

    python -m tests.benchmarks.main_job ../shared

Prints what came of each pass, and which edits were missed or reported where there was none.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.servers import HTML, Answer, Site

STET = Path(sys.executable).parent / "stet"
CORPORA = ("fundus-dev", "wcxb-dev")
CONFIG = '[crawl]\nallow = ["127.0.0.0/8"]\ndelay = 0\nthrottle = false\nper_site = 16\n'


def corpus(bench, folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Yield path, page and truth of every page that has one."""
    for key, raw, truth, _ in bench.load(folder):
        yield f"/{folder.name}/{key}.html", raw, truth


def edited(bench, path: str, raw: bytes, truth: str) -> bytes | None:
    """Return the page with one known edit of its own words, chosen by its address."""
    made = [new for kind, _, _, new, _ in bench.pairs(raw, truth, path, "main job") if kind == "edit"]
    return made[zlib.crc32(path.encode()) % len(made)] if made else None


def answer(body: bytes) -> Answer:
    return Answer(headers=(("Content-Type", HTML.split(";")[0]),), body=body)


def stet(folder: Path, *arguments: str):
    """Call the command line and return the JSON that it prints."""
    environment = {
        **os.environ,
        "STET_ARCHIVE": str(folder / "stet.db"),
        "STET_CONFIG": str(folder / "stet.toml"),
    }
    done = subprocess.run([STET, *arguments, "--json"], env=environment, stdout=subprocess.PIPE, check=False)  # noqa: S603
    return json.loads(done.stdout)


def timed_crawl(folder: Path, name: str):
    begun = time.monotonic()
    passed = stet(folder, "crawl", "--all")
    seconds = time.monotonic() - begun
    edits = len(passed["edits"])
    print(f"{name}: {passed['visits']} visits in {seconds:.0f} s: {passed['outcomes']}; {edits} edits")
    return passed


def run(shared: Path, folder: Path) -> bool:
    sys.path.insert(0, str(shared / "bench"))
    import edits as bench  # noqa: PLC0415 - it is found beside the project only

    pages = [page for name in CORPORA for page in corpus(bench, shared / "corpora" / name)]
    (folder / "stet.toml").write_text(CONFIG)
    with Site({"/robots.txt": Answer(status=404)}) as site:
        # What the edits start from is the page as the bench writes it, so that its own writing is no edit.
        changes = {path: edited(bench, path, raw, truth) for path, raw, truth in pages[::10]}
        site.routes |= {path: answer(raw) for path, raw, _ in pages}
        for path, raw, truth in pages:
            if changes.get(path):
                site.routes[path] = answer(bench.serialise(bench.Page(raw, truth).doc))
        (folder / "list.txt").write_text("\n".join(site.url(path) for path, _, _ in pages))
        stet(folder, "watch", "--from", str(folder / "list.txt"))
        timed_crawl(folder, "first pass")
        timed_crawl(folder, "second pass, nothing changed")
        for path, new in changes.items():
            if new:
                site.routes[path] = answer(new)
        timed_crawl(folder, "third pass, one in ten edited")
        return report(folder, site, {site.url(path) for path, new in changes.items() if new})


def report(folder: Path, site: Site, planned: set[str]) -> bool:
    found = {line["url"] for line in stet(folder, "edits", "--each", "--limit", "10000")}
    missed, wrong = sorted(planned - found), sorted(found - planned)
    print(f"{len(planned & found)} of {len(planned)} edits flagged, {len(wrong)} others")
    for url in missed:
        print("  missed", url.removeprefix(site.url("")))
    for url in wrong:
        print("  not edited", url.removeprefix(site.url("")))
    problems = stet(folder, "verify")["problems"]
    print(f"verify: {len(problems)} problems")
    return not (missed or wrong or problems)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--keep", type=Path, help="leave archive and configuration in this folder")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        chosen = wanted.keep or Path(folder)
        chosen.mkdir(exist_ok=True, parents=True)
        sys.exit(0 if run(wanted.shared, chosen) else 1)


if __name__ == "__main__":
    main()
