"""On how few customers the money hangs: a curve, its table, and one number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.flow.in_words import concentration_in_words, losing_in_words, top_in_words
from model.money import format_round_money
from model.percentages import percent
from resources.i18n import _, paragraph
from ui.figures.overview_missing import CONCENTRATION_FROM
from ui.widgets.chart_card import ChartCard
from ui.widgets.column import Column, number_column
from ui.widgets.line_chart import Line, LineChart, Mark
from ui.widgets.simple_table import SimpleTable

if TYPE_CHECKING:
    from model.flow.flow import Flow
    from model.flow.pareto import Top

_SPOKEN_OF = (1, 5, 10, 20, 50, 100)
_OF_BOTH = ("share", "profit", "revenue_share", "customers", "revenue")
_OF_REVENUE = ("revenue_share", "customers", "revenue")


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
        table.show_what_fits(_OF_BOTH, stretch_least=130)
        super().__init__(title, chart, table)
        self.curve, self.numbers_of_tops = chart, table

    def show_concentration(self, flow: Flow) -> None:
        profit, revenue = flow.profit, flow.revenue
        self.setVisible(profit.customers >= CONCENTRATION_FROM)
        if self.isHidden():
            return
        tops = [profit.top(part) for part in (5, 20) if profit.has_top(part)]
        self.curve.show_lines(
            self._lines(flow),
            [
                Mark(
                    top.customers / top.of,
                    top.share,
                    _("best {part}: {share}").format(
                        part=percent(top.percent / 100), share=percent(top.share)
                    ),
                )
                for top in tops
                if top.share is not None
            ],
            foot=_("{value} of the customers"),
            described=concentration_in_words(profit, is_revenue=flow.is_revenue),
        )
        said = [concentration_in_words(profit, is_revenue=flow.is_revenue), *map(top_in_words, tops)]
        self.say(paragraph(said), losing_in_words(profit, self._currency))
        self.numbers_of_tops.show_rows(
            [_Line(profit.top(part), revenue.top(part)) for part in _SPOKEN_OF if profit.has_top(part)]
        )
        self.numbers_of_tops.show_what_fits(_OF_REVENUE if flow.is_revenue else _OF_BOTH, stretch_least=130)

    def _lines(self, flow: Flow) -> list[Line]:
        """Without a cost of anything the two curves are one."""
        lines = [Line(_("Revenue"), flow.revenue.curve(), series=1)]
        if not flow.is_revenue:
            lines.insert(0, Line(_("Profit"), flow.profit.curve(), series=0))
        lines.append(Line(_("If all brought the same"), [(0, 0), (1, 1)], series=5, dashed=True))
        return [line for line in lines if line.points]

    def _columns(self) -> list[Column[_Line]]:
        def money(cents: int) -> str:
            return format_round_money(cents, self._currency)

        def share(key: str, title: str, top: Callable[[_Line], Top], width: int) -> Column[_Line]:
            return Column(
                key,
                title,
                lambda line: "" if (part := top(line).share) is None else percent(part),
                width=width,
                align="right",
                descends_first=True,
                order=lambda line: top(line).cents,
            )

        return [
            Column(
                "best",
                _("The best"),
                lambda line: percent(line.profit.percent / 100),
                stretch=True,
                strong=True,
                order=lambda line: line.profit.percent,
            ),
            number_column("customers", _("Customers"), lambda line: line.profit.customers, width=104),
            number_column("profit", _("Profit"), lambda line: line.profit.cents, money, width=130),
            share("share", _("Part of the profit"), lambda line: line.profit, 140),
            number_column("revenue", _("Revenue"), lambda line: line.revenue.cents, money, width=130),
            share("revenue_share", _("Part of the revenue"), lambda line: line.revenue, 150),
        ]
