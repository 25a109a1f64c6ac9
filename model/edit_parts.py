"""What one edit did to each row, read from the journal."""

import json
from dataclasses import dataclass
from typing import Any

from model.store import Store

State = dict[str, Any]
"""A row as the file stores it. One that the journal kept lacks the columns that the format has got since."""


@dataclass
class Part:
    """What an edit did to one row: the state before and after it and the one found now, ``None`` where the row did
    not exist."""

    table: str
    row_id: int
    before: State | None
    after: State | None = None
    now: State | None = None


def parts_of(
    store: Store, edit_id: int, condition: str = "", limit: int = -1, edits: str = "(:edit)"
) -> list[Part]:
    """The rows that an edit touched, latest first; ``limit`` counts journal entries, the first ones of the edit.

    ``condition`` is SQL that continues the question to the journal, there called ``j``, for the edit ``:edit``. Rows
    that came in without the journal are not among them. What came with a join is no part of it here: ``edits`` is SQL
    for the ids of edits that are looked at as one.
    """
    parts: dict[tuple[str, int], Part] = {}
    entries = store.rows(
        f"SELECT * FROM journal AS j WHERE edit_id IN {edits} {condition} ORDER BY number LIMIT :limit",
        edit=edit_id,
        limit=limit,
    )
    for entry in entries:
        key = (entry["table_name"], entry["row_id"])
        if key not in parts:
            parts[key] = Part(*key, state(entry["old"]) if entry["old"] else None)
    last = entries[-1]["number"] if entries else 0
    for part in parts.values():
        part.now = state_now(store, part.table, part.row_id)
        part.after = _state_after(store, part, last, edit_id, edits)
    return list(reversed(parts.values()))


def state_now(store: Store, table: str, row_id: int) -> State | None:
    """The row as it is now."""
    row = store.row(f"SELECT * FROM {table} WHERE id = :id", id=row_id)
    return None if row is None else dict(row)


def state(old: str) -> State:
    """A row as the journal kept it; control characters in its texts are taken as they are."""
    kept: State = json.loads(old, strict=False)
    return kept


def _state_after(store: Store, part: Part, last: int, edit_id: int, edits: str) -> State | None:
    """The row as the edit left it: what the next edit found, else what is there now."""
    later = store.row(
        "SELECT op, old FROM journal WHERE row_id = :row AND table_name = :table"
        f" AND edit_id NOT IN {edits} AND number > :last ORDER BY number LIMIT 1",
        row=part.row_id,
        table=part.table,
        edit=edit_id,
        last=last,
    )
    if later is None:
        return part.now
    return state(later["old"]) if later["old"] else None
