"""Who brings how much: the customers of a period in the order of their revenue or profit."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from model.store import Store

By = Literal["revenue", "profit"]


@dataclass(frozen=True, slots=True)
class RankedCustomer:
    """One customer's figures in the period, returns taken off; profit is of lines whose cost is known."""

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
    """The first customers of the period, and the sums over all who bought or brought back in it."""

    customers: tuple[RankedCustomer, ...]
    ranked_ids: tuple[int, ...]
    ranked_cents: tuple[int, ...]
    """Everybody, and their revenue or profit, largest first."""
    sales: int
    revenue_cents: int
    profit_cents: int
    lines_without_cost: int
    revenue_without_cost_cents: int
    unnamed_sales: int
    """Sales to people who gave no name; in none of the figures above."""
    unnamed_revenue_cents: int


def ranking(store: Store, first: date, last: date, by: By = "revenue", limit: int | None = None) -> Ranking:
    """Customers by ``by``, best first, both days included; at most ``limit`` of them are listed."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    rows = store.rows(
        "SELECT customer_id, count(*) FILTER (WHERE kind = 'sale') AS sales, sum(amount_cents) AS revenue,"
        " sum(cost_cents) AS cost, sum(profit_cents) AS profit,"
        " max(bought_on) FILTER (WHERE kind = 'sale') AS last_sale_on FROM purchase"
        " WHERE bought_on BETWEEN :first AND :last GROUP BY customer_id",
        **days,
    )
    unnamed = [row for row in rows if row["customer_id"] is None]
    named = [row for row in rows if row["customer_id"] is not None]
    named.sort(key=lambda row: (-row[by], row["customer_id"]))
    listed = named[:limit]
    people = _people(store, [row["customer_id"] for row in listed])
    revenue, profit = sum(row["revenue"] for row in named), sum(row["profit"] for row in named)
    without_cost = revenue - profit - sum(row["cost"] for row in named)
    return Ranking(
        customers=tuple(
            RankedCustomer(
                row["customer_id"],
                *people[row["customer_id"]],
                row["sales"],
                row["revenue"],
                row["profit"],
                date.fromisoformat(row["last_sale_on"]) if row["last_sale_on"] else None,
            )
            for row in listed
        ),
        ranked_ids=tuple(row["customer_id"] for row in named),
        ranked_cents=tuple(row[by] for row in named),
        sales=sum(row["sales"] for row in named),
        revenue_cents=revenue,
        profit_cents=profit,
        lines_without_cost=_lines_without_cost(store, days) if without_cost else 0,
        revenue_without_cost_cents=without_cost,
        unnamed_sales=sum(row["sales"] for row in unnamed),
        unnamed_revenue_cents=sum(row["revenue"] for row in unnamed),
    )


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
