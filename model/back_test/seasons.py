"""The seasons of a shop: which months of the year are strong, as far as its past tells that from chance."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from model.pieces import in_pieces
from model.relative_days import add_months

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.store import Store

FEWEST_MONTHS = 36
"""From three whole years on, each month of the year can be held against its neighbours twice."""
_WHOLE_FROM = 7
"""A month whose first week has a sale is a whole one, also when it is the first in the book."""
_LEAST_SURE = 0.7
"""Between months there must be more than three times the difference that there is between the years of one month: by
mere chance that comes about in one shop of twenty at most."""


@dataclass(frozen=True)
class Seasons:
    """``strength[m - 1]`` is how much of an average month the month ``m`` is, 1.3 for a third more. ``known`` tells
    whether there was enough to look at; where there was, and all are 1, the shop has no seasons."""

    strength: tuple[float, ...] = (1.0,) * 12
    known: bool = False

    @property
    def uneven(self) -> bool:
        """Whether any month differs from the others."""
        return any(one != 1.0 for one in self.strength)

    def worth(self, first: date, last: date) -> float:
        """How many days of an average season the days from ``first`` to ``last`` are worth. A whole year, whichever, is
        worth exactly 365."""
        year = sum(length * strength for length, strength in zip(_LENGTHS, self.strength, strict=True))
        worth, day = 0.0, first
        while day <= last:
            end = min(last, add_months(day.replace(day=1), 1) - timedelta(days=1))
            of_month = ((end - day).days + 1) / monthrange(day.year, day.month)[1]
            worth += of_month * _LENGTHS[day.month - 1] * self.strength[day.month - 1]
            day = end + timedelta(days=1)
        return worth * 365 / year

    def days(self, first: date, months: int) -> NDArray[np.float64]:
        """The same of each of ``months`` months in a row, which begin with ``first``."""
        begins = [add_months(first, number) for number in range(months + 1)]
        return np.array(
            [self.worth(begin, following - timedelta(days=1)) for begin, following in pairwise(begins)]
        )


_LENGTHS = tuple(monthrange(2001, month)[1] for month in range(1, 13))


@dataclass(frozen=True)
class MonthlyRepeats:
    """How many buying days each whole month from ``first`` on had, those on which somebody came for the first time left
    out: what brings new people in a month says nothing of those who come back."""

    first: date | None
    counts: tuple[int, ...]

    def seasons(self, until: date) -> Seasons:
        """The seasons as the months up to ``until``, the end of one, tell them."""
        if self.first is None:
            return Seasons()
        months = (until.year - self.first.year) * 12 + until.month - self.first.month + 1
        return seasons_of([add_months(self.first, number) for number in range(months)], self.counts[:months])


def read_repeats(store: Store, until: date) -> MonthlyRepeats:
    """The whole months up to ``until``, the end of one."""
    days: Counter[str] = Counter()
    for month, number in in_pieces(store, "customer", _DAYS_OF_MONTHS, until=until.isoformat()):
        days[month] += number
    firsts = dict(store.tuples(_FIRST_DAYS_OF_MONTHS, until=until.isoformat()))
    if not days:
        return MonthlyRepeats(None, ())
    begun = date.fromisoformat(store.value("SELECT min(bought_on) FROM purchase WHERE kind = 'sale'"))
    first = begun.replace(day=1) if begun.day <= _WHOLE_FROM else add_months(begun.replace(day=1), 1)
    keys, month = [], first
    while month <= until:
        keys.append(f"{month:%Y-%m}")
        month = add_months(month, 1)
    return MonthlyRepeats(first, tuple(days.get(key, 0) - firsts.get(key, 0) for key in keys))


_DAYS_OF_MONTHS = (
    "SELECT substr(bought_on, 1, 7), count(*) FROM (SELECT DISTINCT bought_on, customer_id FROM purchase"
    " WHERE customer_id BETWEEN :first_id AND :last_id AND kind = 'sale' AND +bought_on <= :until) GROUP BY 1"
)
_FIRST_DAYS_OF_MONTHS = (
    "SELECT substr(first_on, 1, 7), count(*) FROM customer_figures WHERE first_on <= :until GROUP BY 1"
)


def seasons_of(months: Sequence[date], counts: Sequence[int]) -> Seasons:
    """The seasons behind the ``counts`` of whole months in a row.

    Each month is held against the year around it (the ratio to a moving average of twelve months, so that a growing
    shop has no season for it); the mean of the years is drawn towards 1 by as much as the years disagree.
    """
    if len(months) < FEWEST_MONTHS:
        return Seasons()
    series = np.array(counts, float)
    kernel = np.array([0.5, *[1.0] * 11, 0.5]) / 12
    around = np.convolve(series, kernel, mode="valid")
    inner, names = series[6:-6], np.array([month.month for month in months[6:-6]])
    if around.min() <= 0:
        return Seasons()
    ratios = inner / around
    mean = np.array([inner[names == m].sum() / around[names == m].sum() for m in range(1, 13)])
    years = np.array([(names == m).sum() for m in range(1, 13)])
    within = float(((ratios - mean[names - 1]) ** 2).sum()) / (len(ratios) - 12)
    between = float(mean.var(ddof=1))
    sure = max(0.0, 1 - float((within / years).mean()) / between) if between > 0 else 0.0
    if sure < _LEAST_SURE:
        return Seasons(known=True)
    strength = 1 + sure * (mean / mean.mean() - 1)
    return Seasons(tuple(float(max(one, 0.05)) for one in strength), known=True)


def end_of_month_before(day: date) -> date:
    """The last day of the latest whole month that is over on ``day``."""
    following = day + timedelta(days=1)
    return following.replace(day=1) - timedelta(days=1)
