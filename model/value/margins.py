"""What the shop keeps of its revenue: the margins that stand in where the cost of goods is not known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from model.store import Store
from resources.i18n import _


class Source(Enum):
    """Where the shop's margin is known from."""

    KNOWN = auto()
    """the goods whose cost is known"""
    OWNER = auto()
    """the owner's guess: no cost is known of anything"""
    REVENUE = auto()
    """nobody said anything: all of the revenue counts"""


@dataclass(frozen=True)
class Margins:
    """The part of the revenue that is profit: 0.3 is 30 %, below 0 where goods were sold under their cost.

    ``by_category`` is only filled where there are goods both with a cost and without one: nobody needs it otherwise.
    """

    shop: float
    source: Source
    by_category: Mapping[str, float] = field(default_factory=dict)
    has_unknown: bool = False
    """Whether anybody keeps goods whose cost is not known."""

    def of(self, category: str) -> float:
        """The margin of goods of a category without a cost; the shop's where the category tells nothing."""
        return self.by_category.get(category, self.shop)

    @property
    def words(self) -> str:
        """What has to be said of profits that were reckoned with these margins; empty where all costs are known."""
        if not self.has_unknown:
            return ""
        percent = _("{n} %").format(n=round(100 * self.shop))
        match self.source:
            case Source.REVENUE:
                return _("All money here is revenue: no cost is known.")
            case Source.OWNER:
                return _("No cost is known, so profit is reckoned as {percent} of the revenue.").format(
                    percent=percent
                )
        return _(
            "Where no cost is known, profit is reckoned by what the same kind of goods, or the whole shop"
            " ({percent}), usually leaves."
        ).format(percent=percent)


def read_margins(store: Store, on: date) -> Margins:
    """The margins of everything that was bought up to ``on``, whoever bought, net of what came back.

    The shop's is the profit of all goods with a known cost in their revenue; a category's the same of its goods.
    """
    later = store.value("SELECT 1 FROM purchase WHERE bought_on > :on LIMIT 1", on=on.isoformat())
    sums = store.row(_AS_OF_THEN if later else _AS_KEPT, on=on.isoformat())
    assert sums is not None
    has_unknown = bool(sums["has_unknown"])
    if sums["profit"] + sums["cost"] > 0:
        categories = _by_category(store, on) if has_unknown else {}
        return Margins(
            _margin(sums["profit"], sums["profit"] + sums["cost"]), Source.KNOWN, categories, has_unknown
        )
    guess = store.value("SELECT margin_percent FROM shop")
    if guess is not None:
        return Margins(int(guess) / 100, Source.OWNER, has_unknown=has_unknown)
    return Margins(1.0, Source.REVENUE, has_unknown=has_unknown)


_SUMS = (
    "SELECT coalesce(sum(profit), 0) AS profit, coalesce(sum(cost), 0) AS cost,"
    " coalesce(max(unknown <> 0), 0) AS has_unknown FROM ({each})"
)
_OF_PURCHASES = (
    "SELECT sum(profit_cents) AS profit, sum(cost_cents) AS cost,"
    " sum(amount_cents - cost_cents - profit_cents) AS unknown FROM purchase"
)
_AS_OF_THEN = _SUMS.format(
    # The + keeps SQLite to the index that has all of it.
    each=f"{_OF_PURCHASES} WHERE +bought_on <= :on GROUP BY customer_id"
)
_AS_KEPT = _SUMS.format(
    each="SELECT profit_cents AS profit, cost_cents AS cost, amount_cents - cost_cents - profit_cents AS unknown"
    f" FROM customer_figures UNION ALL {_OF_PURCHASES} WHERE customer_id IS NULL"
)
"""The same where nothing was bought later, from the figures that the file keeps of each customer."""


def _by_category(store: Store, on: date) -> dict[str, float]:
    rows = store.rows(
        # CROSS JOIN keeps the order: all lines are read, once and as they lie, then added up for each product first.
        "SELECT r.category, sum(s.profit) AS profit, sum(s.revenue) AS revenue FROM (SELECT l.product_id AS id,"
        " sum(l.amount_cents - l.cost_cents) AS profit, sum(l.amount_cents) AS revenue"
        " FROM purchase_line AS l NOT INDEXED CROSS JOIN purchase AS p ON p.id = l.purchase_id"
        " WHERE l.cost_cents IS NOT NULL AND l.product_id IS NOT NULL AND p.bought_on <= :on"
        " GROUP BY l.product_id) AS s"
        " JOIN product AS r ON r.id = s.id WHERE r.category <> '' GROUP BY r.category HAVING sum(s.revenue) > 0",
        on=on.isoformat(),
    )
    return {row["category"]: _margin(row["profit"], row["revenue"]) for row in rows}


def _margin(profit: int, revenue: int) -> float:
    """Where nearly everything came back, the little that stayed can show any margin: nobody keeps more than all."""
    return max(-1.0, min(profit / revenue, 1.0))
