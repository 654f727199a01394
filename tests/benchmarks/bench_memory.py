"""What memory the service takes with 100,000 pages under watch.

    python -m tests.benchmarks.bench_memory [--pages 100000] [--seconds 60]

A real `stet run`, with its review page, over a made-up archive (`bench_tick`) of which thousands of pages
are due, against a server on this machine: it visits all the while, reads and stores what it finds. Printed
are the peak and the present resident memory of the service's process, and the sum over it, its fork server
and its worker processes, where what they share (libraries) counts for each.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from storage.backends import open_archive
from tests.benchmarks.bench_tick import fill
from tests.benchmarks.pages_server import family, serving

GOAL = 300  # MiB
CONFIG = """
[crawl]
allow = ["127.0.0.0/8"]
delay = 0
throttle = false
per_site = 16
[visit]
tick = 5
shortest = 0
per_hour = 1000000
[web]
port = 0
"""
_DUE = 20_000


def measure(folder: Path, pages: int, port: int, seconds: float) -> None:
    """Run the service for so long, and print its memory as it goes."""
    (folder / "stet.toml").write_text(CONFIG)
    with open_archive(folder / "stet.db", create=True) as archive:
        fill(archive, pages, min(_DUE, pages), f"http://127.0.0.1:{port}")
        archive._db.execute(
            "UPDATE pages SET etag = '' WHERE id % 2"
        )  # these are read, the others answer 304
        before = archive.last_capture_id()
    stet = Path(sys.executable).parent / "stet"
    service = subprocess.Popen([stet, "run"], cwd=folder, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        until = time.monotonic() + seconds
        while time.monotonic() < until and service.poll() is None:
            time.sleep(min(10.0, seconds))
            print(_line(service.pid), flush=True)
    finally:
        service.terminate()
        service.wait()
    with open_archive(folder / "stet.db") as archive:
        print(f"{archive.last_capture_id() - before} visits of {pages} pages; goal {GOAL} MiB")


def _line(process: int) -> str:
    own = _fields(process, "status")
    whole = sum(_fields(one, "status").get("VmRSS", 0.0) for one in family(process))
    told = f"the service: peak {own['VmHWM']:.0f}, now {own['VmRSS']:.0f} MiB"
    return f"{told}; with its workers {whole:.0f} MiB"


def _fields(process: int, name: str) -> dict[str, float]:
    """Return what the kernel says of a process, in MiB."""
    try:
        lines = Path(f"/proc/{process}/{name}").read_text().splitlines()
    except OSError:  # it has ended
        return {}
    parts = (line.split() for line in lines if line.endswith(" kB"))
    return {part[0].rstrip(":"): int(part[1]) / 1024 for part in parts}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=60.0)
    wanted = parser.parse_args()
    with serving() as port, tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), wanted.pages, port, wanted.seconds)


if __name__ == "__main__":
    main()
