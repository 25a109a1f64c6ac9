"""What stands beside the calls: what came in today, complaints that wait, birthdays that come."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.complaint_list import ComplaintRow
from model.days_in_words import days_between, format_day_of_year
from model.money import format_money
from model.today_facts import BIRTHDAYS_AHEAD_DAYS, Birthday, CameIn, Today
from model.yearly_days import format_yearly_day
from resources.i18n import _, ngettext
from ui import theme
from ui.today.few_lines import FewLines
from ui.widgets.card import Card
from ui.widgets.label import PlainLabel
from ui.widgets.page import scrolled
from ui.widgets.suggestion_list import Suggestion

_COMPLAINTS, _BIRTHDAYS = 5, 6


class Beside(QWidget):
    """``complaint_opened(id)``, ``customer_opened(id)`` when a line is opened."""

    complaint_opened = Signal(object)
    customer_opened = Signal(object)

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = currency
        self._sold = PlainLabel(kind="figure", elide=True)
        self._sales = PlainLabel(tone="muted", wrap=True)
        self._came_in = Card(_("Came in today"))
        self._complaints = FewLines(_("Open complaints"), most=_COMPLAINTS)
        self._no_complaints = PlainLabel(tone="muted", wrap=True)
        self._complaints_card = Card(_("Open complaints"))
        self._birthdays = FewLines(_("Birthdays"), most=_BIRTHDAYS)
        self._no_birthdays = PlainLabel(tone="muted", wrap=True)
        self._birthdays_card = Card(_("Birthdays"))

        self._came_in.add(self._sold, self._sales)
        self._complaints_card.add(self._complaints, self._no_complaints)
        self._birthdays_card.add(self._birthdays, self._no_birthdays)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.MEDIUM)
        for card in (self._came_in, self._complaints_card, self._birthdays_card):
            inside.addWidget(card)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(inside))

        self._complaints.picked.connect(lambda line: self.complaint_opened.emit(line.key))
        self._birthdays.picked.connect(lambda line: self.customer_opened.emit(line.key))

    def show_facts(self, facts: Today) -> None:
        self._sold.setText(format_money(facts.came_in.amount_cents, self._currency))
        self._sales.setText(came_in_words(facts.came_in))
        self._show_complaints(facts.complaints)
        self._show_birthdays(facts)

    def _show_complaints(self, waiting: Sequence[ComplaintRow]) -> None:
        self._complaints.show_lines([_complaint_line(row) for row in waiting[:_COMPLAINTS]])
        more = len(waiting) - _COMPLAINTS
        self._no_complaints.setText(
            ngettext(
                "And {n} more, on the page Complaints.", "And {n} more, on the page Complaints.", more
            ).format(n=more)
            if more > 0
            else _("None. Everything said has been put right.")
        )
        self._no_complaints.setVisible(not waiting or more > 0)

    def _show_birthdays(self, facts: Today) -> None:
        self._birthdays.show_lines([_birthday_line(one, facts) for one in facts.birthdays[:_BIRTHDAYS]])
        n, more = BIRTHDAYS_AHEAD_DAYS, len(facts.birthdays) - _BIRTHDAYS
        self._no_birthdays.setText(
            ngettext("And {n} more in these two weeks.", "And {n} more in these two weeks.", more).format(
                n=more
            )
            if more > 0
            else ngettext("None in the coming {n} day.", "None in the coming {n} days.", n).format(n=n)
        )
        self._no_birthdays.setVisible(not facts.birthdays or more > 0)


def came_in_words(came: CameIn) -> str:
    """``12 sales · 9 contacts, 6 reached · 1 complaint``."""
    sales = ngettext("{n} sale", "{n} sales", came.sales).format(n=came.sales)
    returned = ngettext("{n} brought back", "{n} brought back", came.returns).format(n=came.returns)
    contacts = ngettext("{n} contact", "{n} contacts", came.visits).format(n=came.visits)
    reached = ngettext("{n} reached", "{n} reached", came.reached).format(n=came.reached)
    complaints = ngettext("{n} complaint", "{n} complaints", came.complaints).format(n=came.complaints)
    lines = [
        f"{sales} · {returned}" if came.returns else sales,
        f"{contacts} · {reached}" if came.visits else contacts,
        *([complaints] if came.complaints else []),
    ]
    return "\n".join(lines)


def waits(row: ComplaintRow) -> str:
    """``3 days``, ``today``."""
    return ngettext("{n} day", "{n} days", row.days).format(n=row.days) if row.days > 0 else _("today")


def _complaint_line(row: ComplaintRow) -> Suggestion:
    return Suggestion(
        key=row.complaint_id,
        title=row.name,
        detail=" · ".join(part for part in (row.grade.label, row.words or row.product) if part),
        icon="circle-alert" if row.late else "frown",
        trailing=waits(row),
    )


def _birthday_line(one: Birthday, facts: Today) -> Suggestion:
    day = format_yearly_day(one.yearly_day) if one.yearly_day.lunar else format_day_of_year(one.on)
    turns = _("turns {age}").format(age=one.age) if one.age is not None else ""
    return Suggestion(
        key=one.customer_id,
        title=one.name,
        detail=" · ".join(part for part in (day, turns) if part),
        icon="cake",
        trailing=days_between(one.on, facts.day),
    )
