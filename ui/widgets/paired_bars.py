"""Two bars side by side for each month or class: what was expected, and what came. Also one of them alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QLineF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.scale import Scale
from ui.widgets.upright_chart import Bars, swatch

_WIDEST_BAR = 26
_SWATCH = 10


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


class PairedBars(Bars):
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
        super().__init__(name, hint=QSize(320, 240), least=QSize(220, 200), parent=parent)
        self._pairs: list[Pair] = []
        self._words = (expected, came)
        self._tick = tick

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        self._pairs = list(pairs)
        self.setAccessibleDescription("; ".join(f"{pair.label}: {pair.shown}" for pair in pairs))
        self.update()

    def words_at(self, x: float) -> str:
        number = self._number_at(self._plot(), x, len(self._pairs))
        if number is None:
            return ""
        pair = self._pairs[number]
        return f"{pair.label}: {pair.shown}"

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if not self._pairs:
            return
        painter = self._painter()
        has_truth = any(pair.came is not None for pair in self._pairs)
        entries = [
            (words, partial(self._paint_sample, painter, filled=filled))
            for words, filled in zip(self._words, (False, True), strict=True)
            if has_truth or not filled
        ]
        self._paint_legend(painter, entries, _SWATCH)
        plot, scale = self._plot(), self._scale()
        scale.paint(painter, plot)
        for number, pair in enumerate(self._pairs):
            self._paint_pair(painter, pair, self._slot(plot, number, len(self._pairs)), plot, scale)
        self._paint_labels(
            painter, plot, [pair.label for pair in self._pairs], [pair.short for pair in self._pairs]
        )

    # where things stand

    def _plot(self) -> QRectF:
        return self._plot_beside(self._scale())

    def _scale(self) -> Scale:
        ends = [end for pair in self._pairs for end in (pair.expected, pair.came, pair.low, pair.high)]
        return Scale([end for end in ends if end is not None], self._tick)

    # what is drawn

    def _paint_sample(self, painter: QPainter, room: QRectF, *, filled: bool) -> None:
        self._paint_bar(painter, swatch(room), filled=filled)

    def _paint_pair(self, painter: QPainter, pair: Pair, slot: QRectF, plot: QRectF, scale: Scale) -> None:
        bars = 1 if pair.came is None else 2
        width = min(slot.width() * 0.7 / bars, _WIDEST_BAR)
        left = slot.center().x() - width * bars / 2
        zero = scale.y(plot, 0)
        for place, value in enumerate((pair.expected, pair.came)):
            if value is not None:
                y = scale.y(plot, value)
                room = QRectF(left + place * width + 1, min(y, zero), width - 2, abs(zero - y))
                self._paint_bar(painter, room, filled=place == 1)
        if pair.low is not None and pair.high is not None:
            x = left + width / 2
            low, high = (scale.y(plot, end) for end in (pair.low, pair.high))
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
