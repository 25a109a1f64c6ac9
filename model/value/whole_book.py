"""What all customers of a book together are expected to bring."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.value.arrays import Floats
from model.value.buying import Buying
from model.value.forecast import Model
from model.value.scatter import Scatter

YEAR_DAYS = 365


@dataclass(frozen=True)
class WholeBook:
    """Profit in cents of those who are customers already, by their own history: neither newcomers nor what the owner
    hopes for are counted. The truth is expected between the bounds four times in five.

    ``customers`` have bought and not left; ``alive`` is how many of them are expected to still be customers. Of the
    coming year's profit ``pace_cents`` is there because customers come ``pace`` times as often as their own past says.
    """

    customers: int
    alive: float
    coming_year_cents: int
    low_cents: int
    high_cents: int
    three_years_cents: int
    three_years_low_cents: int
    three_years_high_cents: int
    rough: bool
    pace: float = 1.0
    pace_cents: int = 0


def whole_book(
    model: Model, buying: Buying, margins: Floats, stays: NDArray[np.bool_], scatter: Scatter | None = None
) -> WholeBook:
    """Of the customers in ``buying`` with these margins, of whom only those that have not left are counted."""
    factor = margins * stays
    year, three = model.forecast(buying, YEAR_DAYS), model.forecast(buying, 3 * YEAR_DAYS)
    of_year, of_three = (one.total(factor=factor, scatter=scatter) for one in (year, three))
    return WholeBook(
        customers=int(np.count_nonzero(stays)),
        alive=float(year.alive[stays].sum()),
        coming_year_cents=round(of_year.expected_cents),
        low_cents=round(of_year.low_cents),
        high_cents=round(of_year.high_cents),
        three_years_cents=round(of_three.expected_cents),
        three_years_low_cents=round(of_three.low_cents),
        three_years_high_cents=round(of_three.high_cents),
        rough=model.rough,
        pace=model.pace.factor,
        pace_cents=round(of_year.expected_cents) - round(of_year.expected_cents / model.pace.factor),
    )
