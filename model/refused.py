"""What SQLite refused, as the shopkeeper reads it."""

import shutil
import sqlite3
from pathlib import Path
from typing import Literal

from model.errors import BookError
from model.trouble import Trouble, TroubleError
from resources.i18n import N_, _


def raise_plainly(error: sqlite3.Error, deed: Literal["read", "write"], file: str = "") -> None:
    """Raise what SQLite refused as a BookError that the shopkeeper can read; return if the program is to blame.

    ``file`` is the book's, so that a full disk can say how full it is.
    """
    code = getattr(error, "sqlite_errorname", "")
    if code:  # Without one it was not SQLite that refused, but Python: a wrong thread, a missing value.
        raise _unreadable(code, error) if deed == "read" else _unsaved(code, error, file) from error


_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")


def is_busy(error: sqlite3.Error) -> bool:
    """Whether SQLite refused only because somebody else is writing just now."""
    return getattr(error, "sqlite_errorname", "").startswith(_BUSY)


def _unreadable(code: str, error: sqlite3.Error) -> BookError:
    if code.startswith(_BUSY):
        return TroubleError(
            _("The book is busy: another program or window is writing into it. Try again in a moment."),
            Trouble.BUSY,
        )
    if code.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return TroubleError(
            _("The book’s file cannot be read. Check the disk or stick it is on, then try again."),
            Trouble.UNREADABLE,
        )
    return _damaged_or(code, error)


def _unsaved(code: str, error: sqlite3.Error, file: str) -> BookError:
    if code.startswith("SQLITE_CONSTRAINT") and "length(" in str(error):
        return BookError(
            _("One of the texts is too long to be kept. Not saved: shorten it, then save again.")
        )
    if code.startswith("SQLITE_CONSTRAINT"):
        return BookError(
            _("This does not fit the book, so it was not saved: {reason}").format(reason=str(error))
        )
    if code.startswith("SQLITE_FULL"):
        return TroubleError(_full(file), Trouble.FULL)
    for starts, trouble, sentence in _UNSAVED:
        if code.startswith(starts):
            return TroubleError(_(sentence), trouble)
    return _damaged_or(code, error)


_UNSAVED: tuple[tuple[tuple[str, ...], Trouble, str], ...] = (
    (
        _BUSY,
        Trouble.BUSY,
        N_("The book is busy: another program or window is writing into it. Not saved; try again."),
    ),
    (
        ("SQLITE_READONLY_DBMOVED",),
        Trouble.REPLACED,
        N_("The book’s file was moved or replaced while it was open. Not saved."),
    ),
    (
        ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM"),
        Trouble.READ_ONLY,
        N_("The book’s file or its folder is read-only. Not saved."),
    ),
    (
        ("SQLITE_IOERR",),
        Trouble.UNREADABLE,
        N_("The disk could not be read or written. Not saved; check the disk, then try again."),
    ),
)


def _full(file: str) -> str:
    try:
        free = shutil.disk_usage(Path(file).parent).free // 1_000_000
    except OSError:
        return _("The disk is full. Not saved: make room on the disk, then save again.")
    return _("The disk is full ({n} MB are free). Not saved: make room on the disk, then save again.").format(
        n=free
    )


def _damaged_or(code: str, error: sqlite3.Error) -> BookError:
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return TroubleError(
            _("The book’s file is damaged. Nothing more was written; use your latest backup."),
            Trouble.DAMAGED,
        )
    return BookError(_("The book could not be used: {reason}").format(reason=str(error)))


def not_opened(path: Path, error: sqlite3.DatabaseError) -> TroubleError:
    """What to say when SQLite would not open the book at ``path``, or not as it must be open."""
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith(_BUSY):
        sentence, trouble = _("“{name}” is in use by another program. Close it there first."), Trouble.BUSY
    elif code.startswith("SQLITE_READONLY_ROLLBACK"):
        sentence = _(
            "“{name}” was left half-written when its program ended, which cannot be put right here:"
            " its file or folder is read-only."
        )
        trouble = Trouble.NOT_UPDATED
    elif code.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
        sentence = _("“{name}” cannot be written here: its file or folder is read-only.")
        trouble = Trouble.READ_ONLY
    elif code.startswith("SQLITE_FULL"):
        sentence = _("The disk with “{name}” is full. Make room on it, then try again.")
        trouble = Trouble.FULL
    elif code.startswith("SQLITE_IOERR"):
        sentence, trouble = _("“{name}” cannot be read: {reason}."), Trouble.UNREADABLE
    else:
        return damaged(path)
    return TroubleError(sentence.format(name=path.name, reason=error), trouble, path)


def damaged(path: Path) -> TroubleError:
    """What to say of a book that is not whole."""
    return TroubleError(
        _("“{name}” is damaged and cannot be opened. It was left as it is; use your latest backup.").format(
            name=path.name
        ),
        Trouble.DAMAGED,
        path,
    )
