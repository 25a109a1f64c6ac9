"""A copy of an open book as it is at one moment, while others go on writing into it."""

import sqlite3
import time
from collections.abc import Callable

from model.errors import BookError
from model.refused import is_busy
from resources.i18n import _

_PAGES_AT_ONCE = 4096
_RESTARTS = 2
"""So often a copy begins again because somebody wrote meanwhile; then writers wait until it is done."""

_WAIT_SECONDS = 0.05
_LONGEST_WAIT_SECONDS = 60
"""for somebody who writes for long: a whole import takes less"""


def snapshot(
    source: sqlite3.Connection, copy: sqlite3.Connection, progress: Callable[[int, int], None]
) -> None:
    """Copy all pages of ``source`` into the empty ``copy``, a handful at a time: between them writers get in.

    After a write of somebody else SQLite begins from the first page again. A shop that writes without a pause would
    make it do so for ever, so in the end they are held off.
    """
    restarts, left, went_on_at = 0, 0, time.monotonic()

    def tell(status: int, remaining: int, pages: int) -> None:
        nonlocal restarts, left, went_on_at
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            if time.monotonic() - went_on_at > _LONGEST_WAIT_SECONDS:
                raise BookError(
                    _(
                        "The book is busy: another program or window is writing into it. Try again in a moment."
                    )
                )
        else:
            # The copy itself is never begun anew: what was given up half-way would not be a database any more.
            restarts += 0 < left <= remaining
            left, went_on_at = remaining, time.monotonic()
            if restarts >= _RESTARTS and not source.in_transaction:
                _hold_off_writers(source)
        progress(pages - remaining, pages)

    try:
        source.backup(copy, pages=_PAGES_AT_ONCE, progress=tell, sleep=_WAIT_SECONDS)
    finally:
        if source.in_transaction:
            source.execute("ROLLBACK")


def _hold_off_writers(source: sqlite3.Connection) -> None:
    """Nobody can commit while something is read."""
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        source.execute("ROLLBACK")
        if not is_busy(error):
            raise
