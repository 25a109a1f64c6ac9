"""What commands say, and how: to people, to other programs, and of what went wrong."""

from __future__ import annotations

import io
import json
import locale
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

import click

from resources.i18n import _, set_language

if TYPE_CHECKING:
    from types import TracebackType


def speak_like_this_pc() -> None:
    """Before a book is open: the language of this PC, English where the program does not speak it."""
    code = locale.getlocale()[0] or ""
    set_language("zh_CN" if code.startswith(("zh", "Chinese")) else "en")


def write_every_letter() -> None:
    """Into files and pipes as UTF-8, whatever this PC's own encoding cannot say; a terminal shows the rest escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def say_json(found: Any) -> None:
    """For other programs; the letters as they are. Each entry of a list has a line: so many of them are soon said."""
    if isinstance(found, list):
        each = ",\n".join(json.dumps(one, ensure_ascii=False) for one in found)
        click.echo(f"[\n{each}\n]" if found else "[]")
    else:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))


def say_facts(found: dict[str, int | str | None]) -> None:
    """Each fact on a line of its own."""
    width = max(map(len, found))
    for name, value in found.items():
        click.echo(f"{name:<{width}}  {'-' if value is None else value}")


def width(text: str) -> int:
    """In columns of a terminal, where a Chinese letter takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def say_progress(done: int, of: int) -> None:
    """How far a long job is, on a terminal only. Ctrl+C stops it, and what it began is undone."""
    if sys.stderr.isatty() and of:
        click.echo(f"\r{100 * done // of:3d} %", nl=done >= of, err=True)


def say_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The last resort of a command: one sentence instead of a traceback, and where the details are."""
    import traceback

    from model.computer import Computer

    log = Computer().folder / "errors.log"
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{datetime.now().isoformat(timespec='seconds')}\n")
        traceback.print_exception(kind, error, trace, file=file)
    sentence = _("Something went wrong that should not: {what}. The details are in {log}.")
    click.echo(sentence.format(what=f"{kind.__name__}: {error}", log=log), err=True)
