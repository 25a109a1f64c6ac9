"""How long what customers bought lasts them, and what of it will be used up within some days.

The customer's own rhythm of a product, or of a category where the rule is for one, is the mean interval of the buying
days in the year up to the last one, from three of them on: what was the habit years ago says little about today, and a
year and a half of lines can be read every morning, ten years cannot. Who has no rhythm has the product's usual days.
Three packs then last three times as long, for a year at most; what lasts longer by itself (a pair of glasses) is not
used up one after the other. The own rhythm contains the usual number of packs already.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from model.planning.looked_up import came_back
from model.planning.occasion import Only, Window
from model.planning.questions import customers_of, goods_of, values_of
from model.planning.recurrence import days_after
from model.store import Store
from model.visit_rules import Scope, VisitRule

_HABIT_DAYS = 365
_LEAST_BUYING_DAYS = 3
_LONGEST_RHYTHM_DAYS = _HABIT_DAYS // (_LEAST_BUYING_DAYS - 1)
_LONGEST_STOCK_DAYS = 366

_Line = tuple[int, int, int, int, str, int]
"""What was sold: the ids of line, customer, product and purchase, ISO day and quantity in thousandths."""
_LINE: Final = 0
_CUSTOMER: Final = 1
_PRODUCT: Final = 2
_DAY: Final = 4
_QUANTITY: Final = 5

Pairs = tuple[dict[int, str], set[int]]
"""Customers, each with the ISO day from which on what they bought tells their habits, and the numbers of what some of
them bought."""


class Interval(NamedTuple):
    """For how many days something lasts: by the customer's own rhythm, or as is usual."""

    days: int
    is_own: bool


class Stock(NamedTuple):
    """What a customer last bought of a product or category, and how long it lasts."""

    customer_id: int
    purchase_id: int
    bought_on: date
    product_id: int
    name: str
    lasts: Interval


def running_out(store: Store, rule: VisitRule, window: Window, empty: Window, only: Only) -> Iterator[Stock]:
    """Whatever in the scope of ``rule`` was bought up to the first day of ``window``, did not come back, and will be
    used up on one of the days ``empty``."""
    goods = _Goods(store, rule, window, only)
    for lines in goods.bought(goods.that_may_run_out(empty)):
        _line, customer_id, product_id, purchase_id, bought_on, _quantity = lines[-1]
        lasts = how_long(lines, goods.usual_days.get(product_id))
        last_on = date.fromisoformat(bought_on)
        if lasts is not None and empty.first <= days_after(last_on, lasts.days) <= empty.last:
            yield Stock(customer_id, purchase_id, last_on, product_id, goods.names[product_id], lasts)


def how_long(lines: Sequence[_Line], usual_days: int | None) -> Interval | None:
    """How long what one customer bought with the last of these lines lasts; ``None`` if nobody knows. The lines are of
    one product or category, in the order of their days; all of the year up to the last one are among them."""
    last_on = lines[-1][_DAY]
    if len(lines) >= _LEAST_BUYING_DAYS:
        last = date.fromisoformat(last_on)
        since = days_after(last, -_HABIT_DAYS).isoformat()
        days = {line[_DAY] for line in lines if line[_DAY] >= since}
        if len(days) >= _LEAST_BUYING_DAYS:
            span = (last - date.fromisoformat(min(days))).days
            return Interval(round(span / (len(days) - 1)), is_own=True)
    if usual_days is None:
        return None
    packs = sum(line[_QUANTITY] for line in lines if line[_DAY] == last_on) // 1000
    if packs > 1 and usual_days < _LONGEST_STOCK_DAYS:
        usual_days = min(packs * usual_days, _LONGEST_STOCK_DAYS)
    return Interval(usual_days, is_own=False)


class _Goods:
    """What is in the scope of a rule, as far as the book knew it on the first day of ``window``."""

    def __init__(self, store: Store, rule: VisitRule, window: Window, only: Only) -> None:
        self._store = store
        self._rule = rule
        self._day = window.first
        self._only = None if only is None else list(only)
        self._values = values_of(store, rule, window, self._only)
        self._is_category = rule.scope is Scope.CATEGORY
        self.names: dict[int, str] = {}
        self.usual_days: dict[int, int] = {}
        # What is no longer sold cannot be bought again; another of its category can.
        for product_id, name, usual_days in store.tuples(
            "SELECT id, name, repurchase_days FROM product WHERE NOT archived OR :archived_too",
            archived_too=self._is_category,
        ):
            self.names[product_id] = name
            if usual_days is not None:
                self.usual_days[product_id] = usual_days

    def that_may_run_out(self, empty: Window) -> Pairs:
        """What may be used up on the days ``empty``, and more: whatever was bought often, or usually lasts as long.

        Only these are looked at one by one: most of what is sold is bought once and by nobody again.
        """
        since = days_after(empty.first, -(_LONGEST_RHYTHM_DAYS + _HABIT_DAYS))
        found: Pairs = {}, set()
        self._add(
            found,
            Window(since, self._day),
            f"count(*) >= {_LEAST_BUYING_DAYS} OR (count(*) > 1 AND max(d.repurchase_days) IS NOT NULL)"
            # Told apart first: of most goods nobody knows usual days.
            " OR max(CASE WHEN d.repurchase_days IS NULL THEN 0 ELSE julianday(p.bought_on)"
            " + CASE WHEN d.repurchase_days < :most THEN"
            " min(:most, d.repurchase_days * max(1, l.quantity_thousandths / 1000)) ELSE d.repurchase_days END"
            " BETWEEN julianday(:empty_first) AND julianday(:empty_last) END)",
            empty_first=empty.first.isoformat(),
            empty_last=empty.last.isoformat(),
            most=_LONGEST_STOCK_DAYS,
        )
        for usual_days in set(self.usual_days.values()):
            first, last = days_after(empty.first, -usual_days), days_after(empty.last, -usual_days)
            if first < since:
                days = Window(first, min(last, days_after(since, -1)))
                self._add(found, days, "max(d.repurchase_days = :usual_days)", usual_days=usual_days)
        return found

    def _add(self, found: Pairs, days: Window, having: str, **values: Any) -> None:
        """Add the pairs of customer and goods for which ``having`` holds of what was sold on ``days``."""
        sold = "purchase AS p CROSS JOIN purchase_line AS l ON l.purchase_id = p.id"
        if self._rule.scope is Scope.PRODUCT and self._only is None:
            sold = "purchase_line AS l CROSS JOIN purchase AS p ON p.id = l.purchase_id"
        customers, pairs = found
        for customer_id, other_id, pair, first_on in self._store.tuples(
            f"SELECT min(p.customer_id), max(p.customer_id), {self._pair} AS pair, min(p.bought_on)"
            f" FROM {sold} {self._conditions} AND p.bought_on BETWEEN :first AND :last GROUP BY pair HAVING {having}",
            **self._values,
            **values,
            first=days.first.isoformat(),
            last=min(days.last, self._day).isoformat(),
        ):
            pairs.add(pair)
            year_before = days_after(date.fromisoformat(first_on), -_HABIT_DAYS).isoformat()
            for customer in {customer_id, other_id}:
                customers[customer] = min(year_before, customers.get(customer, year_before))

    def bought(self, found: Pairs) -> Iterable[list[_Line]]:
        """What these customers bought of these goods and did not bring back, in the order of the days; the lines of
        one customer and product, or category, together."""
        customers, pairs = found
        if not customers:
            return []
        gone = self._came_back(min(customers.values()))
        bought: dict[tuple[int, int], list[_Line]] = {}
        for line in self._store.tuples(
            "SELECT l.id, p.customer_id, l.product_id, p.id, p.bought_on, l.quantity_thousandths"
            " FROM json_each(:customers) AS c CROSS JOIN purchase AS p ON p.customer_id = json_extract(c.value, '$[0]')"
            " AND p.bought_on BETWEEN json_extract(c.value, '$[1]') AND :day"
            f" CROSS JOIN purchase_line AS l ON l.purchase_id = p.id {self._conditions}"
            f" AND {self._pair} IN (SELECT value FROM json_each(:pairs)) ORDER BY p.bought_on",
            **self._values,
            customers=json.dumps(list(customers.items())),
            pairs=json.dumps(list(pairs)),
        ):
            if line[_PRODUCT] in self.names and line[_LINE] not in gone:
                key = line[_CUSTOMER], 0 if self._is_category else line[_PRODUCT]
                bought.setdefault(key, []).append(line)
        return bought.values()

    @property
    def _conditions(self) -> str:
        return (
            "CROSS JOIN product AS d ON d.id = l.product_id WHERE p.kind = 'sale' AND p.customer_id IS NOT NULL"
            f" AND l.quantity_thousandths > 0{customers_of(self._rule, 'p.customer_id', self._only)}"
            f"{goods_of(self._rule, 'l.product_id')}"
        )

    @property
    def _pair(self) -> str:
        """One number for a customer and what they bought: SQLite groups by one number twice as fast as by two. Should
        two pairs have the same, both are looked at."""
        if self._rule.scope in (Scope.PRODUCT, Scope.CATEGORY):
            return "p.customer_id"
        return "(l.product_id % 1048573 << 42) + p.customer_id % 4398046511093"

    def _came_back(self, first: str) -> set[int]:
        """The lines sold since ``first`` of which everything came back. Only what did is looked up: it is little."""
        some = customers_of(self._rule, "p.customer_id", self._only)
        returns = f"purchase AS p WHERE p.kind = 'return' AND p.bought_on BETWEEN :first AND :day{some}"
        lines = self._store.column(
            f"SELECT back.return_of_line_id FROM (SELECT p.id FROM {returns}) AS r"
            " CROSS JOIN purchase_line AS back ON back.purchase_id = r.id WHERE back.return_of_line_id IS NOT NULL"
            f" UNION SELECT l.id FROM (SELECT p.return_of_id AS id FROM {returns} AND p.return_of_id IS NOT NULL) AS r"
            " CROSS JOIN purchase_line AS l ON l.purchase_id = r.id",
            first=first,
            **self._values,
        )
        return came_back(self._store, lines, self._day) if lines else set()
