"""Who began together, and how many of them still came later: a row for each quarter or month of first purchases."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from model.flow.bought import BuyingDays, Ints

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_EPOCH_MONTH = 1970 * 12


class Stretch(StrEnum):
    """How long the stretches of time are that are told apart."""

    MONTH = "month"
    QUARTER = "quarter"

    @property
    def months(self) -> int:
        return 3 if self is Stretch.QUARTER else 1


@dataclass(frozen=True)
class Cell:
    """``bought`` of ``of`` came in that stretch; where ``complete`` is false it still runs, and more may come."""

    bought: int
    of: int
    complete: bool

    @property
    def share(self) -> float:
        return self.bought / self.of


@dataclass(frozen=True)
class Cohort:
    """Who first bought in the stretch that begins with ``first``: ``customers`` of them. ``cells[0]`` is the stretch
    after it; there is none for a stretch that has not begun. The first stretch itself may still run: then ``complete``
    is false."""

    first: date
    customers: int
    cells: tuple[Cell, ...]
    complete: bool


def month_numbers(days: Ints) -> Ints:
    """The months of days (proleptic ordinals), counted from January of the year 0."""
    since = (days - _EPOCH_ORDINAL).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    months: Ints = since + _EPOCH_MONTH
    return months


def first_of(month_number: int) -> date:
    """The first day of a month counted so."""
    return date(month_number // 12, month_number % 12 + 1, 1)


def last_of(month_number: int) -> date:
    """The last day of it."""
    first = first_of(month_number)
    return first.replace(day=monthrange(first.year, first.month)[1])


def cohorts(
    days: BuyingDays, on: date, stretch: Stretch = Stretch.QUARTER, latest: int = 12
) -> tuple[Cohort, ...]:
    """The ``latest`` stretches up to ``on`` that had first purchases, oldest first, with up to as many after each.

    Whoever came several times in a stretch counts once.
    """
    if not len(days):
        return ()
    span = stretch.months
    now = (on.year * 12 + on.month - 1) // span
    began = month_numbers(days.first_day) // span
    later = month_numbers(days.day) // span - began
    oldest = now - latest + 1
    fresh = np.ones(len(days), np.bool_)
    fresh[1:] = (days.customer[1:] != days.customer[:-1]) | (later[1:] != later[:-1])
    wanted = fresh & (began >= oldest) & (later < latest)
    counted = np.zeros((latest, latest), np.int64)
    np.add.at(counted, (began[wanted] - oldest, later[wanted]), 1)
    is_over = last_of((now + 1) * span - 1) <= on
    return tuple(
        Cohort(
            first_of((oldest + row) * span),
            int(counted[row, 0]),
            tuple(
                Cell(int(counted[row, after]), int(counted[row, 0]), is_over or oldest + row + after < now)
                for after in range(1, latest - row)
            ),
            is_over or oldest + row < now,
        )
        for row in range(latest)
        if counted[row, 0]
    )
