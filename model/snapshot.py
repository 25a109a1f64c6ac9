"""A copy of an open book as it is at one moment, while others go on writing into it."""

import sqlite3
from collections.abc import Callable

_PAGES_AT_ONCE = 4096
_RESTARTS = 2
"""So often a copy begins again because somebody wrote meanwhile; then writers wait until it is done."""


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
    left = 0

    def tell(_status: int, remaining: int, pages: int) -> None:
        nonlocal left
        if stop_if_restarted and left and remaining >= left:
            raise _Restarted
        left = remaining
        progress(pages - remaining, pages)

    source.backup(copy, pages=_PAGES_AT_ONCE, progress=tell, sleep=0.01)
