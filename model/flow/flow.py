"""Concentration and flow of a book, put together: one pass over the purchases, and what is made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from model.flow.bought import Bought, read_bought
from model.flow.cohorts import Cohort, Stretch, cohorts
from model.flow.coming import away_days_on, coming, read_left
from model.flow.months import Month, months
from model.flow.pareto import Pareto, pareto
from model.flow.repeating import Between, Repeating, between, repeating
from model.flow.shares import CustomerShare, customer_share
from model.value.current import by_margin, estimated_by_category
from model.value.margins import Margins, Source, read_margins

if TYPE_CHECKING:
    from model.store import Store

Progress = Callable[[int, int], None]
"""Called with (done, all); raises Cancelled when the person said stop."""

_PARTS = 4
YEAR_DAYS = 365


@dataclass(frozen=True)
class Flow:
    """All of it as of ``on``.

    ``profit`` and ``revenue`` are of the days from ``first`` to ``on``, of everybody with a name who bought or brought
    back in them; ``profit_of_year`` is of the last 365 days, whatever was asked. ``months`` are all months of the book.
    ``away_days`` is after how long somebody is lost.
    """

    on: date
    first: date
    away_days: int
    margins: Margins
    profit: Pareto
    revenue: Pareto
    profit_of_year: Pareto
    months: tuple[Month, ...]
    by_quarter: tuple[Cohort, ...]
    by_month: tuple[Cohort, ...]
    repeating: Repeating
    between: Between | None
    share: CustomerShare | None

    @property
    def month(self) -> Month | None:
        """The month of ``on``; ``None`` in a book without purchases."""
        return self.months[-1] if self.months else None

    @property
    def is_revenue(self) -> bool:
        """Whether no cost is known of anything, so that all profit told here is revenue."""
        return self.margins.source is Source.REVENUE

    @property
    def active(self) -> int:
        """How many customers are active: they bought, and are not lost."""
        return self.month.active if self.month else 0


def flow(
    store: Store, on: date, days: int = YEAR_DAYS, progress: Progress = lambda _done, _all: None
) -> Flow:
    """The figures as of ``on``; concentration is of the last ``days``, the rest does not depend on them."""
    progress(0, _PARTS)
    margins = read_margins(store, on)
    bought = read_bought(store, on)
    progress(1, _PARTS)
    away_days = away_days_on(store, on)
    happened = coming(bought.days, on, away_days, read_left(store, on))
    of_months = months(store, bought, happened, margins)
    progress(2, _PARTS)
    first, year = (on - timedelta(days=length - 1) for length in (days, YEAR_DAYS))
    profit, revenue = _money(store, bought, first, margins)
    profit_of_year = profit if first == year else _money(store, bought, year, margins)[0]
    progress(3, _PARTS)
    found = Flow(
        on=on,
        first=first,
        away_days=away_days,
        margins=margins,
        profit=profit,
        revenue=revenue,
        profit_of_year=profit_of_year,
        months=of_months,
        by_quarter=cohorts(bought.days, on, Stretch.QUARTER),
        by_month=cohorts(bought.days, on, Stretch.MONTH),
        repeating=repeating(bought.days, on),
        between=between(bought.days, on),
        share=customer_share(store, on),
    )
    progress(_PARTS, _PARTS)
    return found


def _money(store: Store, bought: Bought, first: date, margins: Margins) -> tuple[Pareto, Pareto]:
    """Profit and revenue of each customer with a name, from ``first`` on."""
    wanted = (bought.customer > 0) & (bought.day >= first.toordinal())
    ids, row = np.unique(bought.customer[wanted], return_inverse=True)
    sums = np.zeros((3, len(ids)), np.int64)
    for into, cents in zip(sums, (bought.amount, bought.known, bought.unknown), strict=True):
        np.add.at(into, row, cents[wanted])
    amount, known, unknown = sums
    estimated = (
        estimated_by_category(store, first, bought.on, margins, ids, None)
        if margins.by_category
        else by_margin(unknown, margins.shop)
    )
    return pareto(known + estimated), pareto(amount)
