"""On how few customers the money hangs: a curve, its table, and one number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.flow.in_words import concentration_in_words, losing_in_words, percent, top_in_words
from model.money import format_round_money
from resources.i18n import _
from ui.figures.overview_missing import CONCENTRATION_FROM
from ui.widgets.chart_card import ChartCard
from ui.widgets.column import Column
from ui.widgets.line_chart import Line, LineChart, Mark
from ui.widgets.simple_table import SimpleTable

if TYPE_CHECKING:
    from model.flow.flow import Flow
    from model.flow.pareto import Top

_SPOKEN_OF = (1, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class _Line:
    profit: Top
    revenue: Top


class ConcentrationCard(ChartCard):
    """The best customers first: what part of the profit, and of the revenue, so many of them bring."""

    def __init__(self, currency: str) -> None:
        self._currency = currency
        title = _("How much hangs on few customers")
        chart = LineChart(title, tick_x=percent, tick_y=percent)
        table = SimpleTable(self._columns(), name=title, grows=True)
        table.show_what_fits(("share", "profit", "revenue_share", "customers", "revenue"), stretch_least=130)
        super().__init__(title, chart, table)
        self.curve, self.numbers_of_tops = chart, table

    def show_concentration(self, flow: Flow) -> None:
        profit, revenue = flow.profit, flow.revenue
        self.setVisible(profit.customers >= CONCENTRATION_FROM)
        if self.isHidden():
            return
        five, twenty = profit.top(5), profit.top(20)
        lines = [
            Line(_("Profit"), profit.curve(), series=0),
            Line(_("Revenue"), revenue.curve(), series=1),
            Line(_("If all brought the same"), [(0, 0), (1, 1)], series=5, dashed=True),
        ]
        marks = [
            Mark(
                top.customers / top.of,
                top.share,
                _("best {part}: {share}").format(part=percent(top.percent / 100), share=percent(top.share)),
            )
            for top in (five, twenty)
            if top.share is not None
        ]
        self.curve.show_lines(
            [line for line in lines if line.points],
            marks,
            foot=_("{value} of the customers"),
            described=concentration_in_words(profit),
        )
        said = [concentration_in_words(profit), top_in_words(five), top_in_words(twenty)]
        self.say(" ".join(part for part in said if part), losing_in_words(profit, self._currency))
        self.numbers_of_tops.show_rows([_Line(profit.top(part), revenue.top(part)) for part in _SPOKEN_OF])

    def _columns(self) -> list[Column[_Line]]:
        def money(cents: int) -> str:
            return format_round_money(cents, self._currency)

        def share(top: Top) -> str:
            return "" if top.share is None else percent(top.share)

        return [
            Column(
                "best",
                _("The best"),
                lambda line: percent(line.profit.percent / 100),
                stretch=True,
                strong=True,
                order=lambda line: line.profit.percent,
            ),
            Column(
                "customers",
                _("Customers"),
                lambda line: f"{line.profit.customers:,}",
                width=104,
                align="right",
                order=lambda line: line.profit.customers,
            ),
            Column(
                "profit",
                _("Profit"),
                lambda line: money(line.profit.cents),
                width=130,
                align="right",
                order=lambda line: line.profit.cents,
            ),
            Column(
                "share",
                _("Part of the profit"),
                lambda line: share(line.profit),
                width=140,
                align="right",
                order=lambda line: line.profit.cents,
            ),
            Column(
                "revenue",
                _("Revenue"),
                lambda line: money(line.revenue.cents),
                width=130,
                align="right",
                order=lambda line: line.revenue.cents,
            ),
            Column(
                "revenue_share",
                _("Part of the revenue"),
                lambda line: share(line.revenue),
                width=150,
                align="right",
                order=lambda line: line.revenue.cents,
            ),
        ]
