"""Call lists: what was printed to be worked from, line by line, until every line is back."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from model.table import Record, Table
from resources.i18n import N_, _, pgettext


class ListStatus(StrEnum):
    """Whether a list is still to be written back."""

    OPEN = "open"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The word for it in the current language."""
        return _("Not written back") if self is ListStatus.OPEN else pgettext("a call list", "Closed")


class LineStatus(StrEnum):
    """What became of a line: ``LEFT`` was on the list when it was closed, and nobody had called."""

    OPEN = "open"
    WRITTEN = "written"
    LEFT = "left"

    @property
    def label(self) -> str:
        """The word for it in the current language."""
        return _(_LINES[self])


_LINES = {
    LineStatus.OPEN: N_("Not written back"),
    LineStatus.WRITTEN: N_("Written back"),
    LineStatus.LEFT: N_("Not called"),
}


class CallList(Record):
    """A printed list: ``number`` stands on the paper, ``for_on`` is the day it is for. ``masked``: the phones stand on
    a strip to be torn off. Copies that parted may both have made one with the same number."""

    number: int
    for_on: date
    staff_id: int | None = None
    masked: bool = False
    status: ListStatus = ListStatus.OPEN
    closed_on: date | None = None
    note: str = ""


class CallLists(Table[CallList]):
    """All lists."""

    name: ClassVar[str] = "call_list"
    record = CallList

    def open_ones(self) -> list[CallList]:
        """Those not written back yet, the oldest first."""
        return self.all("status = 'open'", "for_on, number, id")


class CallListLine(Record):
    """One line, numbered from 1 as on the paper: one call, to ``customer_id`` and whoever lives with them."""

    call_list_id: int = 0
    line: int
    customer_id: int | None = None
    status: LineStatus = LineStatus.OPEN


class CallListLines(Table[CallListLine]):
    """The lines of all lists."""

    name: ClassVar[str] = "call_list_line"
    record = CallListLine

    def of_list(self, call_list_id: int) -> list[CallListLine]:
        """The lines of a list, as on the paper."""
        return self.all("call_list_id = :list", "line, id", list=call_list_id)


class CallListReason(Record):
    """A follow-up that a line is about."""

    call_list_line_id: int
    follow_up_id: int


class CallListReasons(Table[CallListReason]):
    """What the lines of all lists are about."""

    name: ClassVar[str] = "call_list_reason"
    record = CallListReason
