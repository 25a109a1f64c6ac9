"""How the program speaks before it is known whether a window or a command is wanted; it loads no more than that."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from resources.i18n import _, set_language

if TYPE_CHECKING:
    from types import TracebackType


def speak_like_this_pc() -> None:
    """Before a book is open: the language of this PC, English where the program does not speak it."""
    import locale

    code = locale.getlocale()[0] or ""
    set_language("zh_CN" if code.startswith(("zh", "Chinese")) else "en")


def write_every_letter() -> None:
    """Into files and pipes as UTF-8, whatever this PC's own encoding cannot say; a terminal shows the rest escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def say_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The last resort before and without a window: one sentence instead of a traceback, and where the details are."""
    import traceback
    from datetime import datetime

    from model.computer import Computer

    log = Computer().folder / "errors.log"
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{datetime.now().isoformat(timespec='seconds')}\n")
        traceback.print_exception(kind, error, trace, file=file)
    sentence = _("Something went wrong that should not: {what}. The details are in {log}.")
    print(sentence.format(what=f"{kind.__name__}: {error}", log=log), file=sys.stderr)
