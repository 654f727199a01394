"""The real command line in a process of its own, against a news site on this machine."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers import Answer, Site, page

STET = Path(sys.executable).parent / "stet"
#: Loopback may be visited, and nothing waits for politeness.
CONFIG = """
contact = "mailto:desk@paper.example"
[crawl]
allow = ["127.0.0.0/8"]
delay = 0
throttle = false
per_site = 16
[visit]
shortest = 0
tick = 0.2
[web]
port = 0
"""
PATIENCE = 60


@dataclass(frozen=True)
class Said:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@dataclass(frozen=True)
class Desk:
    """A folder with a configuration, in which commands are called."""

    folder: Path

    @property
    def environment(self):
        return {**os.environ, "STET_DEBUG": "", "COLUMNS": "160", "NO_COLOR": "1"}

    def call(self, *arguments, given=None, stdout=subprocess.PIPE):
        done = subprocess.run(  # noqa: S603 - our own command
            [STET, *map(str, arguments)],
            cwd=self.folder,
            env=self.environment,
            stdout=stdout,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
            input=given,
        )
        return Said(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())

    def start(self, *arguments):
        """Start a command and leave it running."""
        return subprocess.Popen(  # noqa: S603 - our own command
            [STET, *map(str, arguments)],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


def new_desk(folder):
    """Return a desk in an empty folder."""
    (folder / "stet.toml").write_text(CONFIG)
    return Desk(folder)


@contextmanager
def news_site():
    """Serve two articles."""
    with Site() as served:
        served.routes["/robots.txt"] = Answer(status=404)
        served.routes["/bridge"] = page("The bridge cost six million euros, the mayor said.")
        served.routes["/pool"] = page(
            "The council closed the pool for a year.", title="Pool closes for a year"
        )
        yield served


@pytest.fixture
def desk(tmp_path):
    return new_desk(tmp_path)


@pytest.fixture
def site():
    with news_site() as served:
        yield served
