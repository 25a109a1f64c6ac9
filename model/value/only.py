"""Everybody in the book, or only some of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.store import Store


def among(column: str, only: Sequence[int] | None) -> str:
    """SQL that holds where ``column`` is one of ``only`` these customers; of all where it is ``None``."""
    # Numbers as text, not as values: SQLite takes a limited number of values.
    return (
        f"{column} IS NOT NULL"
        if only is None
        else f"{column} IN ({', '.join(str(int(one)) for one in only)})"
    )


def customers_of_book(store: Store, only: Sequence[int] | None = None) -> NDArray[np.int64]:
    """The ids of every customer, or of those of ``only`` that there are, ascending."""
    return np.array(store.column(f"SELECT id FROM customer WHERE {among('id', only)} ORDER BY id"), np.int64)
