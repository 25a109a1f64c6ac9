"""How a forecast spreads over its months: less from month to month as customers go, more in strong seasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.value.buying import DAYS_A_WEEK

if TYPE_CHECKING:
    from model.value.arrays import Floats
    from model.value.buying import Buying
    from model.value.forecast import Model

_NODES = 4
"""The sum of all customers bends so evenly that four points of it tell the rest to a thousandth."""


def shares_of_months(model: Model, buying: Buying, weights: Floats, days: Floats) -> Floats:
    """The share of the whole time that falls into each month, adding up to 1.

    ``days`` are what the months are worth in days of an average season; ``weights`` how much a buying day of each
    customer counts: their mean amount for money, 1 for buying days.
    """
    ends = np.cumsum(days)
    if model.bg_nbd is None or not len(buying):
        curve = ends / ends[-1]
    else:
        fitted, whole = model.bg_nbd, float(ends[-1])
        nodes = np.linspace(0, whole, _NODES + 1)
        sums = [0.0]
        for node in nodes[1:]:
            bought = fitted.expected(node / DAYS_A_WEEK, buying.repeats, buying.recency, buying.age)
            sums.append(float(bought @ weights))
        if sums[-1] <= 0:
            return shares_of_months(model, buying.only(np.zeros(0, np.int64)), weights[:0], days)
        curve = _through(nodes / whole, np.array(sums) / sums[-1], ends / whole)
    return np.diff(curve, prepend=0.0)


def _through(nodes: Floats, values: Floats, at: Floats) -> Floats:
    """The polynomial through all of the points (Lagrange), at other places."""
    found = np.zeros(len(at))
    for number, node in enumerate(nodes):
        others = np.delete(nodes, number)
        found += values[number] * np.prod((at[:, None] - others) / (node - others), axis=1)
    return found
