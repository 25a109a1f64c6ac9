"""What else stands on a receipt: the day, its number, who served. All of it is proposed."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.forms.fields import day_field
from ui.forms.opening import who_is_here
from ui.forms.staff_field import staff_choices, staff_field
from ui.widgets.field import Field
from ui.widgets.label import PlainLabel
from ui.widgets.text_field import TextField


class ReceiptFields(QWidget):
    """``edited`` when a hand changed anything; ``day_changed`` when the sale is of another day."""

    edited = Signal()
    day_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._proposed = ""
        self._proposed_day = self._told_day = context.today()
        self._was_here = who_is_here(context.book)
        self.day = day_field(context, past=True)
        self.number = TextField()
        self.staff = staff_field(context.book, self._was_here)
        self._away = PlainLabel(_("Not today"), kind="small", tone="warning")

        self.day.set_value(context.today())
        self._lay_out()
        self._tell_day()

        self.day.edited.connect(self._tell_day)
        self.day.line.editingFinished.connect(self._tell_day)
        for field in (self.day, self.number):
            field.edited.connect(self.edited)

    # deeds

    def refresh(self) -> None:
        """Look again at the day, who works here and which number comes next; what a hand chose stays."""
        here, chosen = who_is_here(self._context.book), self.staff.value()
        self.staff.set_choices(staff_choices(self._context.book))
        self.staff.set_value(here if chosen in (None, self._was_here) else chosen)
        self._was_here = here
        if self.number.value() == self._proposed:
            self.propose_number()
        if self.chosen_day() == self._proposed_day:
            # The program may stay open overnight: yesterday, proposed and not chosen, is over.
            self._proposed_day = self._context.today()
            self.day.set_value(self._proposed_day)
            self._tell_day()

    def propose_number(self) -> None:
        """The number of the next receipt."""
        self._proposed = self._context.book.purchases.next_receipt_number()
        self.number.set_value(self._proposed)

    def settled(self) -> bool:
        """Whether the day can be read; if not, it is said and the keyboard goes there."""
        if not self.day.problem():
            return True
        self.day.show_problem(self.day.problem())
        self.day.setFocus()
        return False

    def chosen_day(self) -> date:
        """The day of the sale; today as long as none can be read."""
        return self._context.today() if self.day.problem() else self.day.value() or self._context.today()

    def staff_id(self) -> int | None:
        """Who served, if it is said."""
        chosen = self.staff.value()
        return chosen if isinstance(chosen, int) else None

    def draft(self) -> dict[str, str]:
        """What is typed, for ``restore``."""
        return {"day": self.day.line.text(), "receipt": self.number.value()}

    def restore(self, kept: dict[str, str]) -> None:
        """Put back what ``draft`` gave."""
        self.day.line.setText(kept["day"])
        self.number.set_value(kept["receipt"])
        self._tell_day()

    # parts

    def _tell_day(self) -> None:
        day = self.chosen_day()
        self._away.setVisible(day != self._context.today())
        if day != self._told_day:
            self._told_day = day
            self.day_changed.emit()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(theme.TIGHT)
        fields: tuple[tuple[str, Field], ...] = (
            (_("Day"), self.day),
            (_("Receipt number"), self.number),
            (_("Served by"), self.staff),
        )
        for column, (name, field) in enumerate(fields):
            label = PlainLabel(name, kind="small", tone="muted")
            label.setBuddy(field.inner)
            field.name_it(name)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self._away, 2, 0)
