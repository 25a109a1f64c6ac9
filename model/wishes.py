"""Wishes: what a customer is waiting for ("call me when size 38 is in")."""

from datetime import date
from typing import ClassVar

from model.table import Record, Table


class Wish(Record):
    """One wish, for a ``product_id`` or in ``words``. ``arrived_on`` is when the shop had it, ``closed_on`` when the
    customer knew, or no longer wanted it; ``until`` when it is of no use any more."""

    customer_id: int
    product_id: int | None = None
    words: str = ""
    wished_on: date
    until: date | None = None
    arrived_on: date | None = None
    closed_on: date | None = None
    note: str = ""


class Wishes(Table[Wish]):
    """The wishes of all customers."""

    name: ClassVar[str] = "wish"
    record = Wish

    def of_customer(self, customer_id: int) -> list[Wish]:
        """A customer's wishes: open ones first, the latest on top."""
        return self.all(
            "customer_id = :customer", "closed_on IS NOT NULL, wished_on DESC, id", customer=customer_id
        )

    def waiting(self) -> list[Wish]:
        """Every wish that is not fulfilled yet, the oldest first."""
        return self.all("closed_on IS NULL AND arrived_on IS NULL", "wished_on, id")
