"""Bars of what is expected, month by month: between which bounds, or beside what came."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.money import format_money_tick
from reports.charts import SAMPLE, Plot, even_ticks, legend
from reports.fonts import weight
from reports.page import Block
from reports.pen import Pen
from reports.style import ACCENT, ACCENT_LIGHT, GRID, INK, MM, SOFT, TINY
from resources.i18n import _

_FOOT = 5 * MM
_LEGEND = 6 * MM
_LEAST_STEPS = 6
"""So many months the width is for, at least: three bars do not fill a page."""
_WHISKER, _CAP = 0.9, 1.2 * MM


@dataclass(frozen=True, slots=True)
class Bar:
    """One month, in cents; what ``came`` is not known of months to come, the bounds of none that is over."""

    label: str
    expected: int
    came: int | None = None
    low: int | None = None
    high: int | None = None


class ForecastBars(Block):
    """A light bar of what is expected, and a dark one of what came, or a whisker from bound to bound."""

    height = 40 * MM

    def __init__(self, bars: Sequence[Bar], width: float, currency: str) -> None:
        self._bars, self._width = bars, width
        cents = [
            one for bar in bars for one in (bar.expected, bar.came, bar.low, bar.high) if one is not None
        ]
        self._ticks = even_ticks(min((0, *cents)), max((0, *cents)), steps=4)
        self._labels = [format_money_tick(tick, currency) for tick in self._ticks]
        self._has_truth = any(bar.came is not None for bar in bars)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        axis = max(weight(False).width(label, TINY.size) for label in self._labels) + 3 * MM
        beside = (ACCENT, SAMPLE, _("Came")) if self._has_truth else (INK, _WHISKER, _("Bounds"))
        legend(pen, left + axis, top, [(ACCENT_LIGHT, SAMPLE, _("Expected")), beside])
        plot = Plot(
            left + axis,
            top + _LEGEND,
            self._width - axis,
            self.height - _LEGEND - _FOOT - GRID,
            self._ticks[0],
            self._ticks[-1],
        )
        plot.grid(pen, self._ticks, self._labels)
        step = plot.width / max(len(self._bars), _LEAST_STEPS)
        for place, bar in enumerate(self._bars):
            middle = plot.left + step * (place + 0.5)
            self._draw_bar(pen, plot, bar, middle, step * 0.72)
            pen.words(middle, plot.top + plot.height + 0.8 * MM, bar.label, TINY, SOFT, "centre")

    def _draw_bar(self, pen: Pen, plot: Plot, bar: Bar, middle: float, wide: float) -> None:
        left = middle - wide / 2
        if bar.came is not None:
            plot.bar(pen, left, wide / 2, bar.expected, ACCENT_LIGHT)
            plot.bar(pen, middle, wide / 2, bar.came, ACCENT)
            return
        plot.bar(pen, left, wide, bar.expected, ACCENT_LIGHT)
        if bar.low is not None and bar.high is not None:
            low, high = plot.y(bar.low), plot.y(bar.high)
            pen.path([(middle, low), (middle, high)], INK, _WHISKER)
            for y in (low, high):
                pen.path([(middle - _CAP, y), (middle + _CAP, y)], INK, _WHISKER)
