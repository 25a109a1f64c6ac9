"""Which days are looked back on: a usual period, or any two days."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.i18n import _
from ui.context import Context
from ui.forms.fields import day_field
from ui.forms.periods import periods
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.form import Form

_OTHER = "other"
_USUAL = "365-days"


class PeriodForm(QWidget):
    """``chosen`` when another period is to be looked at."""

    chosen = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        found = periods(context.today())
        choices = [Choice(period.key, period.title) for period in found]
        form = Form(columns=3)
        self.period = form.add(_("Period"), ChoiceField([*choices, Choice(_OTHER, _("Other days"))]))
        self.first = form.add(_("From"), day_field(context, past=True), required=True)
        self.last = form.add(_("To"), day_field(context, past=True), required=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        usual = next(period for period in found if period.key == _USUAL)
        self._days = usual.first, usual.last

        self._show(_USUAL, *self._days)
        self.period.edited.connect(self._period_chosen)
        for field in (self.first, self.last):
            field.edited.connect(self._day_typed)

    def days(self) -> tuple[date, date]:
        """The first and the last day, both included."""
        return self._days

    def _period_chosen(self) -> None:
        chosen = self.period.value()
        for period in periods(self._context.today()):
            if period.key == chosen:
                self._days = period.first, period.last
                self._show(chosen, *self._days)
                self.chosen.emit()
        if chosen == _OTHER:
            self.first.setFocus()

    def _day_typed(self) -> None:
        first, last = self.first.value(), self.last.value()
        if not isinstance(first, date) or not isinstance(last, date):
            return
        if first > last:
            self.last.show_problem(_("The period ends before it begins."))
            return
        self.first.clear_problem()
        self.last.clear_problem()
        self.period.set_value(_OTHER)
        if (first, last) != self._days:
            self._days = first, last
            self.chosen.emit()

    def _show(self, key: object, first: date, last: date) -> None:
        self.period.set_value(key)
        self.first.set_value(first)
        self.last.set_value(last)
