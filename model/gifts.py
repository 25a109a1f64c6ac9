"""What was given away: presents, and what made up for something."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from model.money import format_money
from model.table import Record, Table
from resources.i18n import N_, _


class GiftKind(StrEnum):
    """Why something was given."""

    GIFT = "gift"
    GOODWILL = "goodwill"

    @property
    def label(self) -> str:
        """The word for it in the current language."""
        return _(_KINDS[self])


_KINDS = {GiftKind.GIFT: N_("Gift"), GiftKind.GOODWILL: N_("Goodwill")}


class Gift(Record):
    """A present, or goodwill: money or goods to make up for something. ``words`` say what it was, ``cost_cents`` what
    it cost the shop, which is taken off what the customer is worth."""

    customer_id: int = 0
    kind: GiftKind = GiftKind.GIFT
    given_on: date
    words: str = ""
    cost_cents: int = 0
    staff_id: int | None = None
    note: str = ""


def gift_cost(gift: Gift, currency: str) -> str:
    """What it cost the shop, in words; empty where that is nothing, or nobody knows."""
    return (
        _("Cost us {amount}").format(amount=format_money(gift.cost_cents, currency))
        if gift.cost_cents
        else ""
    )


class Gifts(Table[Gift]):
    """What was given to all customers."""

    name: ClassVar[str] = "gift"
    record = Gift

    def of_customer(self, customer_id: int) -> list[Gift]:
        """What one customer was given, the latest first."""
        return self.all("customer_id = :customer", "given_on DESC, id DESC", customer=customer_id)
