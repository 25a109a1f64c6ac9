"""Free services that come with a product (an oil change each half year, a check after 30 days), and their use."""

from datetime import date
from typing import ClassVar

from model.table import Record, Table
from model.visit_rules import Unit, every, units
from resources.i18n import _, ngettext, pgettext


class ProductService(Record):
    """A service that a purchase entitles to: the first ``first_after`` ``unit`` after the sale, then each
    ``again_after``, ``times`` in all."""

    product_id: int = 0
    name: str
    unit: Unit = Unit.MONTHS
    first_after: int
    again_after: int | None = None
    times: int = 1
    position: int = 0


def service_times(unit: Unit, first_after: int, again_after: int | None, times: int) -> str:
    """When a service is due, in words: ``after 1 month, then every 6 months, 4 times in all``."""
    first = (
        pgettext("a span of time", "after {time}").format(time=units(first_after, unit))
        if first_after
        else _("from the first day")
    )
    if times == 1 or again_after is None:
        return _("{first}, once").format(first=first)
    return ngettext(
        "{first}, then {every}, {n} time in all", "{first}, then {every}, {n} times in all", times
    ).format(first=first, every=every(again_after, unit), n=times)


class ProductServices(Table[ProductService]):
    """The services of all products."""

    name: ClassVar[str] = "product_service"
    record = ProductService

    def of_product(self, product_id: int) -> list[ProductService]:
        """The services that come with a product."""
        return self.all("product_id = :product", "position, id", product=product_id)


class ServiceUse(Record):
    """The ``nth`` of the services that came with a line of a purchase has been used, ``nth`` from 1."""

    customer_id: int
    purchase_line_id: int | None = None
    product_service_id: int | None = None
    nth: int
    used_on: date
    staff_id: int | None = None
    note: str = ""


class ServiceUses(Table[ServiceUse]):
    """The services that were used."""

    name: ClassVar[str] = "service_use"
    record = ServiceUse

    def of_customer(self, customer_id: int) -> list[ServiceUse]:
        """What a customer used, the latest first."""
        return self.all("customer_id = :customer", "used_on DESC, id DESC", customer=customer_id)
