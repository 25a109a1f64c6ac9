"""What customers brought in the year up to their last purchase."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from model.planning.people import portions
from model.ranking import By
from model.store import Store

if TYPE_CHECKING:
    from model.value.margins import Margins


class Brought(NamedTuple):
    """What somebody brought, in cents."""

    cents: int
    profit_cents: int

    def by(self, by: By) -> int:
        """One of the two."""
        return self.cents if by == "revenue" else self.profit_cents


def last_years(
    store: Store, customer_ids: Sequence[int], today: date, margins: Margins
) -> dict[int, Brought]:
    """What each of these customers brought in the year up to the last purchase known on the day, returns taken off.
    Profit of goods whose cost is not known is reckoned by the ``margins``, as everywhere else."""
    found = {}
    for some in portions(customer_ids):
        estimated = _by_category(store, some, today, margins) if margins.by_category else None
        for customer_id, cents, known, unknown in store.tuples(
            "SELECT p.customer_id, sum(p.amount_cents), sum(p.profit_cents),"
            f" sum(p.amount_cents - p.cost_cents - p.profit_cents) FROM {_LAST_YEAR}"
            f" WHERE f.customer_id IN ({some}) GROUP BY p.customer_id",
            today=today.isoformat(),
        ):
            guessed = round(unknown * margins.shop) if estimated is None else estimated.get(customer_id, 0)
            found[customer_id] = Brought(cents, known + guessed)
    return found


def _by_category(store: Store, some: str, today: date, margins: Margins) -> dict[int, int]:
    """The profit of what these customers bought without a known cost, by the margin of the category of each."""
    found: dict[int, int] = {}
    for customer_id, category, cents in store.tuples(
        f"SELECT p.customer_id, coalesce(r.category, ''), sum(l.amount_cents) FROM {_LAST_YEAR}"
        " CROSS JOIN purchase_line AS l ON l.purchase_id = p.id LEFT JOIN product AS r ON r.id = l.product_id"
        f" WHERE f.customer_id IN ({some}) AND l.cost_cents IS NULL GROUP BY p.customer_id, 2",
        today=today.isoformat(),
    ):
        found[customer_id] = found.get(customer_id, 0) + round(cents * margins.of(category))
    return found


_LAST_YEAR = (
    "customer_figures AS f CROSS JOIN purchase AS p ON p.customer_id = f.customer_id"
    " AND p.bought_on > date(CASE WHEN f.last_on <= :today THEN f.last_on ELSE (SELECT max(bought_on)"
    " FROM purchase WHERE customer_id = f.customer_id AND kind = 'sale' AND bought_on <= :today) END,"
    " '-1 year') AND p.bought_on <= :today"
)
