"""The phone numbers of customers, and how they are matched."""

import dataclasses
from enum import StrEnum
from typing import ClassVar

from model import phones
from model.table import Record, Table
from resources.i18n import N_, _


class PhoneKind(StrEnum):
    """Where a phone rings."""

    MOBILE = "mobile"
    HOME = "home"
    WORK = "work"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The word for it in the current language."""
        return _(_PHONE_LABELS[self])


_PHONE_LABELS = {
    PhoneKind.MOBILE: N_("Mobile"),
    PhoneKind.HOME: N_("Home"),
    PhoneKind.WORK: N_("Work"),
    PhoneKind.OTHER: N_("Other"),
}


class Phone(Record):
    """A number as it was typed; ``digits`` are what it is found and matched by, kept by the table. ``shared`` says
    that others use it too (a family, an office), so that it tells nobody apart."""

    customer_id: int = 0
    kind: PhoneKind = PhoneKind.MOBILE
    number: str
    digits: str = ""
    shared: bool = False
    position: int = 0


class Phones(Table[Phone]):
    """The phone numbers of all customers."""

    name: ClassVar[str] = "customer_phone"
    record = Phone

    def insert(self, record: Phone) -> Phone:
        """Store a new number with the digits it is matched by."""
        return super().insert(self._with_digits(record))

    def update(self, record: Phone, since: Phone | None = None) -> Phone:
        """Store what differs; the digits follow the number."""
        return super().update(self._with_digits(record), since)

    def _with_digits(self, phone: Phone) -> Phone:
        region = str(self.store.value("SELECT region FROM shop"))
        return dataclasses.replace(phone, digits=phones.digits(phone.number, region))

    def holders(self, number: str) -> list[Phone]:
        """Every phone with the same digits as ``number``, whoever has it."""
        region = str(self.store.value("SELECT region FROM shop"))
        digits = phones.digits(number, region)
        return self.all("digits = :digits", digits=digits) if digits else []
