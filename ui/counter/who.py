"""Who is buying: a customer found by two letters, a new one with what was typed, or nobody by name."""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.customer_phones import Phone
from model.customers import Customer, CustomerCard
from model.errors import FieldError
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.forms.customer_picker import CustomerField
from ui.forms.known_already import known_already
from ui.widgets.button import IconButton
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel
from ui.widgets.text_field import TextField

_A_PHONE = re.compile(r"[\d\s+()./-]{3,}")


class Who(QWidget):
    """``decided`` when the work goes on to the lines; ``chosen(id or None)`` when another customer is meant."""

    decided = Signal()
    chosen = Signal(object)
    edited = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.customer = CustomerField(
            context,
            placeholder=_("Two letters of the name or the last four digits; empty for a walk-in"),
            new_label=_("Add new: {text}"),
        )
        self.name = TextField(most=1000, placeholder=_("Name"))
        self.phone = TextField(placeholder=_("Phone"))
        self._new = QWidget()
        self._problem = PlainLabel(kind="small", tone="danger", wrap=True)

        self._lay_out()
        self.clear()

        self.customer.picked.connect(self._picked)
        self.customer.new_wanted.connect(self.begin_new)
        self.customer.line.returnPressed.connect(self._walk_in)
        self.customer.edited.connect(self._typed)
        self.name.line.returnPressed.connect(self._name_entered)
        self.phone.line.returnPressed.connect(self._name_entered)
        for field in (self.name, self.phone):
            field.edited.connect(self.edited)
            field.edited.connect(self._look_for_known)
        self._cancel.clicked.connect(self.forget_new)

    # deeds

    def clear(self) -> None:
        """Nobody yet."""
        self.customer.set_value(None)
        self.name.set_value("")
        self.phone.set_value("")
        self._new.hide()
        self.customer.show()
        self._say("")

    def focus_first(self) -> None:
        """Put the keyboard where a customer is named."""
        (self.name if self.is_new() else self.customer).setFocus()
        self.customer.line.selectAll()  # the next name typed takes the place of this one

    def is_new(self) -> bool:
        """Whether somebody new is being typed."""
        return not self._new.isHidden()

    def is_blank(self) -> bool:
        """Whether nobody is named, neither found nor typed."""
        return not self.is_new() and not self.customer.text()

    def customer_id(self) -> int | None:
        """The customer picked, ``None`` for a walk-in or somebody new."""
        picked = self.customer.value()
        return picked if isinstance(picked, int) and not self.is_new() else None

    def show_customer(self, customer_id: int | None) -> None:
        """Name this customer, as if they had been picked."""
        self.clear()
        self.customer.show_customer(customer_id)
        self.chosen.emit(self.customer_id())

    def begin_new(self, typed: str) -> None:
        """Ask for what is missing of somebody new: digits are a phone, anything else a name."""
        a_phone = _A_PHONE.fullmatch(typed) is not None
        self.name.set_value("" if a_phone else typed)
        self.phone.set_value(typed if a_phone else "")
        self.customer.hide()
        self._new.show()
        (self.name if a_phone else self.phone).setFocus()
        self._look_for_known()
        self.chosen.emit(None)
        self.edited.emit()

    def forget_new(self) -> None:
        """Back to finding somebody, with what was typed."""
        typed = self.phone.value() or self.name.value()
        self.clear()
        self.customer.line.setText(typed)
        self.customer.setFocus()
        self.customer.line.selectAll()
        self.edited.emit()

    def settled(self) -> bool:
        """Whether it is clear who buys; if not, it is said and the keyboard goes there."""
        if self.is_new() and not self.name.value():
            self._say(_("Give the new customer a name, even a short one."))
            self.name.setFocus()
            return False
        if not self.is_new() and self.customer.text() and self.customer_id() is None:
            self._say(_("Choose the customer from the list, or empty the field for a walk-in."))
            self.customer.setFocus()
            return False
        return True

    def stored_id(self) -> int | None:
        """The id of who buys; somebody new is stored inside the running edit. ``None`` for a walk-in."""
        if not self.is_new():
            return self.customer_id()
        if self.name.problem():
            raise FieldError(self.name.problem(), "name")
        number = self.phone.value()
        card = CustomerCard(
            customer=Customer(name=self.name.value(), known_since=self._context.today()),
            phones=(Phone(number=number),) if number else (),
        )
        return self._context.book.customers.save(card).customer.id

    def shown_name(self) -> str:
        """Who buys, in words."""
        if self.is_new():
            return self.name.value()
        return self.customer.text() or _("Walk-in")

    def draft(self) -> dict[str, str]:
        """What is typed, for ``restore``."""
        if self.is_new():
            return {"new_name": self.name.value(), "new_phone": self.phone.value()}
        return {"customer_id": str(self.customer_id() or ""), "typed": self.customer.text()}

    def restore(self, kept: dict[str, str]) -> None:
        """Put back what ``draft`` gave."""
        self.clear()
        if "new_name" in kept:
            self.begin_new("")
            self.name.set_value(kept["new_name"])
            self.phone.set_value(kept.get("new_phone", ""))
        elif kept.get("customer_id"):
            self.show_customer(int(kept["customer_id"]))
        else:
            self.customer.line.setText(kept.get("typed", ""))

    # parts

    def _picked(self, customer_id: object) -> None:
        self._say("")
        self.chosen.emit(customer_id)
        self.edited.emit()
        self.decided.emit()

    def _typed(self) -> None:
        self._say("")
        if self.customer.value() is None:
            self.chosen.emit(None)
        self.edited.emit()

    def _walk_in(self) -> None:
        if self.settled():
            self.decided.emit()

    def _name_entered(self) -> None:
        if self.settled():
            self.decided.emit()

    def _look_for_known(self) -> None:
        """Somebody with this phone or name may be in the book: said, and never in the way."""
        known = known_already(self._context.book, self.name.value(), [self.phone.value()], 0)
        if known:
            sentence = _("{name} is in the book: {detail}. Esc to choose them, Enter for somebody else.")
            self._say(sentence.format(name=known[0].name, detail=known[0].detail), "info")
        else:
            self._say("")

    def _say(self, sentence: str, tone: theme.Tone = "danger") -> None:
        self._problem.setText(sentence)
        self._problem.set_tone(tone)
        self._problem.setVisible(bool(sentence))

    def said(self) -> str:
        """What stands under the fields now."""
        return self._problem.text()

    def _lay_out(self) -> None:
        self._cancel = IconButton("x", _("Look for a known customer instead"), role="muted")
        label = PlainLabel(_("Customer"), kind="small", tone="muted")
        label.setBuddy(self.customer.inner)
        self.customer.name_it(_("Customer"))
        self.name.name_it(_("Name of the new customer"))
        self.phone.name_it(_("Phone of the new customer"))
        new = QHBoxLayout(self._new)
        new.setContentsMargins(0, 0, 0, 0)
        new.setSpacing(theme.SMALL)
        new.addWidget(IconView("user-plus", role="accent", size=20))
        new.addWidget(self.name, 3)
        new.addWidget(self.phone, 2)
        new.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TIGHT)
        column.addWidget(label)
        column.addWidget(self.customer)
        column.addWidget(self._new)
        column.addWidget(self._problem)
