"""Regulars, the customer book of one shop: the window opens, or one job is done on the command line.

Exit status: 0; 1 with one sentence on stderr for anything refused; 2 for wrong usage.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import NoReturn

from model.errors import BookError
from ui.command_line import KNOWN
from ui.command_line.first_words import say_bug, write_every_letter


def show_window(book: Path | None, *, practice: bool = False) -> NoReturn:
    """Open the window, and leave when it is closed."""
    # All that is made while it opens will last: to look for garbage among it costs a tenth of the start.
    gc.disable()
    from ui.app import run

    sys.exit(run(book, practice=practice))


def main(args: list[str] | None = None) -> int:
    """Open the window or run one command, as ``args`` say or what this program was started with; the exit status."""
    write_every_letter()
    sys.excepthook = say_bug
    wanted = sys.argv[1:] if args is None else args
    try:
        # Nearly always it is the window, which does not wait for what the commands need.
        match wanted:
            case []:
                show_window(None)
            case [book] if not book.startswith("-") and book not in KNOWN:
                show_window(Path(book))
            case _:
                from ui.command_line.group import run

                return run(wanted, show_window)
    except (BookError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
