"""Reading all of a large table a piece at a time.

While something is read nobody can save: a COMMIT waits for it. One long statement would keep a customer waiting at the
counter, so there are many short ones, and every save finds its turn between two of them.
"""

import time
from collections.abc import Iterator
from datetime import date
from typing import Any

from model.store import Store

_WISHED_SECONDS = 0.06
"""of one piece: the PC decides how many rows that is"""
_FIRST = 500
_GROWS = 4.0
_BEFORE_ALL = -(2**63)


def in_pieces(store: Store, table: str, sql: str, /, **values: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of ``sql``, which asks for what belongs to the rows of ``table`` with an id ``BETWEEN :first_id AND
    :last_id``: piece behind piece, ids rising. What belongs to one id is of one moment, the whole is not."""
    size, after = _Size(), _BEFORE_ALL
    ends_at = f"SELECT max(id) FROM (SELECT id FROM {table} WHERE id > :after ORDER BY id LIMIT :rows)"
    while (last := store.value(ends_at, after=after, rows=size.rows)) is not None:
        yield from size.timed(store, sql, values | {"first_id": after + 1, "last_id": last})
        after = last


def by_day(store: Store, sql: str, /, **values: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of ``sql``, which asks for the purchases of the days ``BETWEEN :first_day AND :last_day``: piece behind
    piece, days rising, from the first to the last on which something was bought."""
    # Asked for both at once, SQLite would read every day there is.
    span = [store.value(f"SELECT {which}(bought_on) FROM purchase") for which in ("min", "max")]
    if None in span:
        return
    day, end = (date.fromisoformat(one).toordinal() for one in span)
    size = _Size()
    while day <= end:
        last = min(day + size.rows - 1, end)
        days = {
            "first_day": date.fromordinal(day).isoformat(),
            "last_day": date.fromordinal(last).isoformat(),
        }
        yield from size.timed(store, sql, values | days)
        day = last + 1


class _Size:
    """How many ids or days make a piece: as many as can be read in a moment, found out while reading."""

    def __init__(self) -> None:
        self.rows = _FIRST

    def timed(self, store: Store, sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """One piece, all of it at once: only when the last row is read does a save get its turn."""
        began = time.monotonic()
        rows = list(store.tuples(sql, **values))
        took = max(time.monotonic() - began, 1e-6)
        self.rows = max(1, round(self.rows * min(_WISHED_SECONDS / took, _GROWS)))
        return rows
