"""The book of a command, and the files that it reads."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from model.errors import BookError
from resources.i18n import _, set_language

if TYPE_CHECKING:
    from pathlib import Path

    from model.book import Book
    from model.safekeeping.instance_lock import InstanceLock


@contextmanager
def opened(path: Path, *, is_held: bool = False) -> Iterator[Book]:
    """The book at ``path`` for one job, with the program speaking its language.

    For reading only where it cannot be written. It may be open in a window meanwhile, which sees what is written here;
    only an older book, which a new file takes the place of, must not be (``is_held``: its lock is ours already).
    """
    from model.book import Book
    from model.computer import Computer
    from model.header import is_older

    needs_lock = is_older(path) and not is_held
    with held(path) if needs_lock else nullcontext():
        book = Book.open_or_read(path, copy_id=Computer().copy_id)
    with book:
        set_language(book.shop.language)
        yield book


def held(path: Path) -> InstanceLock:
    """The lock of a book in whose place a new file is put; ``BookError`` if it is open in a window."""
    from model.safekeeping.instance_lock import InstanceLock

    return InstanceLock(path, "Regulars (command line)")


def read_password(file: Path | None) -> str | None:
    """The first line of a file that holds a password, without its end; ``BookError`` if there is none."""
    if file is None:
        return None
    try:
        with _reading(file):
            password = file.read_text(encoding="utf-8-sig").split("\n")[0].rstrip("\r")
    except UnicodeDecodeError as error:
        raise BookError(_("“{name}” is no text in UTF-8.").format(name=file.name)) from error
    if not password:
        raise BookError(_("“{name}” holds no password: its first line is empty.").format(name=file.name))
    return password


def read_typed(file: Path) -> bytes:
    """What is in a file, or for ``-`` what is typed or piped in; ``BookError`` if it cannot be read."""
    if str(file) == "-":
        return sys.stdin.buffer.read()
    with _reading(file):
        return file.read_bytes()


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    """``BookError`` where ``file`` cannot be read."""
    try:
        yield
    except OSError as error:
        raise BookError(
            _("“{name}” cannot be read: {reason}.").format(name=file.name, reason=error.strerror)
        ) from error
