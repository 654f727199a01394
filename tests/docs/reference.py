"""Writes docs/cli.md from the commands' own help: `make reference`."""

from pathlib import Path

import click

from monitor.commands import stet

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
HEAD = """# Commands

Written by `make reference` from the commands' own help. Exit codes: 0 fine, 1 something to see, or not found
where that is the question, 2 a mistake in the call.
"""


def reference() -> str:
    """Return the page."""
    root = click.Context(stet, info_name="stet", terminal_width=100, **stet.context_settings)
    return "\n".join([HEAD, *_sections(stet, root)])


def _sections(command: click.Command, ctx: click.Context):
    yield f"{'#' * (2 if ctx.parent is None or ctx.parent.parent is None else 3)} {ctx.command_path}\n"
    yield f"```text\n{command.get_help(ctx).rstrip()}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            child = command.get_command(ctx, name)
            yield from _sections(child, click.Context(child, info_name=name, parent=ctx, terminal_width=100))


if __name__ == "__main__":
    PAGE.write_text(reference(), "utf-8")
