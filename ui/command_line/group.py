"""The program on the command line: what stands in the first place is a command, or else a book for the window."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from resources.i18n import _
from ui.command_line import COMMANDS, KNOWN
from ui.command_line.first_words import speak_like_this_pc


class Commands(click.Group):
    """The commands, each loaded when it is asked for; anything else in the first place is a book to open."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``open`` in front of what is no command."""
        if not args or (args[0] not in KNOWN and args[0] not in ("--help", "--version")):
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """By the alphabet."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return super().get_command(ctx, cmd_name)
        module, _dot, name = place.partition(".")
        found: click.Command = getattr(import_module(f"{__package__}.{module}"), name)
        return found


def run(args: list[str], show_window: Callable[..., Any]) -> int:
    """Do what ``args`` say, with ``show_window(book, practice=…)`` where they ask for a window; the exit status."""
    speak_like_this_pc()
    try:
        status = _commands(show_window).main(args, prog_name="main.py", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo(_("Stopped. What was not finished has been undone."), err=True)
        return 1
    return status if isinstance(status, int) else 0


def _commands(show_window: Callable[..., Any]) -> click.Group:
    @click.group(cls=Commands)
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

    return cli
