"""Waits for the next purchase: from a day on which somebody bought to the next one, or to the day up to which we know.

A wait begins with the *first* time that a customer bought a thing, so that each customer tells once of it and nobody
counts for many. It ends with the next day on which they buy anything. What is bought on the same day is no return;
goods of which everything came back were not bought; but a later visit is one, whatever became of what was bought then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.bringing_back.bought import DAY_BITS, Bought, distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

YEAR_DAYS = 365
REGULAR_VISITS = 3
"""Whoever buys on so many days within a year of the first is a regular."""
_DAY = (1 << DAY_BITS) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Waits:
    """How long somebody was awaited, in days, and whether they came."""

    days: Whole
    came: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Firsts:
    """The first time that each customer bought a thing of each group, sorted by group.

    Group ``g`` are the rows from ``starts[g]`` to ``starts[g + 1]``; ``visit`` is a place in ``Bought.visits``.
    """

    visit: Whole
    starts: Whole

    def of(self, group: int) -> Whole:
        return self.visit[self.starts[group] : self.starts[group + 1]]


@dataclass(frozen=True, slots=True, eq=False)
class Spells:
    """Of each visit: the wait for the next, that for the visit that makes a regular, how many visits came before, and
    the profit (cents) of the year that followed it, the day itself left out; ``whole_year`` says whether that year is
    over."""

    next: Waits
    regular: Waits
    earlier: Whole
    profit: NDArray[np.float64]
    whole_year: Flags


def spells(bought: Bought) -> Spells:
    """What followed each visit."""
    visits = bought.visits
    customer, day = visits >> DAY_BITS, visits & _DAY
    starts = np.searchsorted(customer, np.arange(bought.customers))
    sums = np.concatenate([[0.0], np.cumsum(bought.profit)])
    after = np.searchsorted(bought.money_at, visits, side="right")
    until = np.searchsorted(bought.money_at, visits + YEAR_DAYS, side="right")
    return Spells(
        next=_waits(customer, day, 1, bought.on),
        regular=_waits(customer, day, REGULAR_VISITS - 1, bought.on),
        earlier=np.arange(len(visits)) - starts[customer],
        profit=sums[until] - sums[after],
        whole_year=bought.on - day >= YEAR_DAYS,
    )


def _waits(customer: Whole, day: Whole, visits: int, on: int) -> Waits:
    """Until so many visits later, or until we know no more."""
    days, came = on - day, np.zeros(len(day), bool)
    if len(day) > visits:
        same = customer[visits:] == customer[:-visits]
        came[:-visits] = same
        days[:-visits][same] = (day[visits:] - day[:-visits])[same]
    return Waits(days, came)


def first_times(bought: Bought, group_of_product: Whole, groups: int) -> Firsts:
    """When each customer first bought something of each group; products of group −1 are of none."""
    group = group_of_product[bought.line_product]
    of_some = group >= 0
    visits = max(len(bought.visits), 1)
    found = distinct(group[of_some] * visits + bought.line_visit[of_some])
    group, visit = np.divmod(found, visits)
    customer = bought.visits[visit] >> DAY_BITS
    first = np.ones(len(found), bool)
    first[1:] = (group[1:] != group[:-1]) | (customer[1:] != customer[:-1])
    return Firsts(visit[first], np.searchsorted(group[first], np.arange(groups + 1)))
