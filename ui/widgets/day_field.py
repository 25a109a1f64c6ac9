"""A day: typed in any way ``parse`` reads, stepped by arrow keys, or picked from a month."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from resources.i18n import _
from ui.widgets.button import IconButton
from ui.widgets.parsed_field import ParsedField

_BUTTON = 28
_STEPS = {
    Qt.Key.Key_Up: timedelta(days=1),
    Qt.Key.Key_Down: timedelta(days=-1),
    Qt.Key.Key_PageUp: timedelta(days=7),
    Qt.Key.Key_PageDown: timedelta(days=-7),
}


class DayField(ParsedField[date]):
    """Up and Down step a day, Page Up and Page Down a week, F4 or Alt+Down opens the month.

    ``today`` tells the day to begin from when the field is empty.
    """

    def __init__(
        self,
        parse: Callable[[str], date],
        show: Callable[[date], str],
        today: Callable[[], date],
        *,
        placeholder: str = "",
        first_weekday: Qt.DayOfWeek | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parse, show, placeholder=placeholder, parent=parent)
        self._today, self._first_weekday = today, first_weekday
        self._button = IconButton("calendar-days", _("Open the calendar"), role="muted", parent=self.line)

        self._button.setFixedSize(_BUTTON, _BUTTON)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self.line.setTextMargins(0, 0, _BUTTON, 0)

        self._button.clicked.connect(self.open_calendar)
        self.line.installEventFilter(self)

    def name_it(self, name: str, description: str = "") -> None:
        super().name_it(name, description)
        self._button.set_name(_("{field}: open the calendar").format(field=name))

    def open_calendar(self) -> None:
        from ui.widgets.calendar import CalendarPopup  # Only now: Today opens with such a field.

        popup = CalendarPopup(self._first_weekday, self)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.picked.connect(self._take)
        popup.open_under(self, self._day() or self._today())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if key == Qt.Key.Key_F4 or (alt and key == Qt.Key.Key_Down):
                self.open_calendar()
                return True
            if key in _STEPS:
                self._step(_STEPS[key])
                return True
        elif event.type() == QEvent.Type.Resize:
            edge = (self.line.height() - _BUTTON) // 2
            self._button.move(self.line.width() - _BUTTON - edge, edge)
        return super().eventFilter(watched, event)

    def _day(self) -> date | None:
        return None if self.problem() else self.value()

    def _step(self, step: timedelta) -> None:
        day = self._day()
        if day is None and not self.is_blank():
            return  # what is typed cannot be read yet; do not throw it away
        try:
            self._take(self._today() if day is None else day + step)
        except OverflowError:
            return

    def _take(self, day: object) -> None:
        assert isinstance(day, date)
        self.set_value(day)
        self.line.selectAll()
        self.edited.emit()
