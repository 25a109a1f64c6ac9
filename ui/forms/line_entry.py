"""One line of a sale being typed: what, how many, for how much."""

import dataclasses

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from model.book import Book
from model.products import Product
from model.purchases import PurchaseLine
from resources.i18n import _
from ui import theme
from ui.forms import line_words
from ui.forms.fields import money_field, quantity_field
from ui.forms.line_words import times
from ui.forms.product_picker import ProductField, counted
from ui.widgets.button import IconButton
from ui.widgets.field import Field
from ui.widgets.label import PlainLabel


class LineEntry(QWidget):
    """Enter walks: product, amount, done.

    ``entered(line)`` with a whole line; ``finished`` on Enter in an empty product field; ``back_wanted`` on Backspace
    there; ``edited`` when a hand changed anything; ``amounted`` when it comes to another amount.
    """

    entered = Signal(object)
    finished = Signal()
    back_wanted = Signal()
    edited = Signal()
    amounted = Signal()

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._currency = book.shop.currency
        self._old: PurchaseLine | None = None
        self._product: Product | None = None
        self._proposed: int | None = None
        self.product = ProductField(book)
        self.quantity = quantity_field()
        self.amount = money_field(book, parse=self._parse_amount)
        self.discount = money_field(book, parse=self._parse_discount)
        self._add = IconButton("plus", _("Add this line"), role="accent")
        self._reading = PlainLabel(kind="small", tone="muted", wrap=True)

        self._lay_out()
        self.clear()

        self.product.picked.connect(self._product_picked)
        self.product.new_wanted.connect(self._words_taken)
        self.product.line.returnPressed.connect(self._product_entered)
        self.product.line.installEventFilter(self)
        self.quantity.edited.connect(self._propose)
        self.quantity.line.returnPressed.connect(self._to_amount)
        self.amount.edited.connect(self._read_amount)
        self.amount.line.returnPressed.connect(self._amount_entered)
        self.discount.edited.connect(self._discount_typed)
        self.discount.line.returnPressed.connect(self._amount_entered)
        self._add.clicked.connect(self._amount_entered)
        for field in self._fields():
            field.edited.connect(self.edited)
            field.problem_changed.connect(self._say_problem)

    # deeds

    def is_blank(self) -> bool:
        """Whether nothing is typed that would be lost."""
        return self.product.is_blank() and self.amount.is_blank()

    def amount_cents(self) -> int:
        """What is typed as far as it can be read; 0 for nothing."""
        return self._amount() or 0

    def clear(self) -> None:
        """Ready for the next line."""
        self._old = self._product = self._proposed = None
        self.product.set_value(None)
        self.quantity.set_value(1000)
        self.amount.set_value(None)
        self.discount.set_value(None)
        self._say("")

    def show_line(self, line: PurchaseLine) -> None:
        """Take a line back to change it."""
        self.clear()
        self._old = line
        self._product = self._book.products.find(line.product_id) if line.product_id else None
        self.product.set_value(line.product_id, line.text)
        self.quantity.set_value(abs(line.quantity_thousandths))
        self.amount.set_value(line.amount_cents)
        self.discount.set_value(line.discount_cents)
        self._proposed = self._usual()
        self._read_amount()

    def enter(self) -> bool:
        """Hand over what is typed as a line; whether it was one. What is wrong is said beside it."""
        wrong = [field for field in self._fields() if field.problem()]
        for field in wrong:
            field.show_problem(field.problem())
        if wrong:
            wrong[0].setFocus()
            return False
        line = self._line()
        if line is None:
            self.amount.show_problem(_("Type the amount."))
            self.amount.setFocus()
            return False
        self.clear()
        self.entered.emit(line)
        return True

    def draft(self) -> dict[str, str]:
        """What is typed, for ``restore``."""
        return {
            "product": self.product.text(),
            "product_id": str(self.product.value() or ""),
            "quantity": self.quantity.line.text(),
            "amount": self.amount.line.text(),
            "discount": self.discount.line.text(),
        }

    def restore(self, kept: dict[str, str]) -> None:
        """Put back what ``draft`` gave."""
        self.clear()
        product_id = int(kept.get("product_id") or 0)
        self._product = self._book.products.find(product_id) if product_id else None
        self.product.set_value(self._product.id if self._product else None, kept.get("product", ""))
        self.quantity.line.setText(kept.get("quantity", ""))
        self.amount.line.setText(kept.get("amount", ""))
        self.discount.line.setText(kept.get("discount", ""))
        self._proposed = self._usual()
        self._read_amount()

    # events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Backspace
            and not self.product.line.text()
        ):
            self.back_wanted.emit()
            return True
        return super().eventFilter(watched, event)

    # the walk through the fields

    def _product_picked(self, product_id: object) -> None:
        assert isinstance(product_id, int)
        self._product = self._book.products.get(product_id)
        if self.product.thousandths is not None:
            self.quantity.set_value(self.product.thousandths)
        self._to_amount()

    def _words_taken(self, text: str) -> None:
        thousandths, words = counted(text)
        self._product = None
        self.product.set_value(None, words)
        if thousandths is not None:
            self.quantity.set_value(thousandths)
        self._to_amount()

    def _product_entered(self) -> None:
        if self.product.is_blank() and self.amount.is_blank():
            self.finished.emit()
        elif self.product.value() is None and self.product.text():
            self._words_taken(self.product.text())
        else:
            self._to_amount()

    def _to_amount(self) -> None:
        self._propose()
        self.amount.setFocus()
        self.amount.line.selectAll()

    def _amount_entered(self) -> None:
        self._multiply()
        self.enter()

    # what it comes to

    def _usual(self) -> int | None:
        """The usual price for the quantity, in cents."""
        if self._product is None or self._product.price_cents is None or self.quantity.problem():
            return None
        return times(self._product.price_cents, self.quantity.value() or 1000)

    def _propose(self) -> None:
        """Fill in the usual price as long as nobody typed another."""
        usual = self._usual()
        untouched = self.amount.is_blank() or self._amount() == self._proposed
        if usual is not None and untouched:
            self.amount.set_value(usual)
            self._proposed = usual
        self._read_amount()

    def _discount_typed(self) -> None:
        """Take the discount off the usual price, if that is what stands in the amount."""
        usual = self._usual()
        if usual is None or self.discount.problem() or self._amount() not in (usual, self._proposed):
            return
        self._proposed = usual - (self.discount.value() or 0)
        self.amount.set_value(self._proposed)
        self._read_amount()

    def _multiply(self) -> None:
        """``3x4.50`` in the amount: three, at 4.50 each."""
        count = line_words.count_in(self.amount.line.text())
        if count and not self.amount.problem():
            cents = self.amount.value()
            self.quantity.set_value(count)
            self.amount.set_value(cents)

    def _amount(self) -> int | None:
        return None if self.amount.problem() else self.amount.value()

    def _line(self) -> PurchaseLine | None:
        cents = self.amount.value()
        if cents is None:
            return None
        thousandths = self.quantity.value() or 1000
        cost = self._cost(thousandths, refund=cents < 0)
        typed = PurchaseLine(
            product_id=self._product.id if self._product else None,
            text=self.product.text(),
            quantity_thousandths=-thousandths if cents < 0 else thousandths,
            amount_cents=cents,
            discount_cents=self.discount.value() or None,
            cost_cents=cost,
        )
        if self._old is None:
            return typed
        kept = dataclasses.replace(typed, id=self._old.id, batch=self._old.batch)
        return dataclasses.replace(kept, return_of_line_id=self._old.return_of_line_id)

    def _cost(self, thousandths: int, *, refund: bool) -> int | None:
        old = self._old
        same = old is not None and (self._product.id if self._product else None) == old.product_id
        if old is not None and same and abs(old.quantity_thousandths) == thousandths:
            return old.cost_cents  # what it cost that day, not what it would cost today
        if self._product is None or self._product.cost_cents is None:
            return None
        cost = times(self._product.cost_cents, thousandths)
        return -cost if refund else cost

    # what is typed

    def _parse_amount(self, text: str) -> int:
        return line_words.amount_cents(text, self._currency)

    def _parse_discount(self, text: str) -> int:
        whole = self._usual() if self._product else self._amount()
        return line_words.discount_cents(text, self._currency, whole or 0)

    # what is said about it

    def _read_amount(self) -> None:
        """Say how the amount is understood, while it is typed."""
        if self.amount.problem():
            self._say(self.amount.problem(), "warning")
            return
        cents = self.amount.value()
        if cents is None:
            self._say("")
            return
        text = self.amount.line.text()
        counted = line_words.count_in(text)
        thousandths = counted or (None if self.quantity.problem() else self.quantity.value()) or 1000
        usual = None if counted else self._usual()
        words = line_words.in_words(cents, thousandths, usual, self._currency)
        self._say(words, "warning" if cents < 0 else "muted")

    def _say_problem(self, problem: str) -> None:
        if problem:
            self._say(problem, "danger")
        else:
            self._read_amount()

    def _say(self, sentence: str, tone: theme.Tone = "muted") -> None:
        self._reading.setText(sentence)
        self._reading.set_tone(tone)
        self.amount.name_it(_("Amount"), sentence)
        self.amounted.emit()

    # parts

    def _fields(self) -> tuple[Field, ...]:
        return self.product, self.quantity, self.amount, self.discount

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(theme.TIGHT)
        named = (
            (_("Product"), self.product),
            (_("Quantity"), self.quantity),
            (_("Amount"), self.amount),
            (_("Discount"), self.discount),
        )
        for column, (name, field) in enumerate(named):
            label = PlainLabel(name, kind="small", tone="muted")
            label.setBuddy(field.inner)
            field.name_it(name)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
        self.quantity.setFixedWidth(72)
        self.quantity.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.amount.setFixedWidth(144)
        self.discount.setFixedWidth(104)
        grid.addWidget(self._add, 1, 4)
        self._reading.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._reading, 2, 0, 1, 4)
        grid.setColumnStretch(0, 1)
