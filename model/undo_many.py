"""Undo of an edit with very many rows: the rules of undo, part by part, said for all rows at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from model.nouns import TABLES
from model.store import Store
from model.triggers import SUMMED_UP

_COLUMNS = {table.name: table.written() for table in TABLES}


_MOST_NAMED = 100  # rows of each table


@dataclass
class Many:
    """How many rows went which way, and the first of those that were kept, by table and id."""

    undone: int = 0
    kept: int = 0
    could_not: int = 0
    changed_since: list[tuple[str, int]] = field(default_factory=list)
    needed_since: list[tuple[str, int]] = field(default_factory=list)


def take_out_made(store: Store, edit_id: int) -> Many:
    """Delete the rows that an edit made, inside the running edit; those changed since, and those that something
    refers to that stays, are kept."""
    result = Many()
    kept: dict[str, set[int]] = {}
    tables = [
        table
        for table in reversed(_COLUMNS)
        if store.value(f"SELECT 1 FROM {table} AS t WHERE {_made('t', table)} LIMIT 1", edit=edit_id)
    ]
    for table in tables:
        kept[table] = _changed_since(store, table, edit_id)
        result.changed_since += ((table, row_id) for row_id in sorted(kept[table])[:_MOST_NAMED])
        changed = frozenset(kept[table])
        while needed := _needed(store, table, edit_id, kept) - kept[table]:
            kept[table] |= needed
        result.needed_since += ((table, row_id) for row_id in sorted(kept[table] - changed)[:_MOST_NAMED])
    rows = {
        table: int(store.value(f"SELECT count(*) FROM {table} AS t WHERE {_made('t', table)}", edit=edit_id))
        for table in tables
    }
    with store.summing_up_once(sum(rows.get(table, 0) for table in SUMMED_UP)):
        for table in tables:
            stays = ", ".join(map(str, kept[table]))
            store.write(
                f"DELETE FROM {table} WHERE {_made(table, table)} AND id NOT IN ({stays})", {"edit": edit_id}
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
        for table in _COLUMNS
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
            columns = (*_COLUMNS[table], "edit_id")
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
    columns = _COLUMNS[table]
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


def _needed(store: Store, table: str, edit_id: int, kept: dict[str, set[int]]) -> set[int]:
    """The rows of an edit that something refers to that is later work, or kept itself."""
    found: set[int] = set()
    for child, column in references(store, table):
        staying = ", ".join(map(str, kept.get(child, ())))
        found.update(
            store.column(
                f"SELECT DISTINCT c.{column} FROM {child} AS c CROSS JOIN {table} AS p ON p.id = c.{column}"
                f" WHERE (NOT {_made('c', child)} OR c.id IN ({staying})) AND {_made('p', table)}",
                edit=edit_id,
            )
        )
    return found


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


def references(store: Store, parent: str) -> list[tuple[str, str]]:
    """The (table, column) pairs that refer to rows of ``parent``."""
    return [
        (child, key["from"])
        for child in _COLUMNS
        for key in store.rows(f"SELECT * FROM pragma_foreign_key_list('{child}')")
        if key["table"] == parent
    ]
