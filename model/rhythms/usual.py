"""After how many days goods are usually bought again, and customers usually come again: learned from the whole book.

Every customer counts once, however often they bought: otherwise the few who come most would decide for all. How long
gaps are that may still be open is told in ``model.rhythms.again``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from model.bringing_back.bought import DAY_BITS, Bought, distinct, read_bought
from model.bringing_back.levels import Level, grouping
from model.planning.looked_up import came_back
from model.rhythms.again import quantiles
from model.rhythms.own import Usual
from model.store import Store
from model.value.arrays import Ints

LEAST_PEOPLE: Final = 5
"""Fewer who bought again say nothing of what is usual."""

_SHARES: Final = (0.5, 0.25, 0.75)
_DAY_MASK: Final = (1 << DAY_BITS) - 1
_ONLY_ONE: Final = 0


@dataclass(frozen=True, slots=True)
class UsualRhythms:
    """What is usual of everything of which enough people bought again: by product id, by (category, sub-category) with
    the sub-category empty for the whole category, and of coming to the shop at all."""

    shop: Usual | None
    products: dict[int | None, Usual]
    categories: dict[tuple[str, str], Usual]


def usual_rhythms(
    store: Store, on: date, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> UsualRhythms:
    """What is usual by all that was bought up to ``on``. ``progress`` may raise Cancelled."""
    return usual_of(read_bought(store, on, progress))


def usual_of_product(store: Store, product_id: int, on: date) -> Usual | None:
    """What is usual of one product, without looking at all the others."""
    rows = list(store.tuples(_SOLD, product=product_id, day=on.isoformat()))
    gone = came_back(store, (line_id for line_id, _customer, _day in rows), on)
    kept = [(customer_id, day) for line_id, customer_id, day in rows if line_id not in gone]
    if not kept:
        return None
    customers, days = np.array(kept, np.int64).T
    place = np.unique(customers, return_inverse=True)[1].astype(np.int64)
    found = _usual(np.zeros(len(kept), np.int64), (place << DAY_BITS) | days, on.toordinal())
    return found.get(_ONLY_ONE)


_SOLD: Final = (
    "SELECT l.id, p.customer_id, CAST(julianday(p.bought_on) - 1721424.5 AS INTEGER) FROM purchase_line AS l"
    " CROSS JOIN purchase AS p ON p.id = l.purchase_id WHERE l.product_id = :product AND l.quantity_thousandths > 0"
    " AND p.kind = 'sale' AND p.customer_id IS NOT NULL AND p.bought_on <= :day"
)


def usual_of(bought: Bought) -> UsualRhythms:
    """What is usual by everything that was ``bought`` and kept."""
    when = bought.visits[bought.line_visit]
    products = _usual(bought.line_product, when, bought.on)
    categories: dict[tuple[str, str], Usual] = {}
    for level in (Level.CATEGORY, Level.SUB_CATEGORY):
        groups = grouping(level, bought.products)
        group = groups.of_product[bought.line_product]
        for place, usual in _usual(group[group >= 0], when[group >= 0], bought.on).items():
            thing = groups.things[place]
            categories[(thing.name, "") if level is Level.CATEGORY else (thing.within, thing.name)] = usual
    shop = _usual(np.zeros(len(bought.visits), np.int64), bought.visits, bought.on)
    return UsualRhythms(
        shop=shop.get(_ONLY_ONE),
        products={bought.products[place].product_id: usual for place, usual in products.items()},
        categories=categories,
    )


def _usual(goods: Ints, when: Ints, on: int) -> dict[int, Usual]:
    """Of goods by their numbers, that were bought ``when`` (customer << DAY_BITS | day)."""
    if not len(goods):
        return {}
    bits = int(when.max()).bit_length()
    # One number for goods, customer and day: it sorts by all three, and two lines of one day are one.
    all_of_it = distinct((goods << bits) | when)
    buyer = all_of_it >> DAY_BITS
    again = np.flatnonzero(buyer[1:] == buyer[:-1])
    if not len(again):
        return {}
    gaps = all_of_it[again + 1] - all_of_it[again]
    had_days = on - (all_of_it[again] & _DAY_MASK)
    people, gaps_of_each = np.unique(buyer[again], return_counts=True)
    weights = np.repeat(1 / gaps_of_each, gaps_of_each)
    ends = np.concatenate([[0], np.cumsum(gaps_of_each)])
    kinds, starts = np.unique(people >> (bits - DAY_BITS), return_index=True)
    found = {}
    for kind, start, end in zip(kinds, starts, [*starts[1:], len(people)], strict=True):
        if end - start < LEAST_PEOPLE:
            continue
        some = slice(ends[start], ends[end])
        days, early, late = quantiles(gaps[some], had_days[some], weights[some], _SHARES)
        found[int(kind)] = Usual(days, early, late, int(end - start))
    return found
