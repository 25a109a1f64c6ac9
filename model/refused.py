"""What SQLite refused, as the shopkeeper reads it."""

import sqlite3
from typing import Literal

from model.errors import BookError
from resources.i18n import _


def raise_plainly(error: sqlite3.Error, deed: Literal["read", "write"]) -> None:
    """Raise what SQLite refused as a BookError that the shopkeeper can read; return if the program is to blame."""
    code = getattr(error, "sqlite_errorname", "")
    if code:  # Without one it was not SQLite that refused, but Python: a wrong thread, a missing value.
        raise BookError(_unreadable(code, error) if deed == "read" else _unsaved(code, error)) from error


def _unreadable(code: str, error: sqlite3.Error) -> str:
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _("The book is busy: another program or window is writing into it. Try again in a moment.")
    if code.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return _("The book’s file cannot be read. Check the disk or stick it is on, then try again.")
    return _damaged_or(code, error)


def _unsaved(code: str, error: sqlite3.Error) -> str:
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _("The book is busy: another program or window is writing into it. Not saved; try again.")
    if code.startswith("SQLITE_FULL"):
        return _("The disk is full. Not saved: make room on the disk, then save again.")
    if code.startswith("SQLITE_READONLY_DBMOVED"):
        return _("The book’s file was moved or replaced while it was open. Not saved.")
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return _("The book’s file or its folder is read-only. Not saved.")
    if code.startswith("SQLITE_IOERR"):
        return _("The disk could not be read or written. Not saved; check the disk, then try again.")
    if code.startswith("SQLITE_CONSTRAINT") and "length(" in str(error):
        return _("One of the texts is too long to be kept. Not saved: shorten it, then save again.")
    if code.startswith("SQLITE_CONSTRAINT"):
        return _("This does not fit the book, so it was not saved: {reason}").format(reason=str(error))
    return _damaged_or(code, error)


def _damaged_or(code: str, error: sqlite3.Error) -> str:
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return _("The book’s file is damaged. Nothing more was written; use your latest backup.")
    return _("The book could not be used: {reason}").format(reason=str(error))
