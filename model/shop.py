"""The shop itself: its name, currency, language, opening hours and holidays, the same on every PC."""

from datetime import date
from typing import ClassVar

from model.table import Record, Table


class Shop(Record):
    """The settings of the shop; there is one, with id 1.

    ``currency`` is an ISO 4217 code, ``language`` a code of ``resources.i18n.LANGUAGES``, ``region`` the ISO 3166
    country whose phone numbers are written without a country code. ``opening_hours`` is JSON: weekday ``"1"``
    (Monday) to ``"7"`` to a list of ``["09:00", "12:30"]`` spans. ``feb29`` says when a birthday on 29 February is
    kept in common years.

    ``visits_a_day`` is how many contacts the staff can make, ``contacts_a_quarter`` how many one customer gets in 90
    days at most (``None``: no limit); after ``attempts_at_most`` calls in vain a letter is written. Printed lists are
    to be destroyed after ``keep_lists_days``; with ``mask_phones`` their phones stand on a strip to be torn off.
    ``margin_percent`` is the margin that the owner reckons with where no cost is known of anything.
    """

    id: int = 1
    name: str
    currency: str
    language: str = "en"
    region: str = "US"
    address: str = ""
    phone: str = ""
    email: str = ""
    paper: str = "a4"
    feb29: str = "feb28"
    opening_hours: str = "{}"
    visits_a_day: int | None = 20
    contacts_a_quarter: int | None = 6
    attempts_at_most: int = 5
    keep_lists_days: int = 14
    mask_phones: bool = False
    margin_percent: int | None = None


class Shops(Table[Shop]):
    """The one row that describes the shop."""

    name: ClassVar[str] = "shop"
    record = Shop


class Holiday(Record):
    """Days on which the shop is closed, both ends included."""

    first_on: date
    last_on: date
    name: str = ""


class Holidays(Table[Holiday]):
    """Closed days beside the weekly ones."""

    name: ClassVar[str] = "holiday"
    record = Holiday


def region_for(currency: str) -> str:
    """The country in which a shop with this currency probably stands, as ISO 3166; the owner can change it.

    An ISO 4217 code begins with its country's code, but for the currencies of several countries.
    """
    shared = {"EUR": "IE", "XOF": "SN", "XAF": "CM", "XCD": "AG", "XPF": "PF", "ANG": "CW"}
    return shared.get(currency, currency[:2])
