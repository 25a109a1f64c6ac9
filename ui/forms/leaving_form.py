"""They no longer come: why, and where they buy now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from model.customers import Customer
from model.leaving import LeftReason
from resources.i18n import _, pgettext
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.form import Form
from ui.widgets.form_dialog import FormDialog
from ui.widgets.option_field import Option, OptionField
from ui.widgets.text_field import TextField

_DIGITS = "1234567890"


class LeavingForm(FormDialog):
    """``said(reason, where they buy now)``; nothing is stored here. A digit chooses the reason, Enter is done."""

    said = Signal(object, str)

    def __init__(self, customer: Customer, parent: QWidget | None = None) -> None:
        super().__init__(
            _("{name} no longer comes").format(name=customer.name),
            _("Write it down"),
            width=560,
            parent=parent,
        )
        self._form = Form()
        reasons = [one for one in LeftReason if one is not LeftReason.NONE]
        self.reason = self._form.add(
            pgettext("they left", "Why"),
            OptionField([Option(one, one.label, digit) for one, digit in zip(reasons, _DIGITS, strict=True)]),
            required=True,
        )
        self.shop = self._form.add(_("Where they buy now"), TextField(most=500))
        self.add(self._form)
        known = customer.left_reason
        self.reason.set_value(known if known is not LeftReason.NONE else LeftReason.UNKNOWN)
        self.shop.set_value(customer.left_for)

        self.shop.line.returnPressed.connect(self.save.click, Qt.ConnectionType.QueuedConnection)
        self.submitted.connect(self._take)

    def _take(self) -> None:
        reason = self.reason.value()
        assert isinstance(reason, LeftReason)
        self.accept()
        self.said.emit(reason, self.shop.value())


class LeavingFields(Form):
    """The same as part of another form, where somebody may also come again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(columns=2, parent=parent)
        reasons = ChoiceField([Choice(reason, reason.label) for reason in LeftReason])
        self.left_reason = self.add(_("Do they still come?"), reasons)
        self.left_for = self.add(_("Where they buy now"), TextField(most=500))
        self._shown: int | None = None
        self.is_known = False
        """Whether the book says that they left."""

        self.left_reason.edited.connect(self._follow)
        self.left_reason.set_value(LeftReason.NONE)
        self._follow()

    @property
    def reason(self) -> LeftReason:
        """Why they left; ``NONE`` if they come."""
        chosen = self.left_reason.value()
        return chosen if isinstance(chosen, LeftReason) else LeftReason.NONE

    @property
    def has_left(self) -> bool:
        return self.reason is not LeftReason.NONE

    def show_customer(self, customer: Customer) -> None:
        """What the book says of this customer; what was typed since stays."""
        if customer.id == self._shown:
            return
        self._shown = customer.id
        self.is_known = customer.left_reason is not LeftReason.NONE
        self.left_reason.set_value(customer.left_reason)
        self.left_for.set_value(customer.left_for)
        self._follow()

    def _follow(self) -> None:
        self.set_row_visible(self.left_for, self.has_left)
