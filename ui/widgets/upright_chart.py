"""What charts over an upright scale have in common: a name, a tip under the mouse, a legend, and labels below."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme
from ui.widgets.plain_text import plain_tip
from ui.widgets.scale import Scale

_LABEL_ROOM = 120


class UprightChart(QWidget):
    """A chart paints a legend above its plot, a scale at the left of it and labels below.

    ``words_at`` says what a tip tells of a place.
    """

    def __init__(self, name: str, *, hint: QSize, least: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint, self._least = hint, least
        self.setAccessibleName(name)
        self.setMinimumHeight(least.height())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def words_at(self, x: float) -> str:
        """What there is at that pixel from the left, in words; empty where there is nothing."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return self._hint

    def minimumSizeHint(self) -> QSize:
        return self._least

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.words_at(event.pos().x())
            if words:
                QToolTip.showText(event.globalPos(), plain_tip(words), self)
                return True
        return super().event(event)

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        return painter

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(theme.font("small"))

    def _plot_beside(self, scale: Scale, right: float = theme.TIGHT) -> QRectF:
        """Where there is room for what is drawn, between the legend, the scale and the labels."""
        metrics = self._metrics()
        line = metrics.height()
        return QRectF(self.rect()).adjusted(
            scale.width(metrics) + 2, line + theme.MEDIUM, -right, -line - theme.SMALL
        )

    def _paint_legend(
        self, painter: QPainter, entries: Sequence[tuple[str, Callable[[QRectF], None]]], sample: float
    ) -> None:
        """The words of each entry behind what it paints, ``sample`` wide, into a room as high as a line."""
        line = painter.fontMetrics().height()
        x = float(theme.TIGHT)
        for words, paint in entries:
            paint(QRectF(x, 0, sample, line))
            x += sample + theme.SMALL
            painter.setPen(theme.colours().muted)
            width = painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(QRectF(x, 0, width + 2, line), Qt.AlignmentFlag.AlignVCenter, words)
            x += width + theme.LARGE


class Bars(UprightChart):
    """Bars, or groups of them, each over its label in a slot of its own; all slots are as wide."""

    def _slot(self, plot: QRectF, number: int, of: int) -> QRectF:
        step = plot.width() / of
        return QRectF(plot.left() + number * step, plot.top(), step, plot.height())

    def _number_at(self, plot: QRectF, x: float, of: int) -> int | None:
        number = int((x - plot.left()) // (plot.width() / of)) if plot.width() > 0 and of else -1
        return number if 0 <= number < of else None

    def _paint_labels(
        self,
        painter: QPainter,
        plot: QRectF,
        labels: Sequence[str],
        shorts: Sequence[str],
        landmarks: Sequence[int] = (),
    ) -> None:
        """Where there is no room for the labels, the short ones; where there is none for those either, only so many of
        them, or those of the ``landmarks``."""
        metrics = painter.fontMetrics()
        step = self._slot(plot, 0, len(labels)).width()
        every, shown = 1, labels
        if _widest(metrics, labels) + theme.SMALL > step:  # closer, and they read as one line
            shown = [short or label for short, label in zip(shorts, labels, strict=True)]
            every = max(1, -(-_widest(metrics, shown) // max(1, int(step))))
        named: Sequence[int] = range(0, len(labels), every)
        if every > 1 and landmarks:
            named, shown = landmarks, labels
        painter.setPen(theme.colours().muted)
        for number in named:
            middle = self._slot(plot, number, len(labels)).center().x()
            under = QRectF(
                middle - _LABEL_ROOM / 2, plot.bottom() + theme.TIGHT, _LABEL_ROOM, metrics.height() + 2
            )
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, shown[number])


def swatch(room: QRectF) -> QRectF:
    """The square in the middle of such a room."""
    return QRectF(room.left(), room.center().y() - room.width() / 2, room.width(), room.width())


def _widest(metrics: QFontMetrics, labels: Sequence[str]) -> int:
    return max(map(metrics.horizontalAdvance, labels)) + theme.SMALL
