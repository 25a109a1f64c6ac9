"""Two bars side by side for each month or class: what was expected, and what came. Also one of them alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10

from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme
from ui.widgets.plain_text import plain_tip

_WIDEST_BAR = 26
_SWATCH = 10
_TICKS = 4


@dataclass(frozen=True)
class Pair:
    """``expected`` is drawn as an outline, with a span from ``low`` to ``high`` where both are known; ``came`` filled,
    where it is known. ``shown`` is all of it in words, ``short`` the label where there is little room."""

    label: str
    expected: float
    came: float | None
    shown: str
    low: float | None = None
    high: float | None = None
    short: str = ""


class PairedBars(QWidget):
    """``expected`` and ``came`` are the words of the legend, ``tick`` writes a number of the scale.

    The accessible description says every pair in words; a tip the one under the mouse. Nothing depends on colour: what
    was expected is an outline, what came is filled.
    """

    def __init__(
        self,
        name: str,
        *,
        expected: str,
        came: str,
        tick: Callable[[float], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pairs: list[Pair] = []
        self._words = (expected, came)
        self._tick = tick
        self.setAccessibleName(name)
        self.setMinimumHeight(200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        self._pairs = list(pairs)
        self.setAccessibleDescription("; ".join(f"{pair.label}: {pair.shown}" for pair in pairs))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 240)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._pairs:
            number = self._pair_at(event.pos().x())
            if number is not None:
                pair = self._pairs[number]
                QToolTip.showText(event.globalPos(), plain_tip(f"{pair.label}: {pair.shown}"), self)
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if not self._pairs:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        self._paint_legend(painter)
        plot, ticks = self._plot(), self._ticks()
        self._paint_scale(painter, plot, ticks)
        for number, pair in enumerate(self._pairs):
            self._paint_pair(painter, number, pair, plot, ticks)
        self._paint_labels(painter, plot)

    # where things stand

    def _plot(self) -> QRectF:
        metrics = QFontMetrics(theme.font("small"))
        line = metrics.height()
        left = max(metrics.horizontalAdvance(self._tick(tick)) for tick in self._ticks())
        return QRectF(self.rect()).adjusted(
            left + theme.SMALL + 2, line + theme.MEDIUM, -theme.TIGHT, -line - theme.SMALL
        )

    def _ticks(self) -> list[float]:
        """Some even numbers from the lowest to the highest value, 0 among them."""
        numbers = [0.0]
        for pair in self._pairs:
            numbers += [
                number for number in (pair.expected, pair.came, pair.low, pair.high) if number is not None
            ]
        lowest, highest = min(numbers), max(numbers)
        step = _even_step((highest - lowest) / _TICKS)
        first, last = floor(lowest / step), -floor(-highest / step)
        return [number * step for number in range(first, max(last, first + 1) + 1)]

    def _y(self, plot: QRectF, ticks: Sequence[float], value: float) -> float:
        return plot.bottom() - plot.height() * (value - ticks[0]) / (ticks[-1] - ticks[0])

    def _slot(self, plot: QRectF, number: int) -> QRectF:
        step = plot.width() / len(self._pairs)
        return QRectF(plot.left() + number * step, plot.top(), step, plot.height())

    def _pair_at(self, x: float) -> int | None:
        plot = self._plot()
        number = int((x - plot.left()) / plot.width() * len(self._pairs)) if plot.width() > 0 else -1
        return number if 0 <= number < len(self._pairs) else None

    # what is drawn

    def _paint_legend(self, painter: QPainter) -> None:
        c = theme.colours()
        line = painter.fontMetrics().height()
        x = float(theme.TIGHT)
        has_truth = any(pair.came is not None for pair in self._pairs)
        for number, word in enumerate(self._words[: 2 if has_truth else 1]):
            swatch = QRectF(x, (line - _SWATCH) / 2, _SWATCH, _SWATCH)
            self._paint_bar(painter, swatch, filled=number == 1)
            painter.setPen(c.muted)
            x += _SWATCH + theme.SMALL
            width = painter.fontMetrics().horizontalAdvance(word)
            painter.drawText(QRectF(x, 0, width + 2, line), Qt.AlignmentFlag.AlignVCenter, word)
            x += width + theme.LARGE

    def _paint_scale(self, painter: QPainter, plot: QRectF, ticks: Sequence[float]) -> None:
        c = theme.colours()
        line = painter.fontMetrics().height()
        for tick in ticks:
            y = round(self._y(plot, ticks, tick))
            painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), c.outline if tick == 0 else c.border)
            painter.setPen(c.muted)
            room = QRectF(0, y - line / 2, plot.left() - theme.SMALL, line)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._tick(tick)
            )

    def _paint_pair(
        self, painter: QPainter, number: int, pair: Pair, plot: QRectF, ticks: Sequence[float]
    ) -> None:
        slot = self._slot(plot, number)
        bars = 1 if pair.came is None else 2
        width = min(slot.width() * 0.7 / bars, _WIDEST_BAR)
        left = slot.center().x() - width * bars / 2
        zero = self._y(plot, ticks, 0)
        for place, value in enumerate((pair.expected, pair.came)):
            if value is not None:
                y = self._y(plot, ticks, value)
                room = QRectF(left + place * width + 1, min(y, zero), width - 2, abs(zero - y))
                self._paint_bar(painter, room, filled=place == 1)
        if pair.low is not None and pair.high is not None:
            x = left + width / 2
            low, high = (self._y(plot, ticks, end) for end in (pair.low, pair.high))
            painter.setPen(QPen(theme.colours().text, 1.4))
            painter.drawLine(QLineF(x, low, x, high))
            for end in (low, high):
                painter.drawLine(QLineF(x - 4, end, x + 4, end))

    def _paint_bar(self, painter: QPainter, room: QRectF, *, filled: bool) -> None:
        colour = theme.colours().chart[1 if filled else 0]
        painter.setPen(QPen(colour, 1.4))
        pale = QColor(theme.colours().chart[0])  # a copy: the palette's own is everybody's
        pale.setAlphaF(0.16)
        painter.setBrush(colour if filled else pale)
        painter.drawRect(room.adjusted(0.5, 0.5, -0.5, 0) if room.height() > 1 else room)

    def _paint_labels(self, painter: QPainter, plot: QRectF) -> None:
        metrics = painter.fontMetrics()
        step = self._slot(plot, 0).width()
        labels = [pair.label for pair in self._pairs]
        if max(map(metrics.horizontalAdvance, labels)) + theme.SMALL > step:
            labels = [pair.short or pair.label for pair in self._pairs]
        every = max(1, -(-(max(map(metrics.horizontalAdvance, labels)) + theme.TIGHT) // max(1, int(step))))
        painter.setPen(theme.colours().muted)
        for number in range(0, len(labels), every):
            slot = self._slot(plot, number)
            under = QRectF(slot.center().x() - 60, plot.bottom() + theme.TIGHT, 120, metrics.height() + 2)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, labels[number])


def _even_step(least: float) -> float:
    """1, 2, 2.5 or 5 times a power of ten, and not below ``least``."""
    if least <= 0:
        return 1.0
    power: float = 10.0 ** floor(log10(least))
    return next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= least * (1 - 1e-9))
