"""The kinds of arrays that everything about value is made of, and how a customer is found in them."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def rows_of(ids: Ints, wanted: Ints) -> Ints:
    """Where each of ``wanted`` stands among the rising ``ids``; −1 where it does not."""
    if not len(ids):
        return np.full(len(wanted), -1, np.int64)
    rows = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[rows] == wanted, rows, -1)


def row_of(ids: Ints, wanted: int) -> int | None:
    """Where one of the rising ``ids`` stands; ``None`` where it does not."""
    row = int(np.searchsorted(ids, wanted))
    return row if row < len(ids) and ids[row] == wanted else None
