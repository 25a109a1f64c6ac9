"""What may be said about a report before it is printed; only what concerns it is shown."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.days_in_words import format_month, show_days
from model.relative_days import add_months
from model.text_templates import Purpose
from reports.catalogue import DUE_DAYS, LAST_DAYS_OF_MONTH
from reports.report import Options, Report
from resources.i18n import LANGUAGES, _, ngettext
from ui.context import Context
from ui.forms.fields import day_field
from ui.forms.periods import periods
from ui.printing.recalled_field import RecalledField
from ui.widgets.check_field import CheckField
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.form import Form
from ui.widgets.option_field import Option, OptionField
from ui.widgets.text_field import TextField

_OTHER = "other"
_USUAL_PERIOD = {"return-visits": "3-months", "top-customers": "365-days", "recall": "365-days"}
_USUAL_LIMIT = {"top-customers": 50, "silent": 100, "win-back": 100, "classes": 100, "products": 10}
_LIMITS = (10, 20, 50, 100, 500)
_TIMES = (1.25, 1.5, 2.0, 3.0)
_DAYS = (7, 14, 30, 60, 90, 180)
_MONTHS_AHEAD = 10
_MONTHS_BACK = 36
_LOOKING_BACK = "owner-month"
"""Its month is one that has begun; all other months are yet to come."""
_EARLY_IN_MONTH = 10
"""Up to this day the month before is what somebody wants to look back on."""

_MOST_AT_STAKE_FIRST = "silent"
"""Who matters most is settled; its table sorts by any head."""


class OptionsForm(QWidget):
    """``changed`` when a hand changed what will be printed; ``options()`` are they, ``None`` while one is wrong."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._report: Report | None = None
        shop = context.book.shop
        self._form = Form()
        self.purpose = self._form.add(_("What for"), ChoiceField([Choice(one, one.label) for one in Purpose]))
        self.on = self._form.add(_("Day"), day_field(context), required=True)
        self.month = self._form.add(_("Month"), ChoiceField([]))
        self.phones = self._form.add("", CheckField(_("With phone numbers")))
        self.cards = self._form.add("", CheckField(_("As cards, four on a sheet")))
        self.product = self._form.add(_("Product or category"), RecalledField(context.book))
        self.batch = self._form.add(_("Batch"), TextField(placeholder=_("or a part of it")))
        self.times = self._form.add(_("Away for"), ChoiceField(_times()))
        self.days = self._form.add(_("Looking ahead"), ChoiceField(_days()))
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
        self.purpose.edited.connect(self._ask_for_a_day)
        for field in (
            self.purpose,
            self.cards,
            self.on,
            self.month,
            self.phones,
            self.product,
            self.batch,
            self.times,
            self.days,
            self.period,
            self.by,
            self.limit,
            self.paper,
            self.language,
        ):
            field.edited.connect(self.changed)
        self.product.picked.connect(self.changed)
        for day in (self.first, self.last):
            day.edited.connect(self._day_typed)

    def show_report(self, report: Report, given: Mapping[str, Any]) -> None:
        """Ask what concerns ``report``, beginning with what is usual and with ``given``, by names of ``Options``."""
        self._report = report
        today = self._context.today()
        self.purpose.set_value(given.get("purpose") or Purpose.UNREACHED)
        self.cards.set_value(bool(given.get("cards")))
        self.on.set_value(given.get("on") or today)
        self.by.set_value(given.get("by") or "revenue")
        self.limit.set_value(given.get("limit", _USUAL_LIMIT.get(report.name, 0)))
        self._show_months(report, given.get("month"))
        self.phones.set_value(bool(given.get("phones")))
        self.times.set_value(given.get("times") or 0)
        self.days.set_value(given.get("days") or DUE_DAYS)
        if "product" in given:
            self.product.set_value(None, given["product"])
        if "batch" in given:
            self.batch.set_value(given["batch"])
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
            self.purpose: "purpose" in report.takes,
            self.cards: "cards" in report.takes,
            self.phones: "phones" in report.takes,
            self.product: "product" in report.takes,
            self.batch: "batch" in report.takes,
            self.times: "times" in report.takes,
            self.days: "days" in report.takes,
            self.period: period_asked,
            self.first: period_asked,
            self.last: period_asked,
            self.by: _asks_by_what(report),
            self.limit: "limit" in report.takes,
        }.items():
            self._form.set_row_visible(field, asked)
        self._ask_for_a_day()

    def _show_months(self, report: Report, given: date | None) -> None:
        today = self._context.today()
        if report.name == _LOOKING_BACK:
            self.month.set_choices(_months(today, 0, -_MONTHS_BACK))
            usual = today - timedelta(days=_EARLY_IN_MONTH)
        else:
            self.month.set_choices(_months(today, -1, _MONTHS_AHEAD))
            usual = today + timedelta(days=LAST_DAYS_OF_MONTH)
        self.month.set_value((given or usual).replace(day=1))

    def _ask_for_a_day(self) -> None:
        """Letters are those of a day, but for birthdays, which are those of a month."""
        takes = self._report.takes if self._report else frozenset()
        of_month = "purpose" not in takes or self.purpose.value() == Purpose.BIRTHDAY
        of_day = "purpose" not in takes or not of_month
        self._form.set_row_visible(self.on, "on" in takes and of_day)
        self._form.set_row_visible(self.month, "month" in takes and of_month)

    def ask_about_paper(self, wanted: bool) -> None:
        """Whether it matters on what paper, and in which language, it will come out."""
        for field in (self.paper, self.language):
            self._form.set_row_visible(field, wanted)
        report = self._report
        self._form.set_row_visible(self.phones, wanted and report is not None and "phones" in report.takes)

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
            limit=limit if isinstance(limit, int) else None,
        )
        if "on" in report.takes:
            asked = replace(asked, on=self.on.value())
        if "first" in report.takes:
            asked = replace(asked, first=self.first.value(), last=self.last.value())
        if _asks_by_what(report):
            asked = replace(asked, by="profit" if by == "profit" else "revenue")
        month, times, days = self.month.value(), self.times.value(), self.days.value()
        if "month" in report.takes and isinstance(month, date):
            asked = replace(asked, month=month, phones=self.phones.value())
        purpose = self.purpose.value()
        if "purpose" in report.takes and isinstance(purpose, Purpose):
            asked = replace(asked, purpose=purpose, cards=self.cards.value())
        if "times" in report.takes:
            asked = replace(asked, times=times if isinstance(times, float) else None)
        if "days" in report.takes and isinstance(days, int):
            asked = replace(asked, days=days)
        if "product" in report.takes:
            asked = replace(asked, product=self.product.text(), batch=self.batch.value())
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


def _asks_by_what(report: Report) -> bool:
    return "by" in report.takes and report.name != _MOST_AT_STAKE_FIRST


def _months(today: date, first: int, last: int) -> list[Choice]:
    """From so many months after this one to so many, both included; negative ones lie before it."""
    step = 1 if last >= first else -1
    months = [add_months(today.replace(day=1), n) for n in range(first, last + step, step)]
    return [Choice(month, format_month(month)) for month in months]


def _times() -> list[Choice]:
    as_ruled = Choice(0, _("As long as the shop’s rule says"))
    return [as_ruled, *(Choice(n, _("{n} times their rhythm").format(n=f"{n:g}")) for n in _TIMES)]


def _days() -> list[Choice]:
    return [Choice(n, show_days(n)) for n in _DAYS]


def _limits() -> list[Choice]:
    return [
        Choice(0, _("All")),
        *(Choice(n, ngettext("The first {n}", "The first {n}", n).format(n=n)) for n in _LIMITS),
    ]
