"""The book's file: opened as promised, or refused with the reason.

The order of the steps in ``open_file`` is deliberate; each guards the next (see the comments).
"""

import sqlite3
from contextlib import suppress
from pathlib import Path

from model import schema
from model.connecting import connect, in_time
from model.header import format_of
from model.open_here import is_open_here, note_closed, note_opened
from model.refused import is_busy, not_opened
from model.trouble import Trouble, TroubleError
from resources.i18n import _

SUFFIX = ".regulars"

_CACHE_KIB = 8_192
"""Pages kept in memory. Eight times as much makes a large book hardly quicker, but each of its connections larger."""


def open_file(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection set up as promised: nothing acknowledged is lost, nothing strange in the file runs.

    ``BookError``, with what to do, for whatever is not a sound book of this format.
    """
    path = path.resolve()
    if not path.exists():
        raise TroubleError(_("There is no book at {path}.").format(path=path), Trouble.MISSING, path)
    if path.is_dir():
        raise TroubleError(
            _("{path} is a folder. Choose the book’s file inside it.").format(path=path), Trouble.FOLDER, path
        )
    try:
        if not is_open_here(path) and format_of(path, read_only) < schema.FORMAT:
            from model.bringing_up_to_date import bring_up_to_date

            bring_up_to_date(path)
        return _connect(path, read_only)
    except OSError as error:
        raise TroubleError(
            _("“{name}” cannot be read: {reason}.").format(name=path.name, reason=error.strerror),
            Trouble.UNREADABLE,
            path,
        ) from error
    except sqlite3.DatabaseError as error:
        raise not_opened(path, error) from error


def let_go(db: sqlite3.Connection, path: Path) -> None:
    """Close a connection that nobody got, and leave nothing beside the file."""
    with suppress(sqlite3.DatabaseError):
        if not db.execute("PRAGMA query_only").fetchone()[0]:
            db.execute("PRAGMA journal_mode = DELETE")
    db.close()
    note_closed(path)


def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
    db = connect(path, "ro" if read_only else "rw")
    try:
        # Before anything of the file is trusted: its schema may not call functions, its cells are checked.
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA cell_size_check = ON")
        db.execute("PRAGMA mmap_size = 0")
        db.execute("PRAGMA busy_timeout = 5000")
        if read_only:
            db.execute("PRAGMA query_only = ON")
        elif (mode := db.execute("PRAGMA journal_mode = TRUNCATE").fetchone()[0]) != "truncate":
            raise TroubleError(
                _(
                    "The book is open somewhere else in another way ({mode}). Close it there, then try again."
                ).format(mode=mode),
                Trouble.BUSY,
                path,
            )
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA secure_delete = ON")
        with in_time(db):
            schema.refuse_strange_schema(db, path)
        if not read_only and not is_open_here(path):
            _refuse_read_only(db)
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except BaseException:
        db.close()
        raise
    note_opened(path)
    return db


def _refuse_read_only(db: sqlite3.Connection) -> None:
    """Try to write, and take it back: rights, a locked stick or a folder without room for a journal show only so."""
    db.execute("PRAGMA busy_timeout = 0")
    try:
        db.execute("BEGIN IMMEDIATE")
        db.execute(f"PRAGMA user_version = {schema.FORMAT}")
    except sqlite3.OperationalError as error:
        # Whoever is writing into it now has shown that it can be written.
        if not is_busy(error):
            raise
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
    db.execute("PRAGMA busy_timeout = 5000")
