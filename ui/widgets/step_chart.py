"""Curves that rise in steps, each with the span in which it probably lies; they can also be read aloud."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets.scale import Scale
from ui.widgets.upright_chart import UprightChart

_SAMPLE = 22


@dataclass(frozen=True)
class Steps:
    """From ``at[i]`` on the curve is ``values[i]``, 0 to 1, and 0 before; it ends at ``until``, beyond which nothing is
    known. ``low`` and ``high`` are as long as ``values``, or empty where there is no span."""

    name: str
    at: Sequence[float]
    values: Sequence[float]
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    until: float = 0

    def value_at(self, x: float) -> float | None:
        """``None`` where nothing is known."""
        if x > self.until:
            return None
        place = bisect_right(self.at, x) - 1
        return self.values[place] if place >= 0 else 0.0


class StepChart(UprightChart):
    """The first curve with its span, others dashed beside it, on a scale from 0 to 100%.

    The accessible description is ``told``, the same in words; a tip says what the curves are under the mouse.
    """

    def __init__(
        self,
        name: str,
        ticks: Sequence[tuple[float, str]],
        tick_y: Callable[[float], str],
        parent: QWidget | None = None,
    ) -> None:
        """``ticks`` are the places that are named below, ascending; the last is where the scale ends. ``tick_y`` is
        how parts of the whole are written beside it."""
        super().__init__(name, hint=QSize(420, 184), least=QSize(220, 168), parent=parent)
        self._ticks = tuple(ticks)
        self._scale = Scale((0, 1), tick_y)
        self._curves: tuple[Steps, ...] = ()
        self._instead = ""
        self._tip: Callable[[float], str] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_curves(
        self,
        curves: Sequence[Steps],
        told: str,
        *,
        instead: str = "",
        tip: Callable[[float], str] | None = None,
    ) -> None:
        """Show these, the one that is meant first; ``instead`` is what stands there while there is none to show, and
        ``tip`` says in words what they are at a place."""
        self._curves = tuple(curves)
        self._instead, self._tip = instead, tip
        self.setAccessibleDescription(told)
        self.update()

    def curves(self) -> tuple[Steps, ...]:
        return self._curves

    def words_at(self, x: float) -> str:
        plot, end = self._plot(), self._ticks[-1][0]
        place = (x - plot.left()) / max(plot.width(), 1) * end
        return self._tip(place) if self._tip is not None and 0 <= place <= end else ""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = self._painter()
        plot = self._plot()
        self._paint_scales(painter, plot)
        if not self._curves:
            painter.setPen(theme.colours().muted)
            painter.drawText(plot, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._instead)
            return
        for number in reversed(range(len(self._curves))):
            self._paint_curve(painter, plot, number)
        self._paint_names(painter)

    def _plot(self) -> QRectF:
        metrics = self._metrics()
        line = metrics.height() + theme.TIGHT
        left = self._scale.width(metrics)
        right = metrics.horizontalAdvance(self._ticks[-1][1]) / 2 + theme.TIGHT
        return QRectF(
            left, line + theme.SMALL, self.width() - left - right, self.height() - 2 * line - theme.SMALL
        )

    def _paint_scales(self, painter: QPainter, plot: QRectF) -> None:
        c = theme.colours()
        line = painter.fontMetrics().height()
        self._scale.paint(painter, plot)
        for x, words in self._ticks:
            at = round(self._x(plot, x))
            painter.fillRect(QRectF(at, plot.top(), 1, plot.height()), c.border)
            painter.setPen(c.muted)
            under = QRectF(at - 60, plot.bottom() + theme.TIGHT, 120, line)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_curve(self, painter: QPainter, plot: QRectF, number: int) -> None:
        curve, colour = self._curves[number], self._colour(number)
        if curve.low and number == 0:
            span = QColor(colour)
            span.setAlpha(52)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(span)
            back = self._corners(plot, curve, curve.low)
            back.reverse()
            painter.drawPolygon(QPolygonF([*self._corners(plot, curve, curve.high), *back]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._pen(number))
        painter.drawPolyline(QPolygonF(self._corners(plot, curve, curve.values)))

    def _corners(self, plot: QRectF, curve: Steps, values: Sequence[float]) -> list[QPointF]:
        """The corners of the steps, from the beginning to where nothing is known any more."""
        corners, before = [QPointF(plot.left(), self._scale.y(plot, 0))], 0.0
        for x, value in zip(curve.at, values, strict=True):
            if x > curve.until:
                break
            corners.append(QPointF(self._x(plot, x), self._scale.y(plot, before)))
            corners.append(QPointF(self._x(plot, x), self._scale.y(plot, value)))
            before = value
        corners.append(QPointF(self._x(plot, curve.until), self._scale.y(plot, before)))
        return corners

    def _paint_names(self, painter: QPainter) -> None:
        c, metrics = theme.colours(), painter.fontMetrics()
        x = self._plot().left()
        room = (self.width() - x) / len(self._curves) - _SAMPLE - 2 * theme.SMALL
        for number, curve in enumerate(self._curves):
            y = metrics.height() / 2
            painter.setPen(self._pen(number))
            painter.drawLine(QPointF(x, y), QPointF(x + _SAMPLE, y))
            painter.setPen(c.text)
            words = metrics.elidedText(curve.name, Qt.TextElideMode.ElideRight, int(room))
            x += _SAMPLE + theme.TIGHT
            painter.drawText(QPointF(x, metrics.ascent()), words)
            x += metrics.horizontalAdvance(words) + theme.LARGE

    def _pen(self, number: int) -> QPen:
        """Told apart without colours too: the first is whole and thick."""
        pen = QPen(self._colour(number), 1.6 if number else 2.4)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if number:
            pen.setDashPattern([3.0, 2.0])
        return pen

    def _colour(self, number: int) -> QColor:
        chart = theme.colours().chart
        return chart[(1, 0)[number] if number < 2 else number % len(chart)]

    def _x(self, plot: QRectF, x: float) -> float:
        return plot.left() + plot.width() * x / self._ticks[-1][0]
