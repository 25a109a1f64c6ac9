"""What may be said about a report before it is printed; only what concerns it is shown."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reports.catalogue import Options, Report
from resources.i18n import LANGUAGES, _, ngettext
from ui.context import Context
from ui.forms.fields import day_field
from ui.printing.periods import periods
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.form import Form
from ui.widgets.option_field import Option, OptionField

_OTHER = "other"
_USUAL_PERIOD = {"return-visits": "3-months", "top-customers": "365-days"}
_USUAL_LIMIT = {"top-customers": 50}
_LIMITS = (10, 20, 50, 100, 500)


class OptionsForm(QWidget):
    """``changed`` when a hand changed what will be printed; ``options()`` are they, ``None`` while one is wrong."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._report: Report | None = None
        shop = context.book.shop
        self._form = Form()
        self.on = self._form.add(_("Day"), day_field(context), required=True)
        self.period = self._form.add(_("Period"), ChoiceField(self._periods()))
        self.first = self._form.add(_("From"), day_field(context, past=True), required=True)
        self.last = self._form.add(_("To"), day_field(context, past=True), required=True)
        self.by = self._form.add(
            _("Ranked by"),
            OptionField([Option("revenue", _("Revenue")), Option("profit", _("Profit"))]),
        )
        self.limit = self._form.add(_("How many"), ChoiceField(_limits()))
        self.paper = self._form.add(
            _("Paper"), OptionField([Option("a4", "A4"), Option("letter", _("US Letter"))])
        )
        self.language = self._form.add(
            _("Language of the paper"), ChoiceField([Choice(code, name) for code, name in LANGUAGES.items()])
        )

        self.paper.set_value(shop.paper)
        self.language.set_value(shop.language)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)

        self.period.edited.connect(self._period_chosen)
        for field in (self.on, self.period, self.by, self.limit, self.paper, self.language):
            field.edited.connect(self.changed)
        for day in (self.first, self.last):
            day.edited.connect(self._day_typed)

    def show_report(self, report: Report, given: Mapping[str, Any]) -> None:
        """Ask what concerns ``report``, beginning with what is usual and with ``given``, by names of ``Options``."""
        self._report = report
        today = self._context.today()
        self.on.set_value(given.get("on") or today)
        self.by.set_value(given.get("by") or "revenue")
        self.limit.set_value(given.get("limit", _USUAL_LIMIT.get(report.name, 0)))
        usual = _USUAL_PERIOD.get(report.name, "month")
        if given.get("first") or given.get("last"):
            last = given.get("last") or today
            self._show_period(given.get("first") or last.replace(day=1), last)
        else:
            period = next(one for one in periods(today) if one.key == usual)
            self._show_period(period.first, period.last)
        if "paper" in given:
            self.paper.set_value(given["paper"])
        if "language" in given:
            self.language.set_value(given["language"])
        period_asked = "first" in report.takes
        for field, asked in {
            self.on: "on" in report.takes,
            self.period: period_asked,
            self.first: period_asked,
            self.last: period_asked,
            self.by: "by" in report.takes,
            self.limit: "limit" in report.takes,
        }.items():
            self._form.set_row_visible(field, asked)

    def options(self) -> Options | None:
        """What is asked for now; ``None`` if a day cannot be read, which its field then says."""
        report = self._report
        if report is None or not self._form.check():
            return None
        limit, by = self.limit.value(), self.by.value()
        asked = Options(
            today=self._context.today(),
            paper=str(self.paper.value()),
            language=str(self.language.value()),
            limit=limit if isinstance(limit, int) and limit else None,
        )
        if "on" in report.takes:
            asked = replace(asked, on=self.on.value())
        if "first" in report.takes:
            asked = replace(asked, first=self.first.value(), last=self.last.value())
        if "by" in report.takes:
            asked = replace(asked, by="profit" if by == "profit" else "revenue")
        return asked

    def _periods(self) -> list[Choice]:
        found = [Choice(period.key, period.title) for period in periods(self._context.today())]
        return [*found, Choice(_OTHER, _("Other days"))]

    def _period_chosen(self) -> None:
        chosen = self.period.value()
        for period in periods(self._context.today()):
            if period.key == chosen:
                self._show_period(period.first, period.last, chosen)
        if chosen == _OTHER:
            self.first.setFocus()

    def _day_typed(self) -> None:
        self.period.set_value(_OTHER)
        self.changed.emit()

    def _show_period(self, first: date, last: date, key: object = None) -> None:
        self.first.set_value(first)
        self.last.set_value(last)
        names = (one.key for one in periods(self._context.today()) if (one.first, one.last) == (first, last))
        self.period.set_value(key or next(names, _OTHER))


def _limits() -> list[Choice]:
    return [
        Choice(0, _("All")),
        *(Choice(n, ngettext("The first {n}", "The first {n}", n).format(n=n)) for n in _LIMITS),
    ]
