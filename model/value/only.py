"""Everybody in the book, or only some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from model.pieces import in_pieces
from model.store import Store
from model.value.arrays import Ints


def among(column: str, only: Sequence[int] | None) -> str:
    """SQL that holds where ``column`` is one of ``only`` these customers; of all where it is ``None``."""
    # Numbers as text, not as values: SQLite takes a limited number of values.
    return (
        f"{column} IS NOT NULL"
        if only is None
        else f"{column} IN ({', '.join(str(int(one)) for one in only)})"
    )


def asked(
    store: Store, sql: str, column: str, only: Sequence[int] | None, /, **values: Any
) -> Iterator[tuple[Any, ...]]:
    """The rows of ``sql``, in which ``{among}`` stands for the customers who are asked for: ``column`` is their id, and
    rows come in its order where everybody is asked for, a piece of the book at a time."""
    if only is not None:
        return store.tuples(sql.format(among=among(column, only)), **values)
    return in_pieces(
        store, "customer", sql.format(among=f"{column} BETWEEN :first_id AND :last_id"), **values
    )


def customers_of_book(store: Store, only: Sequence[int] | None = None) -> Ints:
    """The ids of every customer, or of those of ``only`` that there are, ascending."""
    ids = store.tuples(f"SELECT id FROM customer WHERE {among('id', only)} ORDER BY id")
    return np.ascontiguousarray(table_of(ids, 1)[:, 0])


def table_of(rows: Iterable[tuple[Any, ...]], columns: int) -> Ints:
    """Rows of ``columns`` whole numbers each, straight into a table."""
    table: Ints = np.fromiter(rows, np.dtype((np.int64, (columns,))))
    return table
