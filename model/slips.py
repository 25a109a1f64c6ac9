"""Blank slips: numbered paper to write on when there is no power, asked for until it is back in the book."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from model.table import Record, Table
from resources.i18n import N_, _


class SlipKind(StrEnum):
    """What is written on it."""

    VISIT = "visit"
    COMPLAINT = "complaint"
    CUSTOMER = "customer"

    @property
    def label(self) -> str:
        """The words for it in the current language."""
        return _(_KINDS[self])


_KINDS = {
    SlipKind.VISIT: N_("Contact slip"),
    SlipKind.COMPLAINT: N_("Complaint slip"),
    SlipKind.CUSTOMER: N_("New customer slip"),
}


class SlipStatus(StrEnum):
    """Where it is: not back yet, written into the book, or thrown away unused."""

    OUT = "out"
    BACK = "back"
    VOID = "void"

    @property
    def label(self) -> str:
        """The word for it in the current language."""
        return _(_STATUSES[self])


_STATUSES = {
    SlipStatus.OUT: N_("Not back"),
    SlipStatus.BACK: N_("Written back"),
    SlipStatus.VOID: N_("Not used"),
}


class Slip(Record):
    """One slip. ``customer_id`` is whom it was about, once it is written back."""

    number: int
    kind: SlipKind = SlipKind.VISIT
    printed_on: date
    status: SlipStatus = SlipStatus.OUT
    back_on: date | None = None
    customer_id: int | None = None
    note: str = ""


class Slips(Table[Slip]):
    """All slips ever printed."""

    name: ClassVar[str] = "slip"
    record = Slip

    def missing(self) -> list[Slip]:
        """Those not back yet, by number."""
        return self.all("status = 'out'", "number, id")
