"""Complaints: those that wait first, with their age; any word finds one; closed in one key."""

from array import array
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from model import complaint_list
from model.complaint_list import ComplaintRow, Order, Show
from model.complaints import ComplaintStatus, Grade
from model.days_in_words import format_day
from model.money import format_money
from reports import sheets
from reports.report import Report
from resources.i18n import N_, _, ngettext, pgettext
from ui import theme
from ui.context import Context
from ui.filtered_list import FilteredList
from ui.forms.complaint_form import ComplaintForm
from ui.forms.opening import open_form
from ui.widgets.column import Column

_CONCERNS = frozenset(
    {"complaint", "customer", "customer_phone", "product", "staff", "purchase_line", "shop"}
)
_BY_IMPORTANCE = (Order.HASTE, Order.NAME, Order.STATUS, Order.HANDLER, Order.SAID, Order.COST)
_ICONS = {Grade.ORDINARY: "frown", Grade.SERIOUS: "circle-alert", Grade.URGENT: "triangle-alert"}


class ComplaintsPage(FilteredList):
    """The list and its filter; C closes the current one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._currency = context.book.shop.currency
        super().__init__(
            context,
            title=_("Complaints"),
            add=(_("Record a complaint"), "F6"),
            icon="smile",
            find=(_("Words, customer, product, cause"), _("Find a complaint")),
            shows=list(Show),
            order=Order.HASTE,
            concerns=_CONCERNS,
            parent=parent,
        )
        self.table.show_what_fits(_BY_IMPORTANCE, stretch_least=200)

    # deeds

    def add_new(self) -> None:
        open_form(ComplaintForm(self._context, parent=self.window()))

    def open(self, row: ComplaintRow, *, closing: bool = False) -> None:
        """The form of one complaint; with ``closing`` at the words about how it ended."""
        complaint = self._context.book.complaints.find(row.complaint_id)
        if complaint is not None:
            open_form(
                ComplaintForm(self._context, complaint=complaint, closing=closing, parent=self.window())
            )

    def delete(self, row: ComplaintRow) -> None:
        book = self._context.book
        with book.edit(N_("Deleted a complaint of {name}"), name=row.name):
            book.complaints.delete(row.complaint_id)

    def deed_of(self, letter: str, row: ComplaintRow) -> bool:
        closes = letter == "c" and row.status is not ComplaintStatus.CLOSED
        if closes:
            self.open(row, closing=True)
        return closes

    # what is shown

    def counts(self) -> Mapping[Show, int]:
        return complaint_list.counts(self._context.book.store)

    def ids(self, show: Show, text: str) -> "array[int]":
        return complaint_list.ids(
            self._context.book.store, show, text, Order(self._order), descending=self._descending
        )

    def sheet_of(self, show: Show, text: str) -> Report:
        return sheets.complaints(show, Order(self._order), descending=self._descending, text=text)

    def columns(self) -> Sequence[Column[ComplaintRow]]:
        return [
            Column(
                Order.HASTE,
                _("Waits"),
                lambda row: row.waits,
                width=156,
                icon=lambda row: _ICONS[row.grade] if row.closed_on is None else "check",
                tone=lambda row: "danger" if row.late else "muted" if row.closed_on else "text",
            ),
            Column(Order.NAME, _("Customer"), lambda row: row.name, width=152, strong=True),
            Column("words", _("Complaint"), lambda row: row.what, stretch=True, sortable=False),
            Column(Order.STATUS, _("State"), lambda row: row.stands, width=96),
            Column(Order.HANDLER, _("Looks after it"), lambda row: row.handler, width=112),
            Column(
                Order.SAID, _("Said on"), lambda row: format_day(row.said_on), width=112, descends_first=True
            ),
            Column(Order.COST, _("Cost"), self._cost, width=84, align="right", descends_first=True),
        ]

    def rows(self, ids: Sequence[int]) -> list[ComplaintRow | None]:
        return complaint_list.rows(self._context.book.store, ids, self._context.today())

    def _cost(self, row: ComplaintRow) -> str:
        return "" if row.cost_cents is None else format_money(row.cost_cents, self._currency)

    def menu_for(self, row: ComplaintRow) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(theme.icon("pencil", "muted"), pgettext("do it", "Open") + "\t⏎").triggered.connect(
            lambda: self.open(row)
        )
        if row.status is not ComplaintStatus.CLOSED:
            close = menu.addAction(theme.icon("check", "muted"), _("Close it…") + "\tC")
            close.triggered.connect(lambda: self.open(row, closing=True))
        card = menu.addAction(theme.icon("user", "muted"), _("Open the customer’s card"))
        card.triggered.connect(lambda: self.customer_opened.emit(row.customer_id))
        menu.addSeparator()
        delete = menu.addAction(theme.icon("trash-2", "muted"), _("Delete") + "\tDel")
        delete.triggered.connect(lambda: self.delete(row))
        return menu

    # words

    def say(self, show: Show, text: str, counts: Mapping[Show, int]) -> None:
        waiting = counts[Show.OPEN]
        self.header.set_subtitle(
            ngettext(
                "{n} waits. Enter opens it, C closes it.", "{n} wait. Enter opens one, C closes it.", waiting
            ).format(n=waiting)
            if waiting
            else _("None waits.")
        )
        if text.strip():
            self._empty.say(
                _("Nothing found"), _("No complaint here has these words. Look among all, or for less.")
            )
        elif show is Show.OPEN and counts[Show.ALL]:
            self._empty.say(
                _("Everything is put right"),
                _("No complaint waits. Closed ones are behind the button above."),
            )
        else:
            self._empty.say(
                _("No complaints yet"),
                _(
                    "Most unhappy customers say nothing and stay away. Write down every word that does come:"
                    " it is a second chance."
                ),
            )
