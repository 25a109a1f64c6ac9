"""The end of an edit, and what is true when the disk fails just then."""

import sqlite3
from collections.abc import Callable
from typing import Any

from model.errors import BookError, MaybeSaved
from resources.i18n import _


def commit(db: sqlite3.Connection, value: Callable[..., Any], edit_id: int) -> bool:
    """COMMIT; whether the disk did all that was asked of it. ``value`` asks the connection.

    The last thing that a COMMIT asks comes when the edit is there already: if only that fails, to say "not saved" would
    have it saved twice. ``sqlite3.Error`` if the edit is not there, ``MaybeSaved`` if nobody can tell.
    """
    try:
        db.execute("COMMIT")
    except sqlite3.Error:
        if db.in_transaction:
            db.execute("ROLLBACK")
        if not _is_there_for_good(db, value, edit_id):
            raise
        return False
    return True


def _is_there_for_good(db: sqlite3.Connection, value: Callable[..., Any], edit_id: int) -> bool:
    """Whether an edit whose COMMIT failed is in the file; if so, another COMMIT makes sure that it stays."""
    try:
        is_there = bool(value("SELECT 1 FROM edit WHERE id = :id", id=edit_id))
        if is_there:
            db.execute("BEGIN IMMEDIATE")
            db.execute(
                "UPDATE generation SET last_seq = last_seq WHERE id = (SELECT generation_id FROM edit WHERE id = ?)",
                (edit_id,),
            )
            db.execute("COMMIT")
    except (sqlite3.Error, BookError) as error:
        raise MaybeSaved(
            _(
                "The disk failed, and whether this was saved cannot be told. Check the disk, then look whether it"
                " is there before you save it again."
            )
        ) from error
    return is_there
