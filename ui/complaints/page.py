"""Complaints: those that wait first, with their age; any word finds one; closed in one key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QWidget

from model import complaint_list
from model.changes import Change
from model.complaint_list import ComplaintRow, Order, Show
from model.complaints import ComplaintStatus, Grade
from model.days_in_words import format_day
from model.money import format_money
from resources.i18n import N_, _, ngettext, pgettext
from ui import theme
from ui.context import Context
from ui.forms.complaint_form import ComplaintForm
from ui.forms.opening import open_form
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.column import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.search_field import SearchField

_CONCERNS = frozenset(
    {"complaint", "customer", "customer_phone", "product", "staff", "purchase_line", "shop"}
)
_ICONS = {Grade.ORDINARY: "frown", Grade.SERIOUS: "circle-alert", Grade.URGENT: "triangle-alert"}


class ComplaintsPage(Page):
    """The list and its filter; the form opens over it."""

    customer_opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._new = Button(_("Record a complaint"), icon="plus", kind="primary", tip="F6")
        super().__init__(_("Complaints"), actions=[self._new], scrolls=False, parent=parent)
        self._context = context
        self._currency = context.book.shop.currency
        self._order, self._descending = Order.HASTE, False
        self.search = SearchField(_("Words, customer, product, cause"), name=_("Find a complaint"))
        self.chips = {show: Chip(show.label) for show in Show}
        self._empty = EmptyState("smile", "", "", _("Record a complaint"), button_icon="plus")
        self.table = RecordTable(
            self._columns(), self._rows, name=_("Complaints"), menu_for=self._menu_for, empty=self._empty
        )
        self._soon = QTimer(self, singleShot=True, interval=0)

        group = QButtonGroup(self)
        line = QHBoxLayout()
        line.setSpacing(theme.SMALL)
        line.addWidget(self.search, 1)
        for chip in self.chips.values():
            group.addButton(chip)
            line.addWidget(chip)
        self.chips[Show.OPEN].setChecked(True)
        self.body.addLayout(line)
        self.body.addWidget(self.table, 1)
        self._connect(group)

    # what every page can do

    def refresh(self) -> None:
        book = self._context.book
        show, text = self._show(), self.search.text()
        counts = complaint_list.counts(book.store)
        for one, chip in self.chips.items():
            chip.setText(_("{what} ({n})").format(what=one.label, n=f"{counts[one]:,}"))
        self._say_how_many(counts[Show.OPEN])
        self._say_why_empty(show, text, counts[Show.ALL])
        self.table.refresh()
        ids = complaint_list.ids(book.store, show, text, self._order, descending=self._descending)
        self.table.show_ids(ids)
        if self.table.current_id() is None:
            self.table.select_first()

    def focus_first(self) -> None:
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.table.current()
        if event.key() == Qt.Key.Key_Delete and row and self.table.hasFocus():
            self.delete(row)
        elif event.key() == Qt.Key.Key_Insert:
            self.add_new()
        else:
            super().keyPressEvent(event)

    # deeds

    def add_new(self) -> None:
        """An empty form."""
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

    # wires

    def _connect(self, group: QButtonGroup) -> None:
        self._new.clicked.connect(self.add_new)
        self._empty.chosen.connect(self.add_new)
        self.search.searched.connect(lambda _text: self.refresh())
        self.search.descended.connect(self.table.setFocus)
        group.buttonClicked.connect(lambda _chip: self.refresh())
        self.table.opened.connect(self.open)
        self.table.sorted.connect(self._sort)
        self.table.typed.connect(self._typed)
        self._soon.timeout.connect(self.refresh)
        self._context.signals.changed.connect(self._heed)

    def _heed(self, change: Change) -> None:
        if self.isVisible() and change.kinds & _CONCERNS:
            self._soon.start()

    def _sort(self, key: str, descending: bool) -> None:
        self._order, self._descending = Order(key), descending
        self.refresh()

    def _typed(self, text: str) -> None:
        """One letter closes the current complaint; anything else is a search."""
        row = self.table.current()
        if text.casefold() == "c" and row and row.status is not ComplaintStatus.CLOSED:
            self.open(row, closing=True)
            return
        self.search.setFocus()
        self.search.setText(text)

    def _show(self) -> Show:
        return next((show for show, chip in self.chips.items() if chip.isChecked()), Show.OPEN)

    # parts

    def _columns(self) -> Sequence[Column[ComplaintRow]]:
        return [
            Column(
                Order.HASTE,
                _("Waits"),
                _age,
                width=156,
                icon=lambda row: _ICONS[row.grade] if row.closed_on is None else "check",
                tone=lambda row: "danger" if row.late else "muted" if row.closed_on else "text",
            ),
            Column(Order.NAME, _("Customer"), lambda row: row.name, width=152, strong=True),
            Column("words", _("Complaint"), _what, stretch=True, sortable=False),
            Column(Order.STATUS, _("State"), _stands, width=96),
            Column(Order.HANDLER, _("Looks after it"), lambda row: row.handler, width=112),
            Column(
                Order.SAID, _("Said on"), lambda row: format_day(row.said_on), width=112, descends_first=True
            ),
            Column(Order.COST, _("Cost"), self._cost, width=84, align="right", descends_first=True),
        ]

    def _rows(self, ids: Sequence[int]) -> list[ComplaintRow | None]:
        return complaint_list.rows(self._context.book.store, ids, self._context.today())

    def _cost(self, row: ComplaintRow) -> str:
        return "" if row.cost_cents is None else format_money(row.cost_cents, self._currency)

    def _menu_for(self, row: ComplaintRow) -> QMenu:
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

    def _say_how_many(self, waiting: int) -> None:
        self.header.set_subtitle(
            ngettext(
                "{n} waits. Enter opens it, C closes it.", "{n} wait. Enter opens one, C closes it.", waiting
            ).format(n=waiting)
            if waiting
            else _("None waits.")
        )

    def _say_why_empty(self, show: Show, text: str, known: int) -> None:
        self._empty.button.setVisible(not text)
        if text.strip():
            self._empty.say(
                _("Nothing found"), _("No complaint here has these words. Look among all, or for less.")
            )
        elif show is Show.OPEN and known:
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


def _age(row: ComplaintRow) -> str:
    """How long it waits, or took."""
    if row.closed_on is not None:
        return ngettext("took {n} day", "took {n} days", row.days).format(n=row.days)
    waits = ngettext("{n} day", "{n} days", row.days).format(n=row.days) if row.days > 0 else _("today")
    return waits if row.grade is Grade.ORDINARY else f"{waits} · {row.grade.label}"


def _what(row: ComplaintRow) -> str:
    return " · ".join(part for part in (row.words, row.product) if part)


def _stands(row: ComplaintRow) -> str:
    return _(_STANDS[row.status])


_STANDS = {
    ComplaintStatus.OPEN: N_("Waiting"),
    ComplaintStatus.ANSWERED: N_("Answered"),
    ComplaintStatus.CLOSED: N_("Closed"),
}
