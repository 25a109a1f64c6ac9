"""Contacts made: the latest first, found by any word that was said."""

from array import array
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from model.days_in_words import format_day
from model.looking_back import contacts_made
from model.looking_back.contacts_made import ContactRow, Order, Show
from model.visits import Outcome
from reports import sheets
from reports.report import Report
from resources.i18n import N_, _, ngettext
from ui import theme
from ui.context import Context
from ui.forms.contact_form import ContactForm
from ui.forms.opening import open_form
from ui.forms.outcomes import ICONS
from ui.visits.part import Part
from ui.widgets.column import Column

_CONCERNS = frozenset({"visit", "customer", "staff", "follow_up"})
_BY_IMPORTANCE = (Order.DAY, Order.NAME, Order.OUTCOME, Order.SCORE, Order.STAFF, Order.CHANNEL, "kind")
_SAID_LEAST = 260

_UNHAPPY = 6
_TONES = {Outcome.NO_ANSWER: "muted", Outcome.WRONG_NUMBER: "warning", Outcome.DO_NOT_CALL: "danger"}


class MadeList(Part):
    """The list and its filter; Enter opens a contact to be changed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            title=_("Contacts made"),
            add=(_("Write down a call or visit"), "F3"),
            icon="phone-call",
            find=(_("Customer, or words that were said"), _("Find a contact")),
            shows=list(Show),
            order=Order.DAY,
            concerns=_CONCERNS,
            parent=parent,
        )
        self.table.show_what_fits(_BY_IMPORTANCE, stretch_least=_SAID_LEAST)
        self.fit_days(Order.DAY)
        self.table.fit_column(Order.OUTCOME, [outcome.label for outcome in Outcome], most=176)
        self.table.fit_column(Order.SCORE, [_("{score} of 10").format(score=10)], most=132)

    # deeds

    def add_new(self) -> None:
        open_form(ContactForm(self._context, parent=self.window()))

    def open(self, row: ContactRow) -> None:
        """Change what was written down."""
        visit = self._context.book.visits.find(row.visit_id)
        if visit is not None:
            open_form(ContactForm(self._context, visit=visit, parent=self.window()))

    def delete(self, row: ContactRow) -> None:
        book = self._context.book
        with book.edit(N_("Deleted a contact with {name}"), name=row.name):
            book.visits.delete(row.visit_id)

    def deed_of(self, letter: str, row: ContactRow) -> bool:  # noqa: ARG002
        return False

    # what is shown

    def counts(self) -> Mapping[Show, int]:
        return contacts_made.counts(self._context.book.store)

    def ids(self, show: Show, text: str) -> "array[int]":
        return contacts_made.ids(
            self._context.book.store, show, text, Order(self._order), descending=self._turned()
        )

    def rows(self, ids: Sequence[int]) -> list[ContactRow | None]:
        return contacts_made.rows(self._context.book.store, ids)

    def sheet_of(self, show: Show, text: str) -> Report:
        return sheets.contacts(show, Order(self._order), descending=self._turned(), text=text)

    def _turned(self) -> bool:
        """Whether the last comes first: the latest day does until somebody wants it otherwise."""
        return self._descending != (self._order is Order.DAY)

    def columns(self) -> Sequence[Column[ContactRow]]:
        return [
            Column(Order.DAY, _("Day"), lambda row: format_day(row.on, "medium"), width=164),
            Column(Order.NAME, _("Customer"), lambda row: row.name, width=164, strong=True),
            Column(
                Order.OUTCOME,
                _("How it ended"),
                lambda row: row.outcome.label,
                width=152,
                icon=lambda row: ICONS[row.outcome],
                tone=lambda row: _TONES.get(row.outcome, "text"),
            ),
            Column(
                Order.SCORE,
                _("Would come back"),
                lambda row: "" if row.score is None else _("{score} of 10").format(score=row.score),
                width=132,
                align="right",
                descends_first=False,
                tone=lambda row: "danger" if row.score is not None and row.score <= _UNHAPPY else "text",
            ),
            Column("said", _("In their own words"), lambda row: row.said, stretch=True, sortable=False),
            Column(Order.STAFF, _("By whom"), lambda row: row.staff, width=112),
            Column(Order.CHANNEL, _("How"), lambda row: row.channel.label, width=104),
            Column(
                "kind", _("Why"), lambda row: row.kind, width=136, sortable=False, tone=lambda _row: "muted"
            ),
        ]

    def menu_for(self, row: ContactRow) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        change = menu.addAction(theme.icon("pencil", "muted"), _("Change") + "\t⏎")
        change.triggered.connect(lambda: self.open(row))
        card = menu.addAction(theme.icon("user", "muted"), _("Open the customer’s card"))
        card.triggered.connect(lambda: self.customer_opened.emit(row.customer_id))
        menu.addSeparator()
        delete = menu.addAction(theme.icon("trash-2", "muted"), _("Delete") + "\tDel")
        delete.triggered.connect(lambda: self.delete(row))
        return menu

    # words

    def say(self, show: Show, text: str, counts: Mapping[Show, int]) -> None:
        made, reached = counts[Show.ALL], counts[Show.REACHED]
        contacts = ngettext("{n} contact", "{n} contacts", made).format(n=f"{made:,}")
        spoken = ngettext("{n} reached", "{n} reached", reached).format(n=f"{reached:,}")
        self.tell(" · ".join((contacts, spoken, _("Enter changes one"))) if made else "")
        if text.strip():
            self._empty.say(_("Nothing found"), _("No contact here has these words or this customer."))
        elif show is Show.ALL or not made:
            self._empty.say(
                _("No contacts yet"),
                _("Every call, message and visit that is written down stands here, with what was said."),
            )
        else:
            self._empty.say(_("None of these"), _("All contacts are behind the first button above."))
