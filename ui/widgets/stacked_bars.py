"""Bars made of parts, month by month: parts that add stand up, parts that take away hang down. Can be read aloud."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.scale import Scale
from ui.widgets.upright_chart import Bars, swatch

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


class StackedBars(Bars):
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
        super().__init__(name, hint=QSize(420, 260), least=QSize(220, 200), parent=parent)
        self._stacks: list[Stack] = []
        self._series = list(series)
        self._tick, self._beside, self._whole = tick, beside, whole

    def show_series(self, series: Sequence[Series]) -> None:
        """From now on the bars have these parts."""
        self._series = list(series)
        self._stacks = []
        self.update()

    def show_stacks(self, stacks: Sequence[Stack]) -> None:
        self._stacks = list(stacks)
        self.setAccessibleDescription("; ".join(f"{stack.label}: {stack.shown}" for stack in stacks))
        self.update()

    def words_at(self, x: float) -> str:
        number = self._number_at(self._plot(), x, len(self._stacks)) if self._stacks else None
        if number is None:
            return ""
        stack = self._stacks[number]
        return f"{stack.label}: {stack.shown}"

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if not self._stacks:
            return
        painter = self._painter()
        plot, scale = self._plot(), self._scale()
        entries = [(one.label, partial(self._paint_sample, painter, one)) for one in self._series]
        self._paint_legend(painter, entries, _SWATCH)
        scale.paint(painter, plot)
        for number, stack in enumerate(self._stacks):
            self._paint_stack(painter, stack, self._slot(plot, number, len(self._stacks)), plot, scale)
        self._paint_labels(
            painter,
            plot,
            [stack.label for stack in self._stacks],
            [stack.short for stack in self._stacks],
            [number for number, stack in enumerate(self._stacks) if stack.landmark],
        )

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
        return self._plot_beside(self._scale())

    # what is drawn

    def _paint_sample(self, painter: QPainter, one: Series, room: QRectF) -> None:
        self._fill(painter, swatch(room), one.colour, running=False)

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
