"""What is planned: by day, overdue first; done, moved or changed by one key. What lapsed stands apart, as missed."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from model import follow_up_list
from model.days_in_words import days_between, format_day
from model.follow_up_list import FollowUpRow, Order, Show
from model.follow_ups import FollowUp, FollowUpStatus
from reports import sheets
from reports.report import Report
from resources.i18n import N_, _, ngettext, pgettext
from ui import theme
from ui.context import Context
from ui.forms.contact_form import ContactForm
from ui.forms.day_menu import day_menu
from ui.forms.follow_up_form import FollowUpForm
from ui.forms.opening import open_form, who_is_here
from ui.visits.part import Part
from ui.widgets.column import Column

_CONCERNS = frozenset(
    {
        "follow_up",
        "customer",
        "customer_phone",
        "visit_rule",
        "call_list",
        "call_list_line",
        "call_list_reason",
        "purchase",
    }
)
_WHY_LEAST = 300
_LONG_AGO = timedelta(days=700)
"""So long ago that the words for it are as wide as any."""

_BY_IMPORTANCE = (
    Order.DAY,
    Order.NAME,
    "distance",
    "phone",
    Order.RULE,
    Order.CHANNEL,
    Order.ATTEMPTS,
    Order.LAPSES,
)


class PlannedList(Part):
    """The list and its filter; on the current line R writes down the contact, X says done, M moves it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            title=pgettext("of visits", "Planned"),
            add=(_("Plan a follow-up"), "F7"),
            icon="calendar-check",
            find=(_("Customer, or words of the reason"), _("Find a follow-up")),
            shows=list(Show),
            order=Order.DAY,
            concerns=_CONCERNS,
            parent=parent,
        )
        self.table.show_what_fits(_BY_IMPORTANCE, stretch_least=_WHY_LEAST)
        self.fit_days(Order.DAY)
        today = context.today()
        self.table.fit_column("distance", [days_between(today - _LONG_AGO, today)], most=128)

    # deeds

    def add_new(self) -> None:
        open_form(FollowUpForm(self._context, parent=self.window()))

    def open(self, row: FollowUpRow) -> None:
        """Change what is planned."""
        follow_up = self._context.book.follow_ups.find(row.follow_up_id)
        if follow_up is not None:
            open_form(FollowUpForm(self._context, follow_up=follow_up, parent=self.window()))

    def write_contact(self, row: FollowUpRow) -> None:
        """It was done by a contact: write down what was said."""
        open_form(
            ContactForm(self._context, row.customer_id, follow_up_id=row.follow_up_id, parent=self.window())
        )

    def mark_done(self, row: FollowUpRow) -> None:
        """Done, without a word about it; a done or missed one is planned again, for as long as it takes."""
        book, today = self._context.book, self._context.today()
        follow_up = book.follow_ups.get(row.follow_up_id)
        if row.open:
            with book.edit(N_("Ticked off a follow-up for {name}"), name=row.name):
                book.follow_ups.update(
                    replace(
                        follow_up,
                        status=FollowUpStatus.DONE,
                        done_on=today,
                        staff_id=who_is_here(book) or follow_up.staff_id,
                    )
                )
        else:
            with book.edit(N_("Planned a follow-up for {name} again"), name=row.name):
                book.follow_ups.update(_planned_again(follow_up, today))

    def move_to(self, row: FollowUpRow, day: date) -> None:
        """Plan it for another day; what a rule planned is only put off, so that the rule does not plan it anew."""
        book = self._context.book
        follow_up = book.follow_ups.get(row.follow_up_id)
        moved = (
            replace(follow_up, snoozed_to=day)
            if row.by_rule
            else replace(follow_up, planned_on=day, snoozed_to=None)
        )
        # The work goes on with the next line, not where this one has gone.
        if row.follow_up_id == self.table.current_id():
            self.table.select_near(self.table.currentIndex().row() + 1)
        with book.edit(N_("Moved a follow-up for {name}"), name=row.name):
            book.follow_ups.update(moved)

    def delete(self, row: FollowUpRow) -> None:
        book = self._context.book
        with book.edit(N_("Deleted a follow-up for {name}"), name=row.name):
            book.follow_ups.delete(row.follow_up_id)

    def ask_where_to(self, row: FollowUpRow) -> None:
        """Move it to a day that a menu asks for."""
        menu = day_menu(self._context, _("Move to"), lambda day: self.move_to(row, day), self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = self.table.visualRect(self.table.currentIndex())
        menu.popup(self.table.viewport().mapToGlobal(room.bottomLeft() + QPoint(theme.LARGE, 0)))

    def deed_of(self, letter: str, row: FollowUpRow) -> bool:
        if letter == "x":
            self.mark_done(row)
        elif letter == "m" and row.open:
            self.ask_where_to(row)
        elif letter == "r" and row.open:
            self.write_contact(row)
        else:
            return False
        return True

    # what is shown

    def counts(self) -> Mapping[Show, int]:
        return follow_up_list.counts(self._context.book.store, self._context.today())

    def ids(self, show: Show, text: str) -> "array[int]":
        store, today = self._context.book.store, self._context.today()
        turned = self._turned(show)
        return follow_up_list.ids(store, today, show, text, Order(self._order), descending=turned)

    def sheet_of(self, show: Show, text: str) -> Report:
        return sheets.follow_ups(show, Order(self._order), descending=self._turned(show), text=text)

    def _turned(self, show: Show) -> bool:
        """Whether the latest comes first: what is past is looked through from its latest day."""
        return self._descending != (show in (Show.DONE, Show.MISSED) and self._order is Order.DAY)

    def columns(self) -> Sequence[Column[FollowUpRow]]:
        return [
            Column(Order.DAY, _("Day"), lambda row: format_day(row.on, "medium"), width=164),
            Column("distance", "", self._distance, width=128, sortable=False, tone=self._tone),
            Column(Order.NAME, _("Customer"), lambda row: row.name, width=148, strong=True),
            Column(
                "reason",
                _("Why"),
                _why,
                stretch=True,
                sortable=False,
                icon=lambda row: "handshake" if row.promise else "",
            ),
            Column(Order.RULE, _("Rule"), lambda row: row.rule, width=164, tone=lambda _row: "muted"),
            Column(Order.CHANNEL, _("How"), lambda row: row.channel.label, width=104),
            Column("phone", _("Phone"), lambda row: row.phone, width=136, sortable=False),
            Column(
                Order.ATTEMPTS,
                _("Tried"),
                lambda row: f"{row.attempts}×" if row.attempts else "",
                width=72,
                align="right",
                descends_first=True,
            ),
            Column(Order.LAPSES, _("Until"), _until, width=112, tone=lambda _row: "muted"),
        ]

    def rows(self, ids: Sequence[int]) -> list[FollowUpRow | None]:
        return follow_up_list.rows(self._context.book.store, ids, self._context.today())

    def _distance(self, row: FollowUpRow) -> str:
        return days_between(row.on, self._context.today()) if row.open else row.status.label

    def _tone(self, row: FollowUpRow) -> str:
        if not row.open:
            return "success" if row.status is FollowUpStatus.DONE else "muted"
        late, now = row.on < self._context.today(), row.on == self._context.today()
        return "danger" if late else "accent" if now else "muted"

    def menu_for(self, row: FollowUpRow) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def offer(icon: str, words: str, key: str, deed: object) -> None:
            menu.addAction(theme.icon(icon, "muted"), f"{words}\t{key}").triggered.connect(deed)

        if row.open:
            offer("phone-call", _("Write down the contact…"), "R", lambda: self.write_contact(row))
            offer("check", pgettext("do it", "Done"), "X", lambda: self.mark_done(row))
            offer("calendar-days", _("Move to another day…"), "M", lambda: self.ask_where_to(row))
        else:
            offer("undo-2", _("Plan it again"), "X", lambda: self.mark_done(row))
        offer("pencil", _("Change"), "⏎", lambda: self.open(row))
        offer("user", _("Open the customer’s card"), "", lambda: self.customer_opened.emit(row.customer_id))
        menu.addSeparator()
        offer("trash-2", _("Delete"), "Del", lambda: self.delete(row))
        return menu

    # words

    def say(self, show: Show, text: str, counts: Mapping[Show, int]) -> None:
        overdue, today = counts[Show.OVERDUE], counts[Show.TODAY]
        missed = counts[Show.MISSED]
        parts = (
            [
                ngettext("{n} missed", "{n} missed", missed).format(n=f"{missed:,}"),
                _("X plans it again"),
            ]
            if show is Show.MISSED
            else [
                ngettext("{n} overdue", "{n} overdue", overdue).format(n=f"{overdue:,}") if overdue else "",
                ngettext("{n} today", "{n} today", today).format(n=f"{today:,}") if today else "",
                _("R writes down the contact, X ticks off, M moves") if counts[show] else "",
            ]
        )
        self.tell(" · ".join(part for part in parts if part))
        if text.strip():
            self._empty.say(_("Nothing found"), _("Nothing planned here has these words or this customer."))
        elif show is Show.MISSED:
            self._empty.say(_("Nothing was missed"), _("Everything was done while it still made sense."))
        else:
            self._empty.say(
                _("Nothing is planned here"),
                _(
                    "Calls that the shop’s rules ask for appear on Today by themselves. Here stands what you plan by"
                    " hand, and what was put off."
                ),
            )


def _until(row: FollowUpRow) -> str:
    return format_day(row.lapses_on) if row.lapses_on else ""


def _why(row: FollowUpRow) -> str:
    if row.on_list is None:
        return row.reason
    return _("On list {number} · {reason}").format(number=row.on_list, reason=row.reason)


def _planned_again(follow_up: FollowUp, today: date) -> FollowUp:
    lapsed = follow_up.lapses_on is not None and follow_up.lapses_on < today
    return replace(
        follow_up,
        status=FollowUpStatus.OPEN,
        done_on=None,
        lapses_on=None if lapsed else follow_up.lapses_on,
    )
