"""How much of what customers need they buy here, over all whose need is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.value.share import read_shares

if TYPE_CHECKING:
    from datetime import date

    from model.store import Store


@dataclass(frozen=True)
class CustomerShare:
    """Of the ``customers`` whose need is known: what they need in a year, here and elsewhere, and what they bought here
    in the last 365 days. Nobody counts with more than they need, and nobody with less than nothing.

    ``compared`` of them were customers before these days too: what they needed, bought, and had bought in the 365 days
    before, by the needs that are known now.
    """

    customers: int
    need_cents: int
    bought_cents: int
    compared: int
    compared_need_cents: int
    now_cents: int
    before_cents: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.bought_cents / self.need_cents

    @property
    def growth_points(self) -> float | None:
        """By how many hundredths of the need the share of those who can be compared grew; ``None`` if there are
        none."""
        if not self.compared:
            return None
        return 100 * (self.now_cents - self.before_cents) / self.compared_need_cents


def customer_share(store: Store, on: date) -> CustomerShare | None:
    """``None`` where nobody's need is known."""
    found = read_shares(store, on)
    if not found:
        return None

    def within(cents: int, need: int) -> int:
        return min(max(cents, 0), need)

    before = [(one, one.before_cents) for one in found if one.before_cents is not None]
    return CustomerShare(
        customers=len(found),
        need_cents=sum(one.need_cents for one in found),
        bought_cents=sum(within(one.bought_cents, one.need_cents) for one in found),
        compared=len(before),
        compared_need_cents=sum(one.need_cents for one, _cents in before),
        now_cents=sum(within(one.bought_cents, one.need_cents) for one, _cents in before),
        before_cents=sum(within(cents, one.need_cents) for one, cents in before),
    )
