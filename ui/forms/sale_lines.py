"""The lines of a sale: those entered, the one being typed, and what it all comes to."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.book import Book
from model.money import format_amount, format_money
from model.purchases import PurchaseLine, show_quantity
from model.table import stored
from resources.i18n import _, ngettext
from ui import theme
from ui.forms.line_entry import LineEntry
from ui.widgets.column import Column
from ui.widgets.label import PlainLabel
from ui.widgets.simple_table import SimpleTable

_TALLEST = 6


class SaleLines(QWidget):
    """``edited`` when a hand changed anything; ``finished`` on Enter in the empty line below at least one other."""

    edited = Signal()
    finished = Signal()

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = book.shop.currency
        self._lines: list[PurchaseLine] = []
        self._place: int | None = None
        self.entry = LineEntry(book)
        self.table = SimpleTable(self._columns(), name=_("Lines of this sale"), grows=True, tallest=_TALLEST)
        self._count = PlainLabel(tone="muted")
        self._total = PlainLabel(kind="figure")

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.table)
        column.addWidget(self.entry)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self._total)
        column.addLayout(foot)
        self._show()

        self.entry.entered.connect(self._take)
        self.entry.finished.connect(self._finish)
        self.entry.back_wanted.connect(self._take_back_last)
        self.entry.edited.connect(self.edited)
        self.entry.amounted.connect(self._show_total)
        self.table.opened.connect(self._change)
        self.table.installEventFilter(self)

    # deeds

    def lines(self) -> list[PurchaseLine]:
        """The lines entered, in their order; the one still being typed is not among them."""
        return list(self._lines)

    def show_lines(self, lines: Sequence[PurchaseLine]) -> None:
        """Show these lines and an empty one."""
        self._lines = list(lines)
        self._place = None
        self.entry.clear()
        self._show()

    def settle(self) -> bool:
        """Take over the line that is still being typed; whether all is well now."""
        return self.entry.is_blank() or self.entry.enter()

    def is_blank(self) -> bool:
        """Whether nothing is typed at all."""
        return not self._lines and self.entry.is_blank()

    def total_cents(self) -> int:
        """What the entered lines come to."""
        return sum(line.amount_cents for line in self._lines)

    def draft(self) -> str:
        """Everything that is typed, for ``restore``."""
        lines = [{k: stored(v) for k, v in vars(line).items()} for line in self._lines]
        return json.dumps({"lines": lines, "entry": self.entry.draft()}, ensure_ascii=False)

    def restore(self, kept: str) -> None:
        """Put back what ``draft`` gave; a draft of another version of the program is left out."""
        try:
            known = json.loads(kept)
            lines = [PurchaseLine(**line) for line in known["lines"]]
        except (ValueError, TypeError, KeyError):
            return
        self.show_lines(lines)
        self.entry.restore(known["entry"])

    # events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            place = self.table.current_id()
            if event.key() == Qt.Key.Key_Delete and place is not None:
                self._remove(place)
                return True
        return super().eventFilter(watched, event)

    # parts

    def _take(self, line: PurchaseLine) -> None:
        if self._place is None:
            self._lines.append(line)
        else:
            self._lines.insert(self._place, line)
        self._place = None
        self._show()
        self.entry.product.setFocus()
        self.entry.product.close_list()  # the sum should be seen now; Down or a letter opens the list again
        self.edited.emit()

    def _finish(self) -> None:
        if self._lines:
            self.finished.emit()

    def _take_back_last(self) -> None:
        if self._lines:
            self._change_at(len(self._lines) - 1)

    def _change(self, line: PurchaseLine) -> None:
        self._change_at(self._lines.index(line))

    def _change_at(self, place: int) -> None:
        if not self.settle():
            return
        line = self._lines.pop(place)
        self._place = place
        self._show()
        self.entry.show_line(line)
        self.entry.product.setFocus()
        self.entry.product.line.selectAll()
        self.edited.emit()

    def _remove(self, place: int) -> None:
        del self._lines[place]
        self._show()
        if not self._lines:
            self.entry.product.setFocus()
        self.edited.emit()

    def _show(self) -> None:
        self.table.show_rows(self._lines)
        self.table.setVisible(bool(self._lines))
        self._show_total()

    def _show_total(self) -> None:
        """What it comes to, with the line that is being typed."""
        n = len(self._lines)
        count = ngettext("{n} line", "{n} lines", n).format(n=n)
        self._count.setText(_("{lines} · Enter in an empty line saves").format(lines=count) if n else "")
        total = self.total_cents() + self.entry.amount_cents()
        amount = format_money(abs(total), self._currency)
        self._total.setText(
            _("Back to the customer: {amount}").format(amount=amount) if total < 0 else amount
        )
        self._total.set_tone("warning" if total < 0 else "text" if total else "muted")

    def _columns(self) -> list[Column[PurchaseLine]]:
        def money(cents: int | None) -> str:
            return "" if cents is None else format_amount(cents, self._currency)

        return [
            Column("text", _("Product"), lambda line: line.text or _("Sale"), stretch=True, sortable=False),
            Column(
                "quantity",
                _("Quantity"),
                lambda line: show_quantity(line.quantity_thousandths),
                width=88,
                align="right",
                sortable=False,
            ),
            Column(
                "amount",
                _("Amount"),
                lambda line: money(line.amount_cents),
                width=140,
                align="right",
                sortable=False,
                strong=True,
            ),
            Column(
                "discount",
                _("Discount"),
                lambda line: money(line.discount_cents),
                width=104,
                align="right",
                sortable=False,
            ),
        ]
