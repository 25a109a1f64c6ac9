"""Regulars, the customer book of one shop: the window opens, or one job is done on the command line.

Exit status: 0; 1 with one sentence on stderr for anything refused; 2 for wrong usage.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import NoReturn

import click

from model.errors import BookError
from resources.i18n import _
from ui.command_line import COMMANDS
from ui.command_line.telling import say_bug, speak_like_this_pc, write_every_letter


class Commands(click.Group):
    """The commands; anything else in the first place is a book to open in the window."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``open`` in front of what is no command."""
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "--version")):
            args = ["open", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Commands, commands=COMMANDS)
@click.version_option(package_name=None, version="0.1.0", prog_name="regulars")
def cli() -> None:
    """The customer book of one shop. With a BOOK, or nothing, the window opens."""


@cli.command("open", hidden=True)
@click.argument("book", required=False, type=click.Path(path_type=Path))
def open_window(book: Path | None) -> None:
    """Open the window on BOOK, else on the last one, else on the welcome page."""
    show_window(book)


@cli.command()
def demo() -> None:
    """Open the window on a fresh practice book."""
    show_window(None, practice=True)


def show_window(book: Path | None, *, practice: bool = False) -> NoReturn:
    """Open the window, and leave when it is closed."""
    # All that is made while it opens will last: to look for garbage among it costs a tenth of the start.
    gc.disable()
    from ui.app import run

    sys.exit(run(book, practice=practice))


def main(args: list[str] | None = None) -> int:
    """Run one command; the exit status."""
    write_every_letter()
    speak_like_this_pc()
    sys.excepthook = say_bug
    try:
        status = cli.main(args, prog_name="main.py", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo(_("Stopped. What was not finished has been undone."), err=True)
        return 1
    except (BookError, OSError) as error:
        click.echo(str(error), err=True)
        return 1
    return status if isinstance(status, int) else 0


if __name__ == "__main__":
    sys.exit(main())
