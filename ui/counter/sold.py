"""What was sold on a day, the latest first: to look at, change or take out again."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from model.days_in_words import format_day
from model.money import format_money
from model.purchases import PurchaseKind
from model.sales_of_a_day import SoldRow, sales_of
from resources.i18n import _, ngettext
from ui.context import Context
from ui.widgets.button import IconButton
from ui.widgets.card import Card
from ui.widgets.column import Column
from ui.widgets.label import PlainLabel
from ui.widgets.simple_table import SimpleTable


class Sold(Card):
    """``opened(purchase)`` to change it, ``delete_wanted(purchase)`` by the Delete key, ``customer_opened(id)``."""

    opened = Signal(object)
    delete_wanted = Signal(object)
    customer_opened = Signal(object)
    print_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._print = IconButton("printer", _("Print the sales of the day"))
        super().__init__(_("Sold today"), actions=[self._print], parent=parent)
        self._context = context
        self._currency = context.book.shop.currency
        # Two plain lines: there is seldom room for a picture.
        nothing, next_step = (
            _("Nothing sold on this day yet"),
            _("The first sale appears here as soon as it is saved."),
        )
        empty = PlainLabel(f"{nothing}\n{next_step}", tone="muted", wrap=True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.table = SimpleTable(
            self._columns(), name=_("Sales of the day"), menu_for=self._menu, empty=empty
        )

        # As tall as there is room for, so that the page scrolls only in a window that is really small.
        self.table.setMinimumHeight(96)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.add(self.table)
        self.table.installEventFilter(self)

        self._print.clicked.connect(self.print_wanted)
        self.table.opened.connect(lambda row: self.opened.emit(row.purchase))

    def show_day(self, day: date) -> None:
        """Show what was sold on ``day``."""
        sales = sales_of(self._context.book, day)
        self.table.show_rows(sales)
        self._fit_columns(sales)
        total = format_money(sum(row.purchase.amount_cents for row in sales), self._currency)
        when = _("today") if day == self._context.today() else format_day(day)
        n = sum(row.purchase.kind is PurchaseKind.SALE for row in sales)
        said = ngettext("{n} sale, {total}", "{n} sales, {total}", n).format(n=n, total=total)
        self.set_title(
            _("Sold {when}: {sales}").format(when=when, sales=said)
            if sales
            else _("Sold {when}").format(when=when)
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self.table.current()
            if event.key() == Qt.Key.Key_Delete and row is not None:
                self.delete_wanted.emit(row.purchase)
                return True
        return super().eventFilter(watched, event)

    def _menu(self, row: SoldRow) -> QMenu:
        menu = QMenu(self)
        change = menu.addAction(_("Change…"))
        change.triggered.connect(lambda: self.opened.emit(row.purchase))
        if row.purchase.customer_id is not None:
            card = menu.addAction(_("Open the customer’s card"))
            card.triggered.connect(lambda: self.customer_opened.emit(row.purchase.customer_id))
        delete = QAction(_("Delete"), menu)
        delete.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        delete.triggered.connect(lambda: self.delete_wanted.emit(row.purchase))
        menu.addAction(delete)
        return menu

    def _fit_columns(self, sales: Sequence[SoldRow]) -> None:
        # A shop without receipt numbers, or of one person, has more room for what was sold.
        numbered = any(row.purchase.receipt_number for row in sales)
        served = any(row.staff for row in sales)
        for number, column in enumerate(self._columns()):
            idle = (column.key == "receipt" and not numbered) or (column.key == "staff" and not served)
            self.table.setColumnHidden(number, idle)

    def _columns(self) -> list[Column[SoldRow]]:
        return [
            Column("at", _("Time"), lambda row: row.purchase.bought_at or "", width=68),
            Column(
                "customer",
                _("Customer"),
                lambda row: row.customer or _("Walk-in"),
                width=140,
                strong=True,
                tone=lambda row: "text" if row.customer else "muted",
            ),
            Column(
                "what",
                _("What"),
                lambda row: row.what,
                stretch=True,
                icon=lambda row: "undo-2" if row.purchase.kind is PurchaseKind.RETURN else "",
            ),
            Column("receipt", _("Receipt"), lambda row: row.purchase.receipt_number, width=100),
            Column("staff", _("Served by"), lambda row: row.staff, width=84),
            Column(
                "amount",
                _("Amount"),
                lambda row: format_money(row.purchase.amount_cents, self._currency),
                width=112,
                align="right",
                strong=True,
                order=lambda row: row.purchase.amount_cents,
            ),
        ]
