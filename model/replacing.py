"""A finished file takes the place of another for good: synced, renamed, and nobody writing into it meanwhile."""

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from model.connecting import connect, in_time
from model.refused import not_opened
from model.trouble import Trouble, TroubleError
from resources.i18n import _

if sys.platform == "darwin":
    import fcntl

_WAIT_FOR_WRITERS_MS = 2_000
"""Longer than one edit takes; what takes longer is not to be waited for in a window."""


class LastEdit(NamedTuple):
    """The edit that was made last in a book, and its place on the line of generations."""

    id: int
    generation_id: str
    seq: int


def put_in_place(part: Path, path: Path) -> None:
    """Rename a finished file, for good. What a killed program left beside an earlier file of that name is moved
    away: SQLite would take it for the new one's, and spoil that with it."""
    for file in files_beside(path):
        if file.exists():
            file.replace(file.with_name(f"{file.name}.old"))
    part.replace(path)
    sync_folder(path.parent)


def files_beside(path: Path) -> list[Path]:
    """The files that SQLite may have left beside a book."""
    return [path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm")]


def remove(path: Path) -> None:
    """Leave nothing of a file that is not to be, nor beside it."""
    for file in (path, *files_beside(path)):
        file.unlink(missing_ok=True)


@contextmanager
def held_still(path: Path) -> Iterator[LastEdit]:
    """Keep every other program from writing into the book at ``path`` while the block puts a file in its place; what
    its last edit is. ``BookError`` if somebody is in the midst of writing.

    What was begun before the exchange would be committed after it, into a file that nobody finds any more. Windows
    exchanges no file that a program has open, which comes to the same.
    """
    path = path.resolve()
    if not path.exists():
        raise TroubleError(_("There is no book at {path}.").format(path=path), Trouble.MISSING, path)
    try:
        with closing(connect(path, "rw")) as db:
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute(f"PRAGMA busy_timeout = {_WAIT_FOR_WRITERS_MS}")
            try:
                db.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if not error.sqlite_errorname.startswith("SQLITE_READONLY"):
                    raise
            with in_time(db):
                last = db.execute(
                    "SELECT id, generation_id, seq FROM edit ORDER BY number DESC LIMIT 1"
                ).fetchone()
            if os.name == "nt":
                db.close()
            yield LastEdit(*last)
    except sqlite3.DatabaseError as error:
        raise not_opened(path, error) from error


def sync_file(file: BinaryIO) -> None:
    """Make what was written to ``file`` reach the disk, and leave the system's memory where that can be asked for: who
    reads it then reads the disk."""
    if sys.platform == "darwin":
        fcntl.fcntl(file, fcntl.F_FULLFSYNC)
        return
    os.fsync(file.fileno())
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` reach the disk. Elsewhere than on POSIX nobody can tell a folder to."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # Some shares and sticks know no such thing.
                raise
        finally:
            os.close(opened)
