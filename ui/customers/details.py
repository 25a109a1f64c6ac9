"""What a customer waits for and is entitled to, then every field of the card that is filled in, to read and to copy."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLayout, QVBoxLayout, QWidget

from model.card_words import facts, relations
from model.customers import CustomerCard
from ui import theme
from ui.context import Context
from ui.customers.dues import Dues
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel
from ui.widgets.page import scrolled


class Details(QWidget):
    """``customer_opened(id)`` for somebody of the household, who brought them, or whom they brought."""

    customer_opened = Signal(object)

    def __init__(self, context: Context, dues: Dues, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._dues = dues
        body = QVBoxLayout()
        self._grid = QGridLayout()
        self._line = 0

        body.setContentsMargins(0, theme.SMALL, theme.SMALL, theme.SMALL)
        body.setSpacing(theme.MEDIUM)
        body.addWidget(dues)
        body.addLayout(self._grid)
        body.addStretch(1)
        self._grid.setHorizontalSpacing(theme.MEDIUM)
        self._grid.setVerticalSpacing(theme.SMALL)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(body))

    def show_card(self, card: CustomerCard) -> None:
        """Show everything that is known."""
        self._dues.show_customer(card.customer.id)
        _clear(self._grid)
        self._line = 0
        for fact in facts(card, self._context.book.shop.currency):
            self._add(fact.label, PlainLabel(fact.words, wrap=True, selectable=True))
        book = self._context.book
        for label, people in relations(book, card):
            for customer_id, name in people:
                link = Button(name.replace("&", "&&"), icon="circle-user", kind="quiet")
                link.setAccessibleName(name)
                link.clicked.connect(lambda _on=False, one=customer_id: self.customer_opened.emit(one))
                self._add(label, link)
                label = ""

    def words(self) -> list[str]:
        """Everything that can be read here."""
        widgets = (self._grid.itemAt(place) for place in range(self._grid.count()))
        shown = (item.widget() for item in widgets if item is not None)
        return [
            widget.text().replace("&&", "&") for widget in shown if isinstance(widget, PlainLabel | Button)
        ]

    def _add(self, label: str, widget: QWidget) -> None:
        top = Qt.AlignmentFlag.AlignTop
        name = PlainLabel(label, tone="muted")
        name.setMinimumWidth(140)
        self._grid.addWidget(name, self._line, 0, top)
        left = Qt.AlignmentFlag.AlignLeft if isinstance(widget, Button) else Qt.AlignmentFlag(0)
        self._grid.addWidget(widget, self._line, 1, top | left)
        self._line += 1


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
