"""Undo of an edit with very many rows: the rules of undo, part by part, said for all rows at once."""

from __future__ import annotations

from dataclasses import dataclass

from model.nouns import TABLES
from model.store import Store

_COLUMNS = {table.name: table.written() for table in TABLES}


@dataclass
class Many:
    """How many rows went which way."""

    undone: int = 0
    kept: int = 0
    could_not: int = 0


def take_out_made(store: Store, edit_id: int) -> Many:
    """Delete the rows that an edit made, inside the running edit; those changed since, those on which later work
    hangs, and what these hang on are kept."""
    result = Many()
    kept: dict[str, set[int]] = {}
    tables = [
        table
        for table in reversed(_COLUMNS)
        if store.value(f"SELECT 1 FROM {table} WHERE edit_id = :edit LIMIT 1", edit=edit_id)
    ]
    for table in tables:
        kept[table] = _changed_since(store, table, edit_id) | _with_later_work(store, table, edit_id, kept)
    rows = {
        table: int(store.value(f"SELECT count(*) FROM {table} WHERE edit_id = :edit", edit=edit_id))
        for table in tables
    }
    with store.summing_up_once(sum(rows.values())):
        for table in tables:
            stays = ", ".join(map(str, kept[table]))
            store.write(
                f"DELETE FROM {table} WHERE edit_id = :edit AND id NOT IN ({stays})", {"edit": edit_id}
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
            "SELECT 1 FROM journal WHERE edit_id = :edit AND table_name = :table AND op = 'delete' LIMIT 1",
            edit=edit_id,
            table=table,
        )
    ]
    number = store.value("SELECT count(*) FROM journal WHERE edit_id = :edit AND op = 'delete'", edit=edit_id)
    with store.summing_up_once(int(number)):
        for table in tables:
            columns = (*_COLUMNS[table], "edit_id")
            deleted = int(
                store.value(
                    "SELECT count(DISTINCT row_id) FROM journal"
                    " WHERE edit_id = :edit AND table_name = :table AND op = 'delete'",
                    edit=edit_id,
                    table=table,
                )
            )
            # min(number) makes ``old`` that of the row's first entry: the row as the edit found it.
            back = store.write(
                f"INSERT INTO {table} ({', '.join(columns)})"
                f" SELECT {', '.join(f'''json_extract(old, '$.{column}')''' for column in columns)} FROM"
                " (SELECT row_id, old, min(number) FROM journal WHERE edit_id = :edit AND table_name = :table"
                " GROUP BY row_id HAVING sum(op = 'delete'))"
                f" WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE id = row_id)",
                {"edit": edit_id, "table": table},
            )
            orphans = _drop_orphans(store, table)
            result.undone += back - orphans
            result.could_not += orphans
            result.kept += deleted - back
    return result


def _changed_since(store: Store, table: str, edit_id: int) -> set[int]:
    """The rows of an edit that a later one changed, unless they were put back as they were."""
    number = store.value("SELECT number FROM edit WHERE id = :edit", edit=edit_id)
    columns = _COLUMNS[table]
    left = ", ".join(f"json_extract(j.old, '$.{column}')" for column in columns)
    now = ", ".join(f"t.{column}" for column in columns)
    return set(
        store.column(
            "SELECT j.row_id FROM (SELECT row_id, old, min(number) FROM journal WHERE table_name = :table"
            " AND edit_id IN (SELECT id FROM edit WHERE number > :number) GROUP BY row_id) AS j"
            f" JOIN {table} AS t ON t.id = j.row_id WHERE t.edit_id = :edit AND ({left}) IS NOT ({now})",
            table=table,
            number=number,
            edit=edit_id,
        )
    )


def _with_later_work(store: Store, table: str, edit_id: int, kept: dict[str, set[int]]) -> set[int]:
    """The rows of an edit that would take rows with them that are later work, or kept themselves."""
    found: set[int] = set()
    for child, column in children(store, table):
        staying = ", ".join(map(str, kept.get(child, ())))
        found.update(
            store.column(
                f"SELECT DISTINCT c.{column} FROM {child} AS c CROSS JOIN {table} AS p ON p.id = c.{column}"
                f" WHERE (c.edit_id <> :edit OR c.id IN ({staying})) AND p.edit_id = :edit",
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


def children(store: Store, parent: str) -> list[tuple[str, str]]:
    """The (table, column) pairs whose rows would be deleted with a row of ``parent``."""
    return [
        (child, key["from"])
        for child in _COLUMNS
        for key in store.rows(f"SELECT * FROM pragma_foreign_key_list('{child}')")
        if key["table"] == parent and key["on_delete"] == "CASCADE"
    ]
