"""Customers who buy exactly as the models say, so that the truth is known: when they bought, and what they will."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from model.value.arrays import Floats, Ints
from model.value.buying import Buying

ON = date(2026, 3, 12)


@dataclass(frozen=True)
class ChanceShop:
    """Customers with what is known of them on ``ON`` and what they will do in the year after it."""

    repeats: Ints
    recency: Floats
    age: Floats
    first_cents: Floats
    mean_cents: Floats
    """Of the days after the first."""
    coming_days: Ints
    coming_cents: Floats

    @property
    def buying(self) -> Buying:
        """As it would be read from a book, to the day and the cent."""
        on, nothing = ON.toordinal(), np.zeros(len(self.repeats), dtype=np.int64)
        first = on - np.rint(self.age * 7).astype(np.int64)
        later = np.rint(self.repeats * self.mean_cents).astype(np.int64)
        return Buying(
            ON,
            np.arange(len(self.repeats)) + 1,
            first,
            np.minimum(first + np.rint(self.recency * 7).astype(np.int64), on),
            self.repeats,
            later + np.rint(self.first_cents).astype(np.int64),
            nothing,
            nothing,
            later,
            nothing,
        )


def chance_shop(
    customers: int,
    *,
    r: float = 0.5,
    alpha: float = 8.0,
    a: float = 0.8,
    b: float = 3.0,
    p: float = 6.0,
    q: float = 4.0,
    v: float = 15000.0,
    weeks: float = 104.0,
    seed: int = 1,
) -> ChanceShop:
    """A shop that has been open for ``weeks``, told purchase by purchase."""
    chance = np.random.default_rng(seed)
    age = chance.uniform(1, weeks, customers)
    rate, stops = chance.gamma(r, 1 / alpha, customers), chance.beta(a, b, customers)
    scale = chance.gamma(q, 1 / v, customers)
    until = age + 365 / 7
    now, last = np.zeros(customers), np.zeros(customers)
    repeats, coming = np.zeros(customers, dtype=np.int64), np.zeros(customers, dtype=np.int64)
    still = np.ones(customers, dtype=bool)
    while still.any():
        now = np.where(still, now + chance.exponential(1 / rate), now)
        still &= now <= until
        known = still & (now <= age)
        repeats += known
        last = np.where(known, now, last)
        coming += still & (now > age)
        still &= chance.random(customers) >= stops
    spent = chance.gamma(np.maximum(p * repeats, 1e-9)) / scale
    coming_cents = np.where(coming > 0, chance.gamma(np.maximum(p * coming, 1e-9)) / scale, 0.0)
    first = chance.gamma(p, 1 / scale)
    return ChanceShop(
        repeats,
        last,
        age,
        first,
        np.where(repeats > 0, spent / np.maximum(repeats, 1), 0.0),
        coming,
        coming_cents,
    )
