"""What the lists of customers to call say alike of each: their phones, and what they bought and said last."""

from typing import Protocol, TypeVar

from model.briefing import Briefing
from reports.listing import ListColumn
from resources.i18n import _


class Known(Protocol):
    """One customer of such a list."""

    @property
    def known(self) -> Briefing:
        """What the book knows of them."""


One = TypeVar("One", bound=Known)


def phone_column() -> ListColumn[One]:
    """The number to call first on the screen, all of them in the file."""
    return ListColumn(
        "phone", _("Phone"), lambda one: phones(one.known), lambda one: first_phone(one.known), width=132
    )


def phones(known: Briefing) -> str:
    """The numbers of a customer on one line."""
    return ", ".join(phone.number for phone in known.phones)


def first_phone(known: Briefing) -> str:
    """The number to call first."""
    return known.phones[0].number if known.phones else ""


def last_bought(known: Briefing) -> str:
    """What was bought last."""
    return known.last_sale.what if known.last_sale else ""


def last_words(known: Briefing) -> str:
    """What the customer said last."""
    return known.last_words.words if known.last_words else ""
