"""Undo of an edit with very many rows: the rules of undo, part by part, said for all rows at once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from model import undone
from model.pointers import Pointer
from model.staying import WRITTEN, Row
from model.store import Store
from model.triggers import SUMMED_UP


@dataclass
class Many:
    """How many rows went which way, and the first of those that were kept, each with why."""

    undone: int = 0
    kept: int = 0
    could_not: int = 0
    left: list[tuple[Row, str]] = field(default_factory=list)


def take_out_made(store: Store, edit_id: int, pointers: Collection[Pointer]) -> Many:
    """Delete the rows that an edit made, inside the running edit, but for those that stay as ``staying`` tells."""
    result = Many()
    tables = [
        table
        for table in reversed(WRITTEN)
        if store.value(f"SELECT 1 FROM {table} AS t WHERE {_made('t', table)} LIMIT 1", edit=edit_id)
    ]
    kept: dict[str, set[int]] = {table: set() for table in tables}

    def keep(rows: dict[str, set[int]], why: str) -> dict[str, set[int]]:
        """Those of the rows that were not kept already."""
        new = {table: ids - kept[table] for table, ids in rows.items() if ids - kept[table]}
        for table, ids in new.items():
            kept[table] |= ids
            named = sorted(ids)[: undone.MOST_TOLD]
            result.left += (((table, row_id), why) for row_id in named)
        return new

    changed = {table: _changed_since(store, table, edit_id) for table in tables}
    needed = {table: _needed(store, table, edit_id, pointers) for table in tables}
    latest = [keep(changed, undone.changed()), keep(needed, undone.needed())]
    while any(latest):
        looked_at = _together(latest)
        owners, parts = (_next_to(store, looked_at, pointers, up=up) for up in (True, False))
        latest = [
            keep(_only_made(store, owners, tables, edit_id), undone.needed()),
            keep(_only_made(store, parts, tables, edit_id), undone.part_of_what_stays()),
        ]
    rows = {
        table: int(store.value(f"SELECT count(*) FROM {table} AS t WHERE {_made('t', table)}", edit=edit_id))
        for table in tables
    }
    with store.summing_up_once(sum(rows.get(table, 0) for table in SUMMED_UP)):
        for table in tables:
            store.write(
                f"DELETE FROM {table} WHERE {_made(table, table)}"
                " AND id NOT IN (SELECT value FROM json_each(:kept))",
                {"edit": edit_id, "kept": _listed(kept[table])},
            )
            result.kept += len(kept[table])
            result.undone += rows[table] - len(kept[table])
    return result


def put_back_deleted(store: Store, edit_id: int) -> Many:
    """Insert the rows again that an edit deleted, inside the running edit; not those that are there again, nor those
    that hang on something that is gone for good."""
    result = Many()
    tables = [
        table
        for table in WRITTEN
        if store.value(
            f"SELECT 1 FROM journal WHERE edit_id IN {TAKEN_TOGETHER} AND table_name = :table"
            " AND op = 'delete' LIMIT 1",
            edit=edit_id,
            table=table,
        )
    ]
    summed_up = ", ".join(f"'{table}'" for table in SUMMED_UP)
    number = store.value(
        f"SELECT count(*) FROM journal WHERE edit_id IN {TAKEN_TOGETHER} AND op = 'delete'"
        f" AND table_name IN ({summed_up})",
        edit=edit_id,
    )
    with store.summing_up_once(int(number)):
        for table in tables:
            columns = (*WRITTEN[table], "edit_id")
            deleted = int(
                store.value(
                    f"SELECT count(*) FROM ({_DELETED})",
                    edit=edit_id,
                    table=table,
                )
            )
            # What does not fit any more beside what is there now, as a second consent for a channel, stays away.
            back = store.write(
                f"INSERT OR IGNORE INTO {table} ({', '.join(columns)})"
                f" SELECT {', '.join(_kept_values(store, table, columns))} FROM ({_DELETED})"
                f" WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE id = row_id)",
                {"edit": edit_id, "table": table},
            )
            orphans = _drop_orphans(store, table)
            result.undone += back - orphans
            result.could_not += orphans
            result.kept += deleted - back
    return result


TAKEN_TOGETHER = "(SELECT id FROM edit WHERE id = :edit OR came_with = :edit)"
"""SQL for the edits that are taken back with the edit ``:edit``: itself, and if it is a join, all that came with it."""

# min(number) makes ``old`` that of the row's first entry: the row as the edit found it. One that the edit itself had
# made is not wanted back, nor one that it put back itself.
_DELETED = (
    f"SELECT row_id, old, min(number) FROM journal WHERE edit_id IN {TAKEN_TOGETHER} AND table_name = :table"
    f" GROUP BY row_id HAVING json_extract(old, '$.edit_id') NOT IN {TAKEN_TOGETHER}"
    " AND row_id IN (SELECT row_id FROM (SELECT row_id, op, max(number) FROM journal"
    f"  WHERE edit_id IN {TAKEN_TOGETHER} AND table_name = :table GROUP BY row_id) WHERE op = 'delete')"
)

CHANGED_ONLY = (
    f" AND (table_name, row_id) IN (SELECT table_name, row_id FROM (SELECT table_name, row_id, op, old, min(number)"
    f"  FROM journal WHERE edit_id IN {TAKEN_TOGETHER} GROUP BY table_name, row_id)"
    f"  WHERE op <> 'insert' AND json_extract(old, '$.edit_id') NOT IN {TAKEN_TOGETHER})"
    " AND (table_name, row_id) NOT IN (SELECT table_name, row_id FROM (SELECT table_name, row_id, op, max(number)"
    f"  FROM journal WHERE edit_id IN {TAKEN_TOGETHER} GROUP BY table_name, row_id) WHERE op = 'delete')"
)
"""SQL that continues a question to the journal: only the rows that were there before the edit, and still after it."""


def _made(alias: str, table: str) -> str:
    """SQL that holds for the rows of ``table`` that the edit ``:edit`` made, or put back."""
    return (
        f"({alias}.edit_id IN {TAKEN_TOGETHER} OR {alias}.id IN (SELECT row_id FROM"
        f" (SELECT row_id, op, min(number) FROM journal WHERE edit_id IN {TAKEN_TOGETHER}"
        f" AND table_name = '{table}' GROUP BY row_id) WHERE op = 'insert'))"
    )


def _kept_values(store: Store, table: str, columns: Iterable[str]) -> list[str]:
    """SQL for the columns of a row as the journal kept it in ``old``; one that the format got since has its default."""
    defaults = {
        row["name"]: row["dflt_value"]
        for row in store.rows(f"SELECT name, dflt_value FROM pragma_table_info('{table}') WHERE \"notnull\"")
    }
    return [
        f"coalesce(json_extract(old, '$.{column}'), {default})"
        if (default := defaults.get(column))
        else f"json_extract(old, '$.{column}')"
        for column in columns
    ]


def _changed_since(store: Store, table: str, edit_id: int) -> set[int]:
    """The rows of an edit that a later one changed, unless they were put back as they were."""
    number = store.value("SELECT number FROM edit WHERE id = :edit", edit=edit_id)
    columns = WRITTEN[table]
    left = ", ".join(_kept_values(store, table, columns))
    now = ", ".join(f"t.{column}" for column in columns)
    return set(
        store.column(
            "SELECT j.row_id FROM (SELECT row_id, old, min(number) FROM journal WHERE table_name = :table"
            " AND edit_id IN (SELECT id FROM edit WHERE number > :number) GROUP BY row_id) AS j"
            f" JOIN {table} AS t ON t.id = j.row_id WHERE {_made('t', table)} AND ({left}) IS NOT ({now})",
            table=table,
            number=number,
            edit=edit_id,
        )
    )


def _needed(store: Store, table: str, edit_id: int, pointers: Iterable[Pointer]) -> set[int]:
    """The rows of an edit that something points at which the edit did not make."""
    found: set[int] = set()
    for child, column, _parent, _belongs in (one for one in pointers if one.parent == table):
        found.update(
            store.column(
                f"SELECT DISTINCT c.{column} FROM {child} AS c CROSS JOIN {table} AS p ON p.id = c.{column}"
                f" WHERE NOT {_made('c', child)} AND {_made('p', table)}",
                edit=edit_id,
            )
        )
    return found


def _next_to(
    store: Store, rows: dict[str, set[int]], pointers: Iterable[Pointer], *, up: bool
) -> dict[str, set[int]]:
    """What the rows point at, if ``up``; else what belongs to them."""
    found: dict[str, set[int]] = defaultdict(set)
    for child, column, parent, belongs in pointers:
        if up and rows.get(child):
            asked = f"SELECT DISTINCT {column} FROM {child} WHERE {column} IS NOT NULL AND id IN"
            found[parent].update(store.column(f"{asked} {_AMONG}", among=_listed(rows[child])))
        elif not up and belongs and rows.get(parent):
            asked = f"SELECT id FROM {child} WHERE {column} IN"
            found[child].update(store.column(f"{asked} {_AMONG}", among=_listed(rows[parent])))
    return found


def _only_made(
    store: Store, rows: dict[str, set[int]], tables: Collection[str], edit_id: int
) -> dict[str, set[int]]:
    """Those of the rows that the edit made."""
    return {
        table: set(
            store.column(
                f"SELECT id FROM {table} AS t WHERE id IN {_AMONG} AND {_made('t', table)}",
                among=_listed(ids),
                edit=edit_id,
            )
        )
        for table, ids in rows.items()
        if ids and table in tables
    }


def _together(some: Iterable[dict[str, set[int]]]) -> dict[str, set[int]]:
    both: dict[str, set[int]] = defaultdict(set)
    for rows in some:
        for table, ids in rows.items():
            both[table] |= ids
    return both


_AMONG = "(SELECT value FROM json_each(:among))"


def _listed(ids: Iterable[int]) -> str:
    return json.dumps(sorted(ids))


def _drop_orphans(store: Store, table: str) -> int:
    """Take out what was put back but hangs on something that is gone for good; how many rows those were."""
    dropped = 0
    for key in store.rows(f"SELECT * FROM pragma_foreign_key_list('{table}')"):
        column, parent = key["from"], key["table"]
        there = f"SELECT 1 FROM {parent} AS parent WHERE parent.id = {table}.{column}"
        lost = f"WHERE {column} IS NOT NULL AND NOT EXISTS ({there})"
        if key["on_delete"] == "SET NULL":
            store.write(f"UPDATE {table} SET {column} = NULL {lost}", {})
        else:
            dropped += store.write(f"DELETE FROM {table} {lost}", {})
    return dropped
