"""An hour of the service on 500 pages that change: memory and descriptors stay as they are.

SOAK_MINUTES=5 pytest -m soak tests/acceptance/test_soak.py -s    a shorter one, with its figures
"""

import os
import re
import signal
import time
from itertools import count
from pathlib import Path

import pytest

from tests.running import Service
from tests.servers import HTML, Answer, Site

MINUTES = float(os.environ.get("SOAK_MINUTES", "60"))
PAGES = 500
SAMPLES = 12
#: Caches fill in the first part: what the service holds is compared from its end on.
WARM = 2 / SAMPLES
CONFIG = """
contact = "mailto:desk@paper.example"
[crawl]
allow = ["127.0.0.0/8"]
delay = 0.2
throttle = false
[visit]
shortest = 2
tick = 10
per_hour = 6000
[web]
port = 0
"""


def story(number, version, noise):
    """Return a page of a real one's size: an article of 40 paragraphs, of which one is edited."""
    told = [
        f"In part {at} of report {number} the council said that the bridge over the river costs "
        f"{number + at} million euros and that its road stays closed until a day in spring."
        for at in range(40)
    ]
    told[version % 40] += f" Correction: {version} people were there."
    body = "".join(f"<p>{line}</p>" for line in told)
    menu = "".join(f"<li><a href=/section/{n}>Section {n}</a>" for n in range(100))
    return (
        f"<!doctype html><html lang=en><head><title>Report {number} of the council</title></head><body>"
        f"<nav><ul>{menu}</ul></nav><article><h1>Report {number} of the council</h1>{body}</article>"
        f"<aside>Seen {noise} times</aside></body></html>"
    )


def world():
    """Return routes: a sixth of the pages stand still, a sixth fail at times, others change at their pace."""
    begun, seen = time.monotonic(), count()

    def article(number):
        every = 60 * (5 + number % 55)

        def route(asked):
            age = time.monotonic() - begun
            if number % 6 == 0:
                etag = f'"{number}"'
                if asked.headers.get("if-none-match") == etag:
                    return Answer(status=304, headers=(("ETag", etag),))
                headers = (("Content-Type", HTML), ("ETag", etag))
                return Answer(headers=headers, body=story(number, 0, 0).encode())
            if number % 6 == 1 and int(age / 300) % 3 == 1:
                return Answer(status=(500, 404, 403, 200)[number % 4], headers=(("Content-Type", HTML),))
            page = story(number, int(age / every), next(seen)).encode()
            return Answer(headers=(("Content-Type", HTML),), body=page)

        return route

    return {"/robots.txt": Answer(status=404), **{f"/news/{n}": article(n) for n in range(PAGES)}}


def feed(site):
    entries = "".join(
        f"<item><title>Report {n}</title><link>{site.url(f'/news/{n}')}</link></item>" for n in range(PAGES)
    )
    text = f"<rss version='2.0'><channel><title>Council</title>{entries}</channel></rss>"
    return Answer(headers=(("Content-Type", "application/rss+xml"),), body=text.encode())


def family(process):
    """Return the ids of a process and of all that it began."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(each for child in children for each in family(int(child)))]


def held(process):
    """Return the memory (MB) and the descriptors of the service, and of its workers."""
    own, *workers = [_held(each) for each in family(process)]
    return own, tuple(map(sum, zip(*workers, strict=True))) if workers else (0, 0)


def _held(process):
    resident = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    return round(int(resident[1]) / 1024, 1), len(list(Path(f"/proc/{process}/fd").iterdir()))


def seconds_used(process):
    ticks = [
        sum(map(int, Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()[11:15]))
        for each in family(process)
    ]
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


def tell(service, sample, visits):
    """Print the figures so far: memory and descriptors of service and workers, CPU seconds, visits."""
    used = round(seconds_used(service.running.pid), 1)
    print(*sample, used, visits, flush=True)  # noqa: T201 - the figures of the soak


@pytest.mark.soak
def test_memory_and_descriptors_stay_flat_for_an_hour(desk):
    (desk.folder / "stet.toml").write_text(CONFIG)
    with Site(world()) as site:
        site.routes["/feed.xml"] = feed(site)
        desk.call("feed", "add", site.url("/feed.xml"), "--pages", PAGES)
        service = Service(desk)
        samples = []
        try:
            for _ in range(SAMPLES):
                time.sleep(MINUTES * 60 / SAMPLES)
                assert service.running.poll() is None, service.complained
                samples.append(held(service.running.pid))
                tell(service, samples[-1], len(site.asked))
        finally:
            site.asked.clear()
            _, complaints = service.stop(signal.SIGTERM)
    counted = desk.call("verify", "--json").json
    print(counted["counted"])  # noqa: T201 - the figures of the soak

    assert [] == counted["problems"]
    assert ["stet: stopped; all that was reported is kept"] == complaints.split("\n")[1:-1]
    assert counted["counted"]["edits"] > 0
    (own, workers), (own_after, workers_after) = samples[round(WARM * SAMPLES)], samples[-1]
    assert own_after[0] <= own[0] * 1.1 + 5
    assert own_after[1] <= own[1] + 4
    assert workers_after[0] <= workers[0] * 1.2 + 20
    assert workers_after[1] <= workers[1] + 4
