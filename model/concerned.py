"""Whom an edit concerned, read from the journal before it is committed; and what listeners will be told of it."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from model.changes import Change

if TYPE_CHECKING:
    from model.store import Store

MANY_ROWS = 20_000
"""of one edit: no longer looked at one by one"""

Follower = Callable[[set[int]], None]
"""Called inside an edit, just before it is committed, with the ids of customers."""

Following = tuple[frozenset[str], Follower]
"""Tables, and who is called when an edit changed rows of them."""


@dataclass
class RunningEdit:
    """What is known of an edit while it runs. ``journal_from`` is where the journal ended before it."""

    id: int
    what: str
    about: dict[str, str]
    undoes: bool
    journal_from: int
    bulk_tables: set[str] = field(default_factory=set)
    unjournaled: dict[str, set[int]] = field(default_factory=dict)
    is_spoilt: bool = False


def finish(store: "Store", edit: RunningEdit, followers: Sequence[Following]) -> Change:
    """Bring everything that follows from the edit up to date; what listeners will be told."""
    is_large = journal_end(store) - edit.journal_from > MANY_ROWS
    followed_tables = set().union(*(tables for tables, _follower in followers))
    # A strange text, put in by another program, must not stand in the way of changing it.
    entries = store.rows(
        "SELECT DISTINCT table_name, row_id, json_extract(old, '$.customer_id') AS customer_id,"
        " json_extract(old, '$.purchase_id') AS purchase_id, json_extract(old, '$.introduced_by_id') AS introducer_id"
        " FROM (SELECT table_name, row_id, CASE WHEN json_valid(old) THEN old END AS old"
        # Else SQLite walks through all of the journal, in the order of an index, to tell what is distinct.
        " FROM journal NOT INDEXED WHERE number > :start)"
        " WHERE (NOT :large OR table_name IN (SELECT value FROM json_each(:tables)))",
        start=edit.journal_from,
        large=is_large,
        tables=json.dumps(sorted(followed_tables)),
    )
    kinds = store.column(
        "SELECT DISTINCT table_name FROM journal WHERE number > :start", start=edit.journal_from
    )
    concerned = _loaded_customers(store, edit)
    for table, customers in edit.unjournaled.items():
        concerned.setdefault(table, set()).update(customers)
    for entry in entries:
        concerned.setdefault(entry["table_name"], set()).update(_customers_of(store, entry))
    for tables, follower in followers:
        if followed := set().union(*(concerned.get(table, ()) for table in tables)):
            follower(followed)
    return Change(
        edit_id=edit.id,
        kinds=frozenset(kinds) | edit.bulk_tables | edit.unjournaled.keys(),
        customers=None if edit.bulk_tables or is_large else frozenset().union(*concerned.values()),
        what=edit.what,
        about=edit.about,
        undoes=edit.undoes,
    )


def journal_end(store: "Store") -> int:
    """The number of the last entry."""
    return int(store.value("SELECT coalesce(max(number), 0) FROM journal"))


def _loaded_customers(store: "Store", edit: RunningEdit) -> dict[str, set[int]]:
    """The customers that came in without the journal, or got a phone so, by table."""
    loaded: dict[str, set[int]] = {}
    for table, column in (("customer", "id"), ("customer_phone", "customer_id")):
        if table in edit.bulk_tables:
            # Ids only rise while a program runs: the rows of an edit lie behind the edit's own id.
            mine = f"SELECT {column} FROM {table} WHERE id > :edit AND edit_id = :edit"
            loaded[table] = set(store.column(mine, edit=edit.id))
    return loaded


def _customers_of(store: "Store", entry: sqlite3.Row) -> set[int]:
    """The customers that one journal entry is about, before and after it."""
    from model import triggers  # not before something is changed

    table = entry["table_name"]
    if table == "customer":
        sql = "SELECT introduced_by_id FROM customer WHERE id = :id"
        # Whom somebody else is said to have brought concerns both: several make a connector.
        introducers = {entry["introducer_id"], store.value(sql, id=entry["row_id"])}
        return {entry["row_id"]} | (introducers - {None} if len(introducers) > 1 else set())
    found = {entry["customer_id"]}
    if table in triggers.TABLES_OF_A_CUSTOMER:
        found.add(store.value(f"SELECT customer_id FROM {table} WHERE id = :id", id=entry["row_id"]))
    elif table == "purchase_line":
        found.add(
            store.value(
                "SELECT customer_id FROM purchase WHERE id = coalesce("
                ":purchase, (SELECT purchase_id FROM purchase_line WHERE id = :line))",
                purchase=entry["purchase_id"],
                line=entry["row_id"],
            )
        )
    return found - {None}
