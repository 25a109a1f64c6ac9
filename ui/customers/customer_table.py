"""The list of all customers: found by typing, sorted by any head, as many columns as there is room for."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from model import customer_list
from model.customer_list import CustomerRow, Order
from model.days_in_words import format_day
from model.money import format_money
from reports import sheets
from reports.report import Report
from resources.i18n import _, ngettext
from ui import theme
from ui.context import Context
from ui.widgets.button import IconButton
from ui.widgets.chip import Chip
from ui.widgets.column import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import PlainLabel
from ui.widgets.record_table import RecordTable
from ui.widgets.search_field import SearchField

_NOTED_ORDER = "customers order"
_NOTED_ONE = "customers chosen"
_BY_IMPORTANCE = ("phone", "last_on", "amount_cents", "sales", "profit_cents", "city", "household")
_NAME_AT_LEAST = 130
_LONGEST_SHOWN = 20


class CustomerTable(QWidget):
    """``chosen(id or None)`` when another customer is current; ``opened(id)`` on Enter or double click."""

    chosen = Signal(object)
    opened = Signal(object)
    new_wanted = Signal()

    def __init__(
        self,
        context: Context,
        menu_for: Callable[[CustomerRow], QMenu | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._currency = context.book.shop.currency
        self._order, self._descending = _order(context.computer.noted(_NOTED_ORDER))
        self.search = SearchField(_("Name, phone, address, card or receipt number"))
        self.archived = Chip(_("Archived too"))
        self._sort = IconButton("arrow-up-down", _("Sort by"))
        self._empty = EmptyState("users", "", "", _("New customer"), button_icon="user-plus")
        self.table = RecordTable(
            self._columns(), self._rows, name=_("Customers"), menu_for=menu_for, empty=self._empty
        )
        self._count = PlainLabel(kind="small", tone="muted")

        self._lay_out()
        self.table.show_what_fits(_BY_IMPORTANCE, _NAME_AT_LEAST)
        self.table.show_sorted(str(self._order), descending=self._descending)

        self.search.searched.connect(self._searched)
        self.search.descended.connect(self._go_down)
        self.search.returnPressed.connect(self._go_down)
        self.archived.toggled.connect(self.refresh)
        self._sort.clicked.connect(self._show_sort_menu)
        self.table.sorted.connect(self._sorted)
        self.table.typed.connect(self._typed)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda row: self.opened.emit(row.customer_id))
        self._empty.chosen.connect(self.new_wanted)

    # deeds

    def refresh(self) -> None:
        """Ask the book for everybody again; who is current stays so, or whoever stands in their place now."""
        line = self.table.currentIndex().row()
        ids = customer_list.ids(
            self._context.book,
            self._order,
            descending=self._descending,
            text=self.search.text(),
            archived=self.archived.isChecked(),
        )
        self._say_why_empty()
        self.table.show_ids(ids)
        n = len(ids)
        self._count.setText(ngettext("{n} customer", "{n} customers", n).format(n=f"{n:,}"))
        if self.table.current_id() is None and n:
            known = self._context.computer.noted(_NOTED_ONE)
            noted = int(known) if known.isdecimal() else 0
            if line >= 0 or self.search.text() or not self.table.select_id(noted):
                self._select_line(min(max(line, 0), n - 1))

    def current_id(self) -> int | None:
        """The current customer."""
        return self.table.current_id()

    def knows_somebody(self) -> bool:
        """Whether there is anybody in the list, or would be without the search."""
        return bool(self.table.ids()) or bool(self.search.text())

    def show_customer(self, customer_id: int) -> None:
        """Make this customer the current one, wherever they stand."""
        if self.table.select_id(customer_id):
            return
        self.search.clear()
        customer = self._context.book.customers.find(customer_id)
        if customer is not None and customer.archived:
            self.archived.setChecked(True)
        self.refresh()
        self.table.select_id(customer_id)

    def sheet(self) -> Report:
        """This list on paper: found and sorted as it is shown."""
        return sheets.customers(
            self._order,
            descending=self._descending,
            text=self.search.text(),
            archived=self.archived.isChecked(),
        )

    def step(self, by: int) -> None:
        """Go to the next customer of the list, or the one before."""
        ids = self.table.ids()
        if ids:
            self._select_line(min(max(self.table.currentIndex().row() + by, 0), len(ids) - 1))

    def look_for(self, text: str) -> None:
        """Search for ``text`` now."""
        self.search.setText(text)
        self._searched(text)

    # parts

    def _searched(self, text: str) -> None:
        self.refresh()
        if text and self.table.ids():
            self._select_line(0)

    def _select_line(self, line: int) -> None:
        self.table.select_id(self.table.ids()[line])

    def _go_down(self) -> None:
        if self.table.ids():
            self.table.setFocus()
            if self.table.current_id() is None:
                self.table.select_first()

    def _typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(text)

    def _sorted(self, key: str, descending: bool) -> None:
        self._order, self._descending = Order(key), descending
        self._context.computer.note(_NOTED_ORDER, f"{key} {'down' if descending else 'up'}")
        self.refresh()

    def _chosen(self, row: CustomerRow | None) -> None:
        self.chosen.emit(row.customer_id if row else None)

    def note_current(self) -> None:
        """Remember on this PC who is current, for the next start."""
        current = self.current_id()
        if current is not None:
            self._context.computer.note(_NOTED_ONE, str(current))

    def _show_sort_menu(self) -> None:
        menu: QMenu = self.table.sort_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._sort.mapToGlobal(self._sort.rect().bottomLeft()))

    def _say_why_empty(self) -> None:
        typed = self.search.text().strip()
        if typed:
            shown = typed if len(typed) <= _LONGEST_SHOWN else typed[:_LONGEST_SHOWN] + "…"
            self._empty.say(
                _("Nobody is found"),
                _("Try fewer letters, or only the last digits of the phone."),
                _("Add new: {text}").format(text=shown).replace("&", "&&"),
            )
        else:
            self._empty.say(
                _("No customers yet"),
                _("The first one comes by a sale at the counter, from a file, or right here."),
                _("New customer"),
            )

    def _rows(self, ids: object) -> list[CustomerRow | None]:
        return customer_list.rows(self._context.book, ids)  # type: ignore[arg-type]

    # looks

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.SMALL)
        top.addWidget(self.search, 1)
        top.addWidget(self._sort)
        below = QHBoxLayout()
        below.setSpacing(theme.SMALL)
        below.addWidget(self._count, 1)
        below.addWidget(self.archived)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(below)

    def _columns(self) -> list[Column[CustomerRow]]:
        def money(cents: int) -> str:
            return format_money(cents, self._currency)

        return [
            Column(
                "name",
                Order.NAME.label,
                lambda row: row.name,
                stretch=True,
                strong=True,
                icon=_mark,
                tone=_mark_tone,
            ),
            Column("phone", _("Phone"), lambda row: row.phone, width=136, sortable=False),
            Column("city", Order.CITY.label, lambda row: row.city, width=110),
            Column("household", _("Household"), lambda row: row.household, width=140, sortable=False),
            Column(
                "last_on",
                Order.LAST.label,
                lambda row: format_day(row.last_on) if row.last_on else _("never"),
                width=122,
                descends_first=True,
            ),
            Column(
                "sales",
                Order.SALES.label,
                lambda row: str(row.purchases),
                width=100,
                align="right",
                descends_first=True,
            ),
            Column(
                "amount_cents",
                Order.AMOUNT.label,
                lambda row: money(row.amount_cents),
                width=116,
                align="right",
                descends_first=True,
            ),
            Column(
                "profit_cents",
                Order.PROFIT.label,
                lambda row: money(row.profit_cents),
                width=116,
                align="right",
                descends_first=True,
            ),
        ]


def _mark(row: CustomerRow) -> str:
    """The one thing to see from afar, the most pressing first."""
    if row.open_complaint:
        return "triangle-alert"
    if row.do_not_contact:
        return "phone-off"
    if row.archived:
        return "archive"
    return "building" if row.business else ""


def _mark_tone(row: CustomerRow) -> str:
    if row.open_complaint:
        return "danger"
    return "muted" if row.archived else "text"


def _order(noted: str) -> tuple[Order, bool]:
    key, _space, direction = noted.partition(" ")
    return (Order(key), direction == "down") if key in set(Order) else (Order.NAME, False)
