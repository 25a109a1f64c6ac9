"""Forecasts of the past beside the truth: by month, by class, and beside what anybody would have guessed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from model.back_test.checking import BackTest
from model.back_test.in_words import beneath_in_words, compared_in_words, total_in_words, whole
from model.back_test.round import Round
from model.days_in_words import format_day, format_month
from model.money import format_money_tick
from reports.wording import short_month
from resources.i18n import _, ngettext, paragraph
from ui import theme
from ui.figures.forecast_past_tables import Guess, Line, came_columns, grown_table, guess_columns
from ui.widgets.chart_card import ChartCard
from ui.widgets.chip import Chip
from ui.widgets.label import PlainLabel
from ui.widgets.paired_bars import Pair, PairedBars

_GUESS_LEAST = 320
"""So wide is the name of a guess that can still be told from the others."""


class PastCard(ChartCard):
    """One forecast of the past at a time; buttons choose how long ago it would have been made."""

    chart: PairedBars

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        self.by_month = grown_table(came_columns(_("Month"), currency), _("Month by month"))
        bars = PairedBars(
            _("Expected and come, month by month"),
            expected=_("Expected"),
            came=_("Came"),
            tick=lambda cents: format_money_tick(cents, currency),
        )
        super().__init__(_("Held against what happened"), bars, self.by_month, parent=parent)
        self._currency = currency
        self._rounds: Sequence[Round] = ()
        self._months = 0
        self._choosing = QWidget()
        self.chips: dict[int, Chip] = {}
        self._row = QHBoxLayout(self._choosing)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SMALL)
        self._row.addStretch(1)
        self.compared = PlainLabel(wrap=True, selectable=True)
        self.guesses = grown_table(guess_columns(currency), _("Beside what anybody would guess"))
        self.guesses.show_what_fits(("off", "each", "total", "top"), stretch_least=_GUESS_LEAST)
        self.by_class = grown_table(
            came_columns(_("Class on that day"), currency, counted=True), _("By class")
        )
        self.foot = PlainLabel(kind="small", tone="muted", wrap=True, selectable=True)
        below = (
            PlainLabel(_("Beside what anybody would guess"), kind="strong"),
            self.guesses,
            PlainLabel(_("By class"), kind="strong"),
            self.by_class,
            self.foot,
        )
        self.body.insertWidget(1, self._choosing)
        self.body.insertWidget(2, self.compared)
        self.add(*below)
        self._told = (self._choosing, self.compared, self.chart, self.numbers, *below)

    def show_rounds(self, found: BackTest) -> None:
        """Show the forecasts that the book is old enough for, the longest first."""
        self._rounds = found.rounds
        for widget in self._told:
            widget.setVisible(bool(found.rounds))
        if not found.rounds:
            self.by_month.hide()
        self.say(
            _(
                "The program goes back to an earlier day, forgets everything since, foretells the months up to {day},"
                " and looks at what came."
            ).format(day=format_day(found.until))
            if found.rounds
            else _(
                "The book is too young. When it is half a year old, this shows what the forecast would have said"
                " three months before, beside what came."
            )
        )
        months = [one.months for one in found.rounds]
        if months != list(self.chips):
            self._make_chips(months)
        if months:
            self.choose(self._months if self._months in months else months[0])

    def choose(self, months: int) -> None:
        """Show the forecast that would have been made so many months ago."""
        self._months = months
        for number, chip in self.chips.items():
            chip.setChecked(number == months)
        self._show(next(one for one in self._rounds if one.months == months))

    def _make_chips(self, months: Sequence[int]) -> None:
        for chip in self.chips.values():
            self._row.removeWidget(chip)
            chip.deleteLater()
        self.chips = {
            number: Chip(
                ngettext("{n} month ago", "{n} months ago", number).format(n=number), one_of_several=True
            )
            for number in months
        }
        for place, (number, chip) in enumerate(self.chips.items()):
            self._row.insertWidget(place, chip)
            chip.clicked.connect(lambda _on=False, number=number: self.choose(number))

    def _show(self, one: Round) -> None:
        money = self._currency
        self.compared.setText(paragraph((total_in_words(one, money), compared_in_words(one, money))))
        self.chart.show_pairs(
            [
                Pair(
                    format_month(month.first),
                    month.forecast_cents,
                    month.truth_cents,
                    _("{expected} expected, {came} came").format(
                        expected=whole(month.forecast_cents, money), came=whole(month.truth_cents, money)
                    ),
                    short=short_month(month.first, with_year=False),
                )
                for month in one.by_month
            ]
        )
        self.by_month.show_rows(
            [
                Line(format_month(month.first), 0, month.forecast_cents, month.truth_cents)
                for month in one.by_month
            ]
        )
        ours = [Guess(_("This forecast"), one.ours)]
        others = [Guess(naive.label, errors) for naive, errors in one.naive.items()]
        self.guesses.show_rows(ours + others)
        self.by_class.show_rows(
            [
                Line(of_class.label, beside.customers, beside.forecast_cents, beside.truth_cents)
                for of_class, beside in one.by_class.items()
            ]
        )
        self.foot.setText(beneath_in_words(one))
