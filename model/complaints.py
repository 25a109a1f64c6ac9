"""Complaints: what went wrong in the customer's own words, who handles it, and how it ended."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from model.channels import Channel
from model.table import Record, Table
from resources.i18n import N_, _


class Grade(StrEnum):
    """How much haste a complaint needs."""

    ORDINARY = "ordinary"
    SERIOUS = "serious"
    URGENT = "urgent"

    @property
    def label(self) -> str:
        """The word for it in the current language."""
        return _(
            {Grade.ORDINARY: N_("Ordinary"), Grade.SERIOUS: N_("Serious"), Grade.URGENT: N_("Urgent")}[self]
        )


class ComplaintStatus(StrEnum):
    """Where a complaint stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The word for it in the current language."""
        return _(_STATUS_LABELS[self])


_STATUS_LABELS = {
    ComplaintStatus.OPEN: N_("Waiting for an answer"),
    ComplaintStatus.ANSWERED: N_("Answered, not yet put right"),
    ComplaintStatus.CLOSED: N_("Closed"),
}


class Complaint(Record):
    """One complaint. ``words`` are the customer's own; ``cost_cents`` what putting it right cost; ``accepted``
    whether the customer accepted the solution, ``None`` before they were asked. ``closed_on`` is set exactly when
    the status is closed."""

    customer_id: int
    purchase_id: int | None = None
    product_id: int | None = None
    said_on: date
    said_at: str | None = None
    channel: Channel = Channel.COUNTER
    grade: Grade = Grade.ORDINARY
    words: str = ""
    handler_id: int | None = None
    status: ComplaintStatus = ComplaintStatus.OPEN
    answered_on: date | None = None
    solution: str = ""
    closed_on: date | None = None
    cause: str = ""
    cost_cents: int | None = None
    accepted: bool | None = None
    note: str = ""


class Complaints(Table[Complaint]):
    """All complaints."""

    name: ClassVar[str] = "complaint"
    record = Complaint

    def open(self) -> list[Complaint]:
        """What is not closed yet: urgent first, then the oldest."""
        return self.all(
            "status <> 'closed'",
            "CASE grade WHEN 'urgent' THEN 0 WHEN 'serious' THEN 1 ELSE 2 END, said_on, id",
        )

    def of_customer(self, customer_id: int) -> list[Complaint]:
        """A customer's complaints, latest first."""
        return self.all("customer_id = :customer", "said_on DESC, id DESC", customer=customer_id)

    def causes(self) -> list[str]:
        """The causes named so far, the most frequent first."""
        return [
            str(cause)
            for cause in self.store.column(
                "SELECT cause FROM complaint WHERE cause <> '' GROUP BY cause ORDER BY count(*) DESC, cause LIMIT 100"
            )
        ]
