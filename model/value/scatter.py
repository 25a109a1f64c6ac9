"""How far the margin of a single buying day strays from the one that is reckoned with.

Revenue times a margin is only the middle: one day the dear goods go with a rebate, another everything at full price.
So what a customer brings is less certain than what they spend, and may be a loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.value.margins import Margins, Source
from model.value.only import among, table_of
from model.value.potential import margins_of_customers

if TYPE_CHECKING:
    from model.store import Store
    from model.value.arrays import Floats, Ints
    from model.value.buying import Buying

LEAST_DAYS = 10
"""From fewer buying days nothing is told of how they stray."""

_PARTS = 200
_SAMPLE = 2000
"""So many customers show how days stray."""
_NEARLY_NOTHING = 0.001


@dataclass(frozen=True)
class Scatter:
    """``strays`` are differences of margins, ascending, each as likely as any other, and 0 on average: 0.1 is a day
    that leaves 10 % of its revenue more than was reckoned. ``deviation`` is their standard deviation.
    ``of_all`` is how far the margin of the whole shop, which was learned from such days, may be off: a standard
    deviation too."""

    strays: Floats
    deviation: float
    of_all: float = 0.0


def read_scatter(store: Store, buying: Buying, margins: Margins, earned: Ints, pull: float) -> Scatter | None:
    """From the days of ``buying`` whose costs are all known; ``None`` where there are too few, or where they do not
    stray.

    Each day is held against the margin that the customer's other days let expect (drawn to the shop's by ``pull``, as
    everywhere; ``earned`` is the profit of their whole life), so that what is not known of a customer's margin is in it
    too. A day counts by its revenue: large receipts stray otherwise than small ones, and a cent that was sold at a loss
    of a hundred times as much says nothing. So the strays are 0 on average, and what is expected stays as it was.
    """
    if margins.source is not Source.KNOWN or not len(buying):
        return None
    every = max(1, len(buying) // _SAMPLE)
    days = table_of(
        store.tuples(
            "SELECT customer_id, sum(amount_cents), sum(profit_cents) FROM purchase"
            f" WHERE {among('customer_id', None if every == 1 else buying.customer_ids[::every].tolist())}"
            " AND bought_on <= :on AND kind = 'sale' GROUP BY customer_id, bought_on"
            " HAVING sum(amount_cents) > 0 AND sum(amount_cents - cost_cents - profit_cents) = 0",
            on=buying.on.isoformat(),
        ),
        3,
    )
    if len(days) < LEAST_DAYS:
        return None
    whose, revenue, profit = np.searchsorted(buying.customer_ids, days[:, 0]), days[:, 1], days[:, 2]
    expected = margins_of_customers(
        buying.sold_cents[whose] - revenue, earned[whose] - profit, margins.shop, pull
    )
    off = profit / revenue - expected
    strays = _in_equal_parts(off, revenue)
    deviation = float(np.sqrt((strays**2).mean()))
    of_all = float(np.sqrt(((off * revenue) ** 2).sum() / every)) / float(revenue.sum())
    return Scatter(strays, deviation, min(of_all, deviation)) if deviation > _NEARLY_NOTHING else None


def _in_equal_parts(strays: Floats, weights: Ints) -> Floats:
    """The means of so many parts of equal weight, less the mean of all."""
    order = np.argsort(strays, kind="stable")
    weight = np.concatenate(([0.0], np.cumsum(weights[order], dtype=np.float64)))
    sums = np.concatenate(([0.0], np.cumsum(strays[order] * weights[order])))
    parts = np.diff(np.interp(np.linspace(0, weight[-1], _PARTS + 1), weight, sums)) * _PARTS / weight[-1]
    return np.asarray(parts - parts.mean())
