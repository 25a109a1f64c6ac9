"""Curves over one scale, with single points of them marked and named. Can also be read aloud."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.scale import Scale
from ui.widgets.upright_chart import UprightChart

_SAMPLE = 18
_DOT = 4.0
_COLUMNS = 5


@dataclass(frozen=True)
class Line:
    """``points`` are (x, y) with rising x; ``series`` picks a colour. A ``dashed`` line is one to compare with."""

    label: str
    points: Sequence[tuple[float, float]]
    series: int = 0
    dashed: bool = False


@dataclass(frozen=True)
class Mark:
    """A point that is spoken of, with its words beside it."""

    x: float
    y: float
    shown: str


class LineChart(UprightChart):
    """``tick_x`` and ``tick_y`` write the numbers of the scales.

    The accessible description says the marks and whatever else ``show_lines`` is given in words; a tip says the values
    under the mouse.
    """

    def __init__(
        self,
        name: str,
        *,
        tick_x: Callable[[float], str],
        tick_y: Callable[[float], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, hint=QSize(420, 280), least=QSize(220, 220), parent=parent)
        self._lines: list[Line] = []
        self._marks: list[Mark] = []
        self._tick_x, self._tick_y = tick_x, tick_y
        self._foot = ""

    def show_lines(
        self, lines: Sequence[Line], marks: Sequence[Mark] = (), *, foot: str = "", described: str = ""
    ) -> None:
        """``foot`` says what the lower scale counts; ``described`` is told before the marks."""
        self._lines, self._marks, self._foot = list(lines), list(marks), foot
        told = [described, *(mark.shown for mark in marks)]
        self.setAccessibleDescription("; ".join(words for words in told if words))
        self.update()

    def words_at(self, x: float) -> str:
        if not self._lines:
            return ""
        plot, (least, most) = self._plot(), self._span()
        if not plot.left() <= x <= plot.right():
            return ""
        value = least + (most - least) * (x - plot.left()) / plot.width()
        said = [f"{line.label}: {self._tick_y(_value_at(line, value))}" for line in self._lines]
        return "\n".join([self._tick_x(value), *said])

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if not self._lines:
            return
        painter = self._painter()
        plot, scale = self._plot(), self._scale()
        entries = [(one.label, partial(self._paint_sample, painter, one)) for one in self._lines]
        self._paint_legend(painter, entries, _SAMPLE)
        scale.paint(painter, plot)
        self._paint_foot(painter, plot)
        for line in self._lines:
            self._paint_line(painter, line, plot, scale)
        for mark in self._marks:
            self._paint_mark(painter, mark, plot, scale)

    # where things stand

    def _scale(self) -> Scale:
        return Scale([y for line in self._lines for _x, y in line.points], self._tick_y)

    def _span(self) -> tuple[float, float]:
        places = [x for line in self._lines for x, _y in line.points] or [0.0]
        return min(places), max(max(places), min(places) + 1e-9)

    def _plot(self) -> QRectF:
        return self._plot_beside(self._scale(), right=theme.MEDIUM)

    def _x(self, plot: QRectF, value: float) -> float:
        least, most = self._span()
        return plot.left() + plot.width() * (value - least) / (most - least)

    # what is drawn

    def _paint_sample(self, painter: QPainter, one: Line, room: QRectF) -> None:
        painter.setPen(self._pen(one))
        painter.drawLine(QLineF(room.left(), room.center().y(), room.right(), room.center().y()))

    def _paint_foot(self, painter: QPainter, plot: QRectF) -> None:
        painter.setPen(theme.colours().muted)
        least, most = self._span()
        line, ends = painter.fontMetrics().height(), float(self.width())
        for column in reversed(range(_COLUMNS + 1)):
            value = least + (most - least) * column / _COLUMNS
            words = self._tick_x(value)
            if column == _COLUMNS and self._foot:
                words = self._foot.format(value=words)
            width = painter.fontMetrics().horizontalAdvance(words) + theme.TIGHT
            left = min(self._x(plot, value) - width / 2, self.width() - width)
            if left + width > ends:
                continue  # The last one, which says what is counted, has taken the room.
            room = QRectF(left, plot.bottom() + theme.TIGHT, width, line + 2)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
            ends = left - theme.SMALL

    def _paint_line(self, painter: QPainter, line: Line, plot: QRectF, scale: Scale) -> None:
        places = QPolygonF([QPointF(self._x(plot, x), scale.y(plot, y)) for x, y in line.points])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._pen(line))
        painter.drawPolyline(places)

    def _pen(self, line: Line) -> QPen:
        c = theme.colours()
        pen = QPen(QColor(c.chart[line.series % len(c.chart)]), 1.2 if line.dashed else 2.2)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if line.dashed:
            pen.setDashPattern([4, 3])
        return pen

    def _paint_mark(self, painter: QPainter, mark: Mark, plot: QRectF, scale: Scale) -> None:
        c = theme.colours()
        place = QPointF(self._x(plot, mark.x), scale.y(plot, mark.y))
        pen = QPen(c.outline, 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawLine(QLineF(place.x(), scale.y(plot, 0), place.x(), place.y()))
        painter.setPen(QPen(c.raised, 1.5))
        painter.setBrush(c.text)
        painter.drawEllipse(place, _DOT, _DOT)
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(mark.shown) + 2 * theme.TIGHT, metrics.height() + 2
        left = min(place.x() + theme.SMALL, plot.right() - width)
        room = QRectF(left, place.y() - theme.TIGHT, width, height)
        ground = QColor(c.raised)  # a copy: the palette's own is everybody's
        ground.setAlphaF(0.8)
        painter.fillRect(room, ground)
        painter.setPen(c.text)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, mark.shown)


def _value_at(line: Line, x: float) -> float:
    """The height of the line at ``x``: between its points it is straight."""
    before = line.points[0]
    for point in line.points:
        if point[0] > x:
            along = (x - before[0]) / (point[0] - before[0]) if point[0] > before[0] else 1.0
            return before[1] + (point[1] - before[1]) * max(0.0, along)
        before = point
    return before[1]
