"""Which edits concern one customer, also those about entries that are deleted since."""

import json

from model.store import Store
from model.triggers import TABLES_OF_A_CUSTOMER


def rows_of_customer(store: Store, customer_id: int, journal_from: int = 0) -> set[int]:
    """The ids of the customer, and of all that belongs to them now or did once, as far as the journal knows from its
    entry ``journal_from`` on. No two tables share an id."""
    rows = {customer_id}
    for table in TABLES_OF_A_CUSTOMER:
        rows.update(
            store.column(f"SELECT id FROM {table} WHERE customer_id = :customer", customer=customer_id)
        )
    rows.update(_once_in(store, "customer_id", [customer_id], journal_from))
    # Only purchases have something that hangs on them; the ids of other rows find nothing.
    purchases = sorted(rows)
    rows.update(
        store.column(
            "SELECT purchase_line.id FROM json_each(:purchases) CROSS JOIN purchase_line ON purchase_id = value",
            purchases=json.dumps(purchases),
        )
    )
    rows.update(_once_in(store, "purchase_id", purchases, journal_from, "purchase_line"))
    return rows


def edits_of_customer(store: Store, customer_id: int) -> set[int]:
    """The ids of the edits that concern a customer or what belongs, or belonged, to them."""
    rows = json.dumps(sorted(rows_of_customer(store, customer_id)))
    found = set(
        store.column(
            "SELECT DISTINCT edit_id FROM json_each(:rows) CROSS JOIN journal ON row_id = value", rows=rows
        )
    )
    # What came in without the journal knows by itself which edit that was.
    for table in ("customer", *sorted(TABLES_OF_A_CUSTOMER)):
        column = "id" if table == "customer" else "customer_id"
        found.update(
            store.column(f"SELECT edit_id FROM {table} WHERE {column} = :customer", customer=customer_id)
        )
    return found


def _once_in(store: Store, column: str, ids: list[int], journal_from: int, table: str = "") -> list[int]:
    """The rows whose ``column`` held one of ``ids`` before they were changed or deleted."""
    # The number is cut out of the text: to read each entry as JSON takes four times as long.
    member = f'"{column}":'
    held = f"CAST(substr(old, instr(old, '{member}') + {len(member)}, 20) AS INTEGER)"
    of_table = "AND table_name = :table" if table else ""
    return store.column(
        f"SELECT DISTINCT row_id FROM journal NOT INDEXED WHERE number >= :start AND op <> 'insert' {of_table}"
        f" AND instr(old, '{member}') AND {held} IN (SELECT value FROM json_each(:ids))",
        start=journal_from,
        ids=json.dumps(ids),
        **({"table": table} if table else {}),
    )
