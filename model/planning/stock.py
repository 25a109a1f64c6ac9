"""How long what customers bought lasts them, and what of it will be used up within some days.

The customer's own rhythm of a product, or of a category where the rule is for one, is the mean interval of the buying
days in the year up to the last one, from three of them on: what was the habit years ago says little about today, and a
year and a half of lines can be read every morning, ten years cannot. Who has no rhythm has the product's usual days.
Three packs then last three times as long, for a year at most; what lasts longer by itself (a pair of glasses) is not
used up one after the other. The own rhythm contains the usual number of packs already.
"""

import json
from collections.abc import Iterator, Sequence
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

_Key = tuple[int, int]
"""A customer and a product; 0 for the category of the rule."""


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
    book = _Lines(store, rule, window, only)
    since = days_after(empty.first, -(_LONGEST_RHYTHM_DAYS + _HABIT_DAYS))
    bought = book.by_goods(Window(since, window.first))
    older: dict[_Key, list[_Line]] = {}
    for key, lines in bought.items():
        usual_days = book.usual_days.get(lines[-1][_PRODUCT])
        if len(lines) < _LEAST_BUYING_DAYS and usual_days is None:
            continue
        lasts = how_long(lines, usual_days)
        if lasts is None or not empty.first <= days_after(_last_day(lines), lasts.days) <= empty.last:
            continue
        if lasts.is_own or days_after(_last_day(lines), -_HABIT_DAYS) >= since:
            yield book.stock(lines, lasts)
        else:
            older[key] = lines  # there may be a rhythm in what was not read
    for usual_days in book.long_ago(empty, since):
        days = Window(
            days_after(empty.first, -usual_days),
            min(days_after(empty.last, -usual_days), days_after(since, -1)),
        )
        for key, lines in book.by_goods(days, usual_days).items():
            if key not in bought:
                older[key] = lines
    for lines in book.with_the_year_before(older, days_after(since, -1)):
        lasts = how_long(lines, book.usual_days.get(lines[-1][_PRODUCT]))
        if lasts is not None and empty.first <= days_after(_last_day(lines), lasts.days) <= empty.last:
            yield book.stock(lines, lasts)


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


def _last_day(lines: Sequence[_Line]) -> date:
    return date.fromisoformat(lines[-1][_DAY])


class _Lines:
    """The lines in the scope of a rule, as far as the book knew them on the first day of ``window``."""

    def __init__(self, store: Store, rule: VisitRule, window: Window, only: Only) -> None:
        self._store = store
        self._rule = rule
        self._day = window.first
        self._only = None if only is None else list(only)
        self._values = values_of(rule, window, self._only)
        self._is_of_category = rule.scope is Scope.CATEGORY
        self._names: dict[int, str] = {}
        self.usual_days: dict[int, int] = {}
        # What is no longer sold cannot be bought again; another of its category can.
        for product_id, name, usual_days in store.tuples(
            "SELECT id, name, repurchase_days FROM product WHERE NOT archived OR :archived_too",
            archived_too=self._is_of_category,
        ):
            self._names[product_id] = name
            if usual_days is not None:
                self.usual_days[product_id] = usual_days

    def by_goods(self, days: Window, usual_days: int | None = None) -> dict[_Key, list[_Line]]:
        """What was bought on ``days`` and did not come back, by customer and product, in the order of the days; only
        of products that usually last ``usual_days``, if these are given."""
        sold = "purchase AS p CROSS JOIN purchase_line AS l ON l.purchase_id = p.id"
        if self._rule.scope is Scope.PRODUCT and self._only is None:
            sold = "purchase_line AS l CROSS JOIN purchase AS p ON p.id = l.purchase_id"
        return self._kept(
            f"{sold} CROSS JOIN product AS d ON d.id = l.product_id WHERE p.bought_on BETWEEN :first AND :last",
            " AND d.repurchase_days = :usual_days" if usual_days is not None else "",
            first=days.first.isoformat(),
            last=min(days.last, self._day).isoformat(),
            usual_days=usual_days,
        )

    def long_ago(self, empty: Window, since: date) -> list[int]:
        """The usual days of products that will be used up on the days ``empty`` if bought before ``since``."""
        return sorted({days for days in self.usual_days.values() if days_after(empty.first, -days) < since})

    def with_the_year_before(self, bought: dict[_Key, list[_Line]], until: date) -> Iterator[list[_Line]]:
        """The same lines, together with those of the year before each and up to ``until``."""
        whose: dict[int, str] = {}
        for (customer_id, _goods), lines in bought.items():
            first = days_after(_last_day(lines), -_HABIT_DAYS).isoformat()
            whose[customer_id] = min(first, whose.get(customer_id, first))
        before = self._kept(
            "json_each(:whose) AS w CROSS JOIN purchase AS p ON p.customer_id = json_extract(w.value, '$[0]')"
            " AND p.bought_on BETWEEN json_extract(w.value, '$[1]') AND :last"
            " CROSS JOIN purchase_line AS l ON l.purchase_id = p.id"
            " CROSS JOIN product AS d ON d.id = l.product_id WHERE 1",
            whose=json.dumps(list(whose.items())),
            first=min(whose.values(), default=self._day.isoformat()),
            last=until.isoformat(),
        )
        for key, lines in bought.items():
            yield before.get(key, []) + [line for line in lines if line[_DAY] > until.isoformat()]

    def stock(self, lines: Sequence[_Line], lasts: Interval) -> Stock:
        """What a customer has whose lines these are."""
        _line, customer_id, product_id, purchase_id, bought_on, _quantity = lines[-1]
        return Stock(
            customer_id,
            purchase_id,
            date.fromisoformat(bought_on),
            product_id,
            self._names[product_id],
            lasts,
        )

    def _kept(self, sold: str, condition: str = "", **values: Any) -> dict[_Key, list[_Line]]:
        values |= self._values
        chosen = (
            f"{sold}{condition} AND p.kind = 'sale' AND p.customer_id IS NOT NULL AND l.quantity_thousandths > 0"
            f"{customers_of(self._rule, 'p.customer_id', self._only)}{goods_of(self._rule, 'l.product_id')}"
        )
        found: dict[_Key, list[_Line]] = {}
        gone = self._came_back(values["first"])
        for line in self._store.tuples(
            "SELECT l.id, p.customer_id, l.product_id, p.id, p.bought_on, l.quantity_thousandths"
            f" FROM {chosen} ORDER BY p.bought_on, p.id",
            **values,
        ):
            if line[_PRODUCT] in self._names and line[_LINE] not in gone:
                key = line[_CUSTOMER], 0 if self._is_of_category else line[_PRODUCT]
                if key in found:
                    found[key].append(line)
                else:
                    found[key] = [line]
        return found

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
