"""The upright scale of a chart: even numbers, fine lines, and where a value stands on it."""

from collections.abc import Callable, Sequence
from math import ceil, floor, log10

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ui import theme

_STEPS = 4


class Scale:
    """Holds ``values`` and 0 on even numbers; ``tick`` writes one of them."""

    def __init__(self, values: Sequence[float], tick: Callable[[float], str], *, whole: bool = False) -> None:
        """``whole`` for things that cannot be halved: the scale then has no parts of one."""
        lowest, highest = min((0.0, *values)), max((0.0, *values))
        step = _even_step((highest - lowest) / _STEPS)
        if whole:
            step = max(1.0, step)
        first, last = floor(lowest / step + 1e-9), ceil(highest / step - 1e-9)
        self.ticks = [at * step for at in range(first, max(last, first + 1) + 1)]
        self._tick = tick
        self._lowest = self.ticks[0]
        if lowest < 0 and lowest > self.ticks[0] + step / 2:
            # A little below zero needs no whole step of its own.
            self._lowest = lowest - step / 10
            del self.ticks[0]

    def width(self, metrics: QFontMetrics) -> int:
        """How much room the numbers need at the left of the plot."""
        return max(metrics.horizontalAdvance(self._tick(tick)) for tick in self.ticks) + theme.SMALL

    def y(self, plot: QRectF, value: float) -> float:
        part = (value - self._lowest) / (self.ticks[-1] - self._lowest)
        return plot.bottom() - plot.height() * part

    def paint(self, painter: QPainter, plot: QRectF) -> None:
        c = theme.colours()
        line = painter.fontMetrics().height()
        for tick in self.ticks:
            y = round(self.y(plot, tick))
            painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), c.outline if tick == 0 else c.border)
            painter.setPen(c.muted)
            room = QRectF(0, y - line / 2, plot.left() - theme.SMALL, line)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._tick(tick)
            )


def _even_step(least: float) -> float:
    """1, 2, 2.5 or 5 times a power of ten, and not below ``least``."""
    if least <= 0:
        return 1.0
    power: float = 10.0 ** floor(log10(least))
    return next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= least * (1 - 1e-9))
