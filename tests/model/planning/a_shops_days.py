"""A shop in which much happens by chance, and what a rule asks for in it, day by day."""

import random
from collections import defaultdict
from datetime import date, timedelta

from model.book import Book
from model.planning.occasion import Occasion
from model.product_services import ProductService, ServiceUse
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.visit_rules import Unit, VisitRule
from model.visits import Outcome, Visit
from tests.makers import add_customer
from tests.model.planning import asked_rules

FIRST = date(2025, 1, 1)
"""The day on which the shop of chance opens."""


class ShopOfChance:
    """Customers with habits of their own, goods that last, and come back, and are served. The same for each seed."""

    def __init__(self, book: Book, seed: int = 1, customers: int = 10) -> None:
        self.book = book
        self.seed = seed
        self.customers = [add_customer(book, f"Customer {n}") for n in range(customers)]
        self.until = FIRST
        self._sold: list[tuple[int, int]] = []
        with book.edit("Added goods"):
            for name, days in (("Tea", 20), ("Lenses", 90), ("Glasses", 700), ("Cup", None)):
                self._add(
                    Product(name=name, category="Optics" if "s" in name else "Tea", repurchase_days=days)
                )
        self.products = book.products.all()
        with book.edit("Gave services"):
            for product, unit, after, again, times in (
                (self.products[2], Unit.MONTHS, 1, 2, 5),
                (self.products[3], Unit.DAYS, 10, None, 1),
            ):
                book.product_services.insert(
                    ProductService(
                        product_id=product.id,
                        name="Check",
                        unit=unit,
                        first_after=after,
                        again_after=again,
                        times=times,
                    )
                )

    def _add(self, product: Product) -> None:
        self.book.products.insert(product)

    def live(self, days: int) -> date:
        """So many further days go by; the last of them."""
        with self.book.edit("Lived"):
            for _n in range(days):
                self._day(random.Random(f"{self.seed} {self.until}"))
                self.until += timedelta(days=1)
        return self.until - timedelta(days=1)

    def _day(self, chance: random.Random) -> None:
        book, today = self.book, self.until
        for place, customer in enumerate(self.customers):
            if chance.random() < 0.004 * 2 ** (place % 6):
                self._sell(customer, chance)
            if chance.random() < 0.01:
                reached = chance.random() < 0.6
                book.visits.insert(
                    Visit(
                        customer_id=customer,
                        visited_on=today,
                        outcome=Outcome.REACHED if reached else Outcome.NO_ANSWER,
                        reached=reached,
                    )
                )

    def _sell(self, customer: int, chance: random.Random) -> None:
        book, today = self.book, self.until
        goods = chance.sample(self.products, chance.choice((1, 1, 2)))
        lines = [
            PurchaseLine(
                product_id=one.id,
                text=one.name,
                amount_cents=1000,
                quantity_thousandths=chance.choice((500, 1000, 1000, 2000, 3000)),
            )
            for one in goods
        ]
        sale = book.purchases.save(Purchase(customer_id=customer, bought_on=today), lines)
        for line in book.purchase_lines.of(sale.id):
            self._sold.append((sale.id, line.id))
        sale_id, line_id = chance.choice(self._sold)
        what = chance.random()
        line = book.purchase_lines.get(line_id)
        if what < 0.15 and not book.purchases.returned_thousandths(sale_id).get(line_id):
            some = chance.choice((line.quantity_thousandths, line.quantity_thousandths, 500))
            book.purchases.return_goods(sale_id, {line_id: some}, today)
        services = book.product_services.of_product(line.product_id or 0)
        if what > 0.6 and services:
            book.service_uses.insert(
                ServiceUse(
                    customer_id=book.purchases.get(sale_id).customer_id or 0,
                    purchase_line_id=line_id,
                    product_service_id=services[0].id,
                    nth=chance.randrange(1, services[0].times + 1),
                    used_on=today,
                )
            )


def asked(
    book: Book, rule: VisitRule, first: date, last: date | None = None, only: list[int] | None = None
) -> list[Occasion]:
    """What ``rule`` asks for from ``first`` to ``last``, by what the book knows on ``first``."""
    return asked_rules.asked(book, rule, first, ((last or first) - first).days + 1, only)


def told(occasions: list[Occasion], day: date) -> list[tuple[object, ...]]:
    """Everything that can be said of them on ``day``."""
    return sorted((*one.key, one.planned_on, one.lapses_on, one.reason(day)) for one in occasions)


def open_days(book: Book, rule: VisitRule, first: date, days: int) -> dict[object, list[date]]:
    """On which of the days each occasion is asked for, walking day by day; nobody is asked twice for one."""
    found: dict[object, list[date]] = defaultdict(list)
    for n in range(days):
        day = first + timedelta(days=n)
        occasions = asked(book, rule, day)
        assert len({one.key for one in occasions}) == len(occasions)
        for one in occasions:
            found[one.key].append(day)
    return dict(found)


def planned_days(book: Book, rule: VisitRule, first: date, days: int) -> dict[object, list[date]]:
    """The same, by asking once for all days: each from the day it is planned to the day it lapses."""
    last = first + timedelta(days=days - 1)
    return {
        one.key: [
            day
            for day in (first + timedelta(days=n) for n in range(days))
            if one.planned_on <= day <= one.lapses_on
        ]
        for one in asked(book, rule, first, last)
    }


def remembered(shop: ShopOfChance, rules: list[VisitRule], checks: int, days: int) -> int:
    """Live on, ask on ``checks`` days, and ask about the same days again at the end: nothing that came later may have
    been looked at. How many occasions that were."""
    then = []
    for _n in range(checks):
        day = shop.live(days)
        then += [(rule, day, told(asked(shop.book, rule, day), day)) for rule in rules]
    for rule, day, found in then:
        assert told(asked(shop.book, rule, day), day) == found, (rule.kind, day)
    return sum(len(found) for _rule, _day, found in then)
