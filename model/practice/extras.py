"""What stands in the practice book beside sales and calls: classes, yearly days, wishes, services and their use,
letters in the owner's words, slips."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from model.book import Book
from model.customer_class import CustomerClass
from model.customer_days import CustomerDay
from model.lunar import from_solar
from model.planning.recurrence import after
from model.practice.chance import Chance
from model.practice.material import Material
from model.practice.people import Shopper
from model.product_services import ProductService, ServiceUse
from model.products import Product
from model.slip_making import make_slips, not_used, take_back
from model.slips import SlipKind
from model.text_templates import Purpose, TextTemplate
from model.visit_rules import Unit
from model.wishes import Wish

_USED_PERCENT = 60
_SLIPS_MADE_DAYS_AGO = 20


class Extras:
    """Writes them down."""

    def __init__(
        self,
        book: Book,
        material: Material,
        chance: Chance,
        products: dict[str, Product],
        shoppers: Iterable[Shopper],
        today: date,
    ) -> None:
        self._book = book
        self._written: dict[str, list[Any]] = material.extras
        self._chance = chance
        self._products = products
        self._ids = {shopper.name: shopper.customer_id for shopper in reversed(list(shoppers))}
        self._today = today

    def before_the_years(self) -> None:
        """What was there from the beginning: the services that come with the goods."""
        for code, name, first, again, times in self._written["services"]:
            self._book.product_services.insert(
                ProductService(
                    product_id=self._products[code].id,
                    name=name,
                    unit=Unit.MONTHS,
                    first_after=first,
                    again_after=again,
                    times=times,
                )
            )

    def lately(self) -> None:
        """What the shop began to keep when it began to plan: classes, days and wishes, and its own letters."""
        book = self._book
        for name, worth, reason in self._written["classes"]:
            customer = book.customers.get(self._ids[name])
            book.customers.update(replace(customer, class_by_hand=CustomerClass(worth), class_reason=reason))
        for name, label, in_days, year, lunar in self._written["days"]:
            on = self._today + timedelta(days=in_days)
            kept = from_solar(on) if lunar else on
            book.customer_days.insert(
                CustomerDay(
                    customer_id=self._ids[name],
                    label=label,
                    year=year,
                    month=kept.month,
                    day=kept.day,
                    lunar=lunar,
                )
            )
        for place, (purpose, subject, body) in enumerate(self._written["templates"]):
            book.text_templates.insert(
                TextTemplate(
                    purpose=Purpose(purpose),
                    language=book.shop.language,
                    subject=subject,
                    body=body,
                    position=place,
                )
            )
        self._make_slips()

    def wishes(self) -> None:
        """What some are waiting for; one of them has just come in."""
        for name, words, code, wished, arrived in self._written["wishes"]:
            self._book.wishes.insert(
                Wish(
                    customer_id=self._ids[name],
                    product_id=self._products[code].id if code else None,
                    words=words,
                    wished_on=self._today - timedelta(days=wished),
                    arrived_on=None if arrived is None else self._today - timedelta(days=arrived),
                    closed_on=self._today - timedelta(days=arrived) if arrived and arrived > 7 else None,
                )
            )

    def use_services(self, until: date) -> None:
        """The services that fell due by ``until`` and were used; many let theirs go by."""
        book = self._book
        for service in book.product_services.all("1", "id"):
            lines = book.store.rows(
                "SELECT l.id, p.customer_id, p.bought_on FROM purchase_line AS l JOIN purchase AS p"
                " ON p.id = l.purchase_id WHERE l.product_id = :product AND p.kind = 'sale'"
                " AND p.customer_id IS NOT NULL ORDER BY l.id",
                product=service.product_id,
            )
            for line in lines:
                self._use(service, line, until)

    def _use(self, service: ProductService, line: Any, until: date) -> None:
        bought_on = date.fromisoformat(line["bought_on"])
        for nth in range(1, service.times + 1):
            due_on = after(
                bought_on, service.first_after + (service.again_after or 0) * (nth - 1), service.unit
            )
            used_on = due_on + timedelta(days=self._chance.randint(-5, 20))
            if used_on <= until and self._chance.percent(_USED_PERCENT):
                self._book.service_uses.insert(
                    ServiceUse(
                        customer_id=line["customer_id"],
                        purchase_line_id=line["id"],
                        product_service_id=service.id,
                        nth=nth,
                        used_on=used_on,
                    )
                )

    def _make_slips(self) -> None:
        """A pad of slips: some came back, one was not used, one is asked for."""
        made_on = self._today - timedelta(days=_SLIPS_MADE_DAYS_AGO)
        names = list(self._ids)
        for kind, count in ((SlipKind.VISIT, 6), (SlipKind.COMPLAINT, 3)):
            slips = make_slips(self._book, kind, count, made_on)
            for place, slip in enumerate(slips[: count // 2 + 1]):
                if place == 1:
                    continue
                if place == 2 and kind is SlipKind.VISIT:
                    not_used(self._book, slip.id, made_on + timedelta(days=place))
                else:
                    customer = self._ids[names[place]]
                    take_back(self._book, slip.id, made_on + timedelta(days=place), customer)
