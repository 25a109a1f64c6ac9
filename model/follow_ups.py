"""Follow-ups: what is planned for a customer, by a rule or by hand, and what became of it."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from model.channels import Channel
from model.table import Record, Table
from resources.i18n import N_, _

BY_HAND = "by_hand"
COMPLAINT = "complaint"
"""What stands in the place of a rule's kind where a person planned, and where a complaint waits too long."""


class FollowUpStatus(StrEnum):
    """What became of a planned contact."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    MISSED = "missed"
    MERGED = "merged"

    @property
    def label(self) -> str:
        """The word for it in the current language."""
        return _(_STATUS_LABELS[self])


_STATUS_LABELS = {
    FollowUpStatus.OPEN: N_("Planned"),
    FollowUpStatus.DONE: N_("Done"),
    FollowUpStatus.SKIPPED: N_("Skipped"),
    FollowUpStatus.MISSED: N_("Missed"),
    FollowUpStatus.MERGED: N_("Joined with another"),
}


class FollowUp(Record):
    """One planned contact. ``rule`` is the kind of rule that planned it, ``BY_HAND`` for a person, and ``rule_id`` the
    rule itself. ``anchor_on`` is the day the rule counted from and ``occasion`` what else tells the occasion apart
    (which lead day, which service): by rule, anchor and occasion the same one is never planned twice. ``promise`` is
    our word given to the customer. Snoozing sets ``snoozed_to`` and leaves ``planned_on``. ``shown_on`` is the first
    day on which it stood on a list or was worked on; open after ``lapses_on``, it was missed."""

    customer_id: int
    channel: Channel = Channel.PHONE
    rule: str = BY_HAND
    promise: bool = False
    reason: str = ""
    planned_on: date
    anchor_on: date | None = None
    snoozed_to: date | None = None
    status: FollowUpStatus = FollowUpStatus.OPEN
    done_on: date | None = None
    attempts: int = 0
    purchase_id: int | None = None
    complaint_id: int | None = None
    staff_id: int | None = None
    note: str = ""
    rule_id: int | None = None
    occasion: str = ""
    shown_on: date | None = None
    lapses_on: date | None = None

    @property
    def due_on(self) -> date:
        """The day on which it asks to be done."""
        return self.snoozed_to or self.planned_on


class FollowUps(Table[FollowUp]):
    """All that is or was planned."""

    name: ClassVar[str] = "follow_up"
    record = FollowUp

    def due(self, today: date) -> list[FollowUp]:
        """What is open and due by ``today``, overdue included, the oldest first."""
        return self.all(
            "status = 'open' AND coalesce(snoozed_to, planned_on) <= :today",
            "coalesce(snoozed_to, planned_on), id",
            today=today.isoformat(),
        )

    def coming(self, first: date, last: date) -> list[FollowUp]:
        """What is open and falls due between two days, both included."""
        return self.all(
            "status = 'open' AND coalesce(snoozed_to, planned_on) BETWEEN :first AND :last",
            "coalesce(snoozed_to, planned_on), id",
            first=first.isoformat(),
            last=last.isoformat(),
        )

    def of_customer(self, customer_id: int) -> list[FollowUp]:
        """A customer's follow-ups: open ones first by day, then the past ones, latest first."""
        return self.all(
            "customer_id = :customer",
            "status <> 'open', CASE WHEN status = 'open' THEN planned_on END, planned_on DESC, id",
            customer=customer_id,
        )

    def kept_of(self, one: FollowUp) -> FollowUp:
        """The follow-up itself, or if it was merged into another of the same occasion, which is still open, that one:
        two copies of a book may have planned it both."""
        if one.status is not FollowUpStatus.MERGED or one.rule_id is None or one.anchor_on is None:
            return one
        others = self.all(
            "customer_id = :customer AND rule_id = :rule AND anchor_on = :anchor AND occasion = :occasion"
            " AND status = 'open'",
            "id",
            customer=one.customer_id,
            rule=one.rule_id,
            anchor=one.anchor_on.isoformat(),
            occasion=one.occasion,
        )
        return others[0] if others else one
