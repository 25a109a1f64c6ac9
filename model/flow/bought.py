"""Everything that was bought up to a day, read in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from model.pieces import by_day, in_pieces

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from model.store import Store

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_ROW = np.dtype(
    [
        ("customer", "i8"),
        ("day", "f8"),
        ("is_sale", "?"),
        ("amount", "i8"),
        ("known", "i8"),
        ("unknown", "i8"),
    ]
)
_JULIAN = 1_721_424.5
"""The Julian day before the first day of the calendar, which is ordinal 1."""


@dataclass(frozen=True)
class BuyingDays:
    """The days on which customers bought, each once: ``day[i]`` (proleptic ordinal) of customer ``customer[i]``.

    By customer and then by day. ``nth[i]`` is 0 for the first day of a customer.
    """

    customer: Ints
    day: Ints
    nth: Ints

    def __len__(self) -> int:
        return len(self.day)

    @cached_property
    def first(self) -> Flags:
        """Whether the day is the first of its customer."""
        first: Flags = self.nth == 0
        return first

    @cached_property
    def last(self) -> Flags:
        """Whether the day is the latest of its customer."""
        last: Flags = np.append(self.first[1:], True)[: len(self)]
        return last

    @cached_property
    def first_day(self) -> Ints:
        """The first day of the customer of each row."""
        first: Ints = self.day[np.arange(len(self)) - self.nth]
        return first


@dataclass(frozen=True)
class Bought:
    """A row for each sale or return, by customer (0: nobody's name was given) and day.

    ``day`` is a proleptic ordinal. Money is whole cents, negative in returns: ``amount`` is net of discounts, ``known``
    the profit of the goods whose cost is known, ``unknown`` the amount of the others.
    """

    on: date
    customer: Ints
    day: Ints
    is_sale: Flags
    amount: Ints
    known: Ints
    unknown: Ints

    def __len__(self) -> int:
        return len(self.day)

    @cached_property
    def days(self) -> BuyingDays:
        """The buying days of the customers who have a name."""
        wanted = self.is_sale & (self.customer > 0)
        customer, day = self.customer[wanted], self.day[wanted]
        fresh = np.ones(len(day), np.bool_)
        fresh[1:] = (customer[1:] != customer[:-1]) | (day[1:] != day[:-1])
        customer, day = customer[fresh], day[fresh]
        starts = np.ones(len(day), np.bool_)
        starts[1:] = customer[1:] != customer[:-1]
        row = np.arange(len(day))
        return BuyingDays(customer, day, row - np.maximum.accumulate(np.where(starts, row, 0)))


_BOUGHT = (
    "SELECT coalesce(customer_id, 0), julianday(bought_on), kind = 'sale', amount_cents, profit_cents,"
    # The + keeps SQLite to the index that has all of it, in this order.
    " amount_cents - cost_cents - profit_cents FROM purchase WHERE {whose} AND +bought_on <= :on"
    " ORDER BY customer_id, bought_on"
)
_NOBODYS = "customer_id IS NULL AND bought_on BETWEEN :first_day AND :last_day"
_SOMEBODYS = "customer_id BETWEEN :first_id AND :last_id"


def read_bought(store: Store, on: date) -> Bought:
    """All sales and returns up to ``on``."""
    rows = np.fromiter(
        chain(
            by_day(store, _BOUGHT.format(whose=_NOBODYS), on=on.isoformat()),
            in_pieces(store, "customer", _BOUGHT.format(whose=_SOMEBODYS), on=on.isoformat()),
        ),
        dtype=_ROW,
    )
    return Bought(
        on,
        np.ascontiguousarray(rows["customer"]),
        (rows["day"] - _JULIAN).astype(np.int64),
        np.ascontiguousarray(rows["is_sale"]),
        np.ascontiguousarray(rows["amount"]),
        np.ascontiguousarray(rows["known"]),
        np.ascontiguousarray(rows["unknown"]),
    )
