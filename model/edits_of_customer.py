"""Which edits concern one customer, also those about entries that are deleted since."""

import json
from collections.abc import Collection

from model.store import Store
from model.triggers import TABLES_OF_A_CUSTOMER

NOT_THE_SHOPS = "table_name NOT IN ('shop', 'class_treatment')"
"""SQL that holds for what is told of anything that may be a customer's: the rules that every book begins with have
small numbers, as the shop and its treatments of the classes have."""


def rows_of_customer(store: Store, customer_id: int, journal_from: int = 0) -> set[int]:
    """The ids of the customer, and of all that belongs to them now or did once, as far as the journal knows from its
    entry ``journal_from`` on. No two tables share an id, but for the first rules and what is the shop's own."""
    rows = {customer_id}
    for table in TABLES_OF_A_CUSTOMER:
        rows.update(_belonging(store, table, customer_id))
    rows.update(
        store.column(
            "SELECT purchase_line.id FROM purchase CROSS JOIN purchase_line ON purchase_id = purchase.id"
            " WHERE customer_id = :customer",
            customer=customer_id,
        )
    )
    rows.update(
        store.column(
            "SELECT r.id FROM follow_up AS f CROSS JOIN call_list_reason AS r ON r.follow_up_id = f.id"
            " WHERE f.customer_id = :customer",
            customer=customer_id,
        )
    )
    rows.update(_once_theirs(store, customer_id, journal_from))
    return rows


def edits_of_customer(store: Store, customer_id: int) -> set[int]:
    """The ids of the edits that concern a customer or what belongs, or belonged, to them."""
    rows = json.dumps(sorted(rows_of_customer(store, customer_id)))
    found = set(
        store.column(
            "SELECT DISTINCT edit_id FROM json_each(:rows) CROSS JOIN journal ON row_id = value"
            f" WHERE {NOT_THE_SHOPS}",
            rows=rows,
        )
    )
    # What came in without the journal knows by itself which edit that was.
    for table in ("customer", *sorted(TABLES_OF_A_CUSTOMER)):
        found.update(_belonging(store, table, customer_id, "edit_id"))
    return found - {0}  # a rule that every book begins with is nobody's


def _belonging(store: Store, table: str, customer_id: int, column: str = "id") -> list[int]:
    key = "id" if table == "customer" else "customer_id"
    return store.column(f"SELECT {column} FROM {table} WHERE {key} = :customer", customer=customer_id)


def _once_theirs(store: Store, customer_id: int, journal_from: int) -> set[int]:
    """The rows that were the customer's before they were changed or deleted, and the lines that their sales lost.

    A journal of a million edits is walked through in a third of a second; it is walked again only for the lines of
    sales that were deleted themselves, or given to somebody else.
    """
    found = store.rows(
        f"SELECT DISTINCT table_name, row_id FROM journal NOT INDEXED WHERE {_LATER} AND"
        " CASE table_name WHEN 'customer' THEN 0"
        f" WHEN 'purchase_line' THEN op = 'delete' AND {_PURCHASE} IN"
        " (SELECT id FROM purchase WHERE customer_id = :customer)"
        # Every row has more members behind this one.
        " ELSE instr(old, '\"customer_id\":' || :customer || ',') END",
        start=journal_from,
        customer=customer_id,
    )
    rows = {row["row_id"] for row in found}
    sales = {row["row_id"] for row in found if row["table_name"] == "purchase"}
    sales -= set(_belonging(store, "purchase", customer_id))
    return rows | _lines_of(store, sales, journal_from) if sales else rows


def _lines_of(store: Store, purchases: Collection[int], journal_from: int) -> set[int]:
    """The lines that these purchases have, or had before they were changed or deleted."""
    chosen = json.dumps(sorted(purchases))
    return {
        *store.column(
            "SELECT purchase_line.id FROM json_each(:chosen) CROSS JOIN purchase_line ON purchase_id = value",
            chosen=chosen,
        ),
        *store.column(
            f"SELECT DISTINCT row_id FROM journal NOT INDEXED WHERE {_LATER} AND table_name = 'purchase_line'"
            f" AND op = 'delete' AND {_PURCHASE} IN (SELECT value FROM json_each(:chosen))",
            start=journal_from,
            chosen=chosen,
        ),
    }


_LATER = "number >= :start AND op <> 'insert'"

# Cut out of the text: to read each entry as JSON takes four times as long.
_PURCHASE = "CAST(substr(old, instr(old, '\"purchase_id\":') + 14, 20) AS INTEGER)"
