"""Free services that come with a product (an oil change each half year, a check after 30 days), and their use."""

from datetime import date
from typing import ClassVar

from model.table import Record, Table
from model.visit_rules import Unit


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
