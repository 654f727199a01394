"""The command line: one file a command, found by itself.

Each module here holds `command`, a click command; its name is the module's, without a trailing underscore.
"""

import errno
import os
import pkgutil
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import click

from monitor.commands.app import App
from storage.errors import StetError

#: Why what is printed cannot be written: no fault of ours.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
#: Modules of this package that are no commands.
_SHARED = {"app", "output"}


class Commands(click.Group):
    """The commands of this package, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        modules = (module.name for module in pkgutil.iter_modules(__path__))
        return sorted(name.rstrip("_") for name in modules if name not in _SHARED)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        exact = any(module.name == cmd_name for module in pkgutil.iter_modules(__path__))
        command: click.Command = import_module(f"{__name__}.{cmd_name}{'' if exact else '_'}").command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--archive", type=click.Path(path_type=Path), envvar="STET_ARCHIVE", help="The archive's file.")
@click.option(
    "--config", type=click.Path(path_type=Path), envvar="STET_CONFIG", help="A TOML file of settings."
)
@click.version_option(version("stet-news"), prog_name="stet")
@click.pass_context
def stet(ctx: click.Context, archive: Path | None, config: Path | None) -> None:
    """Keep what news articles said, and show when and how they were changed.

    \b
    Example:
      stet watch https://paper.example/bridge && stet crawl && stet edits
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    ctx.obj = App(archive=archive, config_file=config)


def main() -> None:
    """Run the command line; whatever goes wrong, a user reads one line that says what to do."""
    try:
        code = stet.main(standalone_mode=False)
        # Else the interpreter does it at its end, where a full disk or a closed pipe is no exception of ours.
        sys.stdout.flush()
    except click.exceptions.Abort:
        _leave("stopped; all that was reported is kept", 130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except StetError as error:
        _leave(str(error), error.exit_code)
    except KeyboardInterrupt:
        _leave("stopped; all that was reported is kept", 130)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does; nothing is left to say to it.
        _say_no_more()
        sys.exit(141)
    except Exception as error:
        if os.environ.get("STET_DEBUG"):
            raise
        _leave(_told(error), 1)
    sys.exit(code if isinstance(code, int) else 0)


def _say_no_more() -> None:
    """Let the interpreter's last flush go nowhere: it would complain of what was said already."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _told(error: Exception) -> str:
    """Return the line for an error that no part of Stet raised on purpose."""
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename} cannot be used: {error.strerror}"
    if isinstance(error, OSError) and error.errno in _FULL:
        _say_no_more()
        return f"standard output cannot be written: {error.strerror}"
    return f"unexpected {type(error).__name__}: {error} (STET_DEBUG=1 shows where; please report it)"


def _leave(message: str, code: int) -> None:
    click.echo(f"stet: {' '.join(message.split())}", err=True)
    sys.exit(code)
