"""Month by month: who came, who was new or lost, and what was earned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from model.days_in_words import format_month
from model.money import format_money_tick, format_round_money
from reports.wording import short_month
from resources.i18n import _, ngettext, paragraph, pgettext
from ui.widgets.chart_card import ChartCard
from ui.widgets.column import Column, number_column
from ui.widgets.simple_table import SimpleTable
from ui.widgets.stacked_bars import Series, Stack, StackedBars

if TYPE_CHECKING:
    from model.flow.flow import Flow
    from model.flow.months import Month

_IN_SIGHT = 13
_FIRST_YEAR = 13
_OF_BOTH = ("revenue", "profit", "returned", "purchases", "unnamed")
_OF_REVENUE = ("revenue", "returned", "purchases", "unnamed")


class ComingCard(ChartCard):
    """Buyers above the line: known ones, those who were lost and came back, new ones. Below it the lost."""

    def __init__(self) -> None:
        title = _("Who came, who was new, who was lost")
        self.bars = StackedBars(
            title,
            [
                Series(_("Came again"), 5),
                Series(_("Back after being lost"), 1),
                Series(pgettext("of customers", "New"), 2),
                Series(pgettext("of customers", "Lost"), 0),
            ],
            tick=lambda value: f"{abs(value):,.0f}",
            whole=True,
        )
        self.numbers_of_months = SimpleTable(
            [
                _month_column(),
                _count("buyers", _("Bought"), lambda month: month.buyers),
                _count("returning", _("Came again"), lambda month: month.returning, 110),
                _count("back", pgettext("of customers", "Back"), lambda month: month.back),
                _count("new", pgettext("of customers", "New"), lambda month: month.new),
                _count("lost", pgettext("of customers", "Lost"), lambda month: month.lost),
                _count("active", _("Active at the end"), lambda month: month.active, 140),
            ],
            name=title,
            grows=True,
            tallest=_IN_SIGHT,
        )
        self.numbers_of_months.show_what_fits(
            ("new", "lost", "active", "buyers", "back", "returning"), stretch_least=130
        )
        super().__init__(title, self.bars, self.numbers_of_months)

    def show_months(self, months: Sequence[Month], flow: Flow) -> None:
        """Show these, the oldest first."""
        self.bars.show_stacks([_stack_of_people(month, months) for month in months])
        self.numbers_of_months.show_rows(list(reversed(months)))
        self.say(self._sentence(months), self._note(months, flow))

    def _sentence(self, months: Sequence[Month]) -> str:
        new, back, lost = (
            sum(numbers) for numbers in zip(*((m.new, m.back, m.lost) for m in months), strict=True)
        )
        return _(
            "In these months: {new} new, {back} back, {lost} lost. Active went from {before} to {now}."
        ).format(
            new=f"{new:,}",
            back=f"{back:,}",
            lost=f"{lost:,}",
            before=f"{months[-1].active - new - back + lost:,}",
            now=f"{months[-1].active:,}",
        )

    def _note(self, months: Sequence[Month], flow: Flow) -> str:
        words = [
            ngettext(
                "Lost is who has been away for more than {n} day and for more than twice their own rhythm, from that"
                " day on; or who told us that they leave. Who buys after that is back.",
                "Lost is who has been away for more than {n} days and for more than twice their own rhythm, from that"
                " day on; or who told us that they leave. Who buys after that is back.",
                flow.away_days,
            ).format(n=flow.away_days)
        ]
        words.append(_running(months[-1]))
        if len(flow.months) - len(months) < _FIRST_YEAR:
            words.append(_("In its first year everybody is new to a book, and nobody can be lost yet."))
        return paragraph(words)


class EarningCard(ChartCard):
    """Revenue and profit of everybody, also of those who gave no name."""

    def __init__(self, currency: str) -> None:
        self._currency = currency
        title = _("Revenue and profit, month by month")
        self.bars = StackedBars(
            title,
            self._series(is_revenue=False),
            tick=lambda value: format_money_tick(value, currency),
            beside=True,
        )
        self.numbers_of_months = SimpleTable(
            [
                _month_column(),
                _count("purchases", _("Purchases"), lambda month: month.purchases, 100),
                self._money("revenue", _("Revenue"), lambda month: month.revenue_cents),
                self._money("returned", _("Brought back"), lambda month: month.returned_cents),
                self._money("unnamed", _("Without a name"), lambda month: month.unnamed_cents, 140),
                self._money("profit", _("Profit"), lambda month: month.profit_cents),
            ],
            name=title,
            grows=True,
            tallest=_IN_SIGHT,
        )
        super().__init__(title, self.bars, self.numbers_of_months)

    def show_months(self, months: Sequence[Month], margin_words: str, *, is_revenue: bool) -> None:
        """Show these, the oldest first; ``is_revenue`` where no profit can be told of anything."""
        self.bars.show_series(self._series(is_revenue=is_revenue))
        self.bars.show_stacks([self._stack(month, months, is_revenue=is_revenue) for month in months])
        self.numbers_of_months.show_rows(list(reversed(months)))
        self.numbers_of_months.show_what_fits(_OF_REVENUE if is_revenue else _OF_BOTH, stretch_least=130)
        revenue, profit, returned = (
            sum(cents)
            for cents in zip(
                *((m.revenue_cents, m.profit_cents, m.returned_cents) for m in months), strict=True
            )
        )
        sentences = [
            _("In these months: {revenue} of revenue.")
            if is_revenue
            else _("In these months: {revenue} of revenue, {profit} of profit.")
        ]
        if returned:
            sentences.append(_("Goods for {returned} were brought back, which is taken off."))
        note = [margin_words, _running(months[-1])]
        self.say(
            paragraph(sentences).format(
                revenue=self._words(revenue), profit=self._words(profit), returned=self._words(returned)
            ),
            paragraph(note),
        )

    def _series(self, *, is_revenue: bool) -> list[Series]:
        revenue, profit = Series(_("Revenue"), 1), Series(_("Profit"), 0)
        return [revenue] if is_revenue else [revenue, profit]

    def _stack(self, month: Month, months: Sequence[Month], *, is_revenue: bool) -> Stack:
        if is_revenue:
            return _stack(
                month,
                months[0],
                (month.revenue_cents,),
                _("{revenue} of revenue").format(revenue=self._words(month.revenue_cents)),
            )
        shown = _("{revenue} of revenue, {profit} of profit").format(
            revenue=self._words(month.revenue_cents), profit=self._words(month.profit_cents)
        )
        return _stack(month, months[0], (month.revenue_cents, month.profit_cents), shown)

    def _money(self, key: str, title: str, cents: Callable[[Month], int], width: int = 120) -> Column[Any]:
        return number_column(
            key, title, cents, lambda amount: self._words(amount) if amount else "", width=width
        )

    def _words(self, cents: int) -> str:
        return format_round_money(cents, self._currency)


def _stack_of_people(month: Month, months: Sequence[Month]) -> Stack:
    shown = _("{buyers} bought, {new} of them new and {back} back; {lost} lost").format(
        buyers=f"{month.buyers:,}", new=f"{month.new:,}", back=f"{month.back:,}", lost=f"{month.lost:,}"
    )
    return _stack(month, months[0], (month.returning, month.back, month.new, -month.lost), shown)


def _month_column() -> Column[Month]:
    return Column(
        "month",
        _("Month"),
        lambda month: (
            format_month(month.first)
            if month.complete
            else _("{month}, so far").format(month=format_month(month.first))
        ),
        stretch=True,
        strong=True,
        order=lambda month: month.first,
    )


def _count(key: str, title: str, number: Callable[[Month], int], width: int = 80) -> Column[Any]:
    return number_column(key, title, number, width=width)


def _stack(month: Month, first: Month, values: tuple[float, ...], shown: str) -> Stack:
    """Its label is long where the year begins."""
    return Stack(
        short_month(month.first, with_year=month is first or month.first.month == 1),
        values,
        shown,
        short=short_month(month.first, with_year=False),
        landmark=month.first.month == 1,
        running=not month.complete,
    )


def _running(month: Month) -> str:
    """What has to be said of the last bars, if they are of a month that still runs and there are any."""
    if month.complete or not (month.purchases or month.lost or month.returned_cents):
        return ""
    return _("{month} is not over: its bar is hatched.").format(month=format_month(month.first))
