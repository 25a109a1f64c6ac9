"""A month to pick a day from, in our look."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from resources.i18n import _, current_language
from ui import theme


class CalendarPopup(QFrame):
    """Opens under a widget; ``picked(day)`` with a ``datetime.date``, by mouse or Enter. Esc closes it."""

    picked = Signal(object)

    def __init__(self, first_weekday: Qt.DayOfWeek | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._month = QCalendarWidget()

        self.setProperty("look", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, theme.SMALL)
        column.addWidget(self._month)
        locale = QLocale(current_language())
        self._month.setLocale(locale)
        self._month.setFirstDayOfWeek(first_weekday or QLocale.system().firstDayOfWeek())
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self._month.setAccessibleName(_("Calendar"))
        self._month.setMinimumSize(336, 288)
        self._dress()

        self._month.clicked.connect(self._pick)
        self._month.activated.connect(self._pick)

    def open_under(self, widget: QWidget, day: date) -> None:
        self._month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.move(widget.mapToGlobal(widget.rect().bottomLeft()))
        self.show()
        self._month.setFocus()

    def _dress(self) -> None:
        quiet = QTextCharFormat()
        quiet.setForeground(theme.colours().text)
        quiet.setBackground(theme.colours().raised)
        self._month.setHeaderTextFormat(quiet)
        plain = QTextCharFormat()
        plain.setForeground(theme.colours().text)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._month.setWeekdayTextFormat(day, plain)
        for part, icon, name in (
            ("qt_calendar_prevmonth", "chevron-left", _("Month before")),
            ("qt_calendar_nextmonth", "chevron-right", _("Month after")),
        ):
            button = self._month.findChild(QToolButton, part)
            assert isinstance(button, QToolButton)
            button.setIcon(theme.icon(icon))
            button.setFixedSize(32, 32)
            button.setAccessibleName(name)

    def _pick(self, day: QDate) -> None:
        self.close()
        self.picked.emit(date(day.year(), day.month(), day.day()))
