"""Goods that come back: which sale, which lines, how many of each."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.days_in_words import format_day
from model.errors import BookError
from model.money import format_money
from model.purchases import Purchase, PurchaseKind, PurchaseLine, show_quantity
from resources.i18n import N_, _
from ui import theme
from ui.context import Context
from ui.forms.fields import quantity_field
from ui.forms.when_free import WhenFree
from ui.widgets.check_field import CheckBox
from ui.widgets.column import Column
from ui.widgets.form_dialog import FormDialog
from ui.widgets.label import PlainLabel
from ui.widgets.parsed_field import ParsedField
from ui.widgets.search_field import SearchField
from ui.widgets.simple_table import SimpleTable

_BUYERS = 8
_OF_EACH = 20


class ReturnDialog(FormDialog):
    """``saved(purchase)`` once the goods are back.

    Without a customer it begins with today's sales; any other is found by its receipt number or by who bought.
    """

    saved = Signal(object)

    def __init__(
        self,
        context: Context,
        customer_id: int | None,
        staff_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Take goods back"),
            _("Take back"),
            sentence=_("Choose the sale, tick what comes back. The figures follow by themselves."),
            width=760,
            parent=parent,
        )
        self._context = context
        self._customer_id = customer_id
        self._staff_id = staff_id
        self._currency = context.book.shop.currency
        self._lines: list[BackLine] = []
        self.receipt = SearchField(_("Name, last four digits, card or receipt number"))
        self.sales = SimpleTable(self._columns(), name=_("Sales"), grows=True, tallest=5)
        self._lines_column = QVBoxLayout()
        self._total = PlainLabel(kind="heading")
        self._when_free = WhenFree(context.book, self.refuse, self.content, parent=self)

        self.receipt.setVisible(customer_id is None)
        self._lines_column.setSpacing(theme.TIGHT)
        self.add(self.receipt, self.sales)
        self.body.addLayout(self._lines_column)
        self.add(self._total)

        self.receipt.searched.connect(self._find)
        self.receipt.descended.connect(self.sales.setFocus)
        self.sales.chosen.connect(self._show_lines)
        self.sales.opened.connect(lambda _sale: self._focus_lines())
        self.submitted.connect(self._save)
        self.finished.connect(self._when_free.stop)
        self._find("")

    def total(self) -> str:
        """What it comes to, in words."""
        return self._total.text()

    def back_lines(self) -> "list[BackLine]":
        """The lines of the chosen sale."""
        return list(self._lines)

    # parts

    def _find(self, text: str) -> None:
        sales = [one for one in self._purchases(text.strip()) if one.kind is PurchaseKind.SALE]
        self.sales.show_rows(sales)
        if sales:
            self.sales.select_first()
        else:
            self._show_lines(None)

    def _purchases(self, text: str) -> Sequence[Purchase]:
        book = self._context.book
        if self._customer_id is not None:
            return book.purchases.of_customer(self._customer_id, limit=200)
        if not text:
            return book.purchases.on_day(self._context.today())
        numbered = book.purchases.all("receipt_number = :number", "id DESC", number=text)
        buyers = [] if numbered else book.search.find(text, _BUYERS)
        return numbered or [
            one for hit in buyers for one in book.purchases.of_customer(hit.customer_id, limit=_OF_EACH)
        ]

    def _show_lines(self, sale: Purchase | None) -> None:
        for old in self._lines:
            old.hide()
            old.deleteLater()
        self._lines = []
        if sale is not None:
            back = self._context.book.purchases.returned_thousandths(sale.id)
            for line in self._context.book.purchase_lines.of(sale.id):
                left = line.quantity_thousandths - back.get(line.id, 0)
                if line.quantity_thousandths > 0:
                    self._lines.append(BackLine(line, left, self._currency))
        for one in self._lines:
            self._lines_column.addWidget(one)
            one.changed.connect(self._add_up)
        possible = [one for one in self._lines if one.left]
        if len(possible) == 1:
            possible[0].tick.setChecked(True)
        self._add_up()

    def _focus_lines(self) -> None:
        possible = [one for one in self._lines if one.left]
        if possible:
            possible[0].tick.setFocus()

    def _add_up(self) -> None:
        cents = sum(one.cents() for one in self._lines)
        ticked = any(one.thousandths() for one in self._lines)
        self.save.setEnabled(ticked)
        if not self._lines:
            self._total.setText(_("No sale is chosen."))
        else:
            self._total.setText(
                _("Give back {amount}").format(amount=format_money(cents, self._currency))
                if ticked
                else _("Tick what comes back.")
            )

    def _save(self) -> None:
        if self._when_free.waiting:
            return
        sale = self.sales.current()
        wanted = {one.line.id: one.thousandths() for one in self._lines if one.thousandths()}
        if sale is None or not wanted:
            self.refuse(_("Tick what comes back."))
            return
        book = self._context.book
        customer = book.customers.find(sale.customer_id) if sale.customer_id else None
        name = customer.name if customer else _("Walk-in")
        try:
            with book.store.impatient(), book.edit(N_("Took goods back from {name}"), name=name):
                back = book.purchases.return_goods(
                    sale.id,
                    wanted,
                    self._context.today(),
                    self._staff_id,
                    at=datetime.now().strftime("%H:%M"),
                )
        except BookError as refused:
            if not self._when_free.takes(refused, self._save):
                self.refuse(str(refused))
            return
        self.accept()
        self.saved.emit(back)

    def _columns(self) -> list[Column[Purchase]]:
        lines = self._context.book.purchase_lines
        customers = self._context.book.customers

        def name(sale: Purchase) -> str:
            customer = customers.find(sale.customer_id) if sale.customer_id else None
            return customer.name if customer else _("Walk-in")

        buyer = Column("customer", _("Customer"), name, width=150, sortable=False, strong=True)
        return [
            *([buyer] if self._customer_id is None else []),
            Column("day", _("Day"), lambda sale: format_day(sale.bought_on), width=120, sortable=False),
            Column("receipt", _("Receipt"), lambda sale: sale.receipt_number, width=100, sortable=False),
            Column(
                "what",
                _("What"),
                lambda sale: _(", ").join(line.text for line in lines.of(sale.id)),
                stretch=True,
                sortable=False,
            ),
            Column(
                "amount",
                _("Amount"),
                lambda sale: format_money(sale.amount_cents, self._currency),
                width=120,
                align="right",
                sortable=False,
            ),
        ]


class BackLine(QWidget):
    """One line of the sale: a tick, and how many if it was more than one."""

    changed = Signal()

    def __init__(self, line: PurchaseLine, left: int, currency: str) -> None:
        super().__init__()
        self.line, self.left = line, max(left, 0)
        amount = format_money(line.amount_cents, currency)
        what = _("{n} × {what}, {amount}").format(
            n=show_quantity(line.quantity_thousandths), what=line.text or _("Sale"), amount=amount
        )
        self.tick = CheckBox(what if self.left else _("{what} (is back already)").format(what=what))
        self.quantity: ParsedField[int] = quantity_field()

        self.tick.setEnabled(bool(self.left))
        self.quantity.set_value(self.left or None)
        self.quantity.setFixedWidth(72)
        self.quantity.setVisible(self.left > 1000)
        self.quantity.name_it(_("How many of {what} come back").format(what=line.text))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tick, 1)
        row.addWidget(self.quantity, 0, Qt.AlignmentFlag.AlignRight)

        self.tick.toggled.connect(self.changed)
        self.quantity.edited.connect(self._counted)

    def thousandths(self) -> int:
        """How much comes back, 0 if not ticked."""
        if not self.tick.isChecked() or self.quantity.problem():
            return 0
        return self.quantity.value() or 0

    def cents(self) -> int:
        """What is given back for it."""
        quantity = self.thousandths()
        whole = self.line.quantity_thousandths
        return (2 * self.line.amount_cents * quantity + whole) // (2 * whole)

    def _counted(self) -> None:
        self.tick.setChecked(not self.quantity.problem() and not self.quantity.is_blank())
        self.changed.emit()
