"""What a join could not decide, written down for somebody to look at."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from model.clashes import Clash
from model.safekeeping.deciding import Loss
from model.safekeeping.one_sided import COLUMNS
from model.store import Store


def write_clashes(store: Store, losses: Iterable[tuple[str, int, Loss]]) -> tuple[Clash, ...]:
    """A clash for each loss of a row, told by table and id, that is still there; those that are new.

    The same two edits make the same clash wherever they are joined, so it may be there already.
    """
    clashes = []
    for table, row_id, loss in losses:
        if not store.value(f"SELECT 1 FROM {table} WHERE id = :id", id=row_id):
            continue
        clash = Clash(
            id=loss.id_in(table, row_id),
            customer_id=_customer_of(store, table, row_id),
            table_name=table,
            row_id=row_id,
            column_name=loss.column,
            kept=json.dumps(loss.kept, ensure_ascii=False),
            other=json.dumps(loss.other, ensure_ascii=False),
            kept_who=loss.kept_by.who,
            kept_at=loss.kept_by.at,
            other_who=loss.other_by.who,
            other_at=loss.other_by.at,
        )
        if not store.value("SELECT 1 FROM clash WHERE id = :id", id=clash.id):
            _insert(store, clash)
            clashes.append(clash)
    return tuple(clashes)


def _insert(store: Store, clash: Clash) -> None:
    values: dict[str, Any] = {**clash.values(), "edit_id": store.edit_id}
    store.write(
        f"INSERT INTO clash ({', '.join(values)}) VALUES ({', '.join(':' + name for name in values)})", values
    )


def _customer_of(store: Store, table: str, row_id: int) -> int | None:
    """Whom a row concerns, if anybody."""
    if table == "customer":
        return row_id
    if table == "purchase_line":
        found = store.value(
            "SELECT p.customer_id FROM purchase_line AS l JOIN purchase AS p ON p.id = l.purchase_id"
            " WHERE l.id = :id",
            id=row_id,
        )
    elif "customer_id" in COLUMNS[table]:
        found = store.value(f"SELECT customer_id FROM {table} WHERE id = :id", id=row_id)
    else:
        found = None
    return None if found is None else int(found)
