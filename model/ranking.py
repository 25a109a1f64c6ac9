"""Who brings how much: the customers of a period in the order of their revenue or profit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from model.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.in_parts import Progress
    from model.value.margins import Margins

By = Literal["revenue", "profit"]
_STEPS = 4


@dataclass(frozen=True, slots=True)
class RankedCustomer:
    """One customer's figures in the period, returns taken off."""

    customer_id: int
    name: str
    city: str
    phone: str
    sales: int
    revenue_cents: int
    profit_cents: int
    last_sale_on: date | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first customers of the period, and the sums over all who bought or brought back in it.

    Profit of goods whose cost is not known is reckoned by the ``margins``, as everywhere else.
    """

    customers: tuple[RankedCustomer, ...]
    ranked_ids: tuple[int, ...]
    ranked_cents: tuple[int, ...]
    """Everybody, and their revenue or profit, largest first."""
    sales: int
    revenue_cents: int
    profit_cents: int
    margins: Margins
    lines_without_cost: int = 0
    revenue_without_cost_cents: int = 0
    unnamed_sales: int = 0
    """Sales to people who gave no name; in none of the figures above."""
    unnamed_revenue_cents: int = 0


def ranking(
    store: Store,
    first: date,
    last: date,
    by: By = "revenue",
    limit: int | None = None,
    progress: Progress = lambda _done, _of: None,
) -> Ranking:
    """Customers by ``by``, best first, both days included; at most ``limit`` of them are listed."""
    from model.value.margins import read_margins  # The lists begin without it.

    progress(0, _STEPS)
    margins = read_margins(store, last)
    progress(1, _STEPS)
    days = {"first": first.isoformat(), "last": last.isoformat()}
    rows = store.rows(
        "SELECT customer_id, count(*) FILTER (WHERE kind = 'sale') AS sales, sum(amount_cents) AS revenue,"
        " sum(profit_cents) AS profit, sum(amount_cents - cost_cents - profit_cents) AS unknown,"
        " max(bought_on) FILTER (WHERE kind = 'sale') AS last_sale_on FROM purchase"
        " WHERE bought_on BETWEEN :first AND :last GROUP BY customer_id ORDER BY customer_id",
        **days,
    )
    unnamed = [row for row in rows if row["customer_id"] is None]
    named = [row for row in rows if row["customer_id"] is not None]
    progress(2, _STEPS)
    profits = _profits(store, first, last, margins, named)
    brought = {
        row["customer_id"]: row["revenue"] if by == "revenue" else profits[row["customer_id"]]
        for row in named
    }
    named.sort(key=lambda row: (-brought[row["customer_id"]], row["customer_id"]))
    progress(3, _STEPS)
    people = _people(store, [row["customer_id"] for row in named[:limit]])
    without_cost = sum(row["unknown"] for row in named)
    return Ranking(
        customers=tuple(
            RankedCustomer(
                row["customer_id"],
                *people[row["customer_id"]],
                row["sales"],
                row["revenue"],
                profits[row["customer_id"]],
                date.fromisoformat(row["last_sale_on"]) if row["last_sale_on"] else None,
            )
            for row in named[:limit]
        ),
        ranked_ids=tuple(row["customer_id"] for row in named),
        ranked_cents=tuple(brought[row["customer_id"]] for row in named),
        sales=sum(row["sales"] for row in named),
        revenue_cents=sum(row["revenue"] for row in named),
        profit_cents=sum(profits.values()),
        margins=margins,
        lines_without_cost=_lines_without_cost(store, days) if without_cost else 0,
        revenue_without_cost_cents=without_cost,
        unnamed_sales=sum(row["sales"] for row in unnamed),
        unnamed_revenue_cents=sum(row["revenue"] for row in unnamed),
    )


def _profits(store: Store, first: date, last: date, margins: Margins, rows: Sequence[Any]) -> dict[int, int]:
    """Of each customer, by rising ids: known where the cost is, and reckoned where it is not."""
    import numpy as np

    from model.value.current import by_margin, estimated_by_category

    ids, known, unknown = (
        np.array([row[column] for row in rows], np.int64) for column in ("customer_id", "profit", "unknown")
    )
    estimated = (
        estimated_by_category(store, first, last, margins, ids, None)
        if margins.by_category
        else by_margin(unknown, margins.shop)
    )
    return dict(zip(ids.tolist(), (known + estimated).tolist(), strict=True))


def _people(store: Store, customer_ids: list[int]) -> dict[int, tuple[str, str, str]]:
    """Name, city and first phone by id."""
    found = {}
    for start in range(0, len(customer_ids), 5000):
        some = ", ".join(map(str, customer_ids[start : start + 5000]))
        for row in store.rows(
            "SELECT id, name, city, coalesce((SELECT number FROM customer_phone WHERE customer_id = c.id"
            f" ORDER BY position, id LIMIT 1), '') AS phone FROM customer AS c WHERE id IN ({some})"
        ):
            found[row["id"]] = (row["name"], row["city"], row["phone"])
    return found


def _lines_without_cost(store: Store, days: dict[str, str]) -> int:
    return int(
        store.value(
            "SELECT count(*) FROM purchase AS p JOIN purchase_line AS l ON l.purchase_id = p.id"
            " WHERE p.bought_on BETWEEN :first AND :last AND p.customer_id IS NOT NULL AND l.cost_cents IS NULL",
            **days,
        )
    )
