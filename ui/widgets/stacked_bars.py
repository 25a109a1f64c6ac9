"""Bars made of parts, month by month: parts that add stand up, parts that take away hang down. Can be read aloud."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme
from ui.widgets.plain_text import plain_tip
from ui.widgets.scale import Scale

_SWATCH = 10
_WIDEST = 44
_FILLED = 0.68


@dataclass(frozen=True)
class Stack:
    """A value for each series, those below zero hang down; ``shown`` is all of it in words. ``short`` is the label
    where there is little room; where there is not even room for that, only what is a ``landmark`` keeps its label. What
    is ``running`` is not over yet and is drawn hatched."""

    label: str
    values: tuple[float, ...]
    shown: str
    short: str = ""
    landmark: bool = False
    running: bool = False


@dataclass(frozen=True)
class Series:
    """What the parts of one place in all bars are, and the colour they wear."""

    label: str
    colour: int


class StackedBars(QWidget):
    """``series`` from the zero line outwards; ``beside`` puts the parts side by side instead of upon each other.

    The accessible description says every bar in words; a tip the one under the mouse.
    """

    def __init__(
        self,
        name: str,
        series: Sequence[Series],
        *,
        tick: Callable[[float], str],
        beside: bool = False,
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stacks: list[Stack] = []
        self._series = list(series)
        self._tick, self._beside, self._whole = tick, beside, whole
        self.setAccessibleName(name)
        self.setMinimumHeight(200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_series(self, series: Sequence[Series]) -> None:
        """From now on the bars have these parts."""
        self._series = list(series)
        self._stacks = []
        self.update()

    def show_stacks(self, stacks: Sequence[Stack]) -> None:
        self._stacks = list(stacks)
        self.setAccessibleDescription("; ".join(f"{stack.label}: {stack.shown}" for stack in stacks))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 200)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            stack = self.stack_at(event.pos().x())
            if stack is not None:
                QToolTip.showText(event.globalPos(), plain_tip(f"{stack.label}: {stack.shown}"), self)
                return True
        return super().event(event)

    def stack_at(self, x: float) -> Stack | None:
        """The bar at that pixel from the left."""
        if not self._stacks:
            return None
        plot = self._plot()
        number = int((x - plot.left()) // (plot.width() / len(self._stacks)))
        return self._stacks[number] if 0 <= number < len(self._stacks) else None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if not self._stacks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        plot, scale = self._plot(), self._scale()
        self._paint_legend(painter)
        scale.paint(painter, plot)
        for number, stack in enumerate(self._stacks):
            self._paint_stack(painter, stack, self._slot(plot, number), plot, scale)
        self._paint_labels(painter, plot)

    # where things stand

    def _scale(self) -> Scale:
        ends: list[float] = []
        for stack in self._stacks:
            if self._beside:
                ends += stack.values
            else:
                ends.append(sum(value for value in stack.values if value > 0))
                ends.append(sum(value for value in stack.values if value < 0))
        return Scale(ends, self._tick, whole=self._whole)

    def _plot(self) -> QRectF:
        metrics = QFontMetrics(theme.font("small"))
        line = metrics.height()
        return QRectF(self.rect()).adjusted(
            self._scale().width(metrics) + 2, line + theme.MEDIUM, -theme.TIGHT, -line - theme.SMALL
        )

    def _slot(self, plot: QRectF, number: int) -> QRectF:
        step = plot.width() / len(self._stacks)
        return QRectF(plot.left() + number * step, plot.top(), step, plot.height())

    # what is drawn

    def _paint_legend(self, painter: QPainter) -> None:
        line = painter.fontMetrics().height()
        x = float(theme.TIGHT)
        for one in self._series:
            self._fill(painter, QRectF(x, (line - _SWATCH) / 2, _SWATCH, _SWATCH), one.colour, running=False)
            x += _SWATCH + theme.SMALL
            painter.setPen(theme.colours().muted)
            width = painter.fontMetrics().horizontalAdvance(one.label)
            painter.drawText(QRectF(x, 0, width + 2, line), Qt.AlignmentFlag.AlignVCenter, one.label)
            x += width + theme.LARGE

    def _paint_stack(self, painter: QPainter, stack: Stack, slot: QRectF, plot: QRectF, scale: Scale) -> None:
        bars = len(stack.values) if self._beside else 1
        width = min(slot.width() * _FILLED / bars, _WIDEST)
        left = slot.center().x() - width * bars / 2
        up = down = 0.0
        for place, (value, one) in enumerate(zip(stack.values, self._series, strict=True)):
            if self._beside:
                up = down = 0.0
            begins = up if value >= 0 else down
            ends = begins + value
            if value >= 0:
                up = ends
            else:
                down = ends
            y = sorted((round(scale.y(plot, begins)), round(scale.y(plot, ends))))
            x = left + (place * width if self._beside else 0)
            # A pixel of ground between the parts tells them apart without their colours.
            room = QRectF(round(x), y[0], max(round(width) - 1, 1), max(y[1] - y[0] - 1, 0))
            if value:
                self._fill(painter, room, one.colour, running=stack.running)

    def _fill(self, painter: QPainter, room: QRectF, colour: int, *, running: bool) -> None:
        c = theme.colours()
        ink = QColor(c.chart[colour % len(c.chart)])
        if not running:
            painter.fillRect(room, ink)
            return
        painter.fillRect(room, QBrush(ink, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(ink, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if room.height() > 1:
            painter.drawRect(room.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_labels(self, painter: QPainter, plot: QRectF) -> None:
        metrics = painter.fontMetrics()
        step = self._slot(plot, 0).width()
        labels = [stack.label for stack in self._stacks]
        if max(map(metrics.horizontalAdvance, labels)) + theme.SMALL > step:
            labels = [stack.short or stack.label for stack in self._stacks]
        widest = max(map(metrics.horizontalAdvance, labels)) + theme.SMALL
        every = max(1, -(-widest // max(1, int(step))))
        named: Sequence[int] = range(0, len(labels), every)
        landmarks = [number for number, stack in enumerate(self._stacks) if stack.landmark]
        if every > 1 and landmarks:
            named, labels = landmarks, [stack.label for stack in self._stacks]
        painter.setPen(theme.colours().muted)
        for number in named:
            slot = self._slot(plot, number)
            under = QRectF(slot.center().x() - 60, plot.bottom() + theme.TIGHT, 120, metrics.height() + 2)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, labels[number])
