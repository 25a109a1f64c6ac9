"""What the shop keeps of its revenue: the margins that stand in where the cost of goods is not known."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from model.percentages import percent
from model.pieces import by_day, in_pieces
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
    """The part of the revenue that is profit: 0.3 is 30%, below 0 where goods were sold under their cost.

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
        of_revenue = percent(self.shop)
        match self.source:
            case Source.REVENUE:
                return _("All money here is revenue: no cost is known.")
            case Source.OWNER:
                return _("No cost is known, so profit is reckoned as {percent} of the revenue.").format(
                    percent=of_revenue
                )
        return _(
            "Where no cost is known, profit is reckoned by what the same kind of goods, or the whole shop"
            " ({percent}), usually leaves."
        ).format(percent=of_revenue)


def read_margins(store: Store, on: date) -> Margins:
    """The margins of everything that was bought up to ``on``, whoever bought, net of what came back.

    The shop's is the profit of all goods with a known cost in their revenue; a category's the same of its goods.
    """
    profit, cost, has_unknown = _sums(store, on)
    if profit + cost > 0:
        categories = _by_category(store, on) if has_unknown else {}
        return Margins(_margin(profit, profit + cost), Source.KNOWN, categories, has_unknown)
    guess = store.value("SELECT margin_percent FROM shop")
    if guess is not None:
        return Margins(int(guess) / 100, Source.OWNER, has_unknown=has_unknown)
    return Margins(1.0, Source.REVENUE, has_unknown=has_unknown)


def _sums(store: Store, on: date) -> tuple[int, int, bool]:
    """Profit and cost of what has a cost, and whether anybody keeps goods without one."""
    later = store.value("SELECT 1 FROM purchase WHERE bought_on > :on LIMIT 1", on=on.isoformat())
    customers = _OF_CUSTOMERS_THEN if later else _OF_CUSTOMERS_KEPT
    profit = cost = nameless = 0
    has_unknown = False
    for earned, spent, somebody_has in in_pieces(store, "customer", customers, on=on.isoformat()):
        profit, cost, has_unknown = profit + earned, cost + spent, has_unknown or bool(somebody_has)
    for earned, spent, unknown in by_day(store, _WITHOUT_NAME, on=on.isoformat()):
        profit, cost, nameless = profit + earned, cost + spent, nameless + unknown
    return profit, cost, has_unknown or nameless != 0


_OF_CUSTOMERS_THEN = (
    "SELECT coalesce(sum(profit), 0), coalesce(sum(cost), 0), coalesce(max(unknown <> 0), 0) FROM"
    " (SELECT sum(profit_cents) AS profit, sum(cost_cents) AS cost,"
    " sum(amount_cents - cost_cents - profit_cents) AS unknown FROM purchase"
    # The + keeps SQLite to the index that has all of it.
    " WHERE customer_id BETWEEN :first_id AND :last_id AND +bought_on <= :on GROUP BY customer_id)"
)
_OF_CUSTOMERS_KEPT = (
    "SELECT coalesce(sum(profit_cents), 0), coalesce(sum(cost_cents), 0),"
    " coalesce(max(amount_cents - cost_cents - profit_cents <> 0), 0) FROM customer_figures"
    " WHERE customer_id BETWEEN :first_id AND :last_id AND :on = :on"
)
"""The same where nothing was bought later, from the figures that the file keeps of each customer."""

_WITHOUT_NAME = (
    "SELECT coalesce(sum(profit_cents), 0), coalesce(sum(cost_cents), 0),"
    " coalesce(sum(amount_cents - cost_cents - profit_cents), 0) FROM purchase"
    " WHERE customer_id IS NULL AND bought_on BETWEEN :first_day AND min(:last_day, :on)"
)


def _by_category(store: Store, on: date) -> dict[str, float]:
    category_of = dict(store.tuples("SELECT id, category FROM product WHERE category <> ''"))
    profits: Counter[str] = Counter()
    revenues: Counter[str] = Counter()
    for product_id, profit, revenue in in_pieces(store, "purchase_line", _OF_PRODUCTS, on=on.isoformat()):
        if category := category_of.get(product_id):
            profits[category] += profit
            revenues[category] += revenue
    return {name: _margin(profits[name], revenue) for name, revenue in revenues.items() if revenue > 0}


_OF_PRODUCTS = (
    # CROSS JOIN keeps the order: all lines are read, once and as they lie.
    "SELECT l.product_id, sum(l.amount_cents - l.cost_cents), sum(l.amount_cents)"
    " FROM purchase_line AS l CROSS JOIN purchase AS p ON p.id = l.purchase_id"
    " WHERE l.id BETWEEN :first_id AND :last_id"
    " AND l.cost_cents IS NOT NULL AND l.product_id IS NOT NULL AND p.bought_on <= :on GROUP BY l.product_id"
)


def _margin(profit: int, revenue: int) -> float:
    """Where nearly everything came back, the little that stayed can show any margin: nobody keeps more than all."""
    return max(-1.0, min(profit / revenue, 1.0))
