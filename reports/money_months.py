"""What came in month by month, and what of it was earned: bars that read well from a grey printer too."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from model.money import format_money_tick
from reports.charts import SAMPLE, Plot, even_ticks, legend
from reports.fonts import weight
from reports.page import Block
from reports.pen import Pen
from reports.style import ACCENT, ACCENT_LIGHT, GRID, MM, SOFT, TINY
from reports.wording import short_month
from resources.i18n import _

_FOOT = 5 * MM
_LEGEND = 6 * MM


class MoneyMonth(NamedTuple):
    """One month by its first day, in cents; both may be below zero. No profit can be told where no cost is known."""

    first: date
    revenue_cents: int
    profit_cents: int | None


class MoneyMonths(Block):
    """A light bar of the revenue of each month, with the profit before it."""

    height = 40 * MM

    def __init__(self, months: Sequence[MoneyMonth], width: float, currency: str) -> None:
        self._months, self._width = months, width
        cents = [cents for month in months for cents in (month.revenue_cents, month.profit_cents or 0)]
        self._has_profit = any(month.profit_cents is not None for month in months)
        self._ticks = even_ticks(min((0, *cents)), max((0, *cents)))
        self._labels = [format_money_tick(tick, currency) for tick in self._ticks]

    def draw(self, pen: Pen, left: float, top: float) -> None:
        axis = max(weight(False).width(label, TINY.size) for label in self._labels) + 3 * MM
        shown = [(ACCENT_LIGHT, SAMPLE, _("Revenue")), (ACCENT, SAMPLE, _("Profit"))]
        legend(pen, left + axis, top, shown if self._has_profit else shown[:1])
        plot = Plot(
            left + axis,
            top + _LEGEND,
            self._width - axis,
            self.height - _LEGEND - _FOOT - GRID,
            self._ticks[0],
            self._ticks[-1],
        )
        plot.grid(pen, self._ticks, self._labels)
        step = plot.width / max(len(self._months), 6)
        wide = step * 0.62
        year = None
        for place, month in enumerate(self._months):
            middle = plot.left + step * (place + 0.5)
            plot.bar(pen, middle - wide / 2, wide, month.revenue_cents, ACCENT_LIGHT)
            if month.profit_cents is not None:
                plot.bar(pen, middle - wide / 4, wide / 2, month.profit_cents, ACCENT)
            label = short_month(month.first, with_year=month.first.year != year)
            year = month.first.year
            pen.words(middle, plot.top + plot.height + 0.8 * MM, label, TINY, SOFT, "centre")
