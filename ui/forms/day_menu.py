"""On which other day? The usual answers in a menu, each behind a digit, and any other day."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from model.days_in_words import days_between, format_day
from model.relative_days import add_months
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.forms.fields import day_field
from ui.forms.opening import open_form
from ui.widgets.form import Form
from ui.widgets.form_dialog import FormDialog


def day_menu(context: Context, title: str, picked: Callable[[date], None], parent: QWidget) -> QMenu:
    """A menu of days after today; ``picked`` is called with the one chosen."""
    menu = QMenu(title, parent)
    menu.setAccessibleName(title)
    today = context.today()
    for number, day in enumerate(usual_days(today), 1):
        words = f"&{number}  {days_between(day, today)} · {format_day(day, 'medium')}"
        menu.addAction(words).triggered.connect(lambda _on=False, day=day: picked(day))
    menu.addSeparator()
    number = len(usual_days(today)) + 1
    other = menu.addAction(theme.icon("calendar-days", "muted"), f"&{number}  " + _("Another day…"))
    other.triggered.connect(lambda: open_form(DayDialog(context, title, picked, parent)))
    menu.setActiveAction(menu.actions()[0])
    return menu


def usual_days(today: date) -> list[date]:
    """Tomorrow, and in three days, a week, two weeks, a month."""
    return [*(today + timedelta(days=days) for days in (1, 3, 7, 14)), add_months(today, 1)]


class DayDialog(FormDialog):
    """Asks for one day after today; Enter takes it."""

    def __init__(self, context: Context, title: str, picked: Callable[[date], None], parent: QWidget) -> None:
        super().__init__(title, _("Take this day"), width=400, parent=parent)
        self._today, self._picked = context.today, picked
        self._form = Form()
        self.day = self._form.add(
            _("Day"), day_field(context, placeholder=_("e.g. +14, fri, 24 Dec")), required=True
        )
        self.add(self._form)

        # After the field itself has seen the Enter, or it would take away what is said of its day.
        self.day.line.returnPressed.connect(self.save.click, Qt.ConnectionType.QueuedConnection)
        self.submitted.connect(self._take)

    def _take(self) -> None:
        if not self._form.check():
            return
        day = self.day.value()
        if day is None or day <= self._today():
            self._form.show_problem(self.day, _("Choose a day after today."))
            return
        self.accept()
        self._picked(day)
