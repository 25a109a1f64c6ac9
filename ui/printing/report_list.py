"""What can be printed, to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from model.days_in_words import format_day
from reports.report import Report
from resources.i18n import _
from ui.widgets.suggestion_list import Suggestion, SuggestionList

_ICONS = {
    "call-list": "phone",
    "return-visits": "message-square",
    "top-customers": "star",
    "owner-month": "calendar-days",
    "classes": "users",
    "forecast": "chart-column",
    "birthdays": "cake",
    "silent": "clock",
    "win-back": "heart",
    "service-due": "shield-check",
    "recall": "triangle-alert",
    "letters": "mail",
    "slips": "clipboard-list",
    "made-call-list": "phone",
    "customer": "circle-user",
    "customers": "users",
    "products": "repeat",
    "product-list": "package",
    "complaints": "frown",
    "follow-ups": "calendar-check",
    "contacts": "phone-call",
    "suggestions": "message-square",
    "sales": "shopping-bag",
}


class ReportList(SuggestionList):
    """``chosen(name)`` as soon as one becomes the current one, by arrow key or click."""

    chosen = Signal(str)

    def __init__(self, reports: Sequence[Report], parent: QWidget | None = None) -> None:
        super().__init__(_("What to print"), parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("look", "")
        self.show_reports(reports)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def show_reports(self, reports: Sequence[Report]) -> None:
        """Offer these, with whom or what one is about beneath it."""
        self.show_items(
            [
                Suggestion(report.name, report.title, _about(report), _ICONS.get(report.name, "file-text"))
                for report in reports
            ],
            choose_first=False,
        )
        self.setFixedHeight(self.height_of_all(20) + 4)

    def choose(self, name: str) -> None:
        """Make that report the current one."""
        for line, item in enumerate(self.items()):
            if item.key == name and line != self.currentIndex().row():
                self.setCurrentIndex(self.model().index(line, 0))

    def _tell(self) -> None:
        one = self.current()
        if one is not None:
            self.chosen.emit(str(one.key))


def _about(report: Report) -> str:
    return " · ".join(part for part in (report.about, format_day(report.on) if report.on else "") if part)
