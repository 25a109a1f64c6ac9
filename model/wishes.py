"""Wishes: what a customer is waiting for ("call me when size 38 is in")."""

from datetime import date
from typing import ClassVar

from model.days_in_words import format_day
from model.table import Record, Table
from resources.i18n import _


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

    def waiting_on(self, today: date) -> list[Wish]:
        """Every wish that is not fulfilled yet and still of use, the oldest first."""
        return [wish for wish in self.waiting() if wish.until is None or wish.until >= today]

    def arrived(self, customer_id: int) -> list[Wish]:
        """What a customer waited for and has come in, while they do not know it yet."""
        return self.all(
            "customer_id = :customer AND closed_on IS NULL AND arrived_on IS NOT NULL",
            "arrived_on, id",
            customer=customer_id,
        )


def wish_state(wish: Wish) -> str:
    """What became of a wish, in words: it came in, it was settled; until when it is wanted."""
    if wish.closed_on and not wish.arrived_on:
        return _("Given up {day}").format(day=format_day(wish.closed_on))
    if wish.closed_on:
        return _("Settled {day}").format(day=format_day(wish.closed_on))
    if wish.arrived_on:
        return _("It is in since {day}").format(day=format_day(wish.arrived_on))
    return _("Wanted until {day}").format(day=format_day(wish.until)) if wish.until else ""
