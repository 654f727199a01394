"""README's installation does what it says, in an empty folder on a fresh environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.test_readme import BLOCKS

ROOT = Path(__file__).parents[2]
PLACE = "<where this repository is>"


def run(command, folder):
    path = f"{Path(sys.executable).resolve().parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "VIRTUAL_ENV": ""}
    return subprocess.run(  # noqa: S602 - README's own words
        command,
        shell=True,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.mark.soak
def test_the_installed_command_does_the_whole_job_without_what_tests_need(tmp_path):
    (block,) = [text for kind, text, _ in BLOCKS if kind == "sh" and "git clone" in text]
    installed = run(block.replace(PLACE, str(ROOT)), tmp_path)
    assert 0 == installed.returncode, installed.stderr

    done = run("stet/.venv/bin/stet demo --once", tmp_path)
    assert 0 == done.returncode, done.stdout + done.stderr
    assert 0 != run("stet/.venv/bin/python -c 'import pytest'", tmp_path).returncode
