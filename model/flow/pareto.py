"""How much of the money the best customers bring.

The share of the top 20 % is what the best fifth of the customers of the period bring, in the sum of all of them. A
fifth is rounded to whole customers, and is one at least; where several bring the same it does not matter which of them
are counted. Customers who cost more than they brought are part of the sum: the others then bring more than 100 % of
it, and the curve rises above it before it falls back. Where the sum is not above zero there are no shares.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.flow.bought import Ints


@dataclass(frozen=True)
class Top:
    """The best ``customers`` of ``of``: they bring ``cents``, which is ``share`` of everything (``None`` where the sum
    is not above zero)."""

    percent: int
    customers: int
    of: int
    cents: int
    share: float | None


@dataclass(frozen=True)
class Pareto:
    """``cents`` is what each customer of a period brought, largest first."""

    cents: Ints

    @property
    def customers(self) -> int:
        return len(self.cents)

    @cached_property
    def total(self) -> int:
        return int(self.cents.sum())

    @property
    def has_shares(self) -> bool:
        """Whether there is a sum above zero to have a share in."""
        return self.total > 0

    @cached_property
    def sums(self) -> Ints:
        """What the best 0, 1, 2 … all customers bring together."""
        return np.concatenate((np.zeros(1, np.int64), np.cumsum(self.cents)))

    def top(self, percent: int) -> Top:
        """The best ``percent`` of the customers; the one best where that is less than one."""
        count = min(max(1, (2 * self.customers * percent + 100) // 200), self.customers)
        cents = int(self.sums[count])
        return Top(percent, count, self.customers, cents, cents / self.total if self.has_shares else None)

    def has_top(self, percent: int) -> bool:
        """Whether ``percent`` of the customers are one at least: else the best one would be told as fewer than they
        are."""
        return 2 * self.customers * percent >= 100

    @property
    def half(self) -> int | None:
        """How few customers bring half of the sum together."""
        if not self.has_shares:
            return None
        return int(np.argmax(2 * self.sums >= self.total))

    @property
    def losing(self) -> tuple[int, int]:
        """How many customers cost more than they brought, and how many cents together (below zero)."""
        below = self.cents[self.cents < 0]
        return len(below), int(below.sum())

    @property
    def peak(self) -> float | None:
        """The highest point of the curve: 1 unless somebody cost more than they brought."""
        return int(self.sums.max()) / self.total if self.has_shares else None

    def curve(self, steps: int = 200) -> list[tuple[float, float]]:
        """Points (share of the customers, share of the sum) from (0, 0) to (1, 1); empty where there are no shares.

        At most about twice ``steps`` of them, with the top 5 and 20 % and the peak among them.
        """
        if not self.has_shares:
            return []
        n = self.customers
        marked = {self.top(5).customers, self.top(20).customers, int(np.argmax(self.sums))}
        steep = {round(n * step / (20 * steps)) for step in range(steps)}  # most happens among the best
        shown = sorted({round(n * step / steps) for step in range(steps + 1)} | steep | marked)
        return [(at / n, int(self.sums[at]) / self.total) for at in shown]


def pareto(cents: NDArray[np.int64]) -> Pareto:
    """Of what each customer brought, in any order."""
    return Pareto(np.sort(cents)[::-1])
