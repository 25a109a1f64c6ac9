"""A copy of an open book as it is at one moment, while others go on writing into it."""

import sqlite3
import time
from collections.abc import Callable

from model.errors import BookError
from resources.i18n import _

_PAGES_AT_ONCE = 4096
_RESTARTS = 2
"""So often a copy begins again because somebody wrote meanwhile; then writers wait until it is done."""

_WAIT_SECONDS = 0.05
_LONGEST_WAIT_SECONDS = 60
"""for somebody who writes for long: a whole import takes less"""


class _Restarted(Exception):  # noqa: N818
    """Somebody wrote, so SQLite began from the first page again."""


def snapshot(
    source: sqlite3.Connection, copy: sqlite3.Connection, progress: Callable[[int, int], None]
) -> None:
    """Copy all pages of ``source`` into the empty ``copy``, a handful at a time: between them writers get in.

    A shop that writes without a pause would make it begin again for ever, so the last try holds them off.
    """
    for _turn in range(_RESTARTS):
        try:
            _copy(source, copy, progress, stop_if_restarted=True)
        except _Restarted:
            continue
        return
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _copy(source, copy, progress, stop_if_restarted=False)
    finally:
        source.execute("ROLLBACK")


def _copy(
    source: sqlite3.Connection,
    copy: sqlite3.Connection,
    progress: Callable[[int, int], None],
    *,
    stop_if_restarted: bool,
) -> None:
    left, went_on_at = 0, time.monotonic()

    def tell(status: int, remaining: int, pages: int) -> None:
        nonlocal left, went_on_at
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            if time.monotonic() - went_on_at > _LONGEST_WAIT_SECONDS:
                raise BookError(
                    _(
                        "The book is busy: another program or window is writing into it. Try again in a moment."
                    )
                )
        elif stop_if_restarted and left and remaining >= left:
            raise _Restarted
        else:
            left, went_on_at = remaining, time.monotonic()
        progress(pages - remaining, pages)

    source.backup(copy, pages=_PAGES_AT_ONCE, progress=tell, sleep=_WAIT_SECONDS)
