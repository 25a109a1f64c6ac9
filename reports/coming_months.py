"""Who came and who was lost, month by month: the ones stand up, the others hang down."""

from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import NamedTuple

from reports.charts import SAMPLE, Plot, even_ticks, legend
from reports.fonts import weight
from reports.page import Block
from reports.pen import Pen
from reports.style import ACCENT, ACCENT_LIGHT, GRID, MM, SOFT, TINY
from reports.wording import number, short_month
from resources.i18n import _

_AXIS = 8 * MM
_FOOT = 4 * MM
_LEGEND = 5 * MM
_BETWEEN = 1 * MM


class ComingMonth(NamedTuple):
    """One month by its first day: how many customers were new or came back, and how many were lost."""

    first: date
    came: int
    lost: int


class ComingMonths(Block):
    """A light bar upwards of those who came, a dark one downwards of those who were lost."""

    height = 27 * MM

    def __init__(self, months: Sequence[ComingMonth], width: float) -> None:
        self._months, self._width = months, width
        most = max((month.came for month in months), default=0)
        least = max((month.lost for month in months), default=0)
        self._ticks = even_ticks(-least, most)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        legend(
            pen,
            left + _AXIS,
            top,
            [(ACCENT_LIGHT, SAMPLE, _("New or back again")), (ACCENT, SAMPLE, _("Lost"))],
        )
        plot = Plot(
            left + _AXIS,
            top + _LEGEND,
            self._width - _AXIS,
            self.height - _LEGEND - _FOOT - GRID,
            self._ticks[0],
            self._ticks[-1],
        )
        plot.grid(pen, self._ticks, [number(abs(tick)) for tick in self._ticks])
        step = plot.width / max(len(self._months), 6)
        wide, every, year = step * 0.62, self._every(step), None
        for place, month in enumerate(self._months):
            middle = plot.left + step * (place + 0.5)
            plot.bar(pen, middle - wide / 2, wide, month.came, ACCENT_LIGHT)
            plot.bar(pen, middle - wide / 2, wide, -month.lost, ACCENT)
            if place % every == 0:
                label = short_month(month.first, with_year=month.first.year != year)
                pen.words(middle, plot.top + plot.height + 0.8 * MM, label, TINY, SOFT, "centre")
                year = month.first.year

    def _every(self, step: float) -> int:
        """Every so many months there is room for a label, also for one with its year."""
        labels = [short_month(month.first, with_year=True) for month in self._months]
        widest = max((weight(False).width(label, TINY.size) for label in labels), default=0.0)
        return max(1, ceil((widest + _BETWEEN) / step))
