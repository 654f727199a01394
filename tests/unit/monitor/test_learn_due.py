"""Sites are learned when it is time, and nothing is kept running for it."""

import asyncio
import multiprocessing
from dataclasses import replace

from monitor.config import Config
from monitor.service import Stet
from storage.text import sha256
from tests.records import at, read, snapshot

PAGE = """<!doctype html><html lang="en"><head><title>{0}</title></head><body><article><h1>The {0}</h1>
<p>The council decided on Tuesday night that the {0} will be repaired before winter, at a cost of six million
euros, and that nobody will pay twice.</p>
<p>Those who live beside the {0} had asked for nothing else for nine years, and some of them cried when the
mayor read out the decision.</p><p>Tips? Ring our night desk</p></article></body></html>"""


def test_a_site_is_learned_and_its_workers_are_ended(tmp_path):
    with Stet(Config(), tmp_path / "stet.db", create=True, clock=lambda: at(60)) as stet:
        for name in ("bridge", "pool", "school"):
            page, _ = stet.watch(f"https://paper.example/{name}")
            body = PAGE.format(name).encode()
            after = replace(page, last_visit_at=at(1), body_sha256=sha256(body))
            stet.archive.commit_visit(read(after, 1, body, snapshot(name)))

        asyncio.run(stet.learn_due())

        assert ("Tips? Ring our night desk",) == stet.archive.learned("paper.example").lines
        assert [] == multiprocessing.active_children()
