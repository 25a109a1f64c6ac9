"""A small chart of bars that can also be read aloud."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme
from ui.widgets.plain_text import plain_tip


@dataclass(frozen=True)
class Bar:
    """``value`` makes the height, ``shown`` is the same number in words; ``series`` picks a colour."""

    label: str
    value: float
    shown: str
    series: int = 0


class BarChart(QWidget):
    """Upright bars over their labels, each with its number where there is room for it.

    The accessible description lists all numbers; a tip shows the one under the mouse.
    """

    def __init__(self, name: str, bars: Sequence[Bar] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: list[Bar] = []
        self.setAccessibleName(name)
        self.setMinimumHeight(160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.show_bars(bars)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = list(bars)
        self.setAccessibleDescription("; ".join(f"{bar.label}: {bar.shown}" for bar in bars))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(240, len(self._bars) * 40), 180)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._bars:
            number = min(int(event.pos().x() / self._step()), len(self._bars) - 1)
            bar = self._bars[number]
            QToolTip.showText(event.globalPos(), plain_tip(f"{bar.label}: {bar.shown}"), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if not self._bars:
            return
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        line = painter.fontMetrics().height()
        plot = self.rect().adjusted(0, line + theme.TIGHT, 0, -line - theme.SMALL)
        highest = max(0.0, *(bar.value for bar in self._bars)) or 1.0
        lowest = min(0.0, *(bar.value for bar in self._bars))
        if lowest < 0:
            plot.setBottom(plot.bottom() - line)  # its number stands below the bar
        per_pixel = plot.height() / (highest - lowest)
        zero = plot.top() + highest * per_pixel
        painter.fillRect(QRectF(plot.left(), zero, plot.width(), 1), c.border)
        step = self._step()
        every = self._every(painter)
        for number, bar in enumerate(self._bars):
            slot = QRect(round(number * step), 0, round(step), self.height())
            self._paint_bar(painter, bar, slot, zero, per_pixel)
            if number % every == 0:
                painter.setPen(c.muted)
                under = QRect(slot.left() - 40, self.height() - line - 2, slot.width() + 80, line + 2)
                painter.drawText(under, Qt.AlignmentFlag.AlignCenter, bar.label)

    def _paint_bar(self, painter: QPainter, bar: Bar, slot: QRect, zero: float, per_pixel: float) -> None:
        c = theme.colours()
        width = min(max(slot.width() * 0.62, 3), 56)
        height = abs(bar.value) * per_pixel
        left = slot.center().x() - width / 2
        body = QRectF(left, zero - height if bar.value >= 0 else zero, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.chart[bar.series % len(c.chart)]))
        painter.drawRoundedRect(body, min(3, height / 2), min(3, height / 2))
        metrics = painter.fontMetrics()
        if bar.value and metrics.horizontalAdvance(bar.shown) <= slot.width():
            painter.setPen(c.text)
            above = body.top() if bar.value >= 0 else body.bottom() + metrics.height()
            room = QRectF(slot.left(), above - metrics.height() - 2, slot.width(), metrics.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, bar.shown)

    def _step(self) -> float:
        return self.width() / len(self._bars)

    def _every(self, painter: QPainter) -> int:
        """Label every n-th bar, so that labels never touch."""
        widest = max(painter.fontMetrics().horizontalAdvance(bar.label) for bar in self._bars)
        return max(1, -(-(widest + theme.SMALL) // max(1, int(self._step()))))
