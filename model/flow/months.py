"""The months of the book: who came, who was new, who was lost, and what was earned.

It adds up: active at the end of a month = active at the end of the month before + new + back - lost.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.flow.cohorts import first_of, last_of, month_numbers
from model.pieces import in_pieces
from model.value.current import by_margin

if TYPE_CHECKING:
    from datetime import date

    from model.flow.bought import Bought, BuyingDays, Ints
    from model.flow.coming import Coming
    from model.store import Store
    from model.value.margins import Margins


@dataclass(frozen=True)
class Month:
    """``first`` is its first day; where ``complete`` is false it still runs.

    ``buyers`` are customers who bought, each once: ``new`` for the first time, ``back`` again after they were lost, the
    others ``returning``. ``lost`` were away for too long from a day in it on. ``active`` are at its end, or now.

    Money is whole cents of everybody, also of those who gave no name (``unnamed_cents`` of the revenue). Revenue is net
    of what was brought back for ``returned_cents``. Profit is estimated where the cost of goods is not known.
    """

    first: date
    complete: bool
    buyers: int
    new: int
    back: int
    returning: int
    lost: int
    active: int
    purchases: int
    revenue_cents: int
    unnamed_cents: int
    returned_cents: int
    profit_cents: int


def months(store: Store, bought: Bought, happened: Coming, margins: Margins) -> tuple[Month, ...]:
    """All months from the first purchase to the day up to which was read, none left out; empty for an empty book."""
    if not len(bought):
        return ()
    of_row = month_numbers(bought.day)
    oldest, now = int(of_row.min()), bought.on.year * 12 + bought.on.month - 1
    span = now - oldest + 1

    def tally(days: Ints) -> Ints:
        counted: Ints = np.bincount(month_numbers(days) - oldest, minlength=span)
        return counted

    def money(cents: Ints) -> Ints:
        sums = np.zeros(span, np.int64)
        np.add.at(sums, of_row - oldest, cents)
        return sums

    new, back, lost = tally(happened.new), tally(happened.back), tally(happened.lost)
    active = np.cumsum(new + back - lost)
    buyers, familiar = _buyers(bought.days, happened, oldest, span)
    revenue = money(bought.amount)
    unnamed = money(np.where(bought.customer == 0, bought.amount, 0))
    returned = -money(np.where(bought.is_sale, 0, bought.amount))
    purchases = tally(bought.day[bought.is_sale])
    profit = money(bought.known) + _estimated(store, bought, margins, money(bought.unknown), oldest)
    return tuple(
        Month(
            first_of(oldest + at),
            last_of(oldest + at) <= bought.on,
            buyers=int(buyers[at]),
            new=int(new[at]),
            back=int(back[at]),
            returning=int(familiar[at]),
            lost=int(lost[at]),
            active=int(active[at]),
            purchases=int(purchases[at]),
            revenue_cents=int(revenue[at]),
            unnamed_cents=int(unnamed[at]),
            returned_cents=int(returned[at]),
            profit_cents=int(profit[at]),
        )
        for at in range(span)
    )


def _buyers(days: BuyingDays, happened: Coming, oldest: int, span: int) -> tuple[Ints, Ints]:
    """How many bought in each month, and how many of them were neither new nor back in it."""
    if not len(days):
        return np.zeros(span, np.int64), np.zeros(span, np.int64)
    month = month_numbers(days.day) - oldest
    starts = np.ones(len(days), np.bool_)
    starts[1:] = (days.customer[1:] != days.customer[:-1]) | (month[1:] != month[:-1])
    special = (days.first | happened.is_back).astype(np.int64)
    familiar = np.add.reduceat(special, np.flatnonzero(starts)) == 0
    of_buyer = month[starts]
    return np.bincount(of_buyer, minlength=span), np.bincount(of_buyer[familiar], minlength=span)


def _estimated(store: Store, bought: Bought, margins: Margins, unknown: Ints, oldest: int) -> Ints:
    """The profit of goods whose cost is not known, by month. Lines are only read where categories differ."""
    if not margins.by_category:
        return by_margin(unknown, margins.shop)
    sums = np.zeros(len(unknown))
    amounts: Counter[tuple[str, str]] = Counter()
    for month, category, amount in in_pieces(
        store,
        "purchase_line",
        "SELECT substr(p.bought_on, 1, 7), coalesce(r.category, ''), sum(l.amount_cents) FROM purchase_line AS l"
        " CROSS JOIN purchase AS p ON p.id = l.purchase_id LEFT JOIN product AS r ON r.id = l.product_id"
        " WHERE l.id BETWEEN :first_id AND :last_id AND l.cost_cents IS NULL AND p.bought_on <= :on GROUP BY 1, 2",
        on=bought.on.isoformat(),
    ):
        amounts[month, category] += amount
    for (month, category), amount in amounts.items():
        sums[int(month[:4]) * 12 + int(month[5:]) - 1 - oldest] += amount * margins.of(category)
    estimated: Ints = np.rint(sums).astype(np.int64)
    return estimated
