"""What customers really bought, month by month: the truth that a forecast is held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from model.pieces import in_pieces
from model.relative_days import add_months
from model.value.arrays import rows_of
from model.value.margins import Margins
from model.value.only import table_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.store import Store

    Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Happened:
    """Row ``i`` is the customer ``customer_ids[i]``, ids ascending; column ``j`` the whole month that begins with
    ``months[j]``.

    ``known_cents`` is profit of goods with a known cost, ``buying_days`` how many days they bought on; both int64.
    Revenue without a known cost stands in a list: ``cents`` of a ``category`` (a place in ``categories``) that the
    customer in ``row`` bought in the month in ``column``. Returns are taken off everywhere.
    """

    customer_ids: Numbers
    months: tuple[date, ...]
    known_cents: Numbers
    buying_days: Numbers
    row: Numbers
    column: Numbers
    category: Numbers
    cents: Numbers
    categories: tuple[str, ...]

    def profit_cents(self, margins: Margins) -> Numbers:
        """Profit of each customer in each month, where the cost is not known by these margins; int64."""
        kept = np.array([margins.of(one) for one in self.categories])
        profit = self.known_cents.copy()
        if len(self.cents):
            np.add.at(
                profit,
                (self.row, self.column),
                np.rint(self.cents * kept[self.category]).astype(np.int64),
            )
        return profit

    def columns(self, first: date, until: date) -> slice:
        """Where the months from the one that begins with ``first`` to the one that ends with ``until`` stand."""
        return slice(_number(first) - _number(self.months[0]), _number(until) - _number(self.months[0]) + 1)


def read_happened(
    store: Store, first: date, months: int, margins: Margins, customer_ids: Numbers
) -> Happened:
    """What happened in so many whole ``months``, of which ``first`` begins the earliest.

    ``margins`` say whether categories have to be told apart. Purchases of customers who are not among
    ``customer_ids`` are left out.
    """
    last = add_months(first, months) - timedelta(days=1)
    bought = table_of(_found(store, _BOUGHT, first, last), 5)
    place = rows_of(customer_ids, bought[:, 0])
    there = place >= 0
    place, bought = place[there], bought[there]
    column = bought[:, 1] - _number(first)
    shape = (len(customer_ids), months)
    known, days = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    known[place, column], days[place, column] = bought[:, 2], bought[:, 4]
    if not margins.by_category:
        open_ones = np.flatnonzero(bought[:, 3])
        unknown = (place[open_ones], column[open_ones], np.zeros_like(open_ones), bought[open_ones, 3])
        categories: tuple[str, ...] = ("",)
    else:
        names = [str(one) for one in store.column(_CATEGORIES)]
        place_of = {name: number for number, name in enumerate(names)}
        # Whatever somebody calls by a new name meanwhile is of the category without one, which is the first.
        found = _found(store, _WITHOUT_COST, first, last)
        lines = table_of(((*row, place_of.get(name, 0), cents) for *row, name, cents in found), 4)
        at = rows_of(customer_ids, lines[:, 0])
        known_ones = at >= 0
        at, lines = at[known_ones], lines[known_ones]
        unknown = (at, lines[:, 1] - _number(first), lines[:, 2], lines[:, 3])
        categories = tuple(names)
    return Happened(
        customer_ids,
        tuple(add_months(first, number) for number in range(months)),
        known,
        days,
        *unknown,
        categories,
    )


_MONTH = "CAST(substr({0}bought_on, 1, 4) AS INTEGER) * 12 + CAST(substr({0}bought_on, 6, 2) AS INTEGER) - 1"

_BOUGHT = (
    f"SELECT customer_id, {_MONTH.format('')}, sum(profit_cents), sum(amount_cents - cost_cents - profit_cents),"
    " count(DISTINCT bought_on) FILTER (WHERE kind = 'sale') FROM purchase"
    # The + keeps SQLite to the index that has all of it.
    " WHERE customer_id BETWEEN :first_id AND :last_id AND +bought_on BETWEEN :first AND :last GROUP BY 1, 2"
)

_CATEGORIES = "SELECT DISTINCT category FROM product UNION SELECT '' ORDER BY 1"

_WITHOUT_COST = (
    f"SELECT p.customer_id, {_MONTH.format('p.')}, coalesce(r.category, ''), sum(l.amount_cents) FROM purchase AS p"
    " CROSS JOIN purchase_line AS l ON l.purchase_id = p.id LEFT JOIN product AS r ON r.id = l.product_id"
    " WHERE l.cost_cents IS NULL AND p.customer_id BETWEEN :first_id AND :last_id"
    " AND p.bought_on BETWEEN :first AND :last"
    " GROUP BY 1, 2, 3"
)


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _found(store: Store, sql: str, first: date, last: date) -> Iterator[tuple[Any, ...]]:
    return in_pieces(store, "customer", sql, first=first.isoformat(), last=last.isoformat())
