"""What was bought by whom and when, as arrays: read once, in the order in which it lies in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import numpy as np

from model.pieces import in_pieces
from model.value.arrays import rows_of
from model.value.margins import Margins, read_margins

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.store import Store

    Whole = NDArray[np.int64]

Progress = Callable[[int, int], None]

DAY_BITS = 22
"""A day as an ordinal fits into so many: customer << DAY_BITS | day is one number that sorts by both."""

_AT_ONCE = 50_000
_ORDINAL = "CAST(julianday({}) - 1721424.5 AS INTEGER)"
_NO_COST = -(2**62)


@dataclass(frozen=True, slots=True)
class Product:
    """What is told of a product beside its figures."""

    product_id: int
    code: str
    name: str
    category: str
    sub_category: str


@dataclass(frozen=True, slots=True, eq=False)
class Bought:
    """Everything up to ``on``, an ordinal.

    ``visits`` are the days on which somebody bought, as numbers made of customer and day, ascending and each once;
    customers are numbered from 0 on. ``money_at`` are such numbers too, of all receipts, ascending, and ``profit``
    (cents) belongs to them.

    ``line_visit`` (place in ``visits``) and ``line_product`` (place in ``products``) are of the goods that were bought
    and kept. ``revenue``
    and ``cost_profit`` are of each product, in cents, over its lines whose cost is known, returns taken off.
    """

    on: int
    customers: int
    products: tuple[Product, ...]
    visits: Whole
    money_at: Whole
    profit: NDArray[np.float64]
    line_visit: Whole
    line_product: Whole
    revenue: NDArray[np.float64]
    cost_profit: NDArray[np.float64]
    margins: Margins
    without_product: int
    """Lines sold that name no product."""


def read_bought(store: Store, on: date, progress: Progress) -> Bought:
    """Everything that customers with a name bought up to that day. ``progress`` may raise Cancelled."""
    with store.stoppable(progress):
        products = _products(store)
        margins = read_margins(store, on)
        purchases = _purchases(store, on, progress)
        lines = _lines(store, progress)
        brought_back = _brought_back(store, on)
    progress(0, 0)
    place = rows_of(purchases[0], lines[1])
    lines, place = lines[:, place >= 0], place[place >= 0]
    line_id, _purchase, product_id, quantity, amount, cost = lines
    product = rows_of(np.array([one.product_id for one in products], np.int64), product_id)
    has_cost = cost != _NO_COST
    margin = _margin_of_each(products, margins)[product]
    profit = np.where(has_cost, (amount - cost).astype(np.float64), amount * margin)

    ids = distinct(purchases[1])
    when = (np.searchsorted(ids, purchases[1]) << DAY_BITS) | purchases[2]
    sold = purchases[3] == 1
    visits = distinct(when[sold])
    visit = np.searchsorted(visits, when)  # of goods that came back it means nothing
    order = np.argsort(when, kind="stable")
    kept = sold[place] & (quantity > 0) & ~np.isin(line_id, brought_back)
    named = kept & (product >= 0)
    known = has_cost & (product >= 0)

    def of_each(cents: Whole) -> NDArray[np.float64]:
        return summed(product[known], cents[known].astype(np.float64), len(products))

    return Bought(
        on=on.toordinal(),
        customers=len(ids),
        products=products,
        visits=visits,
        money_at=when[order],
        profit=summed(place, profit, len(when))[order],
        line_visit=visit[place][named],
        line_product=product[named],
        revenue=of_each(amount),
        cost_profit=of_each(amount - cost),
        margins=margins,
        without_product=int((kept & (product < 0)).sum()),
    )


def summed(place: Whole, amounts: NDArray[np.float64], places: int) -> NDArray[np.float64]:
    """The sum of the amounts of each place."""
    return np.bincount(place, amounts, places).astype(np.float64, copy=False)


def distinct(numbers: Whole) -> Whole:
    """Each once, ascending. ``numpy.unique`` takes twenty times as long over millions."""
    ascending = np.sort(numbers)
    first = np.ones(len(ascending), bool)
    first[1:] = ascending[1:] != ascending[:-1]
    return ascending[first]


def _products(store: Store) -> tuple[Product, ...]:
    rows = store.tuples("SELECT id, code, name, category, sub_category FROM product ORDER BY id")
    return tuple(Product(*row) for row in rows)


def _purchases(store: Store, on: date, progress: Progress) -> Whole:
    """Rows: id (ascending), customer, day, 1 for a sale and 0 for goods that came back."""
    rows = in_pieces(
        store,
        "purchase",
        f"SELECT id, customer_id, {_ORDINAL.format('bought_on')}, kind = 'sale' FROM purchase"
        " WHERE id BETWEEN :first_id AND :last_id AND +customer_id IS NOT NULL AND +bought_on <= :on ORDER BY id",
        on=on.isoformat(),
    )
    return _rows_of(rows, 4, progress)


def _lines(store: Store, progress: Progress) -> Whole:
    """Rows: id, purchase, product (0 for none), thousandths, cents, cost in cents or ``_NO_COST``."""
    rows = in_pieces(
        store,
        "purchase_line",
        "SELECT id, purchase_id, coalesce(product_id, 0), quantity_thousandths, amount_cents,"
        f" coalesce(cost_cents, {_NO_COST}) FROM purchase_line WHERE id BETWEEN :first_id AND :last_id",
    )
    return _rows_of(rows, 6, progress)


def _brought_back(store: Store, on: date) -> Whole:
    """The lines of sales of which everything came back by then: by themselves, or with what the whole sale is worth, as
    ``model.planning.looked_up.came_back`` has it."""
    found = store.column(
        "SELECT l.id FROM (SELECT back.return_of_line_id AS line, -sum(back.quantity_thousandths) AS thousandths"
        " FROM purchase_line AS back JOIN purchase AS p ON p.id = back.purchase_id"
        " WHERE back.return_of_line_id IS NOT NULL AND p.bought_on <= :on GROUP BY 1) AS b"
        " JOIN purchase_line AS l ON l.id = b.line WHERE b.thousandths >= l.quantity_thousandths"
        " UNION SELECT l.id FROM (SELECT return_of_id AS sale, -sum(amount_cents) AS cents FROM purchase"
        " WHERE return_of_id IS NOT NULL AND bought_on <= :on GROUP BY 1) AS b"
        " CROSS JOIN purchase AS p ON p.id = b.sale CROSS JOIN purchase_line AS l ON l.purchase_id = p.id"
        " WHERE p.amount_cents <= b.cents",
        on=on.isoformat(),
    )
    return np.array(found, np.int64)


def _rows_of(rows: Iterator[tuple[Any, ...]], width: int, progress: Progress) -> Whole:
    """All rows as an array with a line for each column."""
    blocks = []
    while some := list(islice(rows, _AT_ONCE)):
        progress(0, 0)
        flat = np.fromiter(chain.from_iterable(some), np.int64, len(some) * width)
        blocks.append(flat.reshape(-1, width).T)
    return np.concatenate(blocks, axis=1) if blocks else np.empty((width, 0), np.int64)


def _margin_of_each(products: tuple[Product, ...], margins: Margins) -> NDArray[np.float64]:
    """The margin that stands in for each product's cost; the last is for what names no product."""
    return np.array([*(margins.of(one.category) for one in products), margins.shop])
