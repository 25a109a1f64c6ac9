"""How many come again, and after how many days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from datetime import date

    from model.flow.bought import BuyingDays

YEAR_DAYS = 365
LATEST_DAYS = 2 * YEAR_DAYS


@dataclass(frozen=True)
class Repeating:
    """Of the ``buyers`` of the last 365 days, ``again`` came on two of these days or more. Of all who ever bought,
    ``ever``, ``once`` came on one day only; the first purchase of ``long_ago`` of them is more than a year old, and
    ``once_long_ago`` of these never came again."""

    buyers: int
    again: int
    ever: int
    once: int
    long_ago: int
    once_long_ago: int


@dataclass(frozen=True)
class Between:
    """Days from one buying day to the next of the same customer, where the later one is in the last two years.

    ``intervals`` of them, of ``customers`` customers; a quarter of them are up to ``lower`` days long, half up to
    ``median``, three quarters up to ``upper``. Who comes often is in there often, and who has not come again yet is
    not in there: customers as such come less often than this.
    """

    intervals: int
    customers: int
    lower: int
    median: int
    upper: int


def repeating(days: BuyingDays, on: date) -> Repeating:
    """How many come again."""
    today = on.toordinal()
    customers = np.cumsum(days.first) - 1
    ever = int(days.first.sum())
    in_all = np.bincount(customers, minlength=ever)
    lately = np.bincount(customers[days.day > today - YEAR_DAYS], minlength=ever)
    long_ago = days.day[days.first] <= today - YEAR_DAYS
    return Repeating(
        buyers=int(np.sum(lately > 0)),
        again=int(np.sum(lately > 1)),
        ever=ever,
        once=int(np.sum(in_all == 1)),
        long_ago=int(long_ago.sum()),
        once_long_ago=int(np.sum(long_ago & (in_all == 1))),
    )


def between(days: BuyingDays, on: date) -> Between | None:
    """The days between visits; ``None`` where nobody came twice."""
    wanted = ~days.first & (days.day > on.toordinal() - LATEST_DAYS)
    before = np.roll(days.day, 1)
    found = (days.day - before)[wanted]
    if not len(found):
        return None
    lower, median, upper = np.percentile(found, (25, 50, 75), method="inverted_cdf")
    return Between(len(found), len(np.unique(days.customer[wanted])), int(lower), int(median), int(upper))
