"""The lines of the day in the order in which a person would call: no widgets, only words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from model.complaint_list import ComplaintRow
from model.complaints import Grade
from model.due import Due, DueItem
from model.today_facts import Today
from resources.i18n import _, ngettext


@dataclass(frozen=True)
class Call:
    """One customer to contact. ``complaint`` is one of theirs that has waited too long; ``due`` may then be missing."""

    customer_id: int
    name: str
    phone: str
    due: Due | None
    complaint: ComplaintRow | None
    today: date

    @property
    def items(self) -> Sequence[DueItem]:
        """What a contact would settle."""
        return self.due.items if self.due else ()

    @property
    def promise(self) -> bool:
        return self.due is not None and self.due.promise

    @property
    def reasons(self) -> list[str]:
        """Why, the most pressing first."""
        complained = []
        if self.complaint:
            complained = [
                _("Complaint: {words}").format(words=self.complaint.words or self.complaint.product)
            ]
        return [*complained, *(item.reason for item in self.items)]

    @property
    def best_time(self) -> str:
        """``17:00–19:00``, ``from 17:00``; empty when any time is good."""
        if self.due is None:
            return ""
        start, end = self.due.call_from, self.due.call_until
        if start and end:
            return f"{start}–{end}"
        if start:
            return _("from {time}").format(time=start)
        return _("until {time}").format(time=end) if end else ""

    @property
    def days(self) -> int:
        """How many days the most pressing reason has waited."""
        if self.complaint:
            return self.complaint.days
        return (self.today - self.items[0].due_on).days if self.items else 0

    @property
    def attempts(self) -> int:
        return self.due.attempts if self.due else 0

    @property
    def since(self) -> str:
        """``today``, ``for 3 days``."""
        if self.days <= 0:
            return _("today")
        return ngettext("for {n} day", "for {n} days", self.days).format(n=self.days)

    @property
    def tried(self) -> str:
        """How often it was tried in vain; empty if never."""
        return (
            ngettext("tried once", "tried {n} times", self.attempts).format(n=self.attempts)
            if self.attempts
            else ""
        )

    @property
    def icon(self) -> str:
        """What sets it apart, beside the words."""
        return "frown" if self.complaint else "handshake" if self.promise else ""


@dataclass(frozen=True)
class Heading:
    """What the calls below it have in common."""

    title: str
    count: int


Line = Call | Heading


def lines(facts: Today) -> list[Line]:
    """Promises and complaints that are late or urgent; then who has a best time, by that time; then the others."""
    pressing = {
        row.customer_id: row for row in reversed(facts.complaints) if row.late or row.grade is Grade.URGENT
    }
    calls = [
        Call(one.customer_id, one.name, one.phone, one, pressing.get(one.customer_id), facts.day)
        for one in facts.due
    ]
    among = {call.customer_id for call in calls}
    complained = [
        Call(row.customer_id, row.name, row.phone, None, row, facts.day)
        for row in facts.complaints
        if row.customer_id not in among and pressing.get(row.customer_id) is row
    ]
    first = [call for call in calls if call.promise or call.complaint]
    first = sorted([*complained, *first], key=lambda call: (not call.promise, -call.days))
    rest = [call for call in calls if not (call.promise or call.complaint)]
    timed = sorted(
        (call for call in rest if call.best_time),
        key=lambda call: ((call.due and call.due.call_from) or "00:00", -call.days),
    )
    untimed = [call for call in rest if not call.best_time]
    groups = [
        (_("Promises and late complaints"), first),
        (_("At their best time"), timed),
        (_("At any time"), untimed),
    ]
    found: list[Line] = []
    for title, some in groups:
        if some:
            found += [Heading(title, len(some)), *some]
    return found
