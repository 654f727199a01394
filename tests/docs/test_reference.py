"""The reference of commands is what the commands say."""

import os
import subprocess
import sys

import click
import pytest

from monitor.commands import stet
from tests.docs.reference import PAGE

ROOT = PAGE.parents[1]


def commands(command=stet, path=()):
    yield path, command
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            yield from commands(command.get_command(ctx, name), (*path, name))


COMMANDS = dict(commands())


def test_the_reference_is_up_to_date():
    # In a process of its own: click keeps a help option as the first call in a process made it.
    written = subprocess.run(
        [sys.executable, "-c", "from tests.docs.reference import reference; print(reference(), end='')"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    ).stdout.decode()

    assert written == PAGE.read_text("utf-8"), "run `make reference`"


@pytest.mark.parametrize(
    "path", [path for path, command in COMMANDS.items() if not isinstance(command, click.Group)]
)
def test_every_commands_help_ends_with_an_example_of_itself(path):
    text = COMMANDS[path].help.strip()

    example = text.splitlines()[-1].strip()
    assert "Example:" in text
    assert example.startswith("stet ")
    assert path[0] in example.split()


@pytest.mark.parametrize("path", [path for path in COMMANDS if path and path[0] not in ("run", "demo")])
def test_every_command_that_prints_has_json(path):
    command = COMMANDS[path]
    if isinstance(command, click.Group):
        pytest.skip("a group prints its help")

    assert any("--json" in parameter.opts for parameter in command.params)
