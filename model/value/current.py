"""What customers bring now: the profit of the last 365 days, less what was spent on keeping them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from model.pieces import in_pieces
from model.store import Store
from model.value.arrays import Ints, rows_of
from model.value.margins import Margins
from model.value.only import among, asked, customers_of_book, table_of

YEAR_DAYS = 365


@dataclass(frozen=True)
class CurrentValues:
    """Row ``i`` is the customer ``customer_ids[i]``; ids ascend. All money is whole cents, int64.

    ``sold`` and ``returned`` are what was paid and what was given back for goods, both not below zero as a rule. Their
    profit is ``known`` where the cost is, and ``estimated`` by margins where it is not, both net of returns.
    ``complaints``, ``gifts`` and ``goodwill`` are what they cost.
    """

    customer_ids: Ints
    sold: Ints
    returned: Ints
    known: Ints
    estimated: Ints
    complaints: Ints
    gifts: Ints
    goodwill: Ints

    @property
    def current(self) -> Ints:
        """The value: exactly the profits less the costs."""
        return self.known + self.estimated - self.complaints - self.gifts - self.goodwill


def read_current(
    store: Store,
    on: date,
    margins: Margins,
    only: Sequence[int] | None = None,
    customer_ids: Ints | None = None,
) -> CurrentValues:
    """The current value of every customer, or of ``only`` these, on a day: of the 365 days that end with it.

    ``customer_ids`` are those of the whole book, where they are read already. Profit that has to be estimated is
    rounded to the nearest cent once for each customer and category, so that parts and totals are the same cents.
    """
    ids = customers_of_book(store, only) if customer_ids is None else customer_ids
    first = on - timedelta(days=YEAR_DAYS - 1)
    bought = _bought(store, first, on, ids, only)
    spent = _spent(store, first, on, ids, only)
    return CurrentValues(
        ids,
        sold=bought[0],
        returned=-bought[1],
        known=bought[2],
        estimated=_estimated(store, first, on, margins, ids, bought[3], only),
        **spent,
    )


def _bought(store: Store, first: date, on: date, ids: Ints, only: Sequence[int] | None) -> Ints:
    """Four rows: amounts of sales, of returns, known profit, and amounts without a known cost, net of returns."""
    return summed(
        asked(
            store,
            "SELECT customer_id, coalesce(sum(amount_cents) FILTER (WHERE kind = 'sale'), 0),"
            " coalesce(sum(amount_cents) FILTER (WHERE kind = 'return'), 0), sum(profit_cents),"
            " sum(amount_cents - cost_cents - profit_cents) FROM purchase"
            # The + keeps SQLite to the index that has all of it: most customers are read anyway.
            " WHERE {among} AND +bought_on BETWEEN :first AND :on GROUP BY customer_id",
            "customer_id",
            only,
            first=first.isoformat(),
            on=on.isoformat(),
        ),
        ids,
        columns=4,
    )


def _estimated(
    store: Store,
    first: date,
    on: date,
    margins: Margins,
    ids: Ints,
    unknown: Ints,
    only: Sequence[int] | None,
) -> Ints:
    """The profit of goods whose cost is not known. Lines are only read where categories differ."""
    if not margins.by_category:
        return by_margin(unknown, margins.shop)
    return estimated_by_category(store, first, on, margins, ids, only)


def estimated_by_category(
    store: Store,
    first: date | None,
    on: date,
    margins: Margins,
    ids: Ints,
    only: Sequence[int] | None,
) -> Ints:
    """The profit of goods without a known cost, by the margin of the category of each, from ``first`` (the beginning)
    to ``on``."""
    total = np.zeros(len(ids), np.int64)
    of_category: dict[str, list[tuple[int, int]]] = {}
    days = {"first": (first or date.min).isoformat(), "on": on.isoformat()}
    # CROSS JOIN keeps the order: lines without a cost are few, and so are the purchases of a few customers.
    lines = (
        in_pieces(
            store,
            "purchase_line",
            _WITHOUT_COST.format(
                joined="purchase_line AS l CROSS JOIN purchase AS p ON p.id = l.purchase_id",
                these="l.id BETWEEN :first_id AND :last_id AND p.customer_id IS NOT NULL",
            ),
            **days,
        )
        if only is None
        else store.tuples(
            _WITHOUT_COST.format(
                joined="purchase AS p CROSS JOIN purchase_line AS l ON l.purchase_id = p.id",
                these=among("p.customer_id", only),
            ),
            **days,
        )
    )
    for customer_id, category, amount in lines:
        of_category.setdefault(category, []).append((customer_id, amount))
    for category, rows in of_category.items():
        total += by_margin(summed(rows, ids)[0], margins.of(category))
    return total


_WITHOUT_COST = (
    "SELECT p.customer_id, coalesce(r.category, ''), sum(l.amount_cents) FROM {joined}"
    " LEFT JOIN product AS r ON r.id = l.product_id"
    " WHERE l.cost_cents IS NULL AND {these} AND p.bought_on BETWEEN :first AND :on GROUP BY p.customer_id, 2"
)


def by_margin(amounts: Ints, margin: float) -> Ints:
    """So much of each amount, to the nearest cent (a half to the even one): what comes back takes off what it gave."""
    cents: Ints = np.rint(amounts * margin).astype(np.int64)
    return cents


def _spent(store: Store, first: date, on: date, ids: Ints, only: Sequence[int] | None) -> dict[str, Ints]:
    days = {"first": first.isoformat(), "on": on.isoformat()}
    complaints = store.tuples(
        "SELECT customer_id, sum(cost_cents) FROM complaint WHERE cost_cents IS NOT NULL"
        f" AND {among('customer_id', only)} AND coalesce(closed_on, said_on) BETWEEN :first AND :on"
        " GROUP BY customer_id",
        **days,
    )
    given = summed(
        store.tuples(
            "SELECT customer_id, coalesce(sum(cost_cents) FILTER (WHERE kind = 'gift'), 0),"
            " coalesce(sum(cost_cents) FILTER (WHERE kind = 'goodwill'), 0) FROM gift"
            f" WHERE {among('customer_id', only)} AND given_on BETWEEN :first AND :on GROUP BY customer_id",
            **days,
        ),
        ids,
        columns=2,
    )
    return {"complaints": summed(complaints, ids)[0], "gifts": given[0], "goodwill": given[1]}


def summed(rows: Iterable[tuple[Any, ...]], ids: Ints, columns: int = 1) -> Ints:
    """A row for each of ``columns`` sums, in the order of ``ids``; 0 where ``rows`` of (id, sums …) say nothing. What
    several rows say of one id is added up."""
    table = table_of(rows, columns + 1)
    into = np.zeros((columns, len(ids)), np.int64)
    rows_there = rows_of(ids, table[:, 0])
    # Whoever came into the book since the ids were read is left for the next time.
    there = rows_there >= 0
    for column, sums in enumerate(into, 1):
        np.add.at(sums, rows_there[there], table[there, column])
    return into
