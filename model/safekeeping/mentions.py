"""Where the words about other people name somebody: erasing a person leaves these, for somebody to look at."""

from __future__ import annotations

import typing
from dataclasses import dataclass
from typing import Any

from model.edits_of_customer import rows_of_customer
from model.field_words import field_of
from model.nouns import TABLES
from model.record_names import Names
from model.record_words import record_words
from model.safekeeping.forgetting import names_of, without
from model.store import Store
from model.table import Table

_NOT_SEARCHED = {
    "shop": None,
    "clash": None,
    "customer": {"name"},
    "staff": {"name"},
    "product": {"name_key"},
    "class_review": {"figures"},
    "class_step": None,
}
"""Tables, or columns of them, that are the shop's own, or the program's, or the names of others, who may be called
alike."""
_SHORTEST = 2  # a single letter stands everywhere


@dataclass(frozen=True)
class Mention:
    """A field of another record that holds the name: what the record is called, the field, and whose card it is on."""

    title: str
    label: str
    table: str
    row_id: int
    customer_id: int | None


def mentions(store: Store, customer_id: int, limit: int = 20) -> list[Mention]:
    """Up to ``limit`` places outside of a person's own records where words that somebody typed hold their name."""
    called = [name for name in names_of(store, customer_id) if len(name) >= _SHORTEST]
    own = rows_of_customer(store, customer_id)
    names = Names(store)
    found: list[Mention] = []
    for table in TABLES:
        if columns := _typed(table):
            found += _in_table(table, columns, called, own, names)[: limit - len(found)]
    return found


def _in_table(
    table: type[Table[Any]], columns: list[str], called: list[str], own: set[int], names: Names
) -> list[Mention]:
    holding = " OR ".join(f"instr({column}, :name)" for column in columns)
    found: list[Mention] = []
    for name in called:
        for row in names.store.rows(f"SELECT * FROM {table.name} WHERE {holding}", name=name):
            if row["id"] in own or any(one.row_id == row["id"] for one in found):
                continue
            state = dict(row)
            held = [column for column in columns if without(row[column], [name]) != row[column]]
            if held:
                found.append(
                    Mention(
                        title=record_words(table.name, state, names).title,
                        label=field_of(table.name, held[0]).label,
                        table=table.name,
                        row_id=row["id"],
                        customer_id=row["id"] if table.name == "customer" else state.get("customer_id"),
                    )
                )
    return found


def _typed(table: type[Table[Any]]) -> list[str]:
    """The columns of a table that hold words as somebody typed them."""
    left_out = _NOT_SEARCHED.get(table.name, set())
    hints = typing.get_type_hints(table.record)
    return [
        column
        for column in table.written()
        if left_out is not None and hints[column] is str and column not in left_out
    ]
