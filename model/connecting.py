"""How SQLite is led to a file, and kept from hanging over one that nobody knows yet."""

import errno
import os
import sqlite3
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LONGEST_LOOK_SECONDS = 5.0
"""So long a file may take to say what is in it, before it is taken for one that means to hang the program."""


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A bare connection in which nothing begins or ends by itself. ``mode`` is ``ro``, ``rw``, or ``rwc`` to make
    the file."""
    return sqlite3.connect(uri(path, mode), uri=True, isolation_level=None)


def uri(path: Path, mode: str) -> str:
    """``path`` as SQLite's URI, with ``#``, ``?`` and ``%`` quoted: a naive one opens, or makes, another file."""
    text = path.absolute().as_posix()
    try:
        text.encode()
    except (
        UnicodeEncodeError
    ) as error:  # Bytes in the name that are no letters, as an old stick may have them.
        raise OSError(errno.EILSEQ, os.strerror(errno.EILSEQ), str(path)) from error
    lead = "///" if os.name == "nt" and not text.startswith("//") else "//" if text.startswith("//") else ""
    return f"file:{lead}{urllib.parse.quote(text)}?mode={mode}"


@contextmanager
def in_time(db: sqlite3.Connection) -> Iterator[None]:
    """What the block asks of a file nobody knows yet ends in time, or as an error of SQLite."""
    end = time.monotonic() + _LONGEST_LOOK_SECONDS
    db.set_progress_handler(lambda: time.monotonic() > end, 100)
    try:
        yield
    finally:
        db.set_progress_handler(None, 0)
